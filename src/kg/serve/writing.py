"""The writing side of a server: one writer process, one request after the other, each in the audit log."""

import asyncio
import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request

from kg.errors import KgError
from kg.serve.bearers import Bearers
from kg.serve.context import Context
from kg.serve.faults import Busy, Problem, status_of
from kg.serve.jobs import Job, Opening, Reply
from kg.serve.process import Ended, Process, lost
from kg.store.embedded import DirectoryStore


@dataclass(frozen=True)
class Audit:
    """A file with a line of JSON for each request that could have changed something."""

    path: Path

    def add(self, request: Request, who: str, sent: bytes, status: int, version: str, took_s: float) -> None:
        """Raises KgError where it cannot be written."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": who,
            "client": request.client.host if request.client else "",
            "method": request.method,
            "target": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "bytes": len(sent),
            "sha256": hashlib.sha256(sent).hexdigest(),
            "status": status,
            "version": version,
            "took_ms": round(took_s * 1000),
        }
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            raise Problem(
                500, f"写不了审计日志：{error.strerror}", f"the audit log cannot be written: {error.strerror}"
            ) from error


class Writing:
    """What a writable server has beside its context. Used within one event loop."""

    def __init__(self, context: Context, bearers: Bearers, audit: Audit) -> None:
        """context: over an Oxigraph directory; its version counts the changes from here on."""
        if not isinstance(context.store, DirectoryStore):
            raise KgError(
                "--writable 需要 --source 指一个 Oxigraph 目录（kg load 可建）",
                "--writable needs --source to name an Oxigraph directory (kg load makes one)",
            )
        self.bearers = bearers
        self._audit = audit
        self._context = context
        self._begun_at = context.version
        self._changes = 0
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._process: Process | None = None

    async def start(self) -> None:
        """Opens the store for writing. Raises KgError where that cannot be."""
        await self._writer()

    async def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.ended()

    async def run(self, request: Request, who: str, job: Job, sent: bytes) -> Reply:
        """Runs an update to its end, whether the client waits or not, and writes it into the audit log.

        Raises as the writer does; Busy where too many wait; Problem where it was not acknowledged in time.
        """
        return await asyncio.shield(asyncio.ensure_future(self._run(request, who, job, sent)))

    async def _run(self, request: Request, who: str, job: Job, sent: bytes) -> Reply:
        begun = time.monotonic()
        status = 500
        try:
            reply = await self._ask(job)
            status = 200
            self._changes += 1
            self._context.version = f"{self._begun_at}-{self._changes}"
        except KgError as error:
            status = status_of(error)
            raise
        finally:
            self._audit.add(request, who, sent, status, self._context.version, time.monotonic() - begun)
        return reply

    async def _ask(self, job: Job) -> Reply:
        limits = self._context.limits
        if self._waiting >= limits.queue_length:
            raise Busy(f"已有 {self._waiting} 个更新在等", f"{self._waiting} updates are waiting")
        self._waiting += 1
        try:
            async with self._lock:
                return await self._one(job)
        finally:
            self._waiting -= 1

    async def _one(self, job: Job) -> Reply:
        limits = self._context.limits
        process = await self._writer()
        try:
            async with asyncio.timeout(limits.update_time_s):
                return await process.ask(job)
        except TimeoutError:
            await self._drop(process)
            raise Problem(
                504,
                f"更新超过 {limits.update_time_s:g} 秒，已停止；没有确认，要么全有要么全无",
                f"the update took more than {limits.update_time_s:g} s and was stopped; "
                "it is not acknowledged: all of it is there, or nothing",
            ) from None
        except Ended as ended:
            await self._drop(process)
            raise lost(ended, limits.worker_memory_mib) from None
        except Problem as error:
            if error.status >= 500:  # the engine writes nothing more after some errors of the disk
                await self._drop(process)
            raise

    async def _writer(self) -> Process:
        if self._process is not None and self._process.is_alive:
            return self._process
        context = self._context
        process = await Process.start(Opening(context.for_workers(""), ""), "writer")
        try:
            await process.ready()
        except Ended as ended:
            raise lost(ended, context.limits.worker_memory_mib) from None
        self._process = process
        # A writer before it may have committed what it could not acknowledge.
        self._changes += 1
        context.version = f"{self._begun_at}-{self._changes}"
        return process

    async def _drop(self, process: Process) -> None:
        process.kill()
        with suppress(ProcessLookupError):
            await process.ended()
        self._process = None
