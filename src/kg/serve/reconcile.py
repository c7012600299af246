"""The Reconciliation Service API 0.2 over the things of the graph, for OpenRefine and its like.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
Identifiers are what follows .../id/ in an IRI (company/alibaba); types and properties are CURIEs (kg:Company).
"""

import json
from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg import __version__
from kg.errors import LANGS, Lang
from kg.namespaces import KG
from kg.serve.documents import language_of
from kg.serve.faults import Problem, TooLarge
from kg.serve.linked_iris import address, space_of
from kg.serve.linked_page import TITLE
from kg.serve.receiving import FORM, Parameters, bad, body, media_type, parameters
from kg.serve.reconcile_extend import extend, propose
from kg.serve.reconcile_match import Reconciler
from kg.serve.reconcile_suggest import preview, suggest_entities, suggest_properties, suggest_types
from kg.serve.site import Site

PATH: Final = "/reconcile"
BATCH: Final = 50
_TYPES: Final = (
    *("Company", "Organization", "Regulator", "Law", "Policy", "Technology", "Product", "Industry", "Place"),
    *("Challenge", "Recommendation", "ActorGroup", "Indicator", "Topic"),
)
_PREVIEW: Final = {"width": 430, "height": 300}


def routes(site: Site) -> list[BaseRoute]:
    """/reconcile, and /reconcile/zh and /reconcile/en for clients that ask for no language."""
    reconciler = Reconciler(site)
    found: list[BaseRoute] = []
    for path, lang in ((PATH, None), *((f"{PATH}/{lang}", lang) for lang in LANGS)):
        found += _routes(site, reconciler, path, lang)
    return found


def _routes(site: Site, reconciler: Reconciler, path: str, fixed: Lang | None) -> list[BaseRoute]:
    def spoken(request: Request) -> Lang:
        return fixed or language_of(request)[0]

    def said(request: Request, body: object) -> Response:
        headers = {"Cache-Control": "no-cache"} | ({} if fixed else {"Vary": "Accept-Language"})
        # Half a surrogate pair, which JSON can send, goes back as it came.
        text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return Response(text.encode("utf-8", "backslashreplace"), 200, headers, "application/json")

    async def service(request: Request) -> Response:
        given = await _given(request, site)
        lang = spoken(request)
        queries, wanted = given.one("queries"), given.one("extend")
        if queries is not None:
            batch = _object("queries", queries)
            if len(batch) > BATCH:
                raise TooLarge(
                    f"一批最多 {BATCH} 个查询，收到 {len(batch)} 个",
                    f"a batch has at most {BATCH} queries; got {len(batch)}",
                )
            return said(request, reconciler.batch(batch, lang))
        if wanted is not None:
            return said(request, extend(site, _object("extend", wanted), lang))
        if request.method == "POST":
            raise bad("缺少参数 queries 或 extend", "the parameter queries or extend is missing")
        return said(request, _manifest(site, request, path, lang, reconciler))

    def suggesting(
        write: Callable[[Reconciler, str, int, Lang], list[dict[str, Any]]],
    ) -> Callable[[Request], Response]:
        def suggest(request: Request) -> Response:
            given = parameters(request.scope["query_string"])
            return said(
                request,
                {"result": write(reconciler, given.one("prefix") or "", _cursor(given), spoken(request))},
            )

        return suggest

    def shown(request: Request) -> Response:
        return preview(site, request, reconciler.iri(_needed(request, "id")), spoken(request))

    def proposed(request: Request) -> Response:
        limit = parameters(request.scope["query_string"]).one("limit")
        return said(request, propose(site, _needed(request, "type"), limit, spoken(request)))

    return [
        Route(path, service, methods=["GET", "POST"]),
        Route(f"{path}/suggest/entity", suggesting(suggest_entities)),
        Route(f"{path}/suggest/property", suggesting(suggest_properties)),
        Route(f"{path}/suggest/type", suggesting(suggest_types)),
        Route(f"{path}/preview", shown),
        Route(f"{path}/properties", proposed),
    ]


def _manifest(site: Site, request: Request, path: str, lang: Lang, reconciler: Reconciler) -> dict[str, Any]:
    space = space_of(site, request)
    here = address(request, site, space.path(path.removeprefix("/")))
    root = address(request, site, space.root)

    def service(name: str) -> dict[str, str]:
        return {"service_url": here, "service_path": f"/{name}"}

    return {
        "versions": ["0.2"],
        "name": TITLE.in_(lang),
        "identifierSpace": f"{site.base}id/",
        "schemaSpace": KG,
        "documentation": f"{root}void",
        "serviceVersion": __version__,
        "defaultTypes": [reconciler.type_record(KG + name, lang) for name in _TYPES],
        "view": {"url": f"{root}id/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", **_PREVIEW},
        "suggest": {name: service(f"suggest/{name}") for name in ("entity", "property", "type")},
        "extend": {
            "propose_properties": service("properties"),
            "property_settings": [
                {
                    "name": "limit",
                    "label": "最多几个值" if lang == "zh" else "Values at most",
                    "type": "number",
                    "default": 0,
                    "help_text": "0 为全部" if lang == "zh" else "0 for all",
                }
            ],
        },
        "batchSize": BATCH,
    }


async def _given(request: Request, site: Site) -> Parameters:
    given = parameters(request.scope["query_string"])
    if request.method == "POST":
        kind = media_type(request)
        if kind != FORM:
            raise Problem(415, f"POST 的 Content-Type 应是 {FORM}", f"a POST has the Content-Type {FORM}")
        limits = site.limits
        given += parameters(await body(request, limits.max_body_bytes, limits.receive_time_s))
    return given


def _object(name: str, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise bad(f"{name} 不是 JSON 对象", f"{name} is no JSON object")
    return found


def _needed(request: Request, name: str) -> str:
    value = parameters(request.scope["query_string"]).one(name)
    if not value:
        raise bad(f"缺少参数 {name}", f"the parameter {name} is missing")
    return value


def _cursor(given: Parameters) -> int:
    text = given.one("cursor") or "0"
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise bad("cursor 应是非负整数", "cursor is a whole number from 0 on")
    return int(text)
