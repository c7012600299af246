"""A real `kg serve` on loopback for tests, and what they send to it."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

ROOT = Path(__file__).parents[2]
T = TypeVar("T")
COMMAND = "from kg.cli.main import run; run()"


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns, in a thread: in this one the browser of the other tests keeps a loop going."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def until(done: Callable[[], bool], longest_s: float = 20) -> bool:
    """Whether it is so in time."""
    end_s = time.monotonic() + longest_s
    while not done() and time.monotonic() < end_s:
        time.sleep(0.05)
    return done()


@dataclass
class Running:
    """A server. url: without a slash at the end. said: its lines on stderr so far."""

    url: str
    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    @property
    def forker(self) -> int:
        """Process id of what the workers are forked from."""
        return next(pid for pid in children(self.process.pid) if b"forking" in command_of(pid))

    @property
    def workers(self) -> list[int]:
        """Process ids of its workers."""
        return children(self.forker)

    def client(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, **options)  # type: ignore[arg-type]

    def ask(self, query: str, **options: str) -> httpx.Response:
        """A query by POST."""
        with self.client() as client:
            return client.post("/sparql", data={"query": query, **options})


def children(pid: int) -> list[int]:
    """Process ids of the children of a process."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@contextmanager
def serving(*options: str, prefix: Sequence[str] = (), code: str = COMMAND) -> Iterator[Running]:
    """kg serve with these options on a free port, ended with the block. prefix: a command that runs it. code: what
    Python runs."""
    process = start(*options, prefix=prefix, code=code)
    assert process.stderr is not None
    said: list[str] = []
    reading = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
    try:
        for line in process.stderr:
            said.append(line)
            found = re.match(r"kg serve: (http://\S+)/$", line.strip())
            if found:
                break
        else:
            raise AssertionError(f"kg serve ended: {''.join(said)}")
        reading.start()
        yield Running(found[1], process, said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if reading.ident is not None:
            reading.join()
        process.stderr.close()


def start(*options: str, prefix: Sequence[str] = (), code: str = COMMAND) -> "subprocess.Popen[str]":
    """kg serve, perhaps not answering yet."""
    command = [*prefix, sys.executable, "-c", code, "serve", "--port", "0", "--lang", "en", *options]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env, cwd=ROOT)
