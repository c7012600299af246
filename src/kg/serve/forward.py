"""Requests for pages, the API and their like: sent to a worker, so that none of them holds the server."""

from collections.abc import Iterable
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.context import Context
from kg.serve.faults import Busy
from kg.serve.jobs import PAGE, Job, Page
from kg.serve.receiving import body
from kg.serve.sending import answer, is_known
from kg.serve.waiting import while_there

# What an answer may depend on. How a file is sent in parts is for this process.
_HEADERS: Final = (b"accept", b"accept-language", b"content-type", b"host")
_CONDITION: Final = (b"if-none-match",)
_LONGEST: Final = 2_000
# Of a 200, what a 304 has too (RFC 9110, 15.4.5).
_IN_304: Final = ("cache-control", "content-location", "etag", "expires", "vary", "link")


def forwarding(context: Context) -> ASGIApp:
    """The application for whatever is no other one's."""

    async def forward(request: Request) -> Response:
        sent = b""
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            limits = context.limits
            sent = await body(request, limits.max_body_bytes, limits.receive_time_s)
        plain = _job(context, request, sent, _HEADERS)
        kept = context.answers.kept(plain)
        if kept is None:
            try:
                job = _job(context, request, sent, _HEADERS + _CONDITION)
                kept = await while_there(request, context.answers.get(job))
            except ClientDisconnect:
                return Response(status_code=499)  # nobody reads it; the log does
        extra = kept.reply.extra
        headers, status = _headers(extra["headers"]), int(extra["status"])
        if extra["path"]:
            return _file(extra["path"], headers, kept.reply.content_type)
        if status == 304 or kept.reply.size:
            headers["vary"] = ", ".join(filter(None, (headers.get("vary"), "Accept-Encoding")))
        etag = headers.get("etag")
        if status == 200 and etag and request.method in ("GET", "HEAD") and _is_the_same(request, etag):
            return Response(status_code=304, headers={n: v for n, v in headers.items() if n in _IN_304})
        return answer(request, kept, headers, context.limits.send_time_s, status)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await forward(Request(scope, receive, send))
        await response(scope, receive, send)

    return app


def _job(context: Context, request: Request, sent: bytes, names: Iterable[bytes]) -> Job:
    scope = request.scope
    headers = tuple((name, value[:_LONGEST]) for name, value in scope["headers"] if name in names)
    page = Page(
        "GET" if request.method == "HEAD" else request.method,
        scope["path"],
        scope.get("raw_path") or b"",
        scope["query_string"],
        scope.get("app_root_path", scope.get("root_path", "")),
        scope["scheme"],
        tuple(scope["server"] or ("", None)),
        headers,
        sent,
    )
    return Job("", kind=PAGE, version=context.version, page=page)


def _headers(pairs: Iterable[Iterable[str]]) -> dict[str, str]:
    """By name in lower case, without what this process says anew."""
    found: dict[str, str] = {}
    for name, value in pairs:
        lower = name.lower()
        found[lower] = f"{found[lower]}, {value}" if lower in found else value
    for name in ("content-length", "content-type"):
        found.pop(name, None)
    return found


def _is_the_same(request: Request, etag: str) -> bool:
    return request.headers.get("if-none-match") != "*" and is_known(request, etag)


def _file(path: str, headers: dict[str, str], content_type: str) -> Response:
    """A file that the worker has made, or ranges of it."""
    try:
        return FileResponse(path, headers=headers, media_type=content_type)
    except OSError as error:
        raise Busy("文件刚刚不在了，请再试", "the file has just gone; try again", 1) from error
