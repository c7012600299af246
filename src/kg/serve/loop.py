"""The loop of a process that answers one job after the other, and that the server can end at any moment.

It reads pickled requests from standard input, the opening first, and answers each with one frame: the
length of a JSON head, the head, and the bytes that the head announces. The server never unpickles what
comes from here, for a stranger's query has been at work in this process.
"""

import json
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final

from kg.errors import KgError
from kg.serve.faults import Problem, status_of
from kg.serve.jobs import HEAD, MEMORY_CODE, Job, Opening
from kg.serve.spool import Spool, file_of
from kg.store import piped

_IDLE_S: Final = 1.0

Answerer = Callable[[Job, Spool], dict[str, Any]]


def begin() -> tuple[Opening, IO[bytes]]:
    """What the server has sent first, and where replies go; limits are set then."""
    opening: Opening
    opening, replies = piped.begin()
    limit_memory(opening.limits.worker_memory_mib)
    return opening, replies


def serve(
    replies: IO[bytes],
    opening: Opening,
    open_: Callable[[], None],
    answer: Answerer,
    warm: Iterator[None] | None = None,
) -> None:
    """Says when it is open, then answers until standard input ends. warm: steps done while nobody asks."""
    jobs: SimpleQueue[Job] = piped.listen(partial(_tidy, opening.folder))
    try:
        open_()
        send(replies, {"ready": True})
        while True:
            job = _next(jobs, iter(()) if warm is None else warm)
            spool = Spool(opening.folder)
            try:
                head = answer(job, spool)
                send(replies, head, spool.done())
            except KgError as error:
                spool.drop()
                send(replies, failed(error))
            except MemoryError:
                raise
            except Exception:  # a fault of ours: the log has it, and the worker goes on
                traceback.print_exc()
                spool.drop()
                send(replies, failed(Problem(500, "服务器内部出错", "an internal error of the server")))
    except KgError as error:  # the store cannot be opened
        send(replies, failed(error))
        os._exit(1)  # at once: the thread that listens holds standard input, over which Python would stumble
    except MemoryError:
        os._exit(MEMORY_CODE)


def _next(jobs: "SimpleQueue[Job]", warm: Iterator[None]) -> Job:
    """The next job. While there is none, the steps of warm are done, with a look for jobs after each."""
    idle_s: float | None = _IDLE_S
    while True:
        try:
            return jobs.get(timeout=idle_s)
        except Empty:
            idle_s = 0.001
            with suppress(KgError):  # the question that needs it will tell
                if next(warm, jobs) is jobs:
                    idle_s = None


def _tidy(folder: str) -> None:
    """Removes what a server that was killed leaves in the spool folder; the last of its processes, the folder."""
    if folder:
        file_of(folder, os.getpid()).unlink(missing_ok=True)
        with suppress(OSError):  # another one is still in it
            Path(folder).rmdir()


def limit_memory(mib: int) -> None:
    """Sets the limit of this process, over which the system refuses it memory and it ends."""
    if not mib:
        return
    with suppress(ImportError, ValueError, OSError):  # no such limit on this system
        import resource

        # Data, not address space: maps of files and reserved stacks take no memory.
        resource.setrlimit(resource.RLIMIT_DATA, (mib * 1024 * 1024, mib * 1024 * 1024))


def failed(error: KgError) -> dict[str, Any]:
    """An error as the server reads it again (kg.serve.process)."""
    headers = error.headers if isinstance(error, Problem) else {}
    return {
        "error": type(error).__name__,
        "status": status_of(error),
        "zh": error.text.zh,
        "en": error.text.en,
        "headers": headers,
    }


def send(stream: IO[bytes], head: dict[str, Any], body: bytes | str = b"") -> None:
    """One frame; a body that is text is the path of the file that has it."""
    if isinstance(body, str):
        head, body = {**head, "file": body}, b""
    text = json.dumps({**head, "length": len(body)}).encode()
    stream.write(HEAD.pack(len(text)) + text + body)
    stream.flush()
