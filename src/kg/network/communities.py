"""Which nodes hang together: communities by Louvain, the same on any machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

# Of everything that is drawn at random: the order in which communities are tried, the nodes of an estimate.
SEED: Final = 2021


def undirected(size: int, arcs: Sequence[tuple[int, int]]) -> "nx.Graph[int]":
    """A graph of nodes numbered from 0, in order: numbers, unlike names, hash alike everywhere.

    Edge attribute weight: how many arcs lie between the two. Arcs from a node to itself are left out.
    """
    import networkx as nx  # late: only networks pay for it

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    for source, target in arcs:
        if source != target:
            weight = graph[source][target]["weight"] + 1 if graph.has_edge(source, target) else 1
            graph.add_edge(source, target, weight=weight)
    return graph


def communities(graph: "nx.Graph[int]") -> list[list[int]]:
    """Groups of nodes that are linked more within than without: the largest first, each sorted.

    graph: as `undirected` gives it. Source: Blondel et al. 2008 (networkx.community.louvain_communities).
    """
    import networkx as nx

    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
