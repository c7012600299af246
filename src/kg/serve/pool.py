"""Worker processes of a server: a bounded queue before them, each ended at its limits and replaced."""

import asyncio
import math
from collections import deque
from typing import Final

from kg.errors import KgError, QueryTimeout
from kg.serve.faults import Busy
from kg.serve.jobs import Job, Reply
from kg.serve.limits import Limits
from kg.serve.nursery import CAN_FORK, Nursery
from kg.serve.process import Ended, Process, lost

_SLOW_S: Final = 1.0
_PAUSE_S: Final = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)  # before a worker that could not be opened is tried again


class Pool:
    """Runs jobs, as many at a time as there are workers. Used within one event loop."""

    def __init__(
        self,
        nursery: Nursery,
        limits: Limits,
        workers: int,
        time_s: float,
        *,
        for_pages: bool = False,
        gives_way: bool = False,
    ) -> None:
        """workers: how many; started when first used. time_s: for one job. for_pages: what the jobs are.

        gives_way: whether a job that takes long leaves the processor to others; its worker is replaced then.
        """
        self._gives_way = gives_way and CAN_FORK
        self._nursery = nursery
        self._limits = limits
        self._workers = workers
        self._time_s = time_s
        self._for_pages = for_pages
        self._free: deque[Process] = deque()
        self._waiting: deque[asyncio.Future[Process]] = deque()
        self._all: set[Process] = set()
        self._old: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._failure: KgError | None = None
        self._begun = self._closed = False

    @property
    def is_busy(self) -> bool:
        """Whether every worker is at something."""
        return bool(self._all) and not self._free

    async def start(self) -> None:
        """Starts the workers, and returns when the first is open. Raises KgError where the store cannot be opened."""
        self._begin()
        self._free.append(await self._next())  # it was free, and is again

    def renew(self) -> None:
        """Replaces the workers by new ones, which have more ready: the free ones now, the others when they are done."""
        self._old.update(self._all)
        free, self._free = list(self._free), deque()
        for process in free:
            self._give(process)

    async def close(self) -> None:
        """Ends all workers."""
        self._closed = True
        for task in list(self._starting):
            task.cancel()
        for process in list(self._all):
            process.kill()
            await process.ended()

    async def run(self, job: Job) -> Reply:
        """The answer to a job. Cancelled, it ends the worker that was at it.

        Raises Busy when too many wait or too long, QueryTimeout, TooLarge, and as the worker does.
        """
        self._begin()
        process = await self._queue()
        slow = asyncio.get_running_loop().call_later(_SLOW_S, process.lower) if self._gives_way else None
        try:
            async with asyncio.timeout(self._time_s):
                reply = await process.ask(job)
        except TimeoutError:
            self._replace(process)
            raise _too_slow(self._time_s) from None
        except Ended as ended:
            self._replace(process)
            raise lost(ended, self._limits.worker_memory_mib) from None
        except KgError:
            self._give(process)
            raise
        except BaseException:  # nobody waits for it any more
            self._replace(process)
            raise
        finally:
            if slow is not None:
                slow.cancel()
        self._give(process)
        return reply

    async def _queue(self) -> Process:
        if not self._free and len(self._waiting) >= self._limits.queue_length:
            raise self._busy()
        try:
            async with asyncio.timeout(self._limits.queue_time_s):
                return await self._next()
        except TimeoutError:
            raise self._failure or self._busy() from None

    async def _next(self) -> Process:
        while self._free:
            process = self._free.popleft()
            if process.is_alive:
                return process
            self._replace(process)
        place: asyncio.Future[Process] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._give(place.result())  # it came while nobody waited any more
            raise
        finally:
            if place in self._waiting:
                self._waiting.remove(place)

    def _give(self, process: Process) -> None:
        if process in self._old or process.is_lowered:
            self._replace(process)
            return
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(process)
                return
        self._free.append(process)

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            # One after the other: the first is open sooner, and with it the server answers.
            self._spawn(self._workers)

    def _replace(self, process: Process) -> None:
        process.kill()
        self._all.discard(process)
        self._old.discard(process)
        self._spawn(1)

    def _spawn(self, number: int) -> None:
        if self._closed:
            return
        task = asyncio.get_running_loop().create_task(self._start(number))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _start(self, number: int) -> None:
        for _ in range(number):
            for tried in range(1_000_000):
                await asyncio.sleep(_PAUSE_S[min(tried, len(_PAUSE_S) - 1)])
                try:
                    await self._open()
                except KgError as error:
                    self._failed(error)
                except Ended as ended:
                    self._failed(lost(ended, self._limits.worker_memory_mib))
                else:
                    self._failure = None
                    break

    async def _open(self) -> None:
        process = await self._nursery.process(for_pages=self._for_pages)
        try:
            await process.ready()
        except BaseException:
            process.kill()
            raise
        self._all.add(process)
        self._give(process)

    def _failed(self, error: KgError) -> None:
        """Those who wait for the first worker of all are told; others may have one yet."""
        self._failure = error
        if not self._all:
            while self._waiting:
                place = self._waiting.popleft()
                if not place.done():
                    place.set_exception(error)

    def _busy(self) -> Busy:
        per_worker = len(self._waiting) / max(1, self._workers)
        after_s = max(1, min(60, math.ceil(per_worker * 0.25)))
        return Busy(
            f"服务器忙，已有 {len(self._waiting)} 个查询在等；请 {after_s} 秒后再试",
            f"the server is busy, {len(self._waiting)} queries are waiting; try again in {after_s} s",
            after_s,
        )


def _too_slow(limit_s: float) -> QueryTimeout:
    return QueryTimeout(
        f"查询超过 {limit_s:g} 秒，已停止；请缩小范围（限额见 /limits）",
        f"the query took more than {limit_s:g} s and was stopped; ask for less (limits: /limits)",
    )
