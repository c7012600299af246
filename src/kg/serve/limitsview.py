"""/limits: what one request may take, for people and programs."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import settings
from kg.serve.context import Context


def routes(context: Context) -> list[BaseRoute]:
    """/limits."""

    async def limits(request: Request) -> Response:
        guard = {
            "max_query_bytes": settings.MAX_QUERY_BYTES,
            "max_query_depth": settings.MAX_QUERY_DEPTH,
            "max_query_tokens": settings.MAX_QUERY_TOKENS,
            "max_query_repeats": settings.MAX_QUERY_REPEATS,
        }
        return JSONResponse({**asdict(context.limits), **guard}, headers={"Cache-Control": "no-cache"})

    return [Route("/limits", limits, methods=["GET"])]
