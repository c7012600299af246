"""The loop of a process that answers one job after the other, and that the server can end at any moment.

It reads pickled requests, the opening first, and answers each with one frame: the length of a JSON head, the
head, and the bytes that the head announces. The server never unpickles what comes from here, for a stranger's query has been at work in this process.
"""

import json
import os
import threading
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
from kg.serve.spool import Spool
from kg.serve.workdir import remove_if_left
from kg.store import piped

_IDLE_S: Final = 1.0
_STACK_BYTES: Final = 16 * 1024 * 1024  # of the thread that queries run in, as of a main thread or more

Answerer = Callable[[Job, Spool], dict[str, Any]]


def begin() -> tuple[Opening, IO[bytes]]:
    """What the server has sent first, and where replies go; limits are set then."""
    opening: Opening
    opening, replies = piped.begin()
    limit_memory(opening.site.limits.worker_memory_mib)
    return opening, replies


def serve(
    requests: IO[bytes],
    replies: IO[bytes],
    opening: Opening,
    open_: Callable[[], None],
    answer: Answerer,
    warm: Iterator[None] | None = None,
) -> None:
    """Says when it is open, then answers until the requests end; never returns. warm: steps done while nobody
    asks.

    Another thread answers. What an engine keeps for each thread, its random numbers above all, is that of this
    process alone then, and not what this was forked from has.
    """
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.stack_size(_STACK_BYTES)
    working = (replies, opening, open_, answer, iter(()) if warm is None else warm, jobs)
    threading.Thread(target=_work, args=working, daemon=True).start()
    piped.listen_here(requests, jobs, partial(_tidy, opening.folder))


def _work(
    replies: IO[bytes],
    opening: Opening,
    open_: Callable[[], None],
    answer: Answerer,
    warm: Iterator[None],
    jobs: "SimpleQueue[Job]",
) -> None:
    try:
        open_()
        send(replies, {"ready": True})
        while True:
            job = _next(jobs, warm)
            spool = Spool(opening.folder, opening.site.limits.max_spool_bytes)
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
        os._exit(1)
    except MemoryError:
        os._exit(MEMORY_CODE)
    except OSError:  # the server has gone, or left this process
        os._exit(1)


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
    """Removes what a server that was killed leaves."""
    if folder:
        remove_if_left(Path(folder))


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
