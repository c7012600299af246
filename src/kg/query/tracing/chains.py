"""Shortest paths of + and *: breadth first, one query per level for all sources together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.query.tracing.asking import can_be_written, data_blocks
from kg.query.tracing.solutions import ChainRequest, Evaluator, Item
from kg.sparql.patterns import Chain
from kg.sparql.structure import is_variable
from kg.store.terms import Term

# From a node to the nodes one step on, with what each step rests on.
Edges = dict[Term, dict[Term, frozenset[Item]]]


def shortest(evaluator: Evaluator, requests: Iterable[ChainRequest]) -> dict[ChainRequest, frozenset[Item]]:
    """What the edges of all shortest paths of each request rest on; nothing for a path of no steps."""
    together: dict[tuple[int, Term | None], list[ChainRequest]] = defaultdict(list)
    for request in requests:
        together[request.chain, request.graph].append(request)
    found: dict[ChainRequest, frozenset[Item]] = {}
    for (place, graph), asked in together.items():
        found |= _Search(evaluator, evaluator.chains[place], graph).run(asked)
    return found


class _Search:
    """The search along one chain in one graph."""

    def __init__(self, evaluator: Evaluator, chain: Chain, graph: Term | None) -> None:
        self.evaluator, self.chain, self.graph = evaluator, chain, graph
        self.edges: Edges = {}

    def run(self, requests: Iterable[ChainRequest]) -> dict[ChainRequest, frozenset[Item]]:
        wanted: dict[Term, set[Term]] = defaultdict(set)
        found: dict[ChainRequest, frozenset[Item]] = {}
        for request in requests:
            found[request] = frozenset()
            if self.chain.at_least or request.subject != request.object:
                wanted[request.subject].add(request.object)
        levels = self._levels(wanted)
        for request in found:
            if request.object in wanted.get(request.subject, ()):
                found[request] = self._back(levels[request.subject], request.object)
        return found

    def _levels(self, wanted: Mapping[Term, set[Term]]) -> dict[Term, list[dict[Term, set[Term]]]]:
        """Source -> for each level, the nodes first reached there, each with the nodes before it."""
        levels: dict[Term, list[dict[Term, set[Term]]]] = {source: [] for source in wanted}
        reached: dict[Term, set[Term]] = {source: set() for source in wanted}
        fronts: dict[Term, set[Term]] = {source: {source} for source in wanted}
        while fronts:
            self._fetch({node for front in fronts.values() for node in front})
            following: dict[Term, set[Term]] = {}
            for source, front in fronts.items():
                level: dict[Term, set[Term]] = defaultdict(set)
                for node in front:
                    for after in self.edges[node]:
                        if after not in reached[source]:
                            level[after].add(node)
                reached[source] |= level.keys()
                levels[source].append(level)
                if level and not wanted[source] <= reached[source]:
                    following[source] = set(level)
            fronts = following
        return levels

    def _back(self, levels: list[dict[Term, set[Term]]], target: Term) -> frozenset[Item]:
        """What the edges of the shortest paths to a node rest on."""
        last = next((n for n, level in enumerate(levels) if target in level), None)
        if last is None:
            return frozenset()
        items: set[Item] = set()
        nodes = {target}
        for level in reversed(levels[: last + 1]):
            before = {(earlier, node) for node in nodes for earlier in level[node]}
            for earlier, node in before:
                items |= self.edges[earlier][node]
            nodes = {earlier for earlier, _ in before}
        return frozenset(items)

    def _fetch(self, nodes: set[Term]) -> None:
        """Learns the edges that leave the nodes. No query can name a blank node: paths end there."""
        new = {node for node in nodes if node not in self.edges}
        self.edges.update((node, {}) for node in new)
        step, graph = self.chain.step, self.chain.step.branch.graph
        keys = (step.start, step.end)
        for block in data_blocks(keys[:1], ([node] for node in new if can_be_written(node))):
            where = f"{{ {block} {step.text} }}"
            if graph is not None:
                where = f"{{ GRAPH {graph} {where} }}"
            if graph is not None and is_variable(graph):
                where = f"{{ {next(data_blocks((graph,), [[self.graph]]))} {where} }}"
            for (start, end), basis in self.evaluator.bases(step.branch, keys, where).items():
                if start is not None and end is not None:
                    self.edges[start][end] = basis.items
