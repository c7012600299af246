"""Connections that hold on to nothing: a request comes in whole, small enough and in time, or is refused."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.limits import Limits

_SAID: Final = b"request line and headers are too long\n"
too_long: Final = PlainTextResponse(_SAID, 431, {"Connection": "close"})


class Server(uvicorn.Server):
    """uvicorn, which is told of signals by its caller: by itself it ends the process before anything is cleaned up.

    interrupted: whether Ctrl-C ended it.
    """

    interrupted = False

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.interrupted = sig == signal.SIGINT
        super().handle_exit(sig, frame)


def protocol(limits: Limits) -> type[asyncio.Protocol]:
    """uvicorn's protocol with a limit on request line and headers, on the time they take, and on that in which
    a client takes nothing of what it asked for.

    uvicorn by itself waits for ever for the first request of a connection and for a client that does not read,
    and keeps headers of any length.
    """

    class Held(HttpToolsProtocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._head_bytes = 0
            self._late = self.loop.call_later(limits.receive_time_s, self._close_late)
            self._stuck: asyncio.TimerHandle | None = None

        def connection_lost(self, exc: Exception | None) -> None:
            self._late.cancel()
            self._watch(None)
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            self._head_bytes += len(data)
            if self._in_head and self._late.cancelled():
                self._late = self.loop.call_later(limits.receive_time_s, self._close_late)
            super().data_received(data)
            if self._in_head and self._head_bytes > limits.max_header_bytes:
                self._refuse()

        @property
        def _in_head(self) -> bool:
            """Whether what comes now belongs to a request line or to headers."""
            return self.cycle is None or self.cycle.response_complete

        def on_headers_complete(self) -> None:
            self._late.cancel()
            self._head_bytes = 0
            app = self.app
            if len(self.url) + sum(len(n) + len(v) for n, v in self.headers) > limits.max_header_bytes:
                self.app = too_long
            super().on_headers_complete()
            self.app = app

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._head_bytes = 0  # what came before it was the body of another one
            state: dict[str, Any] = self.scope["state"]
            state["abort"] = self.transport.abort

        def pause_writing(self) -> None:
            super().pause_writing()
            self._watch(self.transport.get_write_buffer_size())

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if left := self.transport.get_write_buffer_size():
                self._watch(left)

        def _watch(self, left: int | None) -> None:
            """Looks again, after the time a client has to take something, whether it has; None: no more."""
            if self._stuck is not None:
                self._stuck.cancel()
            self._stuck = None if left is None else self.loop.call_later(limits.send_time_s, self._look, left)

        def _look(self, before: int) -> None:
            left = self.transport.get_write_buffer_size()
            if left and left >= before:
                self.transport.abort()  # hard, so that nobody takes half an answer for a whole one
            else:
                self._watch(left or None)

        def _close_late(self) -> None:
            if self._in_head and not self.transport.is_closing():
                self.transport.close()

        def _refuse(self) -> None:
            if not self.transport.is_closing():
                self.transport.write(
                    b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: text/plain\r\n"
                    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(_SAID), _SAID)
                )
                self.transport.close()

    return Held
