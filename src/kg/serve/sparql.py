"""SPARQL 1.1 Protocol, the query operation: https://www.w3.org/TR/sparql11-protocol/#query-operation"""

from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.rdfio.media import output_named
from kg.serve.context import Context
from kg.serve.description import describe
from kg.serve.faults import Problem
from kg.serve.jobs import Job
from kg.serve.linked_iris import address
from kg.serve.negotiate import language
from kg.serve.receiving import FORM, Parameters, bad, body, media_type, parameters, utf8
from kg.serve.sending import answer, etag_of, is_known
from kg.serve.waiting import while_there
from kg.store.protocol import graphs_of

PATH: Final = "/sparql"
QUERY_TYPE: Final = "application/sparql-query"
_VARY: Final = "Accept, Accept-Encoding, Accept-Language"
_ALLOW: Final = "GET, HEAD, POST, OPTIONS"
_LONGEST_ACCEPT: Final = 1_000
SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups",
}


def routes(context: Context) -> list[BaseRoute]:
    """/sparql."""

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(
                status_code=204, headers={"Allow": _ALLOW, "Accept-Post": f"{FORM}, {QUERY_TYPE}"}
            )
        text, given = await _asked(request, context)
        if text is None:
            return describe(request, context)
        return await respond(request, context, job_of(request, context, text, given))

    return [Route(PATH, sparql, methods=["GET", "HEAD", "POST", "OPTIONS"])]


async def _asked(request: Request, context: Context) -> tuple[str | None, Parameters]:
    """The query, None for a bare GET, and the parameters beside it."""
    given = parameters(request.scope["query_string"])
    text: str | None = None
    if request.method == "POST":
        kind = media_type(request)
        limits = context.limits
        if kind == FORM:
            given += parameters(await body(request, limits.max_body_bytes, limits.receive_time_s))
        elif kind == QUERY_TYPE:
            text = utf8(await body(request, limits.max_body_bytes, limits.receive_time_s))
            if given.all("query"):
                raise bad(
                    "查询给了两次，在地址里和正文里",
                    "the query is given twice, in the address and in the body",
                )
        else:
            raise Problem(
                415,
                f"POST 的 Content-Type 应是 {FORM} 或 {QUERY_TYPE}，收到“{kind}”",
                f"a POST has the Content-Type {FORM} or {QUERY_TYPE}; got {kind!r}",
                {"Accept-Post": f"{FORM}, {QUERY_TYPE}"},
            )
    if given.all("update"):
        raise bad("这里只回答查询，不接受更新", "only queries are answered here, no updates")
    text = given.one("query") if text is None else text
    if text is None and request.method == "POST":
        raise bad("缺少参数 query", "the parameter query is missing")
    return text, given


def job_of(request: Request, context: Context, text: str, given: Parameters) -> Job:
    """The job that a request stands for."""
    default, named = given.all("default-graph-uri"), given.all("named-graph-uri")
    accept = request.headers.get("accept", "")[:_LONGEST_ACCEPT]
    if (format_name := given.one("format")) is not None:
        accept = output_named(format_name).media_type
    lang = given.one("lang")
    return Job(
        text,
        default=default if default or named else None,
        named=named if default or named else None,
        with_graphs=graphs_of(given.all("with")),
        base=address(request, context, request.url.path),
        accept=accept,
        lang=language(lang or request.headers.get("accept-language"), context.lang),
        head=given.yes("head"),
        version=context.version,
    )


async def respond(request: Request, context: Context, job: Job) -> Response:
    """The answer to a job, from those that are kept or from a worker."""
    etag = etag_of(job, context.mark)
    headers = {"Vary": _VARY, "Cache-Control": "no-cache", **SAFE}
    # "*" is for those who have any answer, and whether there is one only the worker can say.
    if request.method != "POST" and request.headers.get("if-none-match") != "*" and is_known(request, etag):
        return Response(status_code=304, headers={**headers, "ETag": etag})
    kept = context.answers.kept(job)
    if kept is None:
        try:
            kept = await while_there(request, context.answers.get(job))
        except ClientDisconnect:
            return Response(status_code=499)  # nobody reads it; the log does
    if kept.reply.cacheable:
        headers["ETag"] = etag
    else:
        headers["Cache-Control"] = "no-store"
    if not kept.reply.complete:
        headers["KG-Complete"] = "false"
        headers["Content-Disposition"] = 'attachment; filename="incomplete"'
    return answer(request, kept, headers, context.limits.send_time_s)
