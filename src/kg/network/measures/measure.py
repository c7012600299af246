"""The measures of a network, the same on any machine: nodes are numbers in order, results are rounded."""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.network.communities import SEED, communities, undirected
from kg.network.measures.parting import parted
from kg.network.measures.rank import pagerank
from kg.network.records import Edge, Node

if TYPE_CHECKING:
    import networkx as nx

# Decimal places: far fewer than floating point keeps, so that no machine rounds otherwise.
PLACES: Final = 4
# Shortest ways are followed from every node while that is at most so many steps, else from a part of the nodes.
MOST_STEPS: Final = 40_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A node. degree: ends of edges; neighbours: other nodes; community: from 1, the largest first.

    betweenness: share of the shortest ways between any two other nodes that pass it; pagerank: share of 1.
    broker: share of the shortest ways between an instrument and a challenge that pass it; parts: pairs of
    the two that hang together only through it. Both None where the network lacks one of the two, and
    betweenness and broker where shortest ways were not followed.
    """

    iri: str
    degree: int
    neighbours: int
    betweenness: float | None
    pagerank: float
    broker: float | None
    parts: int | None
    community: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """An edge without which two parts would not hang together; parts: pairs of instrument and challenge."""

    edge: Edge
    parts: int


@dataclass(frozen=True, slots=True)
class Community:
    """members: IRIs, the most linked first; inside, outside: edges within it, and between it and others."""

    number: int
    members: tuple[str, ...]
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class Measures:
    """nodes in the order given; bridges the most parting first.

    pairs: of an instrument and a challenge that hang together. sampled: how many nodes shortest ways were
    followed from, None for all of them. modularity: of the communities.
    """

    nodes: tuple[Measured, ...]
    bridges: tuple[Bridge, ...]
    communities: tuple[Community, ...]
    pairs: int
    sampled: int | None
    modularity: float


def measure(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    instruments: Collection[str],
    challenges: Collection[str],
    *,
    ways: bool = True,
) -> Measures:
    """The measures of a network; edges count in both directions but for PageRank.

    nodes, edges: in a fixed order. instruments, challenges: IRIs of nodes, others among them do not matter.
    ways: whether shortest ways are followed, which takes most of the time.
    Sources: Freeman 1977 and Brandes 2001 (betweenness), Brin, Page 1998, Blondel et al. 2008 (communities).
    """
    import networkx as nx  # late: only networks pay for it

    number = {node.iri: place for place, node in enumerate(nodes)}
    arcs = [(number[edge.source], number[edge.target]) for edge in edges]
    graph = undirected(len(nodes), arcs)
    firsts = sorted(number[iri] for iri in set(instruments) & number.keys())
    seconds = sorted(number[iri] for iri in (set(challenges) - set(instruments)) & number.keys())
    steps = len(nodes) * (len(nodes) + 2 * graph.number_of_edges())
    sampled = None if steps <= MOST_STEPS else max(1, MOST_STEPS * len(nodes) // steps)
    between = nx.betweenness_centrality(graph, k=sampled, seed=SEED) if ways else {}
    ranks = pagerank(len(nodes), arcs)
    pairs = _pairs(graph, firsts, seconds)
    broker = _broker(graph, firsts, seconds, pairs, sampled) if ways else {}
    lost = parted(graph, frozenset(firsts), frozenset(seconds))
    groups = communities(graph)
    group_of = {node: place for place, group in enumerate(groups, 1) for node in group}
    degrees = [0] * len(nodes)
    for end in (end for arc in arcs for end in arc):
        degrees[end] += 1
    return Measures(
        nodes=tuple(
            Measured(
                iri=node.iri,
                degree=degrees[place],
                neighbours=len(graph[place]),
                betweenness=_rounded(between[place]) if ways else None,
                pagerank=_rounded(ranks[place]),
                broker=_rounded(broker[place]) if ways and pairs else None,
                parts=lost.nodes.get(place, 0) if pairs else None,
                community=group_of[place],
            )
            for place, node in enumerate(nodes)
        ),
        bridges=_bridges(graph, edges, arcs, lost.links),
        communities=tuple(
            _community(place, group, group_of, arcs, degrees, nodes) for place, group in enumerate(groups, 1)
        ),
        pairs=pairs,
        sampled=sampled,
        modularity=_rounded(_modularity(graph, groups)),
    )


def _rounded(value: float) -> float:
    return round(value, PLACES) + 0.0


def _pairs(graph: "nx.Graph[int]", firsts: Sequence[int], seconds: Sequence[int]) -> int:
    import networkx as nx

    one, other = set(firsts), set(seconds)
    return sum(len(part & one) * len(part & other) for part in nx.connected_components(graph))


def _broker(
    graph: "nx.Graph[int]", firsts: Sequence[int], seconds: Sequence[int], pairs: int, sampled: int | None
) -> dict[int, float]:
    """The share of the pairs' shortest ways that pass each node."""
    import networkx as nx

    if not pairs:
        return {}
    few, many = sorted((firsts, seconds), key=len)
    if sampled is not None and sampled < len(few):
        few = sorted(random.Random(SEED).sample(few, sampled))  # noqa: S311 a sample, no secret
        pairs = _pairs(graph, few, many)
    found = nx.betweenness_centrality_subset(graph, few, many)
    # networkx halves the sum, as if each pair had been counted from both its ends.
    return {node: 2 * value / pairs if pairs else 0.0 for node, value in found.items()}


def _modularity(graph: "nx.Graph[int]", groups: Sequence[Sequence[int]]) -> float:
    import networkx as nx

    linked = graph.number_of_edges() > 0
    return nx.community.modularity(graph, map(set, groups), weight="weight") if linked else 0.0


def _community(
    number: int,
    group: Sequence[int],
    group_of: dict[int, int],
    arcs: Sequence[tuple[int, int]],
    degrees: Sequence[int],
    nodes: Sequence[Node],
) -> Community:
    ends = [(group_of[one] == number, group_of[other] == number) for one, other in arcs]
    members = sorted(group, key=lambda node: (-degrees[node], node))
    return Community(
        number=number,
        members=tuple(nodes[node].iri for node in members),
        inside=sum(one and other for one, other in ends),
        outside=sum(one != other for one, other in ends),
    )


def _bridges(
    graph: "nx.Graph[int]",
    edges: Sequence[Edge],
    arcs: Sequence[tuple[int, int]],
    parts: dict[tuple[int, int], int],
) -> tuple[Bridge, ...]:
    """Two edges between the same nodes are no bridges: one would do."""
    import networkx as nx

    links: Iterable[tuple[int, int]] = nx.bridges(graph)  # type: ignore[arg-type]  # wrong stub
    alone = {(min(link), max(link)) for link in links if graph[link[0]][link[1]]["weight"] == 1}
    found = [
        Bridge(edge, parts.get(link, 0))
        for edge, arc in zip(edges, arcs, strict=True)
        if (link := (min(arc), max(arc))) in alone
    ]
    return tuple(sorted(found, key=lambda bridge: -bridge.parts))
