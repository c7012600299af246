"""Running a question: guard, parameters, standard prefixes, execution, labels."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import KgError, Lang, QueryRefused, QuerySyntaxError, Text
from kg.namespaces import GRAPH, NAMED_GRAPHS, REPORT_GRAPHS, report_of_graph
from kg.query.answer import Answer, Asked, Rows, Table, text_of
from kg.query.catalogue import CatalogueQuery, Column
from kg.query.labels import labels
from kg.query.services import allowed, routed
from kg.sparql.bind import bind
from kg.sparql.guard import check
from kg.sparql.kept import kept
from kg.sparql.prologue import complete, graph_clauses
from kg.sparql.tokens import significant
from kg.store.protocol import REPORT, Dataset, Row, Solutions, Store, Stream
from kg.store.terms import Iri, Term, Triple

if TYPE_CHECKING:
    from kg.query.params import OnName


def run(
    store: Store,
    query: str | CatalogueQuery,
    params: Mapping[str, str | Term] | None = None,
    *,
    with_graphs: Sequence[str] = (),
    only: str | None = None,
    lang: Lang = "zh",
    label: bool = True,
    on_name: "OnName | None" = None,
    allowed_services: Collection[str] = (),
    timeout_s: float | None = None,
) -> Answer:
    """Answers a SPARQL text or a catalogued question.

    params: values by name, terms or as people write them (kg.query.params). with_graphs: named graphs
    merged into the default graph for this run, beside those that a catalogued question asks for itself.
    only: id of the one report that is asked; all if None. label: whether to look the labels up.
    on_name: is told, before the query runs, what each parameter that was given by a name stands for.
    allowed_services: what SERVICE may ask: URLs, or as kg.query.services.allowed takes them; none otherwise. What it
    may not ask is looked for in the snapshot that is merged in, if one is. timeout_s: for all that is asked of the store (kg.store.timed).
    Returns a Table for SELECT, triples for CONSTRUCT and DESCRIBE, a bool for ASK.
    Raises QueryRefused, QuerySyntaxError, QueryParameterError, Ambiguous, NotFound, QueryTimeout, and as the
    store does.
    """
    store = timed(store, timeout_s)
    asked = prepare(
        store,
        query,
        params,
        with_graphs=with_graphs,
        only=only,
        on_name=on_name,
        allowed_services=allowed_services,
    )
    return answer(store, asked, lang=lang, label=label)


def stream(
    store: Store,
    query: str | CatalogueQuery,
    params: Mapping[str, str | Term] | None = None,
    *,
    with_graphs: Sequence[str] = (),
    only: str | None = None,
    on_name: "OnName | None" = None,
    allowed_services: Collection[str] = (),
    timeout_s: float | None = None,
) -> Rows | list[Triple] | bool:
    """As run, without labels, the rows of a SELECT one after the other: for answers of any length.

    Raises as run does, some of it only when the rows are gone through; timeout_s includes that.
    """
    store = timed(store, timeout_s)
    asked = prepare(
        store,
        query,
        params,
        with_graphs=with_graphs,
        only=only,
        on_name=on_name,
        allowed_services=allowed_services,
    )
    return rows(store, asked)


def answer(store: Store, asked: Asked, *, lang: Lang = "zh", label: bool = True) -> Answer:
    """The answer to what was prepared. lang, label, what it returns and raises: as in run."""
    result = _execute(store, asked)
    if not isinstance(result, Stream):
        return result
    found = Solutions(result.variables, list(result.rows))
    columns = _plain_columns(found) if asked.columns is None else asked.columns
    ordered = list(_ordered(found.variables, found.rows, [column.name for column in columns]))
    known = labels(store, _named_in(columns, ordered), lang, asked.with_graphs) if label else {}
    return Table(columns, ordered, lang, known, asked=asked, beside=asked.columns is None)


def rows(store: Store, asked: Asked) -> Rows | list[Triple] | bool:
    """As answer, without labels, the rows of a SELECT one after the other; raises as stream does."""
    result = _execute(store, asked)
    if not isinstance(result, Stream):
        return result
    names = result.variables if asked.columns is None else tuple(column.name for column in asked.columns)
    ordered = iter(_ordered(result.variables, result.rows, names))
    first = next(ordered, None)
    return Rows(names, iter(()) if first is None else chain((first,), ordered), first is None)


def timed(store: Store, timeout_s: float | None) -> Store:
    """The store, its answers to end within timeout_s from now; the store itself for None. As kg.store.timed.within."""
    if timeout_s is None:
        return store
    from kg.store.timed import within  # late: the command has its own limit

    return within(store, timeout_s)


def graphs_of(query: str | CatalogueQuery, with_graphs: Sequence[str]) -> tuple[str, ...]:
    """The named graphs that a run merges in: those that a catalogued question asks for itself, then these."""
    own = () if isinstance(query, str) else query.with_graphs
    return tuple(dict.fromkeys((*own, *with_graphs)))


def prepare(
    store: Store,
    query: str | CatalogueQuery,
    params: Mapping[str, str | Term] | None = None,
    *,
    with_graphs: Sequence[str] = (),
    only: str | None = None,
    on_name: "OnName | None" = None,
    allowed_services: Collection[str] = (),
) -> Asked:
    """What is asked of the store: guarded, parameters bound, standard prefixes declared. For answer and rows.

    Arguments and errors as in run.
    """
    graphs = graphs_of(query, with_graphs)
    text = query if isinstance(query, str) else query.text
    leave: Collection[str] = ()
    if "service" in text.lower():
        addresses = allowed(allowed_services)
        variables = {} if isinstance(query, str) else dict(query.services)
        text, graphs = routed(store, text, graphs, addresses, variables)
        leave = addresses.values()
    check(text, allowed_services=leave)
    dataset = dataset_of_query(text)
    if dataset is not None and graphs:
        raise QueryRefused(
            "查询里已有 FROM，不能再用 --with；请只用其中一种",
            "the query has FROM already; use either FROM or --with, not both",
        )
    if only is not None:
        if dataset is not None:
            raise QueryRefused(
                "查询里已有 FROM，不能再用 --only；请只用其中一种",
                "the query has FROM already; use either FROM or --only, not both",
            )
        dataset = Dataset((f"{REPORT_GRAPHS}{only}", *graphs))
    bound = bind(text, _terms(store, query, params or {}, graphs, on_name))
    columns = None if isinstance(query, str) else query.columns
    return Asked(complete(bound).text, graphs, dataset, bound, columns)


def _named_in(columns: Sequence[Column], rows: Sequence[Row]) -> set[str]:
    """The IRIs of an answer, those in lists too."""
    lists = [n for n, column in enumerate(columns) if column.kind == "iris"]
    single = {cell.value for row in rows for cell in row if isinstance(cell, Iri)}
    return single | {iri for row in rows for n in lists for iri in text_of(row[n]).split()}


@kept
def dataset_of_query(text: str) -> Dataset | None:
    """The dataset that a query's FROM clauses name, in short names; None without FROM.

    An endpoint whose graphs are named by protocol parameters would overrule FROM, so every store
    gets it this way. Raises QueryRefused for a graph that is none of the project's.
    """
    default: list[str] = []
    named: list[str] = []
    for clause in graph_clauses(significant(text)):
        name = (clause.iri or "").removeprefix(GRAPH)
        if name not in (REPORT, *NAMED_GRAPHS) and report_of_graph(name) is None:
            shown = clause.token.text
            raise QueryRefused(f"FROM {shown} 不在数据集里", f"FROM {shown} is not in the dataset")
        (named if clause.named else default).append(name)
    if REPORT in named:
        raise QueryRefused(
            "graph/report 是默认图，请写 FROM 而不是 FROM NAMED",
            "graph/report is the default graph: write FROM, not FROM NAMED",
        )
    return Dataset(tuple(default), tuple(named)) if default or named else None


def _terms(
    store: Store,
    query: str | CatalogueQuery,
    params: Mapping[str, str | Term],
    graphs: tuple[str, ...],
    on_name: "OnName | None",
) -> dict[str, Term]:
    if not params and (isinstance(query, str) or not any(param.required for param in query.params)):
        return {}
    from kg.query.params import parse_term, resolve  # late: it brings the names of things with it

    if isinstance(query, CatalogueQuery):
        return resolve(store, query, params, graphs, on_name)
    return {name: parse_term(value) if isinstance(value, str) else value for name, value in params.items()}


def _execute(store: Store, asked: Asked) -> Stream | list[Triple] | bool:
    try:
        return store.stream(asked.text, with_graphs=asked.with_graphs, dataset=asked.dataset)
    except QuerySyntaxError as error:
        from kg.sparql.caret import explain  # late: needed after a mistake only

        raise explain(asked.written or asked.text, error.text.en) from error


def _plain_columns(result: Solutions) -> tuple[Column, ...]:
    kinds = [
        "iri" if any(isinstance(row[n], Iri) for row in result.rows) else "literal" for n in _indexes(result)
    ]
    return tuple(
        Column(name, kind, Text(name, name)) for name, kind in zip(result.variables, kinds, strict=True)
    )


def _indexes(result: Solutions) -> range:
    return range(len(result.variables))


def _ordered(found: Sequence[str], rows: Iterable[Row], names: Sequence[str]) -> Iterable[Row]:
    """The rows with their cells in the order of the names; endpoints may list variables otherwise."""
    if tuple(names) == tuple(found):
        return rows
    places = {name: place for place, name in enumerate(found)}
    if not set(names) <= places.keys():
        lacking = ", ".join(sorted(set(names) - places.keys()))
        raise KgError(f"答复里缺少变量：{lacking}", f"the reply lacks variables: {lacking}")
    return (tuple(row[places[name]] for name in names) for row in rows)
