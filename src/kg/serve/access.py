"""The access log: one JSON object a line. What people ask is their own affair: queries are not in it unless wanted."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import OutputError

# What is kept of an address and, where queries are wanted, of the body.
_LONGEST_PATH: Final = 1_000
_LONGEST_BODY: Final = 65_536


def line_writer(name: str | None) -> Callable[[str], None] | None:
    """What adds lines to a file, or to stderr for '-'; None for None. Raises OutputError."""
    if name is None:
        return None
    if name == "-":
        return lambda line: print(line, file=sys.stderr, flush=True)
    try:
        out = Path(name).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - open as long as the server
    except OSError as error:
        raise OutputError(
            f"{name} 写不了：{error.strerror}", f"{name} cannot be written: {error.strerror}"
        ) from error
    return lambda line: print(line, file=out)


class AccessLog:
    """Tells of each request when its answer has been sent.

    write: takes one line, without a line break. with_queries: also the query string and the beginning of what
    is sent. now: the time, for tests.
    """

    def __init__(
        self,
        app: ASGIApp,
        write: Callable[[str], None],
        *,
        with_queries: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._app, self._write, self._with_queries, self._now = app, write, with_queries, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, when = time.perf_counter(), self._now()
        said: dict[str, Any] = {"status": None, "bytes": 0, "type": None}
        sent = bytearray()

        async def receive_and_keep() -> Message:
            message = await receive()
            sent.extend(message.get("body", b"")[: _LONGEST_BODY - len(sent)])
            return message

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
                said["type"] = Headers(raw=message["headers"]).get("content-type")
            elif message["type"] == "http.response.body":
                said["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive_and_keep if self._with_queries else receive, send_and_count)
        finally:
            record = {
                "time": when.isoformat(timespec="milliseconds"),
                "client": (scope.get("client") or (None,))[0],
                "method": scope["method"],
                "path": scope["path"][:_LONGEST_PATH],
                **said,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            if self._with_queries:
                record["query"] = scope["query_string"].decode("latin-1")
                record["body"] = sent.decode("utf-8", "backslashreplace")
            self._write(json.dumps(record))
