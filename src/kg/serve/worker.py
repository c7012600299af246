"""A process that answers one job after the other, and that the server can end at any moment.

It reads pickled requests from standard input, the opening first, and answers each with one frame: the
length of a JSON head, the head, and the bytes that the head announces. The server never unpickles what
comes from here, for a stranger's query has been at work in this process.
"""

import json
import os
import pickle
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final

import pyoxigraph as ox

from kg.errors import KgError, SourceUnavailable
from kg.namespaces import graph_iri
from kg.serve.answering import answer_graph, answer_query
from kg.serve.faults import Problem, status_of
from kg.serve.jobs import GRAPH, UPDATE, Job, Opening
from kg.serve.spool import Spool
from kg.sparql.guard import default_graphs
from kg.store.convert import to_triple
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.fill import reports_in
from kg.store.protocol import Store

HEAD: Final = struct.Struct(">I")
_OPEN_TRIES: Final = 20
_OPEN_PAUSE_S: Final = 0.02
_IDLE_S: Final = 1.0
MEMORY_CODE: Final = 77  # how a worker ends that Python has told there is no more memory

Answerer = Callable[[Job, Spool], dict[str, Any]]


def main() -> None:
    """Answers until standard input ends, whatever is being answered then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    opening: Opening = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the server, which started this
    limit_memory(opening.limits.worker_memory_mib)
    worker = Worker(opening)
    serve(sys.stdin.buffer, replies, opening, worker.open, worker.answer, worker.warm)


def serve(
    requests_from: IO[bytes],
    replies: IO[bytes],
    opening: Opening,
    open_: Callable[[], None],
    answer: Answerer,
    warm: Callable[[], None] | None = None,
) -> None:
    """The loop of a worker: says when it is open, then answers. warm: what is done while nobody asks."""
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests_from, jobs), daemon=True).start()
    try:
        open_()
        send(replies, {"ready": True})
        while True:
            try:
                job = jobs.get(timeout=_IDLE_S if warm else None)
            except Empty:
                if warm is not None:
                    with suppress(KgError):  # the question that needs it will tell
                        warm()
                    warm = None
                continue
            spool = Spool(opening.folder)
            try:
                head = answer(job, spool)
                send(replies, head, spool.done())
            except KgError as error:
                spool.drop()
                send(replies, failed(error))
    except KgError as error:  # the store cannot be opened
        send(replies, failed(error))
    except MemoryError:
        os._exit(MEMORY_CODE)


class Worker:
    """Answers queries over the store that it is opened with, anew when the data has changed."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._store: Store = opening.store
        self._version = opening.version
        self._graphs: frozenset[str] | None = None

    def open(self) -> None:
        self._store.query("ASK { }")

    def warm(self) -> None:
        """Reads the named graphs of files, so that no question waits for them."""
        if isinstance(self._store, EmbeddedStore):
            self._store.engine()

    def answer(self, job: Job, spool: Spool) -> dict[str, Any]:
        self._refresh(job.version)
        try:
            return self._answer(job, spool)
        except SourceUnavailable:
            if not isinstance(self._store, DirectoryStore):
                raise
            spool.drop()  # the writer has put a file away that this process had not read yet
            self._reopen(Path(self._store.source))
            return self._answer(job, spool)

    def _answer(self, job: Job, spool: Spool) -> dict[str, Any]:
        opening = self._opening
        if job.kind == GRAPH:
            return self._graph(job, spool)
        done = answer_query(self._store, job, opening.rules, opening.limits, self._allowed(), spool)
        return done._asdict()

    def _graph(self, job: Job, spool: Spool) -> dict[str, Any]:
        engine = self._store.engine() if isinstance(self._store, DirectoryStore) else ox.Store()
        name = ox.NamedNode(job.text) if job.text else ox.DefaultGraph()
        if job.text and not engine.contains_named_graph(name):
            raise Problem(404, f"没有图 <{job.text}>", f"there is no graph <{job.text}>")
        triples = [to_triple(quad) for quad in engine.quads_for_pattern(None, None, None, name)]
        return answer_graph(self._store, job, self._opening.limits, triples, spool)._asdict()

    def _refresh(self, version: str) -> None:
        """An open read-only directory never sees later commits: opened anew for a newer version."""
        if version != self._version and isinstance(self._store, DirectoryStore):
            self._reopen(Path(self._store.source))
            self._graphs = None
        self._version = version

    def _reopen(self, path: Path) -> None:
        for tried in range(_OPEN_TRIES):
            try:
                self._store = DirectoryStore(path)
                return
            except KgError:  # the writer has just put a file away
                if tried == _OPEN_TRIES - 1:
                    raise
                time.sleep(_OPEN_PAUSE_S)

    def _allowed(self) -> frozenset[str] | None:
        """The graphs that a query may name: what the directory or the files have beside those of the dataset."""
        store = self._store
        if not isinstance(store, DirectoryStore | EmbeddedStore) or store.source == "packaged":
            return None
        if self._graphs is None:
            engine = store.engine()
            there = {graph.value for graph in engine.named_graphs()}
            reports = {graph_iri(f"report/{report}") for report in reports_in(engine)}
            self._graphs = frozenset(there | reports | default_graphs())
        return self._graphs


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


def _listen(stream: IO[bytes], jobs: "SimpleQueue[Job]") -> None:
    """Ends the process with the server, however that ended, even while the engine is at work."""
    try:
        while True:
            jobs.put(pickle.load(stream))  # noqa: S301  # as above
    except Exception:
        os._exit(0)


__all__ = [
    "GRAPH",
    "HEAD",
    "MEMORY_CODE",
    "UPDATE",
    "Worker",
    "failed",
    "limit_memory",
    "main",
    "send",
    "serve",
]
