"""Answers that are kept for those who ask the same again of the same data, and shared by those who ask at once."""

import asyncio
import gzip
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from kg.serve.jobs import VOLATILE, Job, Reply

_GZIP_LEVEL: Final = 5
# What the objects of a kept answer take beside its bytes, a string beside its characters, and a character at most.
_OBJECTS: Final = 1_500
_WORD: Final = 64
_WIDEST: Final = 4
# Where one is only mentioned, an answer is not shared for nothing.
_VOLATILE: Final = re.compile(rf"\b(?:{'|'.join(VOLATILE)})\b", re.IGNORECASE)


class Kept:
    """One answer in memory, and the same compressed when somebody has wanted it so."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self._compressed: bytes | None = None

    def compressed(self) -> bytes:
        if self._compressed is None:
            self._compressed = gzip.compress(self.reply.body or b"", _GZIP_LEVEL, mtime=0)
        return self._compressed


class Answers:
    """Runs jobs, each at most once at a time, and keeps the short answers. Used within one event loop."""

    def __init__(self, run: Callable[[Job], Awaitable[Reply]], max_bytes: int) -> None:
        self._run = run
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Job, Kept] = OrderedDict()
        self._bytes = 0
        self._version = ""
        self._flights: dict[Job, tuple[asyncio.Task[Kept], list[None]]] = {}

    def kept(self, job: Job) -> Kept | None:
        """The answer, if it is kept."""
        if job.version != self._version:  # nothing that is kept is asked for again
            self._kept.clear()
            self._bytes = 0
            self._version = job.version
        found = self._kept.get(job)
        if found is not None:
            self._kept.move_to_end(job)
        return found

    async def get(self, job: Job) -> Kept:
        """The answer. A job runs on as long as anybody waits for it, and is cancelled with the last.

        Raises as the run does.
        """
        found = self.kept(job)
        if found is not None:
            return found
        if _VOLATILE.search(job.text):
            return await self._fly(job)  # each has random numbers of its own
        if job not in self._flights:
            self._flights[job] = (asyncio.get_running_loop().create_task(self._fly(job)), [])
        task, waiting = self._flights[job]
        waiting.append(None)
        try:
            return await asyncio.shield(task)
        finally:
            waiting.pop()
            if not waiting and not task.done():
                self._flights.pop(job, None)
                task.cancel()

    async def _fly(self, job: Job) -> Kept:
        try:
            kept = Kept(await self._run(job))
        finally:
            mine = self._flights.get(job)
            if mine is not None and mine[0] is asyncio.current_task():
                del self._flights[job]
        reply = kept.reply
        if reply.cacheable and reply.body is not None and job.version == self._version:
            self._keep(job, kept)
        return kept

    def _keep(self, job: Job, kept: Kept) -> None:
        # The compressed form is made later, and is smaller; each counts as twice its size.
        if 2 * kept.reply.size > self._max_bytes // 8 or job in self._kept:
            return
        self._kept[job] = kept
        self._bytes += _weight(job, kept)
        while self._bytes > self._max_bytes:
            self._bytes -= _weight(*self._kept.popitem(last=False))


def _weight(job: Job, kept: Kept) -> int:
    """What an answer takes, with its question: every word of that is the client's, the host in base too."""
    words = (job.text, job.base, job.accept, *(job.default or ()), *(job.named or ()), *job.with_graphs)
    asked = sum(_WORD + _WIDEST * len(word) for word in words)
    if job.page is not None:
        asked += _OBJECTS + _WIDEST * job.page.size
    return _OBJECTS + 2 * kept.reply.size + asked
