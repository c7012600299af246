"""SPARQL 1.1 Protocol, the update operation: https://www.w3.org/TR/sparql11-protocol/#update-operation"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.context import Context
from kg.serve.faults import Problem
from kg.serve.jobs import UPDATE, Job
from kg.serve.linked_iris import address
from kg.serve.receiving import FORM, bad, body, media_type, parameters, utf8
from kg.serve.writing import Writing

PATH: Final = "/update"
UPDATE_TYPE: Final = "application/sparql-update"


def routes(context: Context, writing: Writing) -> list[BaseRoute]:
    """/update."""

    async def update(request: Request) -> Response:
        who = writing.bearers.name_of(request)
        given = parameters(request.scope["query_string"])
        kind = media_type(request)
        if kind not in (FORM, UPDATE_TYPE):
            raise Problem(
                415,
                f"Content-Type 应是 {FORM} 或 {UPDATE_TYPE}，收到“{kind}”",
                f"the Content-Type is {FORM} or {UPDATE_TYPE}; got {kind!r}",
            )
        limits = context.limits
        sent = await body(request, limits.max_update_bytes, limits.receive_time_s)
        if kind == FORM:
            if given.all("update"):
                raise bad("更新应在正文里", "the update belongs into the body")
            given += parameters(sent)
            text = given.one("update")
        else:
            text = utf8(sent)
            if given.all("update"):
                raise bad("更新给了两次", "the update is given twice")
        if text is None or given.all("query"):
            raise bad("缺少参数 update，或给了 query", "the parameter update is missing, or query is given")
        job = Job(
            text,
            kind=UPDATE,
            default=given.all("using-graph-uri"),
            named=given.all("using-named-graph-uri"),
            base=address(request, context, request.url.path),
        )
        await writing.run(request, who, job, sent)
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    return [Route(PATH, update, methods=["POST"])]
