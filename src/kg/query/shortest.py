"""The shortest simple paths of a weighted graph, cheapest first, with a bound on their length."""

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

# Node -> neighbour -> cost of the step to it, an integer above 0.
Costs = Mapping[str, Mapping[str, int]]


def shortest_paths(
    costs: Costs, source: str, target: str, max_steps: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(cost, nodes) of the paths without a node twice, of at most so many steps, by cost, steps and nodes.

    A* with the exact cost of the rest, so that hardly anything but the paths themselves is gone through
    (Hart, Nilsson and Raphael 1968). source and target differ.
    """
    rests = _rests(costs, target, max_steps)
    heap: list[tuple[int, int, tuple[str, ...], int]] = []
    if source in rests[max_steps]:
        heappush(heap, (rests[max_steps][source], 0, (source,), 0))
    while heap:
        total, steps, nodes, spent = heappop(heap)
        if nodes[-1] == target:
            yield total, nodes
            continue
        left = rests[max_steps - steps - 1] if steps < max_steps else {}
        for node, cost in costs.get(nodes[-1], {}).items():
            if node in left and node not in nodes:
                heappush(heap, (spent + cost + left[node], steps + 1, (*nodes, node), spent + cost))


def _rests(costs: Costs, target: str, max_steps: int) -> list[dict[str, int]]:
    """For each number of steps that are left: node -> least cost to the target, for those that reach it."""
    into: dict[str, list[tuple[str, int]]] = {}
    for node, others in costs.items():
        for other, cost in others.items():
            into.setdefault(other, []).append((node, cost))
    rests = [{target: 0}]
    for _ in range(max_steps):
        found = dict(rests[-1])
        for node, rest in rests[-1].items():
            for before, cost in into.get(node, ()):
                if before not in found or cost + rest < found[before]:
                    found[before] = cost + rest
        rests.append(found)
    return rests
