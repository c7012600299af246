"""The layered layout: what nothing points to stands left, what is pointed to right of it.

For networks that nobody has put into columns. The rest is the column layout's.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.errors import Lang
from kg.network.columns import ColumnPlan
from kg.network.geometry import ColumnSpec, Geometry, LayoutSpec
from kg.network.records import Edge, Node

# More columns than this become too small to read on one page; longer chains share columns.
_MAX_LAYERS: Final = 7
_WIDTH_PX: Final = 230.0


class LayeredPlan:
    """As the column layout; the columns of spec are not used, and there are no bands.

    A node stands one layer right of the last one that points to it. Nodes in a circle share a layer.
    """

    def __init__(self, nodes: Sequence[Node], edges: Sequence[Edge], spec: LayoutSpec) -> None:
        layers = _layers(nodes, edges)
        members: list[list[str]] = [[] for _ in range(max(layers.values(), default=0) + 1)]
        for node in nodes:
            members[layers[node.iri]].append(node.iri)
        columns = tuple(ColumnSpec((), _WIDTH_PX, members=tuple(names)) for names in members)
        self._plan = ColumnPlan(nodes, edges, replace(spec, columns=columns))

    def geometry(self, lang: Lang) -> Geometry:
        """Positions for the labels of one language."""
        return replace(self._plan.geometry(lang), bands=())


def _layers(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, int]:
    import networkx as nx  # late: only views pay for it

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.iri for node in nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    circles = nx.condensation(graph)
    ordered = list(nx.topological_generations(circles))
    layer = {circle: number for number, generation in enumerate(ordered) for circle in generation}
    # What nothing points to stands beside the first thing that it points to, not always at the very left.
    for circle in ordered[0] if ordered else ():
        after = [layer[other] for other in circles.successors(circle)]
        layer[circle] = min(after) - 1 if after else 0
    factor = min(1.0, _MAX_LAYERS / max(1, len(ordered)))
    return {
        name: int(layer[circle] * factor)
        for circle, members in circles.nodes(data="members")
        for name in members
    }
