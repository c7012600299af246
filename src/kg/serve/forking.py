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
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError
from kg.serve.jobs import MEMORY_CODE, REQUEST, Opening
from kg.serve.loop import failed, limit_memory, serve
from kg.serve.workdir import remove_if_left
from kg.serve.worker import Worker

_FDS: Final = 1
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
        self._held: list[tuple[int, int]] = []  # requests for workers for pages, until those can be answered
        self._children: set[int] = (
            set()
        )  # those that have not been waited for, so that their numbers are theirs
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
        warm = chain(self._worker.warm_pages(), self._worker.warm())
        steps: Iterator[None] | None = warm if self._opening.warm else iter(())
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
        is_last = True
        with suppress(KgError, MemoryError):  # the question that needs it will tell
            is_last = next(steps, self) is self
        if is_last or self._worker.has_pages:
            while self._held:
                self._fork(*self._held.pop(0), is_for_pages=True)
        if not is_last:
            return steps
        gc.collect()
        gc.freeze()
        self._tell({"grown": True})
        return None

    def _take(self) -> None:
        """Forks for the request that has come with the socket of the child to be."""
        try:
            message, fds, _, _ = socket.recv_fds(self._control, REQUEST.size, _FDS)
        except OSError:
            message, fds = b"", []
        if not message:  # the server is no more
            for pid in (
                self._children
            ):  # they end by themselves, but not while an engine lets no thread have its turn
                os.kill(pid, signal.SIGKILL)
            remove_if_left(Path(self._opening.folder))
            os._exit(0)
        number, is_for_pages = REQUEST.unpack(message)
        if is_for_pages and not self._worker.has_pages and self._opening.warm:
            self._held.append((number, fds[0]))
        else:
            self._fork(number, fds[0], is_for_pages=is_for_pages)

    def _fork(self, number: int, fd: int, *, is_for_pages: bool) -> None:
        pid = os.fork()
        if not pid:
            worker = self._worker
            self._become(fd, worker.open_for_pages if is_for_pages else worker.open_directory)
        os.close(fd)
        self._children.add(pid)
        self._tell({"number": number, "pid": pid})

    def _become(self, fd: int, open_: Callable[[], None]) -> None:
        """The child: a worker that is asked over its own socket. Never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for one in (self._control, self._ends, self._wake):
                one.close()
            for _, other in self._held:
                os.close(other)
            requests, replies = os.fdopen(fd, "rb"), os.fdopen(os.dup(fd), "wb")
            serve(requests, replies, self._opening, open_, self._worker.answer)
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
                self._children.discard(pid)
                self._tell({"pid": pid, "code": os.waitstatus_to_exitcode(status)})

    def _tell(self, said: dict[str, Any]) -> None:
        with suppress(OSError):  # that the server is no more, the next look tells
            self._control.sendall(json.dumps(said).encode() + b"\n")
