"""Clients that ask one server the same questions in turn over kept connections, and what it took."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

_PATIENCE_S = 20
_STUCK_S = 10


class Server(NamedTuple):
    """name: in the table. url: where it answers queries. pid: of its process. parameters: sent with each query."""

    name: str
    url: str
    pid: int
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass
class Load:
    """What came of one load: seconds of each answer, how many were no answer, and how long it went on."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    lasted_s: float = 0.0

    def row(self) -> list[str]:
        """Answers a second, p50, p95 and p99 in ms, failures."""
        if len(self.seconds) < 2:
            return [f"{len(self.seconds) / max(self.lasted_s, 0.001):.1f}", "", "", "", str(self.failed)]
        cuts = statistics.quantiles(self.seconds, n=100)
        ms = [f"{cuts[n] * 1000:.1f}" for n in (49, 94, 98)]
        return [f"{len(self.seconds) / self.lasted_s:.0f}", *ms, str(self.failed)]


def load(server: Server, queries: Sequence[str], clients: int, lasting_s: float, hostile: str = "") -> Load:
    """So many clients for so long, each asking the queries in an order of its own; hostile: one more asks this."""
    return asyncio.run(_load(server, queries, clients, lasting_s, hostile))


def once(
    server: Server, queries: Sequence[str], longest_s: float, patience_s: float = 60
) -> tuple[list[str], bool]:
    """Each query asked once, in order, in patience_s seconds: those that it answered in longest_s each, and whether
    it is stuck at another one. Then none is asked any more, for one that is at work cannot be told to stop."""

    async def ask(query: str) -> float | None:
        begun = time.perf_counter()
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            reader, writer = await _connect(server)
            status, _ = await _exchange(reader, writer, _request(server, query))
            writer.close()
            return time.perf_counter() - begun if status == 200 else None
        return None

    async def ask_all() -> tuple[list[str], bool]:
        until = time.perf_counter() + patience_s
        answered: list[str] = []
        for query in queries:
            try:
                async with asyncio.timeout(_STUCK_S):
                    took_s = await ask(query)
            except TimeoutError:
                return answered, True
            if took_s is not None and took_s <= longest_s:
                answered.append(query)
            if time.perf_counter() > until:
                break
        return answered, False

    return asyncio.run(ask_all())


def memory_mb(pid: int) -> float:
    """Memory of a process and of those below it; what several share is counted once (PSS)."""
    kib = 0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            kib = int(line.split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return kib / 1024 + sum(memory_mb(int(child)) for child in children)


async def _load(server: Server, queries: Sequence[str], clients: int, lasting_s: float, hostile: str) -> Load:
    found = Load()
    requests = [_request(server, query) for query in queries]
    begun = time.perf_counter()
    until = begun + lasting_s
    tasks = [asyncio.create_task(_client(server, requests, n, until, found)) for n in range(clients)]
    attack = asyncio.create_task(_attack(server, hostile)) if hostile else None
    _, late = await asyncio.wait(tasks, timeout=lasting_s + _PATIENCE_S)
    found.lasted_s = time.perf_counter() - begun
    found.failed += len(late)
    for task in (*late, *([attack] if attack else [])):
        task.cancel()
    await asyncio.gather(*tasks, *([attack] if attack else []), return_exceptions=True)
    return found


async def _client(server: Server, shared: Sequence[bytes], seed: int, until: float, found: Load) -> None:
    requests = list(shared)
    order = random.Random(seed)  # noqa: S311
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while time.perf_counter() < until:
        order.shuffle(requests)
        for request in requests:
            if time.perf_counter() >= until:
                break
            begun = time.perf_counter()
            try:
                connection = connection or await _connect(server)
                status, keeps = await _exchange(*connection, request)
                connection = connection if keeps else None
            except (OSError, asyncio.IncompleteReadError, ValueError):
                status, connection = 0, None
            if status == 200:
                found.seconds.append(time.perf_counter() - begun)
            else:
                found.failed += 1
    if connection:
        connection[1].close()


async def _attack(server: Server, query: str) -> None:
    number = 0
    while True:
        number += 1  # never the same text, so that no kept answer helps
        try:
            reader, writer = await _connect(server)
            await _exchange(reader, writer, _request(server, f"{query} # {number}"))
            writer.close()
        except (OSError, asyncio.IncompleteReadError, ValueError):
            await asyncio.sleep(0.1)


async def _connect(server: Server) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(server.url)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=2**24)


def _request(server: Server, query: str) -> bytes:
    body = urlencode([("query", query), *server.parameters]).encode()
    parts = urlsplit(server.url)
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: application/sparql-results+json, text/turtle\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, bool]:
    """The status, and whether the connection stays, of one request whose answer is read to its end."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    if b"transfer-encoding: chunked" in head:
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readuntil(b"\r\n")
    elif b"content-length:" in head:
        await reader.readexactly(int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]))
    else:
        await reader.read()
        return status, False
    return status, b"connection: close" not in head
