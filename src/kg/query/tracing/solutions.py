"""The triples that a solution puts into the patterns of a query, set by set.

An item is a triple, or a request whose triples are found later and in batches: a chain between two
terms, or a sub-select with the values it gave. So each look-up is made once however many solutions want it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kg.query.tracing.asking import Asking
from kg.sparql.patterns import Branch, Chain, Unit
from kg.sparql.structure import is_variable
from kg.store.protocol import Row
from kg.store.terms import Term


class Fact(NamedTuple):
    """A triple that a query rests on."""

    subject: Term
    predicate: Term
    object: Term


class ChainRequest(NamedTuple):
    """The edges of the shortest paths between two terms. chain: place in Evaluator.chains."""

    chain: int
    subject: Term
    object: Term
    graph: Term | None


class UnitRequest(NamedTuple):
    """The triples of a sub-select's solutions that have these values. unit: place in Evaluator.units."""

    unit: int
    values: tuple[Term | None, ...]


Item = Fact | ChainRequest | UnitRequest
_T = TypeVar("_T", Chain, Unit)


@dataclass(frozen=True, slots=True)
class Basis:
    """What one set of solutions rests on. negates: also on something being absent."""

    items: frozenset[Item] = frozenset()
    negates: bool = False


class Evaluator:
    """Asks for the solutions of rewritten patterns and reads the items off them.

    graphs: the named graphs that patterns were found in.
    """

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.chains: list[Chain] = []
        self.units: list[Unit] = []
        self.graphs: set[Term] = set()
        self._places: dict[int, int] = {}

    def bases(
        self, branch: Branch, keys: tuple[str, ...], where: str
    ) -> Mapping[tuple[Term | None, ...], Basis]:
        """Values of the keys -> what the solutions with these values rest on.

        where: the rewritten pattern of the branch, with its braces.
        """
        nodes = list(dict.fromkeys(nodes_of(branch)))
        self.asking.resolve(nodes)
        variables = tuple(dict.fromkeys((*keys, *filter(is_variable, nodes))))
        places = {name: place for place, name in enumerate(variables)}
        items: dict[tuple[Term | None, ...], set[Item]] = defaultdict(set)
        negates: dict[tuple[Term | None, ...], bool] = defaultdict(bool)
        for row in self.asking.solutions(variables, where):
            key = row[: len(keys)]
            negates[key] |= self._collect(branch, row, places, items[key])
        return {key: Basis(frozenset(found), negates[key]) for key, found in items.items()}

    def _collect(self, branch: Branch, row: Row, places: Mapping[str, int], found: set[Item]) -> bool:
        """Adds the items of a solution; returns whether it rests on a negation."""
        if branch.mark and row[places[branch.mark]] is None:
            return False
        constants = self.asking.constants

        def value(node: str) -> Term | None:
            return row[places[node]] if is_variable(node) else constants.get(node)

        for pattern in branch.triples:
            s, p, o = value(pattern.subject), value(pattern.predicate), value(pattern.object)
            if s is not None and p is not None and o is not None:
                found.add(Fact(s, p, o))
        graph = None if branch.graph is None else value(branch.graph)
        if graph is not None:
            self.graphs.add(graph)
        for chain in branch.chains:
            start, end = value(chain.subject), value(chain.object)
            if start is not None and end is not None:
                found.add(ChainRequest(self._place(chain, self.chains), start, end, graph))
        for unit in branch.selects:
            outer = [*unit.plain, *(unit.graph[:1] if unit.graph else ())]
            found.add(UnitRequest(self._place(unit, self.units), tuple(map(value, outer))))
        negates = branch.negates or any(row[places[name]] is None for name in branch.unbound)
        for inner in branch.branches:
            negates |= self._collect(inner, row, places, found)
        return negates

    def _place(self, one: _T, known: list[_T]) -> int:
        if id(one) not in self._places:
            self._places[id(one)] = len(known)
            known.append(one)
        return self._places[id(one)]


def nodes_of(branch: Branch) -> Iterator[str]:
    """Every node whose value is wanted to read a solution of the branch."""
    yield from _present(branch.mark, branch.graph, *branch.unbound)
    for pattern in branch.triples:
        yield from (pattern.subject, pattern.predicate, pattern.object)
    for chain in branch.chains:
        yield from (chain.subject, chain.object)
    for unit in branch.selects:
        yield from unit.plain
        yield from _present(unit.graph[0] if unit.graph else None)
    for inner in branch.branches:
        yield from nodes_of(inner)


def _present(*nodes: str | None) -> Iterable[str]:
    return (node for node in nodes if node is not None)
