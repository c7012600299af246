"""/health: whether the store answers, for those who watch the server."""

import time
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import __version__
from kg.errors import KgError
from kg.serve.context import Context
from kg.serve.jobs import Job

_FILLED: Final = "ASK { ?s ?p ?o }"
_JSON: Final = "application/sparql-results+json"


def routes(context: Context) -> list[BaseRoute]:
    """/health."""
    answered_at_s = -float("inf")

    async def health(request: Request) -> Response:
        nonlocal answered_at_s
        # Workers that are all at long queries are ended at their limits, and are not ill before.
        if context.pool.is_busy and time.monotonic() - answered_at_s < context.limits.query_time_s:
            return _said(context, None)
        try:
            reply = await context.pool.run(Job(_FILLED, accept=_JSON, version=context.version))
        except KgError as error:
            return _said(context, error.text.en)
        if b"true" not in (reply.body or b""):
            return _said(context, "the default graph is empty")
        answered_at_s = time.monotonic()
        return _said(context, None)

    return [Route("/health", health)]


def _said(context: Context, reason: str | None) -> Response:
    body = {"status": "failing" if reason else "ok", "software": __version__, "data": context.version}
    if reason:
        body["reason"] = reason
    return JSONResponse(body, 503 if reason else 200, {"Cache-Control": "no-store"})
