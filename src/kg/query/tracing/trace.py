"""From a table to the triples each of its rows rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg.errors import KgError
from kg.namespaces import GRAPH, NAMED_GRAPHS, report_of_graph
from kg.query.answer import Table
from kg.query.tracing.asking import Asking
from kg.query.tracing.chains import shortest
from kg.query.tracing.rows import bases_of_rows
from kg.query.tracing.solutions import Basis, ChainRequest, Evaluator, Fact, Item, UnitRequest
from kg.sparql.prologue import body
from kg.sparql.reading import Fresh, read
from kg.sparql.rewriting import unit_of
from kg.sparql.tokens import significant
from kg.store.protocol import REPORT, Store
from kg.store.terms import Iri, Term


@dataclass(frozen=True, slots=True)
class Footing:
    """What a row rests on: triples; negates: the absence of others too; empty: it has no solution."""

    facts: frozenset[Fact] = frozenset()
    negates: bool = False
    empty: bool = False


class Traced(NamedTuple):
    """One footing per row; graphs: short names of the named graphs that the query read; reports: those of
    the reports it was limited to, none for all."""

    footings: list[Footing]
    graphs: tuple[str, ...]
    reports: tuple[str, ...]


def trace(store: Store, table: Table) -> Traced:
    """For each row of a table that `kg.query.run.run` gave, the triples it rests on.

    Traced are the triple patterns of WHERE, nested groups, OPTIONAL, UNION, GRAPH and sub-selects
    without LIMIT; not FILTER, EXISTS, the right side of MINUS, VALUES, BIND, SERVICE, HAVING. A row has
    the solutions that agree with it on each projected plain variable and group key. One query to the
    store for the whole table, one for each sub-select, and one for each level of a path under + or *.
    Raises Unreadable for what the tracing does not know, KgError for a table without a query, and as
    the store does.
    """
    asked = table.asked
    if asked is None:
        raise KgError("这个表不是查询的结果", "the table is not the answer of a query")
    fresh = Fresh(asked.text)
    unit = unit_of(read(asked.text, fresh), fresh)
    rest = body(significant(asked.text, decode=False))
    evaluator = Evaluator(Asking(store, asked, asked.text[: rest[0].offset]))
    bases = bases_of_rows(evaluator, unit, table)
    resolver = _Resolver(evaluator)
    resolver.resolve({item for basis in bases if basis for item in basis.items})
    footings = [Footing(empty=True) if basis is None else resolver.footing(basis) for basis in bases]
    graphs = _graphs(evaluator)
    default = asked.dataset.default if asked.dataset else ()
    return Traced(
        footings,
        tuple(name for name in graphs if report_of_graph(name) is None),
        tuple(name for name in default if report_of_graph(name)) if REPORT not in default else (),
    )


def _graphs(evaluator: Evaluator) -> list[str]:
    asked = evaluator.asking.asked
    named = (*asked.dataset.default, *(asked.dataset.named or ())) if asked.dataset else ()
    read = {graph.value.removeprefix(GRAPH) for graph in evaluator.graphs if isinstance(graph, Iri)}
    found = dict.fromkeys((*asked.with_graphs, *named, *(name for name in NAMED_GRAPHS if name in read)))
    return [name for name in found if name != REPORT]


class _Resolver:
    """Finds what the requests among some items stand for, all of one kind together."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.known: dict[Item, Basis] = {}
        self._units: dict[int, dict[tuple[Term | None, ...], Basis]] = {}

    def resolve(self, items: Iterable[Item]) -> None:
        """Learns every request that can be reached from the items."""
        waiting = {item for item in items if not isinstance(item, Fact)} - self.known.keys()
        while waiting:
            chains = {item for item in waiting if isinstance(item, ChainRequest)}
            for request, found in shortest(self.evaluator, chains).items():
                self.known[request] = Basis(found)
            for item in waiting:
                if isinstance(item, UnitRequest):
                    self.known[item] = self._unit(item)
            reached = {item for one in waiting for item in self.known[one].items}
            waiting = {item for item in reached if not isinstance(item, Fact)} - self.known.keys()

    def footing(self, basis: Basis) -> Footing:
        """The triples of a basis, its requests resolved."""
        facts: set[Fact] = set()
        negates = basis.negates
        for item in basis.items:
            if isinstance(item, Fact):
                facts.add(item)
            else:
                inner = self.footing(self.known[item])
                facts |= inner.facts
                negates |= inner.negates
        return Footing(frozenset(facts), negates)

    def _unit(self, request: UnitRequest) -> Basis:
        """What the sub-select's solutions with these values rest on; one without a value fits any."""
        if request.unit not in self._units:
            unit = self.evaluator.units[request.unit]
            inside = (*unit.plain, *(unit.graph[1:] if unit.graph else ()))
            found = self.evaluator.bases(unit.branch, inside, unit.where)
            self._units[request.unit] = dict(found)
        bases = self._units[request.unit]
        fitting = [bases[request.values]] if request.values in bases else []
        for values in self._open_values(request.unit):
            pairs = zip(values, request.values, strict=True)
            if values != request.values and all(one is None or one == other for one, other in pairs):
                fitting.append(bases[values])
        items = frozenset(item for basis in fitting for item in basis.items)
        return Basis(items, any(basis.negates for basis in fitting))

    def _open_values(self, unit: int) -> list[tuple[Term | None, ...]]:
        return [values for values in self._units[unit] if None in values]
