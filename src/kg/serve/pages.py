"""Pages, the API and reconciliation in a worker process: one application, asked one request at a time."""

import asyncio
import traceback
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from kg.errors import KgError
from kg.serve import dumps, jsonapi, linked, linked_whole, machines, problems, reconcile
from kg.serve.caps import over
from kg.serve.jobs import Page
from kg.serve.linked_missing import handler
from kg.serve.site import Site
from kg.serve.spool import Spool

_OK: Final = 200
_CLOSED: Final = {"type": "http.disconnect"}


def application(site: Site) -> Starlette:
    """Each module of routes adds its own; the handler of 404 has the rest."""
    routes: list[BaseRoute] = []
    for module in (linked, dumps, linked_whole, machines, jsonapi, reconcile):
        routes += module.routes(site)
    if site.path != "/":
        routes = [Mount(site.path.rstrip("/"), routes=routes)]
    return Starlette(routes=routes, exception_handlers={**problems.HANDLERS, 404: handler(site)})


class Pages:
    """Answers one request after the other."""

    def __init__(self, site: Site) -> None:
        self._app = application(site)
        self._runner: asyncio.Runner | None = None
        self._limit = site.limits.max_reply_bytes

    def answer(self, page: Page, spool: Spool) -> dict[str, Any]:
        """The head of the reply; the body is in the spool. Raises Busy, TooLarge."""
        if self._runner is None:  # not before a fork
            self._runner = asyncio.Runner()
        return self._runner.run(self._answer(page, spool))

    def _write(self, piece: bytes, spool: Spool) -> None:
        if spool.size + len(piece) > self._limit:
            raise over(f"{self._limit} 字节", f"{self._limit} bytes")
        spool.write(piece)

    async def _answer(self, page: Page, spool: Spool) -> dict[str, Any]:
        status, file = 0, ""
        headers: list[tuple[str, str]] = []
        failure: KgError | None = None
        unread = [{"type": "http.request", "body": page.body, "more_body": False}]

        async def receive() -> MutableMapping[str, Any]:
            return unread.pop() if unread else _CLOSED

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal status, headers, file, failure
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in message["headers"]]
            elif message["type"] == "http.response.body":
                try:
                    self._write(message.get("body", b""), spool)
                except KgError as error:
                    failure = error
                    raise
            else:
                file = message["path"]

        try:
            await self._app(_scope(page), receive, send)
        except Exception:  # a fault of ours, of which the client has been told
            if failure is not None:
                raise failure from None
            if not status:
                raise
            traceback.print_exc()
        found = {name.lower(): value for name, value in headers}
        keeps = status == _OK and "etag" in found and "no-store" not in found.get("cache-control", "")
        extra = {"status": status, "headers": headers, "path": file}
        return {
            "content_type": found.get("content-type", ""),
            "cacheable": keeps and not file,
            "extra": extra,
        }


def _scope(page: Page) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": page.method,
        "scheme": page.scheme,
        "path": page.path,
        "raw_path": page.raw_path,
        "query_string": page.query,
        "root_path": page.root_path,
        "headers": list(page.headers),
        "server": page.server,
        "client": None,
        "extensions": {"http.response.pathsend": {}},  # the server sends files itself, ranges of them too
    }
