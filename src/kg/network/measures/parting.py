"""How many pairs of two kinds of nodes a loss would part: counted on the tree of blocks and cut nodes."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx as nx


class Parted(NamedTuple):
    """Pairs that would no longer hang together: by lost node, and by lost link (smaller end first).

    Those that are not named part nothing.
    """

    nodes: dict[int, int]
    links: dict[tuple[int, int], int]


class _Count(NamedTuple):
    firsts: int
    seconds: int

    def __add__(self, other: "_Count") -> "_Count":  # type: ignore[override]
        return _Count(self.firsts + other.firsts, self.seconds + other.seconds)

    def less(self, other: "_Count") -> "_Count":
        return _Count(self.firsts - other.firsts, self.seconds - other.seconds)

    @property
    def pairs(self) -> int:
        return self.firsts * self.seconds


_NONE = _Count(0, 0)


def parted(graph: "nx.Graph[int]", firsts: Collection[int], seconds: Collection[int]) -> Parted:
    """What the loss of each node and of each link parts. A lost node's own pairs do not count.

    graph: undirected, simple; firsts and seconds: no node is both. Linear in nodes and links.
    Source: Hopcroft, Tarjan 1973 (networkx.biconnected_components).
    """
    import networkx as nx  # late: only networks pay for it

    own = {node: _Count(int(node in firsts), int(node in seconds)) for node in graph}
    found_blocks: Iterable[Iterable[int]] = nx.biconnected_components(graph)  # type: ignore[assignment]  # wrong stub
    blocks = [sorted(block) for block in found_blocks]
    blocks_of: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        for node in block:
            blocks_of.setdefault(node, []).append(number)
    found = Parted({}, {})
    for component in nx.connected_components(graph):
        if len(component) > 1:
            _count(blocks, blocks_of, own, component, found)
    return found


def _count(
    blocks: list[list[int]],
    blocks_of: dict[int, list[int]],
    own: dict[int, _Count],
    component: set[int],
    found: Parted,
) -> None:
    """The component's part of the answer, its tree hung up at its smallest node."""
    total = sum((own[node] for node in component), _NONE)
    root = min(component)
    above: dict[int, int] = {root: -1}  # node -> the block towards the root
    order = [root]
    for node in order:
        for number in blocks_of[node]:
            if number != above[node]:
                for other in blocks[number]:
                    if other != node:
                        above[other] = number
                        order.append(other)
    below = dict(own)  # node -> itself and all that hangs under it
    hung: dict[int, _Count] = {}  # block -> all that hangs under its node nearest to the root
    for node in reversed(order):
        branches = [hung[number] for number in blocks_of[node] if number != above[node]]
        below[node] = sum(branches, own[node])
        if node != root:
            hung[above[node]] = hung.get(above[node], _NONE) + below[node]
        rest = total.less(own[node])
        parts = [*branches, total.less(below[node])]
        lost = rest.pairs - sum(part.pairs for part in parts)
        if lost:
            found.nodes[node] = lost
    for node in order[1:]:
        block = blocks[above[node]]
        if len(block) == 2:
            side = below[node]
            lost = total.pairs - side.pairs - total.less(side).pairs
            if lost:
                found.links[block[0], block[1]] = lost
