"""Answers on their way out: ETag and 304, gzip, and files piece by piece to clients that may be slow."""

import asyncio
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.serve.cache import Kept
from kg.serve.jobs import Job
from kg.serve.negotiate import takes_gzip
from kg.serve.spool import Spooled

_PIECE: Final = 64 * 1024
_WORTH_IT: Final = 1_024  # shorter answers are not compressed


def etag_of(job: Job, mark: str) -> str:
    """The ETag of a job's answer, known before it is answered; weak, for gzip changes the bytes.

    mark: as kg.serve.site has it.
    """
    named = (
        mark, job.version, job.kind, job.text, job.default, job.named, job.with_graphs, job.base, job.accept, job.lang,
        job.head,
    )  # fmt: skip
    return f'W/"{hashlib.sha256(repr(named).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether the client has that version already; weak or strong is one (RFC 9110, 13.1.2)."""
    header = request.headers.get("if-none-match", "")
    known = (item.strip().removeprefix("W/") for item in header.split(","))
    return header.strip() == "*" or etag.removeprefix("W/") in known


def answer(
    request: Request, kept: Kept, headers: Mapping[str, str], send_time_s: float, status: int = 200
) -> Response:
    """The response with a whole answer. headers: to be sent with it."""
    reply = kept.reply
    sent = dict(headers)
    gzipped = reply.size >= _WORTH_IT and takes_gzip(request.headers.get("accept-encoding"))
    if gzipped:
        sent["Content-Encoding"] = "gzip"
    if reply.body is not None:
        content = kept.compressed() if gzipped else reply.body
        if len(content) <= _PIECE:
            return Response(content, status, sent, reply.content_type or None)
        pieces: Iterator[bytes] = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
        sent["Content-Length"] = str(len(content))
        return Pieces(pieces, sent, reply.content_type, send_time_s, status)
    assert reply.file is not None  # noqa: S101  # either of them
    pieces = read(reply.file, reply.size)
    if gzipped:
        pieces = squeeze(pieces)
    else:
        sent["Content-Length"] = str(reply.size)
    return Pieces(pieces, sent, reply.content_type, send_time_s, status)


def read(file: Spooled, size: int) -> Iterator[bytes]:
    """A file from its beginning, which several may read at once."""
    position = 0
    while position < size:
        piece = os.pread(file.fileno(), _PIECE, position)
        if not piece:
            raise OSError("the spooled answer is shorter than it was")
        position += len(piece)
        yield piece


def squeeze(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces as one gzip stream."""
    packer = zlib.compressobj(4, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


class Pieces(Response):
    """A long answer, piece by piece. A client that takes none for send_time_s is left."""

    def __init__(
        self,
        pieces: Iterator[bytes],
        headers: Mapping[str, str],
        content_type: str,
        send_time_s: float,
        status: int = 200,
    ) -> None:
        self.status_code = status
        self.background = None
        self.media_type = content_type
        self.init_headers({"Content-Type": content_type, **headers})
        self._pieces = pieces
        self._send_time_s = send_time_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] != "HEAD":
            for piece in self._pieces:
                try:
                    async with asyncio.timeout(self._send_time_s):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
                except TimeoutError:
                    # Half an answer, and the connection closed hard, so that nobody takes it for a whole one.
                    abort: Callable[[], None] = scope.get("state", {}).get("abort", _nothing)
                    abort()
                    return
                await asyncio.sleep(0)  # others have their turn
        await send({"type": "http.response.body", "body": b""})


def _nothing() -> None:
    """Where the server below has no way to abort."""
