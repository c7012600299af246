"""A store whose questions end on time: an engine at work cannot be asked to stop, so a process answers that can be ended."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import KgError, QueryTimeout, SourceUnavailable
from kg.store.embedded import DirectoryStore, EmbeddedStore, whole
from kg.store.processes import Process, processes_of, wait_until_ready
from kg.store.protocol import Dataset, Result, Row, Store, Stream
from kg.store.terms import Triple
from kg.store.wire import triples, unpack
from kg.store.worker import MORE, Block, Question, Reply

if TYPE_CHECKING:
    from kg.store.remote import RemoteStore


def within(store: Store, timeout_s: float | None) -> Store:
    """The store itself for None; else one that answers for timeout_s seconds from now, for the questions of
    one call.

    Raises KgError for a limit that is no time, and for a store that cannot be opened a second time.
    """
    if timeout_s is None:
        return store
    if not 0 < timeout_s <= threading.TIMEOUT_MAX:
        raise KgError(
            f"时限应是大于 0 的秒数，收到 {timeout_s:g}",
            f"a time limit is seconds above 0; got {timeout_s:g}",
        )
    if isinstance(store, _Limited):
        return within(store.store, min(timeout_s, store.left_s()))
    if isinstance(store, EmbeddedStore | DirectoryStore):
        return Timed(store, timeout_s)
    from kg.store.remote import RemoteStore  # late: SPARQLWrapper brings rdflib with it

    if isinstance(store, RemoteStore):
        return TimedRemote(store, timeout_s)
    raise KgError(
        f"{store.source} 不能设时限：它不能在另一个进程里打开",
        f"no time limit is possible for {store.source}: another process cannot open it",
    )


class _Limited:
    """What both have: the store that is asked, and the time there is for it."""

    def __init__(self, store: Store, timeout_s: float) -> None:
        self.store = store
        self.source = store.source
        self._timeout_s = timeout_s
        self._until = time.monotonic() + timeout_s

    def left_s(self) -> float:
        """Seconds that are left; a very short time when none are."""
        return max(1e-6, self._until - time.monotonic())

    def close(self) -> None:
        self.store.close()


class Timed(_Limited):
    """An embedded store, asked in a worker process that opens the same files.

    The time runs from here to the last row. Over it, the process is ended and another one takes its place;
    while a process still reads the files of its default graph, it is left to read on for the next question.
    An answer is whole, or raises QueryTimeout; so does going through a stream, after rows that came in time.
    """

    def __init__(self, store: EmbeddedStore | DirectoryStore, timeout_s: float) -> None:
        super().__init__(store, timeout_s)
        self._processes = processes_of(store)

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        return whole(self.stream(text, with_graphs=with_graphs, dataset=dataset))

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        process = self._processes.take()
        with self._asking(process):
            wait_until_ready(process, self._until)
            process.send(Question(text, tuple(with_graphs), dataset))
            reply = process.receive(self._until)
        if isinstance(reply, Block) and reply.variables is not None:
            return Stream(reply.variables, self._rows(process, reply))
        if isinstance(reply, Block):
            return triples(self._rows(process, reply))
        self._processes.give_back(process)
        return reply is True

    def _rows(self, process: Process, block: Block) -> Iterator[Row]:
        while not block.last:
            try:
                yield from unpack(block.rows)
            except GeneratorExit:  # nobody wants the rest, and the process waits to be asked for it
                self._processes.give_back(process)
                raise
            with self._asking(process):
                process.send(MORE)
                reply: Reply = process.receive(self._until)
            assert isinstance(reply, Block)  # noqa: S101
            block = reply
        self._processes.give_back(process)
        yield from unpack(block.rows)

    @contextmanager
    def _asking(self, process: Process) -> Iterator[None]:
        """What becomes of the process when its reply does not come as it should."""
        try:
            yield
        except TimeoutError:
            if process.is_ready:
                self._processes.replace(process)
                raise QueryTimeout.after(self._timeout_s) from None
            self._processes.give_back(process)
            raise QueryTimeout(
                f"{self._timeout_s:g} 秒内没有读完 {self.source} 的文件；它还在读，请再问一次，或放宽 timeout_s",
                f"the files of {self.source} were not read within {self._timeout_s:g} s; they are being read: "
                "ask again, or raise timeout_s",
            ) from None
        except KgError:
            if process.is_ready:
                self._processes.give_back(process)
            else:  # it could not open the store
                process.end()
            raise
        except BaseException:  # such as Ctrl-C: it still owes a reply
            process.end()
            raise


class TimedRemote(_Limited):
    """An endpoint, whose replies are waited for no longer than the time that is left."""

    def __init__(self, store: "RemoteStore", timeout_s: float) -> None:
        super().__init__(store, timeout_s)
        self._limited = store.until(self._until)

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        try:
            return self._limited.query(text, with_graphs=with_graphs, dataset=dataset)
        except SourceUnavailable as error:
            if time.monotonic() < self._until:
                raise
            raise QueryTimeout.after(self._timeout_s) from error

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        found = self.query(text, with_graphs=with_graphs, dataset=dataset)
        return found if isinstance(found, bool | list) else Stream(found.variables, iter(found.rows))
