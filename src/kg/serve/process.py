"""One worker process as the server sees it: asked with await, ended at any moment."""

import asyncio
import json
import os
import pickle
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kg import errors
from kg.errors import KgError
from kg.serve.faults import Busy, Problem, TooLarge
from kg.serve.jobs import HEAD, MEMORY_CODE, Job, Opening, Reply
from kg.serve.spool import Spooled, file_of

_START: Final = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); from kg.serve.{} import main; main()"
)
BUFFER_BYTES: Final = 1024 * 1024  # so that a reply that goes through the pipe comes without a stop
_LONGEST_HEAD: Final = 1024 * 1024
_LOWERED: Final = 10  # niceness of a process that is long at a job
_ABORTED: Final = (-6, MEMORY_CODE)  # what an engine does that is refused memory


class Ended(Exception):
    """The process has ended without a reply. code: its return code."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"return code {code}")
        self.code = code


async def run(
    module: str, opening: Opening, *given: str, pass_fds: Sequence[int] = ()
) -> asyncio.subprocess.Process:
    """A Python process at the main of a module of kg.serve, which reads the opening from standard input.

    given: its arguments. Raises KgError where no process can be started.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _START.format(module), *given),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "0"},  # one line in the log for a query that was too much
            pass_fds=pass_fds,
            limit=BUFFER_BYTES,
        )
    except OSError as error:
        raise KgError(f"工作进程启动不了：{error}", f"a worker process cannot be started: {error}") from error
    assert process.stdin is not None  # noqa: S101  # it is a pipe
    process.stdin.write(pickle.dumps(sys.path) + pickle.dumps(opening))
    with suppress(OSError):  # one that is gone is met when it should be ready
        await process.stdin.drain()
    return process


class Process:
    """One worker process, which may not be ready yet."""

    def __init__(
        self,
        pid: int,
        pipe: tuple[StreamReader, StreamWriter],
        end: "asyncio.Future[int]",
        kill: Callable[[], None],
        folder: str,
    ) -> None:
        """pipe: from it and to it. end: its return code in time. kill: ends it. folder: where it spools."""
        self.pid = pid
        self._reader, self._writer = pipe
        self._end = end
        self._kill = kill
        self._folder = folder
        self.is_lowered = False

    @classmethod
    async def start(cls, opening: Opening, module: str, *given: str) -> "Process":
        """A process by itself. module: of kg.serve, whose main runs; given: its arguments. Raises KgError as run does."""
        process = await run(module, opening, *given)
        assert process.stdout is not None and process.stdin is not None  # noqa: S101, PT018  # they are pipes
        end = asyncio.ensure_future(process.wait())
        return cls(process.pid, (process.stdout, process.stdin), end, process.kill, opening.folder)

    @property
    def is_alive(self) -> bool:
        return not self._end.done()

    async def ready(self) -> None:
        """Waits until it is open. Raises what kept it from that, or Ended."""
        await self._receive()

    async def ask(self, job: Job) -> Reply:
        """The answer to one job; nothing else is asked before. Raises as the worker does, or Ended."""
        self._writer.write(pickle.dumps(job))
        with suppress(OSError):  # one that is gone is met when its reply is awaited
            await self._writer.drain()
        head, body = await self._receive()
        return _reply(head, body)

    def lower(self) -> None:
        """Lets others have the processor first, from now on: nobody but root can take that back."""
        self.is_lowered = True
        with suppress(OSError, ValueError):  # it has just ended, or there is no such thing on this system
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWERED)
            for thread in Path(f"/proc/{self.pid}/task").iterdir():  # Linux has a niceness for each
                os.setpriority(os.PRIO_PROCESS, int(thread.name), _LOWERED)

    def kill(self) -> None:
        """Ends it at once, and removes what it has spooled."""
        if self.is_alive:
            with suppress(ProcessLookupError):
                self._kill()
        self._writer.close()
        file_of(self._folder, self.pid).unlink(missing_ok=True)

    async def ended(self) -> int:
        """Waits for its end, and gives the return code."""
        return await asyncio.shield(self._end)

    async def _receive(self) -> tuple[dict[str, Any], bytes]:
        stream = self._reader
        try:
            (length,) = HEAD.unpack(await stream.readexactly(HEAD.size))
            if length > _LONGEST_HEAD:
                raise ValueError(length)
            head: dict[str, Any] = json.loads(await stream.readexactly(length))
            body = await stream.readexactly(int(head["length"]))
        except (asyncio.IncompleteReadError, ValueError, KeyError, OSError) as error:
            raise Ended(await self._ended_by_itself()) from error
        if "error" in head:
            raise error_of(head)
        return head, body

    async def _ended_by_itself(self) -> int:
        """The return code of a process that answers no more; it is ended if it lives on."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                return await self.ended()
        self.kill()
        return await self.ended()


def lost(ended: Ended, memory_mib: int) -> Problem:
    """What a client is told whose worker has ended: too much memory, or something that may not happen again."""
    if ended.code in _ABORTED:
        return TooLarge(
            f"回答这个查询要用的内存超过 {memory_mib} MiB（或查询把引擎压垮），已停止；请缩小范围",
            f"the query needs more than {memory_mib} MiB of memory (or broke the engine) and was stopped; ask for less",
        )
    return Busy(
        f"回答查询的进程意外结束（返回码 {ended.code}），已换新的；请再试",
        f"the process that answered the query ended (return code {ended.code}) and is replaced; try again",
        1,
    )


def _reply(head: dict[str, Any], body: bytes) -> Reply:
    common = {name: head[name] for name in ("content_type", "rows", "complete", "cacheable") if name in head}
    extra = dict(head.get("extra", {}))
    if "file" not in head:
        return Reply(size=len(body), body=body, extra=extra, **common)
    file = Spooled(Path(head["file"]))  # gone with the reply
    return Reply(size=file.size, body=None, file=file, extra=extra, **common)


def error_of(head: dict[str, Any]) -> KgError:
    """The error that a worker has met, of the same class where that is one of kg.errors."""
    zh, en, status = str(head["zh"]), str(head["en"]), int(head["status"])
    if status == 413:  # kg.errors has one of this name too
        return TooLarge(zh, en)
    kind = getattr(errors, str(head["error"]), None)
    if isinstance(kind, type) and issubclass(kind, KgError):
        return kind(zh, en)
    return Problem(status, zh, en, {str(k): str(v) for k, v in dict(head["headers"]).items()})
