"""Where worker processes come from: forked from one that has read the data, so that each is ready at once.

Where the system cannot fork, each is started by itself and reads the data.
"""

import asyncio
import json
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from kg.serve.jobs import PAGES, REQUEST, Opening
from kg.serve.process import BUFFER_BYTES, Ended, Process, error_of, run
from kg.serve.workdir import Workdir

CAN_FORK: Final = hasattr(os, "fork") and hasattr(socket, "send_fds")
_PIECE: Final = 65_536


class Nursery:
    """Used within one event loop."""

    def __init__(self, opening: Callable[[str], Opening]) -> None:
        """opening: what a worker is started with, given the folder of this server."""
        self._make_opening = opening
        self._workdir: Workdir | None = None
        self._forker: _Forker | None = None
        self._starting = asyncio.Lock()
        self._when_grown: list[Callable[[], None]] = []

    def when_grown(self, call: Callable[[], None]) -> None:
        """Calls this when workers from then on have more ready than those before."""
        self._when_grown.append(call)

    @property
    def folder(self) -> str:
        """Where workers spool answers."""
        if self._workdir is None:
            self._workdir = Workdir()
        return self._workdir.path

    async def launch(self) -> None:
        """Begins to read the data, and returns before it is read. Raises KgError."""
        async with self._starting:
            if CAN_FORK and (self._forker is None or self._forker.has_ended):
                # One that has ended by itself may have read too much for the memory that it may have.
                opening = replace(self._opening(), warm=self._forker is None)
                self._forker = await _Forker.start(opening, self._grown)

    async def process(self, *, for_pages: bool = False) -> Process:
        """Another worker. Raises KgError, Ended."""
        if not CAN_FORK:
            return await Process.start(self._opening(), "worker", *([PAGES] if for_pages else []))
        await self.launch()
        assert self._forker is not None  # noqa: S101  # it has been launched
        return await self._forker.fork(for_pages=for_pages)

    async def close(self) -> None:
        """Ends what the workers come from, when they have ended."""
        if self._forker is not None:
            await self._forker.close()
        if self._workdir is not None:
            self._workdir.remove()

    def _opening(self) -> Opening:
        return self._make_opening(self.folder)

    def _grown(self) -> None:
        for call in self._when_grown:
            call()


class _Forker:
    """The process that the workers are forked from."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        control: socket.socket,
        folder: str,
        grown: Callable[[], None],
    ) -> None:
        self._process = process
        self._control = control
        self._folder = folder
        self._grown = grown
        self._number = 0
        self._asked: dict[int, asyncio.Future[int]] = {}
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._failure: Exception | None = None
        self.has_ended = False
        self._reading = asyncio.get_running_loop().create_task(self._read())

    @classmethod
    async def start(cls, opening: Opening, grown: Callable[[], None]) -> "_Forker":
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            process = await run("forking", opening, str(theirs.fileno()), pass_fds=(theirs.fileno(),))
        finally:
            theirs.close()
        return cls(process, ours, opening.folder, grown)

    async def fork(self, *, for_pages: bool) -> Process:
        if self._failure is not None:
            raise self._failure
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        asked: asyncio.Future[int] = loop.create_future()
        try:
            self._number += 1
            self._asked[self._number] = asked
            with suppress(OSError):  # one that is gone is met below
                socket.send_fds(self._control, [REQUEST.pack(self._number, for_pages)], [theirs.fileno()])
            theirs.close()
            pid = await asked
            pipe = await asyncio.open_unix_connection(sock=ours, limit=BUFFER_BYTES)
        except BaseException:
            ours.close()
            raise
        end = self._ends[pid]
        return Process(pid, pipe, end, lambda: os.kill(pid, signal.SIGKILL), self._folder)

    async def close(self) -> None:
        self._reading.cancel()
        self._end()
        await self._process.wait()

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        rest = b""
        with suppress(OSError):
            while piece := await loop.sock_recv(self._control, _PIECE):
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    self._told(json.loads(line))
        self._end()
        code = await self._process.wait()
        self._fail(self._failure or Ended(code))

    def _told(self, said: dict[str, Any]) -> None:
        if "error" in said:
            self._fail(error_of(said))
        elif "grown" in said:
            self._grown()
        elif "code" in said:
            self._ends.pop(said["pid"]).set_result(said["code"])
        else:
            self._born(said["number"], said["pid"])

    def _born(self, number: int, pid: int) -> None:
        self._ends[pid] = asyncio.get_running_loop().create_future()
        asked = self._asked.pop(number)
        if asked.done():  # nobody waits for it any more
            os.kill(pid, signal.SIGKILL)
        else:
            asked.set_result(pid)

    def _fail(self, error: Exception) -> None:
        self._failure = error
        while self._asked:
            asked = self._asked.popitem()[1]
            if not asked.done():
                asked.set_exception(error)

    def _end(self) -> None:
        """Ends it with all its children, who without it are nobody's."""
        self.has_ended = True
        self._control.close()
        with suppress(ProcessLookupError):
            self._process.kill()
        for pid, end in self._ends.items():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            end.set_result(-signal.SIGKILL)
        self._ends.clear()
