"""The embedded store: pyoxigraph in memory filled from RDF files, or an Oxigraph directory."""

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError, NotFound, QueryFailed, QuerySyntaxError, SourceUnavailable
from kg.namespaces import (
    DEFAULT_FILES,
    DERIVED_GRAPHS,
    KG,
    NAMED_FILES,
    NAMED_GRAPHS,
    REPORT_GRAPHS,
    SNAPSHOTS,
    graph_iri,
    report_of_graph,
    snapshot_file,
    snapshot_of_graph,
)
from kg.rdfio.load import load_file
from kg.settings import root
from kg.store.convert import to_stream
from kg.store.fill import derive, derive_report, reports_in
from kg.store.kept import keep, opened, place_of
from kg.store.protocol import REPORT, Dataset, Result, Row, Solutions, Stream, dataset_of, refuse_snapshots
from kg.store.terms import Triple
from kg.store.visible import hidden_graphs, names_a_graph, report_graphs

# In the name of a directory while kg load fills it.
LOADING: Final = ".loading-"

_LACKS_VOCABULARY: Final = f"ASK {{ ?claim a <{KG}Claim> FILTER NOT EXISTS {{ <{KG}Claim> ?p ?o }} }}"


class EmbeddedStore:
    """A dataset in memory. Each graph is read from its files when a query first needs it."""

    def __init__(
        self,
        source: str,
        default: Sequence[Path],
        named: Mapping[str, Sequence[Path]] | None = None,
        vocabulary: Sequence[Path] = (),
    ) -> None:
        """default, named: the RDF files of the default graph and of named graphs by short name.

        vocabulary: files that join the default graph when it has claims but not the words they use.
        """
        self._vocabulary = tuple(vocabulary)
        self.source = source
        self._default = tuple(default)
        self._named = dict(named or {})
        self._store: ox.Store | None = None
        self._kept: ox.Store | None = None
        self._place: Path | None = None
        self._filled: set[str] = set()
        self._reading: threading.Thread | None = None
        self._lock = threading.Lock()  # a server asks from several threads; each graph is read once

    @classmethod
    def packaged(cls) -> "EmbeddedStore":
        """The graph that is installed with the package."""
        folder = root()
        named = {name: [folder / file for file in files] for name, files in NAMED_FILES.items()}
        kept = sorted(folder.glob(snapshot_file("*")))
        named |= {SNAPSHOTS + path.name.partition(".")[0]: [path] for path in kept}
        return cls("packaged", [folder / file for file in DEFAULT_FILES], named)

    def __reduce__(self) -> tuple[type["EmbeddedStore"], tuple[object, ...]]:
        """In another process it is opened again, from the same files."""
        return EmbeddedStore, (self.source, self._default, self._named, self._vocabulary)

    @property
    def files(self) -> tuple[Path, ...]:
        """Whatever may be read."""
        named = (path for paths in self._named.values() for path in paths)
        return tuple(dict.fromkeys((*self._default, *named, *self._vocabulary)))

    def read_ahead(self, *, kept: bool = False) -> None:
        """Begins to read the default graph while the caller does other things; the first query waits for it.

        kept: as kg.store.kept has it, when the caller's queries name the order of their rows: the engine's
        own order is another on disk than in memory.
        """
        if kept:
            # Before the files are read: one that changes meanwhile is not kept as what it was.
            self._place = place_of(self._default)
            self._kept = opened(self._place) if self._place else None
        if self._kept is None:
            self._reading = threading.Thread(target=self._try_to_read, daemon=True)
            self._reading.start()

    def keep(self) -> None:
        """Keeps the default graph for the next process, if it was read ahead to be kept and is not."""
        if self._place and self._kept is None and self._store is not None:
            keep(self._store, self._place)

    def _try_to_read(self) -> None:
        with suppress(Exception):  # the first query meets it again, and tells it
            self._read()

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        return whole(self.stream(text, with_graphs=with_graphs, dataset=dataset))

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        wanted = dataset_of(with_graphs, dataset)
        every = names_a_graph(text)
        needed = _graphs_needed(wanted, every=every)
        if self._kept is not None and not needed:
            return run(self._kept, text, wanted)
        store = self._ready(needed)
        if every:
            reports = reports_in(store)
            self._ready(report_graphs(text, reports))
            return run(store, text, wanted, hidden=hidden_graphs(text, reports))
        return run(store, text, wanted)

    def engine(self) -> ox.Store:
        """The whole dataset, every graph filled, for rooms that need the engine itself."""
        store = self._ready(NAMED_GRAPHS)
        return self._ready(report_graphs("", reports_in(store)))

    def read_graph(self, name: str) -> None:
        """Reads one named graph before a query needs it."""
        self._ready((name,))

    def close(self) -> None:
        self._store = self._kept = None
        _end_processes(self)

    def _ready(self, graphs: Sequence[str]) -> ox.Store:
        if self._reading is not None:
            self._reading.join()
            self._reading = None
        with self._lock:
            store = self._read() if self._store is None else self._store
            for name in graphs:
                if name not in self._filled:
                    self._fill(store, name)
                    self._filled.add(name)
        return store

    def _read(self) -> ox.Store:
        store = ox.Store()
        for path in self._default:
            load_file(store, path)
        if self._vocabulary and lacks_vocabulary(store):
            for path in self._vocabulary:
                load_file(store, path)
        self._store, self._filled = store, {REPORT}
        return store

    def _fill(self, store: ox.Store, name: str) -> None:
        snapshot = snapshot_of_graph(name)
        if snapshot is not None and name not in self._named:
            raise NotFound(
                f"没有 {snapshot} 的快照；请先运行 kg link fetch --target {snapshot}，"
                f"或以 --allow-service {snapshot} 直接去问",
                f"there is no snapshot of {snapshot}; run kg link fetch --target {snapshot} first, "
                f"or ask it itself with --allow-service {snapshot}",
            )
        for path in self._named.get(name, ()):
            load_file(store, path, graph_iri(name))
        report = report_of_graph(name)
        if report is not None:
            self._fill_report(store, report)
        elif name in DERIVED_GRAPHS:
            derive(store, [name])

    def _fill_report(self, store: ox.Store, report: str) -> None:
        known = reports_in(store)
        if report not in known:
            listed = ", ".join(f"{REPORT_GRAPHS}{one}" for one in known) or "-"
            raise NotFound(
                f"{self.source} 没有报告“{report}”的图；现有：{listed}",
                f"{self.source} has no graph of a report {report!r}; there are: {listed}",
            )
        derive_report(store, report)


class DirectoryStore:
    """An Oxigraph directory, opened read-only: it sees what was committed when it was opened."""

    def __init__(self, path: Path) -> None:
        """Raises NotFound if there is no such directory, KgError if no Oxigraph database is in it."""
        if not path.is_dir():
            raise NotFound(f"没有目录 {path}", f"there is no directory {path}")
        if LOADING in path.resolve().name:
            raise KgError(
                f"{path} 是没有装完的目录；请重新运行 kg load",
                f"{path} was not loaded to the end; run kg load again",
            )
        if not (path / "CURRENT").is_file():
            raise KgError(f"{path} 不是 Oxigraph 数据目录", f"{path} is not an Oxigraph directory")
        self.source = str(path)
        try:
            self._store: ox.Store | None = ox.Store.read_only(str(path))
        except (
            OSError,
            RuntimeError,
        ) as error:  # RuntimeError: a file is gone that another process has put away
            raise KgError(f"{path} 打不开：{error}", f"{path} cannot be opened: {error}") from error

    def __reduce__(self) -> tuple[type["DirectoryStore"], tuple[Path]]:
        """In another process it is opened again, and sees what is committed then."""
        return DirectoryStore, (Path(self.source),)

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        return whole(self.stream(text, with_graphs=with_graphs, dataset=dataset))

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        wanted = dataset_of(with_graphs, dataset)
        refuse_snapshots(wanted, self.source)
        if names_a_graph(text):
            return run(self.engine(), text, wanted, hidden=hidden_graphs(text, reports_in(self.engine())))
        return run(self.engine(), text, wanted)

    def engine(self) -> ox.Store:
        """The open database."""
        if self._store is None:
            raise KgError(f"{self.source} 已经关闭", f"{self.source} is closed")
        return self._store

    def close(self) -> None:
        self._store = None
        _end_processes(self)


def _end_processes(store: EmbeddedStore | DirectoryStore) -> None:
    """Ends the workers that answer for a store (kg.store.timed)."""
    from kg.store.processes import end_processes  # late: few ask with a limit

    end_processes(store)


def lacks_vocabulary(store: ox.Store) -> bool:
    """Whether the default graph has claims but not the words they use."""
    return bool(store.query(_LACKS_VOCABULARY))


def run(
    store: ox.Store, text: str, dataset: Dataset | None, hidden: Collection[str] = ()
) -> Stream | list[Triple] | bool:
    """One query on the engine, its errors told as ours. The engine's message is kept for the caret.

    hidden: IRIs of graphs that GRAPH clauses do not find where the dataset leaves them open.
    """
    with _told_as_ours():
        if dataset is None and not hidden:
            found = to_stream(store.query(text))
        else:
            wanted = dataset or Dataset()
            found = to_stream(
                store.query(
                    text,
                    default_graph=[_engine_graph(name) for name in wanted.default],
                    named_graphs=_named_graphs(store, wanted, hidden),
                )
            )
    return found._replace(rows=_told(found.rows)) if isinstance(found, Stream) else found


def _named_graphs(
    store: ox.Store, dataset: Dataset, hidden: Collection[str]
) -> list[ox.NamedNode | ox.BlankNode] | None:
    if dataset.named is not None:
        return [_named_node(name) for name in dataset.named]
    there = list(store.named_graphs()) if hidden else []
    shown = [graph for graph in there if graph.value not in hidden]
    return shown if len(shown) < len(there) else None


def whole(found: Stream | list[Triple] | bool) -> Result:
    """The answer, its rows read to the end."""
    return Solutions(found.variables, list(found.rows)) if isinstance(found, Stream) else found


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    with _told_as_ours():
        yield from rows


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QuerySyntaxError(f"不是合法的 SPARQL：{error.msg}", f"not valid SPARQL: {error.msg}") from error
    except UnicodeEncodeError as error:
        raise QuerySyntaxError("查询里有孤立的代理码位", "a lone surrogate stands in the query") from error
    except OSError as error:
        raise SourceUnavailable(
            f"查询中途读取失败：{error}", f"reading failed in the query: {error}"
        ) from error
    except (RuntimeError, ValueError) as error:
        if str(error).startswith("Corruption"):
            raise SourceUnavailable(
                f"查询中途读取失败：{error}", f"reading failed in the query: {error}"
            ) from error
        raise QueryFailed(
            f"引擎不能执行这个查询：{error}", f"the engine cannot run this query: {error}"
        ) from error


def _graphs_needed(dataset: Dataset | None, *, every: bool) -> Sequence[str]:
    asked = [] if dataset is None else [*dataset.default, *(dataset.named or ())]
    named = NAMED_GRAPHS if every else ()
    return [name for name in dict.fromkeys((*named, *asked)) if name != REPORT]


def _engine_graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if name == REPORT else _named_node(name)


def _named_node(name: str) -> ox.NamedNode:
    return ox.NamedNode(graph_iri(name))


def syntax_fault(text: str) -> str | None:
    """What the engine finds wrong with the syntax of a query, in its own words; None for nothing."""
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        return error.msg
    except (UnicodeEncodeError, OSError, RuntimeError, ValueError):
        return None
    return None
