"""Errors over HTTP: problem+json (RFC 9457) with the place in the query, plain text or a page for those who ask."""

import html
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from kg.errors import KgError, Text
from kg.rdfio.media import HTML, Media
from kg.serve.faults import Problem, status_of
from kg.serve.negotiate import choose, content_type, language

_PROBLEM: Final = Media("problem", "problem", "application/problem+json", (), ("application/json",))
_PLAIN: Final = Media("plain", "plain text", "text/plain", ())
_OFFERED: Final = (_PROBLEM, _PLAIN, HTML)
_PLACE: Final = re.compile(r"(?:query|update) (\d+):(\d+):")
_AGAIN_S: Final = "5"
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


def respond(request: HTTPConnection, error: KgError) -> Response:
    """The response to an error, in the format and the language that the client wants most."""
    status = status_of(error)
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    if isinstance(error, Problem):
        headers |= error.headers
    elif status == 503:
        headers["Retry-After"] = _AGAIN_S
    lang = language(request.headers.get("accept-language"), "en")
    chosen = choose(request.headers.get("accept"), _OFFERED)
    media = _PROBLEM if chosen is None else chosen.media
    detail = error.text.in_(lang)
    title = HTTPStatus(status).phrase
    headers["Content-Language"] = lang
    if media is HTML:
        return _page(status, title, detail, headers)
    if media is _PLAIN:
        text = detail.encode("utf-8", "backslashreplace") + b"\n"
        return Response(text, status, headers, content_type(_PLAIN.media_type))
    body = {"title": title, "status": status, "detail": detail, "kind": type(error).__name__, **_place(error)}
    # Names of things are hostile input, half a surrogate pair too; JSON escapes stand for any of it.
    return Response(json.dumps(body).encode() + b"\n", status, headers, _PROBLEM.media_type)


def _place(error: KgError) -> dict[str, Any]:
    """Line and column, from 1, where the message says them."""
    found = _PLACE.search(error.text.en)
    return {"line": int(found[1]), "column": int(found[2])} if found else {}


def _page(status: int, title: str, detail: str, headers: Mapping[str, str]) -> Response:
    body = (
        f'<!doctype html>\n<meta charset="utf-8">\n<title>{status} {html.escape(title)}</title>\n'
        f"<h1>{status} {html.escape(title)}</h1>\n<pre>{html.escape(detail)}</pre>\n"
    )
    safe = {**headers, "Content-Security-Policy": "default-src 'none'"}
    return Response(body.encode("utf-8", "backslashreplace"), status, safe, content_type(HTML.media_type))


# What the router and others say by HTTPException.
_WORDS: Final = {
    404: Text("这里没有这个地址", "there is nothing at this address"),
    405: Text("这个地址不接受这种方法", "this address does not take that method"),
}


def _allowed(methods: str) -> str:
    """The methods of an address, of which the router says some, in no order."""
    there = {*methods.split(", "), "OPTIONS"}
    return ", ".join(one for one in _METHODS if one in there or (one == "HEAD" and "GET" in there))


async def on_error(request: Request, error: Exception) -> Response:
    """The handler of KgError and of HTTPException."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        if error.status_code == 405 and "Allow" in headers:
            headers["Allow"] = _allowed(headers["Allow"])
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=headers)
        words = _WORDS.get(error.status_code) or Text(str(error.detail), str(error.detail))
        error = Problem(error.status_code, words.zh, words.en, headers)
    if not isinstance(error, KgError):
        raise error
    return respond(request, error)


async def on_fault(request: Request, error: Exception) -> Response:
    """The handler of what nobody expected: the log has the traceback, the client has one line."""
    return respond(request, Problem(500, "服务器内部出错", "an internal error of the server"))


HANDLERS: Final[dict[Any, Any]] = {KgError: on_error, HTTPException: on_error, Exception: on_fault}
