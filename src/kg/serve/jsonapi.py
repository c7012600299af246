"""The JSON API for pages and scripts, mounted at /api; described by OpenAPI at /api/openapi.json."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from kg import __version__
from kg.serve import jsonapi_lenses, jsonapi_questions, jsonapi_things
from kg.serve.documents import language_of
from kg.serve.faults import Problem
from kg.serve.jsonapi_common import ERRORS, Shared
from kg.serve.linked_iris import space_of
from kg.serve.linked_page import policy, render
from kg.serve.problems import HANDLERS, respond
from kg.serve.sending import is_known
from kg.serve.site import Site

_ABOUT: Final = (
    "Reading access to the knowledge graph: every list says how many items there are in all and whether it is "
    "complete; every error is problem+json. Names, CURIEs and IRIs are taken alike."
)
_KEEPING: Final = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language"}


def routes(site: Site) -> list[BaseRoute]:
    """/api."""
    return [Mount("/api", app=_with_heads(api(site)))]


def _with_heads(app: ASGIApp) -> ASGIApp:
    """HEAD as GET, whose body the server below leaves out."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope, receive, send)

    return asked


def api(site: Site) -> FastAPI:
    """The application."""
    app = FastAPI(
        title="internet-report-kg",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        responses=ERRORS,
        exception_handlers={**HANDLERS, RequestValidationError: _invalid},
        separate_input_output_schemas=False,
    )
    shared = Shared(site)
    for module in (jsonapi_things, jsonapi_questions, jsonapi_lenses):
        app.include_router(module.router(shared))

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        lang = language_of(request)[0]
        outer = space_of(site, request)
        page = render("jsonapi_docs.html.j2", site, outer, lang, here=request.url.path, schema=app.openapi())
        headers = {
            "Content-Security-Policy": policy(),
            "Vary": "Accept-Language",
            "Cache-Control": "no-cache",
        }
        return Response(page, headers=headers, media_type="text/html")

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> Response:
        return JSONResponse(
            {"openapi": "openapi.json", "docs": "docs", "paths": sorted(app.openapi()["paths"])}
        )

    @app.middleware("http")
    async def validators(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        tag = _etag(site, request)
        if request.method == "GET" and request.headers.get("if-none-match") != "*" and is_known(request, tag):
            return Response(status_code=304, headers={"ETag": tag, **_KEEPING})
        response = await call(request)
        if response.status_code == 200:
            response.headers.setdefault("ETag", tag)
            for name, value in _KEEPING.items():
                response.headers.setdefault(name, value)
        return response

    app.openapi = lambda: _schema(app)  # type: ignore[method-assign]
    return app


def _etag(site: Site, request: Request) -> str:
    scope = request.scope
    language = request.headers.get("accept-language", "")
    parts = (site.version, site.mark, scope["path"], scope["query_string"].decode("latin-1"), language)
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'


async def _invalid(request: Request, error: Exception) -> Response:
    """What does not fit a parameter, as problem+json."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    said = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in found)
    return respond(request, Problem(400, f"参数不合要求：{said}", f"a parameter does not fit: {said}"))


def _schema(app: FastAPI) -> dict[str, Any]:
    """OpenAPI without the 422 that is never answered: what does not fit is 400."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        for item in schema["paths"].values():
            for operation in item.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            schema.get("components", {}).get("schemas", {}).pop(name, None)
        schema["servers"] = [{"url": "."}]
        app.openapi_schema = schema
    return app.openapi_schema
