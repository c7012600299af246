"""The grouped layout: communities as blocks of boxes, the most linked thing of each at its head.

For networks that are too large for columns: no forces, no sweeps, time grows with nodes and edges.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from kg.errors import Lang
from kg.network.communities import communities, undirected
from kg.network.geometry import (
    LINE_EM,
    PAD_PX,
    TEXT_LEFT_PX,
    TEXT_RIGHT_PX,
    Box,
    Geometry,
    LayoutSpec,
    Route,
    key_of,
    rounded,
    written,
)
from kg.network.records import Edge, Node
from kg.network.words import wrap
from kg.query.sentences import capital

_WIDTH_PX: Final = 200.0
_COLUMN_GAP_PX: Final = 44.0
_BLOCK_GAP_PX: Final = 90.0
# Width to height of a block, and of the whole.
_BLOCK_SHAPE: Final = 1.2
_PAGE_SHAPE: Final = 1.5
# What each column below it adds to the size of a head, so that it is read where the whole is small.
_HEAD: Final = 0.7
_BOLD: Final = 1.06
_LOOP_PX: Final = 26.0
_PARALLEL_PX: Final = 5.0


class GroupedPlan:
    """Communities, the largest first; in each the most linked node first. The columns of spec are not used."""

    def __init__(self, nodes: Sequence[Node], edges: Sequence[Edge], spec: LayoutSpec) -> None:
        self._nodes, self._edges, self._spec = nodes, edges, spec
        number = {node.iri: place for place, node in enumerate(nodes)}
        arcs = [(number[edge.source], number[edge.target]) for edge in edges]
        degrees = [0] * len(nodes)
        for end in (end for arc in arcs for end in arc):
            degrees[end] += 1
        self._groups = [
            [nodes[member] for member in sorted(group, key=lambda place: (-degrees[place], place))]
            for group in communities(undirected(len(nodes), arcs))
        ]

    def geometry(self, lang: Lang) -> Geometry:
        """Positions for the labels of one language, boxes and routes in the order given. No two boxes overlap."""
        blocks = [self._block(group, lang) for group in self._groups]
        placed: dict[str, Box] = {}
        for block, (left, top) in zip(blocks, _shelves([(b.width, b.height) for b in blocks]), strict=True):
            for box in block.boxes:
                placed[box.iri] = replace(box, x=rounded(left + box.x), y=rounded(top + box.y))
        boxes = {node.iri: placed[node.iri] for node in self._nodes}
        width = max((box.x + box.width for box in placed.values()), default=0.0)
        height = max((box.y + box.height for box in placed.values()), default=0.0)
        room = _LOOP_PX if self._edges else 0.0  # of a loop on the right of the last column
        return Geometry(
            rounded(width + room), rounded(height), tuple(boxes.values()), tuple(_routes(self._edges, boxes))
        )

    def _block(self, group: Sequence[Node], lang: Lang) -> "_Block":
        """The head over all columns, the others below in columns of about the same height."""
        head, *others = group
        scales = self._spec.scale
        boxes = [self._box(node, lang, _WIDTH_PX, scales.get(node.iri, 1.0)) for node in others]
        heights = [box.height + self._spec.row_gap for box in boxes]
        step = _WIDTH_PX + _COLUMN_GAP_PX
        columns = min(max(1, int(sqrt(_BLOCK_SHAPE * sum(heights) / step))), max(1, len(others)))
        limit = sum(heights) / columns
        block = _Block()
        x = y = 0.0
        for box, height in zip(boxes, heights, strict=True):
            if y and y + height / 2 > limit and x / step < columns - 1:
                x, y = x + step, 0.0
            block.boxes.append(replace(box, x=x, y=y))
            y += height
            block.height = max(block.height, y)
        block.width = x + _WIDTH_PX
        scale = round(1 + _HEAD * columns, 2) if others else scales.get(head.iri, 1.0)
        first = self._box(head, lang, block.width, scale, strong=bool(others))
        below = first.height + self._spec.row_gap
        block.boxes = [first, *(replace(box, y=box.y + below) for box in block.boxes)]
        block.height += first.height
        return block

    def _box(self, node: Node, lang: Lang, width: float, scale: float, *, strong: bool = False) -> Box:
        label = capital(node.label.en) if lang == "en" else node.label.zh
        font = self._spec.font_px * scale
        room = (width - TEXT_LEFT_PX - TEXT_RIGHT_PX) / font / (_BOLD if strong else 1.0)
        lines = wrap(label, room, self._spec.max_lines)
        height = rounded(len(lines) * font * LINE_EM + 2 * PAD_PX)
        return Box(node.iri, 0.0, 0.0, width, height, lines, strong, scale)


class _Block:
    """boxes: placed from its left upper corner."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.width = self.height = 0.0


def _shelves(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Left upper corners of blocks of these widths and heights, in rows as wide as the page should be."""
    area = sum((width + _BLOCK_GAP_PX) * (height + _BLOCK_GAP_PX) for width, height in sizes)
    page = max((sqrt(area * _PAGE_SHAPE), *(width for width, _ in sizes)))
    places = []
    left = top = shelf = 0.0
    for width, height in sizes:
        if left and left + width > page:
            left, top, shelf = 0.0, top + shelf + _BLOCK_GAP_PX, 0.0
        places.append((left, top))
        left += width + _BLOCK_GAP_PX
        shelf = max(shelf, height)
    return places


def _routes(edges: Sequence[Edge], boxes: Mapping[str, Box]) -> list[Route]:
    """From side to side, behind the boxes; edges between the same two apart from each other."""
    parallel: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        parallel[tuple(sorted((edge.source, edge.target)))].append(number)
    # Of each edge among those between the same two: how far from the middle one, and how many there are.
    ranks = {
        number: (place - (len(among) - 1) / 2, len(among))
        for among in parallel.values()
        for place, number in enumerate(among)
    }
    return [
        _route(edge, boxes[edge.source], boxes[edge.target], *ranks[number])
        for number, edge in enumerate(edges)
    ]


def _route(edge: Edge, source: Box, target: Box, rank: float, among: int) -> Route:
    start, end = (
        box.middle + rank * min(_PARALLEL_PX, (box.height - PAD_PX) / among) for box in (source, target)
    )
    if source is target:
        start, end = start - source.height / 4, end + source.height / 4
    if source.x == target.x:  # out of the right side and back into it
        right = source.x + source.width
        out = right + _LOOP_PX
        path = f"M{written(right)} {written(start)}C" + " ".join(
            map(written, (out, start, out, end, right, end))
        )
        return Route(key_of(edge), path, (rounded(right), rounded(end), -1))
    way = 1 if target.x > source.x else -1
    x = source.x + source.width if way > 0 else source.x
    to = target.x if way > 0 else target.x + target.width
    middle = (x + to) / 2
    path = f"M{written(x)} {written(start)}C" + " ".join(map(written, (middle, start, middle, end, to, end)))
    return Route(key_of(edge), path, (rounded(to), rounded(end), way))
