"""PageRank by power iteration, in plain Python: networkx's wants scipy, whose sums differ between machines."""

from collections.abc import Sequence
from math import fsum
from typing import Final

_DAMPING: Final = 0.85
# The error after so many is below 0.85**120, less than a thousandth of what rounding leaves.
_ITERATIONS: Final = 120


def pagerank(size: int, arcs: Sequence[tuple[int, int]]) -> list[float]:
    """The share of each of `size` nodes, numbered from 0; they sum to 1, none for no nodes.

    arcs: from node to node; several between the same two count as often. A node without arcs gives to all.
    fsum rounds once, so that the order of arcs does not matter. Source: Brin, Page 1998.
    """
    if not size:
        return []
    outgoing = [0] * size
    incoming: list[list[int]] = [[] for _ in range(size)]
    for source, target in arcs:
        outgoing[source] += 1
        incoming[target].append(source)
    dangling = [node for node in range(size) if not outgoing[node]]
    rank = [1 / size] * size
    for _ in range(_ITERATIONS):
        given = [value / count if count else 0.0 for value, count in zip(rank, outgoing, strict=True)]
        base = (1 - _DAMPING + _DAMPING * fsum(rank[node] for node in dangling)) / size
        rank = [base + _DAMPING * fsum(map(given.__getitem__, sources)) for sources in incoming]
    return rank
