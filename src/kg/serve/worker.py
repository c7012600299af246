"""The worker that answers queries over the store it is given."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import KgError, SourceUnavailable
from kg.namespaces import NAMED_GRAPHS, graph_iri
from kg.serve.faults import Problem
from kg.serve.jobs import GRAPH, PAGE, PAGES, Job, Opening
from kg.serve.loop import begin, serve
from kg.serve.site import Unopened
from kg.serve.spool import Spool
from kg.sparql.guard import default_graphs
from kg.store.convert import to_triple
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.fill import reports_in
from kg.store.protocol import Store

if TYPE_CHECKING:
    from kg.serve.pages import Pages

_OPEN_TRIES: Final = 20
_OPEN_PAUSE_S: Final = 0.02
_SHARE: Final = 0.95  # of an answer's time is for the endpoint, so that what it failed in can still be told


def main() -> None:
    """Answers until standard input ends, whatever is being answered then."""
    opening, replies = begin()
    worker = Worker(opening)
    worker.read_ahead()
    open_ = worker.open_for_pages if PAGES in sys.argv else worker.open_directory
    serve(sys.stdin.buffer, replies, opening, open_, worker.answer, worker.warm())


class Worker:
    """Answers queries and pages over the store that it is opened with, anew when the data has changed."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._site = opening.site
        self._store: Store = opening.site.store
        self._version = opening.site.version
        self._graphs: frozenset[str] | None = None
        self._pages: Pages | None = None

    def read_ahead(self) -> None:
        """Begins to read the default graph while the rest is imported."""
        if isinstance(self._store, EmbeddedStore):
            self._store.read_ahead()

    def open(self) -> None:
        """Reads the default graph. An endpoint need not be there yet."""
        import kg.serve.answering  # noqa: F401  # late: the store is being read meanwhile

        if isinstance(self._store, EmbeddedStore):
            self._store.query("ASK { }")

    def open_directory(self) -> None:
        """As open, for a process that is there to stay: an open directory cannot be taken across a fork."""
        self.open()
        if isinstance(self._store, Unopened):
            self._store = self._store.opened()

    def open_for_pages(self) -> None:
        """As open_directory; what pages need is imported too, which is no part of the time of the first of them."""
        self.open_directory()
        self._made_pages()

    def warm(self) -> Iterator[None]:
        """Reads the named graphs of files, one a step, and at last those of reports, so that no question waits."""
        if isinstance(self._store, EmbeddedStore):
            for name in NAMED_GRAPHS:
                self._store.read_graph(name)
                yield
            self._store.engine()
            yield

    def warm_pages(self) -> Iterator[None]:
        """Makes what pages need, that without which there are none first."""
        self._made_pages()
        yield
        if isinstance(self._store, EmbeddedStore):
            self._site.indexes.search()
            yield
            self._site.indexes.matcher()
            yield

    @property
    def has_pages(self) -> bool:
        """Whether a page can be answered without anything being imported first."""
        return self._pages is not None

    def _made_pages(self) -> "Pages":
        if self._pages is None:
            from kg.serve.pages import Pages  # late: FastAPI

            self._pages = Pages(self._site)
        return self._pages

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
        if job.kind == GRAPH:
            return self._graph(job, spool)
        if job.kind == PAGE:
            assert job.page is not None  # noqa: S101  # that makes it one
            self._site.store = self._within_time(self._site.limits.page_time_s)
            self._site.version = job.version
            return self._made_pages().answer(job.page, spool)
        from kg.serve.answering import answer_query  # late, as above

        limits = self._site.limits
        store = self._within_time(limits.query_time_s)
        done = answer_query(store, job, self._site.rules, limits, self._allowed(), spool)
        return done._asdict()

    def _within_time(self, limit_s: float) -> Store:
        """The store; an endpoint's replies are not waited for longer than the answer may take."""
        store = self._store
        if isinstance(store, DirectoryStore | EmbeddedStore):
            return store
        from kg.store.remote import RemoteStore  # late: SPARQLWrapper brings rdflib with it

        return store.until(time.monotonic() + _SHARE * limit_s) if isinstance(store, RemoteStore) else store

    def _graph(self, job: Job, spool: Spool) -> dict[str, Any]:
        engine = self._store.engine() if isinstance(self._store, DirectoryStore) else ox.Store()
        name = ox.NamedNode(job.text) if job.text else ox.DefaultGraph()
        if job.text and not engine.contains_named_graph(name):
            raise Problem(404, f"没有图 <{job.text}>", f"there is no graph <{job.text}>")
        triples = (to_triple(quad) for quad in engine.quads_for_pattern(None, None, None, name))
        from kg.serve.answering import answer_graph  # late, as above

        return answer_graph(self._store, job, self._site.limits, triples, spool)._asdict()

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
