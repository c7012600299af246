"""SPARQL 1.1 Graph Store HTTP Protocol: /store?graph=…, /store?default, and /store/… as the graph of that IRI."""

import uuid
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.rdfio.media import RDF, by_media_type
from kg.serve.context import Context
from kg.serve.faults import Problem
from kg.serve.jobs import GRAPH, Job
from kg.serve.linked_iris import address, space_of
from kg.serve.receiving import bad, body, parameters
from kg.serve.sparql import respond
from kg.serve.writing import Writing
from kg.store.terms import is_iri

PATH: Final = "/store"
_ALLOW: Final = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


def routes(context: Context, writing: Writing) -> list[BaseRoute]:
    """/store and what is below it."""

    async def graph(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _ALLOW})
        if request.method in ("GET", "HEAD"):
            return await _get(request, context)
        return await _change(request, context, writing)

    return [Route(PATH, graph, methods=_METHODS), Route(PATH + "/{rest:path}", graph, methods=_METHODS)]


async def _get(request: Request, context: Context) -> Response:
    iri = _graph_of(request, context)
    if iri is None:
        raise bad("请给出 default 或 graph=…", "name the graph: default, or graph=…")
    accept = request.headers.get("accept", "")
    return await respond(request, context, Job(iri, kind=GRAPH, accept=accept, version=context.version))


async def _change(request: Request, context: Context, writing: Writing) -> Response:
    who = writing.bearers.name_of(request)
    iri = _graph_of(request, context)
    location: dict[str, str] = {}
    if iri is None:
        if request.method != "POST":
            raise bad("请给出 default 或 graph=…", "name the graph: default, or graph=…")
        iri = address(request, context, f"{_path(request, context)}/{uuid.uuid4()}")
        location["Location"] = iri
    sent, parts = b"", tuple[tuple[str, bytes], ...]()
    if request.method != "DELETE":
        limits = context.limits
        sent = await body(request, limits.max_graph_bytes, limits.receive_time_s)
        parts = _parts(request.headers.get("content-type", ""), sent)
    base = iri or address(request, context, request.url.path)
    job = Job(iri, kind=GRAPH, base=base, parts=parts, method=request.method)
    reply = await writing.run(request, who, job, sent)
    created = request.method != "DELETE" and not reply.extra.get("existed", True)
    return Response(status_code=201 if created else 204, headers={"Cache-Control": "no-store", **location})


def _path(request: Request, context: Context) -> str:
    """The path of the store as this request sees it."""
    return space_of(context, request).path(PATH.removeprefix("/"))


def _graph_of(request: Request, context: Context) -> str | None:
    """The IRI of the graph that a request is about, nothing for the default graph, None for none named.

    Raises Problem (400).
    """
    given = parameters(request.scope["query_string"])
    iri, is_default = given.one("graph"), bool(given.all("default"))
    below = request.url.path.removeprefix(_path(request, context)).strip("/")
    if (iri is not None) + is_default + bool(below) > 1:
        raise bad(
            "default、graph=… 和直接的地址只能用一种", "use one of default, graph=… and a direct address"
        )
    if is_default:
        return ""
    if below:
        iri = address(request, context, request.url.path)
    if iri is None:
        return None
    if not is_iri(iri):
        raise bad(f"“{iri}”不是绝对 IRI", f"{iri!r} is no absolute IRI")
    return iri


def _parts(header: str, sent: bytes) -> tuple[tuple[str, bytes], ...]:
    """The documents in a body, each with its media type: one, or the files of a form. Raises Problem (400, 415)."""
    if header.partition(";")[0].strip().lower() != "multipart/form-data":
        return ((_known(header), sent),)
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {header}\r\n\r\n".encode() + sent)
    files = list(whole.iter_parts()) if whole.is_multipart() else []
    if not files:
        raise bad("表单里没有文件", "the form has no file")
    return tuple((_known(file.get_content_type()), _payload(file)) for file in files)


def _known(content_type: str) -> str:
    media = by_media_type(content_type)
    if media is None:
        listed = ", ".join(one.media_type for one in RDF)
        raise Problem(415, f"Content-Type 应是其中之一：{listed}", f"the Content-Type is one of {listed}")
    return media.media_type


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
