"""Any page may ask and read (CORS), but not where something can be changed."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_SHOWN: Final = "Content-Disposition, Content-Language, ETag, KG-Complete, Link, Location, Retry-After"
CHANGING: Final = ("/update", "/store")


def is_changing(path: str, root: str = "/") -> bool:
    """Whether something can be changed at a path. root: where the server begins, with a slash at both ends."""
    path = "/" + path.removeprefix(root).lstrip("/")
    return any(path == one or path.startswith(f"{one}/") for one in CHANGING)


class Cors:
    """Adds the headers, and answers what browsers ask beforehand. root: as in is_changing."""

    def __init__(self, app: ASGIApp, root: str = "/") -> None:
        self._app, self._root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or is_changing(path, self._root):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await _preflight(headers)(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = MutableHeaders(scope=message)
                added["Access-Control-Allow-Origin"] = "*"
                added["Access-Control-Expose-Headers"] = _SHOWN
            await send(message)

        await self._app(scope, receive, send_with)


def _preflight(headers: Headers) -> Response:
    allowed = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": headers.get("access-control-request-headers", "*"),
        "Access-Control-Max-Age": "86400",
        "Vary": "Access-Control-Request-Headers",
    }
    return Response(status_code=204, headers=allowed)
