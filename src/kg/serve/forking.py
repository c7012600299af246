"""The process that workers are forked from: it reads the data, then forks one for each request.

It never answers a query: what is forked from it has seen nothing of what strangers have asked before. It has
one thread, for a lock that another thread holds at a fork stays locked for ever.
"""

import gc
import json
import os
import pickle
import select
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError
from kg.serve.jobs import MEMORY_CODE, Opening
from kg.serve.loop import failed, limit_memory, serve
from kg.serve.workdir import remove_if_left
from kg.serve.worker import Worker

_FDS: Final = 16
_MESSAGE: Final = 64


def main() -> None:
    """Forks until the server ends, which the socket named by the first argument tells."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    opening: Opening = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that started this one
    os.dup2(2, 1)  # what a library prints is no reply
    control = socket.socket(fileno=int(sys.argv[1]))
    limit_memory(opening.site.limits.worker_memory_mib)
    try:
        _Forker(control, opening).run()
    except MemoryError:
        os._exit(MEMORY_CODE)


class _Forker:
    def __init__(self, control: socket.socket, opening: Opening) -> None:
        self._control = control
        self._opening = opening
        self._worker = Worker(opening)
        # Something is to be read here when a child has ended.
        self._ends, self._wake = socket.socketpair()
        self._ends.setblocking(False)
        self._wake.setblocking(False)

    def run(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        try:
            self._worker.read_ahead()
            self._worker.open()
        except KgError as error:
            self._tell(failed(error))
            os._exit(1)
        steps: Iterator[None] | None = self._worker.warm(pages=True)
        gc.freeze()  # a collection in a child touches, and so copies, nothing of what they share
        while True:
            for one in select.select([self._control, self._ends], [], [], None if steps is None else 0)[0]:
                if one is self._ends:
                    self._bury()
                else:
                    self._take()
            if steps is not None:
                steps = self._step(steps)

    def _step(self, steps: Iterator[None]) -> Iterator[None] | None:
        """The steps that are left."""
        with suppress(KgError):  # the question that needs it will tell
            if next(steps, self) is not self:
                return steps
        gc.collect()
        gc.freeze()
        self._tell({"grown": True})
        return None

    def _take(self) -> None:
        """Forks for each request that has come; a request is a byte with the socket of the child to be."""
        try:
            message, fds, _, _ = socket.recv_fds(self._control, _MESSAGE, _FDS)
        except OSError:
            message, fds = b"", []
        if not message:  # the server is no more
            remove_if_left(Path(self._opening.folder))
            os._exit(0)
        for fd in fds:
            pid = os.fork()
            if not pid:
                self._become(fd, [one for one in fds if one != fd])
            os.close(fd)
            self._tell({"pid": pid})

    def _become(self, fd: int, others: list[int]) -> None:
        """The child: a worker that is asked over its own socket. Never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for one in (self._control, self._ends, self._wake):
                one.close()
            for other in others:
                with suppress(OSError):  # one that is closed already
                    os.close(other)
            requests, replies = os.fdopen(fd, "rb"), os.fdopen(os.dup(fd), "wb")
            worker = self._worker
            serve(requests, replies, self._opening, worker.open_directory, worker.answer)
        finally:
            os._exit(1)

    def _bury(self) -> None:
        with suppress(BlockingIOError):
            while self._ends.recv(_MESSAGE):
                pass
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                self._tell({"pid": pid, "code": os.waitstatus_to_exitcode(status)})

    def _tell(self, said: dict[str, Any]) -> None:
        with suppress(OSError):  # that the server is no more, the next look tells
            self._control.sendall(json.dumps(said).encode() + b"\n")
