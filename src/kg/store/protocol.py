"""What every store can do: answer one SPARQL query over a dataset named in short words.

A caller guards the query first (kg.sparql.guard); stores only execute.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from kg.errors import KgError, NotFound
from kg.namespaces import (
    NAMED_GRAPHS,
    REPORT_GRAPHS,
    SNAPSHOTS,
    graph_iri,
    report_of_graph,
    snapshot_of_graph,
)
from kg.store.terms import Term, Triple

# The short name of the default graph: on an engine without one it is the graph graph/report.
REPORT: Final = "report"

Row = tuple[Term | None, ...]


class Solutions(NamedTuple):
    """The answer to SELECT: one row per solution, in the engine's order, None where unbound."""

    variables: tuple[str, ...]
    rows: list[Row]


class Stream(NamedTuple):
    """The answer to SELECT while it is still coming: the rows can be gone through once.

    Going through them raises as Store.query does.
    """

    variables: tuple[str, ...]
    rows: Iterator[Row]


Result = Solutions | list[Triple] | bool


class Dataset(NamedTuple):
    """The graphs a query sees, by short name, or by `<IRI>` where a store has graphs of its own.

    default: merged into the default graph; 'report' is the default graph of the store.
    named: what GRAPH clauses see; None for every named graph there is.
    """

    default: tuple[str, ...] = (REPORT,)
    named: tuple[str, ...] | None = None


class Store(Protocol):
    """Anything that answers SPARQL 1.1 queries over the project's default and named graphs."""

    @property
    def source(self) -> str:
        """What the store was opened from, for messages; without passwords."""

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        """Runs one query: Solutions for SELECT, triples for CONSTRUCT and DESCRIBE, bool for ASK.

        with_graphs: named graphs merged into the default graph for this run (--with).
        dataset: replaces the whole dataset instead, also one named by FROM in the query.
        Raises QuerySyntaxError with the engine's words, NotFound for an unknown graph name, and
        SourceUnavailable or SourceRefused from a remote store.
        """

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        """As query, but the rows of a SELECT come one after the other, so that any number of them fits.

        A remote store reads its reply to the end first: half an answer is no answer.
        """

    def close(self) -> None:
        """Gives the files or the connection back; the store cannot be used afterwards."""


def dataset_of(with_graphs: Sequence[str], dataset: Dataset | None) -> Dataset | None:
    """The dataset a run asks for, None for the store's own; checks every name.

    Raises NotFound for an unknown graph name, KgError for merging in a report's graph: the default graph
    holds it already.
    """
    if dataset is not None:
        check_graphs(_short(dataset.default), accepted=(REPORT, *NAMED_GRAPHS))
        check_graphs(_short(dataset.named or ()))
        return dataset
    if not with_graphs:
        return None
    check_graphs(with_graphs)
    for name in with_graphs:
        if report_of_graph(name) is not None:
            raise KgError(
                f"默认图已含各报告所说，并入“{name}”不会增加什么；只问一份报告请用 --only 或 FROM <{graph_iri(name)}>",
                f"the default graph has what every report says, so merging {name!r} adds nothing; "
                f"to ask one report alone use --only or FROM <{graph_iri(name)}>",
            )
    return Dataset(default=(REPORT, *dict.fromkeys(with_graphs)))


def _short(names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.startswith("<")]


def graphs_of(values: Iterable[str]) -> tuple[str, ...]:
    """The names in values of `with`, one a value or several between commas, each once. Raises NotFound."""
    found = tuple(dict.fromkeys(name for one in values for name in one.split(",") if name))
    check_graphs(found)
    return found


def check_graphs(names: Iterable[str], accepted: Sequence[str] = NAMED_GRAPHS) -> None:
    """Raises NotFound, listing the accepted names, unless each name is one of them, a report's graph or a snapshot.

    Whether the report or the snapshot exists, the store says when it fills the graph.
    """
    for name in names:
        if name not in accepted and report_of_graph(name) is None and snapshot_of_graph(name) is None:
            listed = ", ".join((*accepted, f"{REPORT_GRAPHS}<id>", f"{SNAPSHOTS}<dataset>"))
            raise NotFound(
                f"没有名为“{name}”的图；可用：{listed}", f"no graph named {name!r}; there are: {listed}"
            )


def refuse_snapshots(dataset: Dataset | None, source: str) -> None:
    """Raises NotFound for a store that holds what was put into it, and so no snapshot of an outside dataset."""
    for name in () if dataset is None else (*dataset.default, *(dataset.named or ())):
        if snapshot_of_graph(name) is not None:
            raise NotFound(
                f"{source} 里没有快照 {name}；快照只在随包图谱里（kg link fetch）",
                f"{source} has no {name}: a snapshot is read with the packaged graph only (kg link fetch)",
            )


def select(
    store: Store, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
) -> Solutions:
    """The solutions of a SELECT query. Raises KgError if the query has another form."""
    result = store.query(text, with_graphs=with_graphs, dataset=dataset)
    if isinstance(result, Solutions):
        return result
    raise KgError("这里需要 SELECT 查询", "a SELECT query is needed here")


def construct(
    store: Store, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
) -> list[Triple]:
    """The triples of a CONSTRUCT or DESCRIBE query. Raises KgError if the query has another form."""
    result = store.query(text, with_graphs=with_graphs, dataset=dataset)
    if isinstance(result, list):
        return result
    raise KgError("这里需要 CONSTRUCT 或 DESCRIBE 查询", "a CONSTRUCT or DESCRIBE query is needed here")


def ask(store: Store, text: str, *, with_graphs: Sequence[str] = ()) -> bool:
    """The answer of an ASK query. Raises KgError if the query has another form."""
    result = store.query(text, with_graphs=with_graphs)
    if isinstance(result, bool):
        return result
    raise KgError("这里需要 ASK 查询", "an ASK query is needed here")
