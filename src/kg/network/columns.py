"""The column layout: classes side by side, trees as outlines, edges led between the boxes, not behind them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.errors import LANGS, Lang
from kg.network.gaps import Gaps
from kg.network.geometry import (
    LINE_EM,
    PAD_PX,
    TEXT_LEFT_PX,
    TEXT_RIGHT_PX,
    Band,
    Box,
    Geometry,
    LayoutSpec,
    key_of,
    rounded,
)
from kg.network.order import Columns, arrange, settle
from kg.network.records import Edge, Node
from kg.network.routes import ELBOW_PX, Stop, Trace, routes
from kg.network.words import wrap
from kg.query.sentences import capital

_INDENT_PX: Final = 2 * ELBOW_PX
_MAX_DEPTH: Final = 5
_CHANNEL_PX: Final = 8.0
_BOLD: Final = 1.06


@dataclass(frozen=True, slots=True)
class _Forest:
    """The trees inside one column: parent of each node that has one, children in order."""

    parent: Mapping[str, str]
    children: Mapping[str, Sequence[str]]

    def depth(self, name: str) -> int:
        depth = 0
        while name in self.parent:
            name, depth = self.parent[name], depth + 1
        return depth


class ColumnPlan:
    """The layout of a network in the columns of its spec; the order of rows is the same in both languages.

    nodes, edges: in any fixed order.
    """

    def __init__(self, nodes: Sequence[Node], edges: Sequence[Edge], spec: LayoutSpec) -> None:
        self.nodes, self.edges, self.spec = nodes, edges, spec
        self.column = _columns(nodes, spec)
        self.forests = [self._forest(number) for number in range(len(spec.columns))]
        self.first = [self._first(number) for number in range(len(spec.columns))]
        self.depth = {n.iri: self.forests[self.column[n.iri]].depth(n.iri) for n in nodes}
        # Ordered sets.
        self.channels: list[dict[str, None]] = [{} for _ in spec.columns]
        self.traces = self._traces()
        self.bands = self._bands()
        self.links = self._links()
        self.rows = self._order()

    def geometry(self, lang: Lang) -> Geometry:
        """Positions for the labels of one language, boxes and routes in the order given. No two boxes overlap."""
        lines = {node.iri: self._lines(node, lang) for node in self.nodes}
        heights = {name: self._height(name, found) for name, found in lines.items()}
        middles = settle(self.rows, self.links, self._room(heights))
        boxes = {
            node.iri: self._box(node.iri, middles[node.iri], heights[node.iri], lines[node.iri])
            for node in self.nodes
        }
        bottom = max((box.y + box.height for box in boxes.values()), default=0.0)
        last = self.bands[-1]
        return Geometry(
            width=rounded(last.x + last.width),
            height=rounded(bottom),
            boxes=tuple(boxes.values()),
            routes=tuple(routes(self.traces, boxes, middles, self.bands)),
            bands=tuple(self.bands),
        )

    def _forest(self, number: int) -> _Forest:
        """Parents by the column's tree predicates: the first in order, and none that closes a circle."""
        predicates = self.spec.columns[number].tree
        parent: dict[str, str] = {}
        inside = [e for e in self.edges if self.column[e.source] == self.column[e.target] == number]
        for edge in (edge for predicate in predicates for edge in inside if edge.predicate == predicate):
            if edge.source not in parent:
                above = edge.target
                while above in parent and above != edge.source:
                    above = parent[above]
                if above != edge.source:
                    parent[edge.source] = edge.target
        children: defaultdict[str, list[str]] = defaultdict(list)
        for child, above in parent.items():
            children[above].append(child)
        return _Forest(parent, children)

    def _first(self, number: int) -> set[str]:
        """What stands above the rest of a column, with all that it is part of there."""
        wanted = set(self.spec.columns[number].first)
        if not wanted:
            return set()
        near: defaultdict[str, set[str]] = defaultdict(set)
        for edge in self.edges:
            if not self.column[edge.source] == self.column[edge.target] == number:
                near[edge.source].add(edge.target)
                near[edge.target].add(edge.source)
        direct = {node.iri for node in self.nodes if node.class_iri in wanted}
        through = {name for name, others in near.items() if self.column[name] != number and others & direct}
        found = {
            name
            for name, others in near.items()
            if self.column[name] == number and others & (direct | through)
        }
        parent = self.forests[number].parent
        waiting = list(found)
        while waiting:
            above = parent.get(waiting.pop())
            if above is not None and above not in found:
                found.add(above)
                waiting.append(above)
        return found

    def _traces(self) -> list[Trace]:
        """Each edge with the channels it passes; edges that look alike share one from the busier end."""
        far = [edge for edge in self.edges if abs(self._span(edge)) > 1]
        busy = Counter(end for edge in far for end in (("s", edge.source), ("t", edge.target)))
        traces = []
        for edge in self.edges:
            source, target = self.column[edge.source], self.column[edge.target]
            end = max((("s", edge.source), ("t", edge.target)), key=lambda e: (busy[e], e))
            bundle = "|".join((*end, edge.predicate, edge.basis or "", str(edge.asserted)))
            step = 1 if target > source else -1
            stops = [Stop(edge.source, source)]
            for column in range(source + step, target, step) if source != target else ():
                channel = f"{column}|{bundle}"
                self.channels[column][channel] = None
                stops.append(Stop(channel, column))
            stops.append(Stop(edge.target, target))
            traces.append(Trace(key_of(edge), tuple(stops), self._is_branch(edge), end[0] == "t"))
        return traces

    def _span(self, edge: Edge) -> int:
        return self.column[edge.target] - self.column[edge.source]

    def _is_branch(self, edge: Edge) -> bool:
        column = self.column[edge.source]
        inside = self.column[edge.target] == column and edge.predicate in self.spec.columns[column].tree
        return inside and self.forests[column].parent.get(edge.source) == edge.target

    def _links(self) -> dict[str, list[str]]:
        links: defaultdict[str, list[str]] = defaultdict(list)
        for trace in self.traces:
            for here, there in pairwise(trace.stops):
                if not trace.branch:
                    links[here.row].append(there.row)
                    links[there.row].append(here.row)
        return links

    def _bands(self) -> list[Band]:
        bands: list[Band] = []
        x = 0.0
        for column in self.spec.columns:
            bands.append(Band(rounded(x), column.width))
            x += column.width + self.spec.gap
        return bands

    def _order(self) -> Columns:
        columns: Columns = [[] for _ in self.spec.columns]
        for node in self.nodes:
            columns[self.column[node.iri]].append(node.iri)
        heights = {
            node.iri: max(self._height(node.iri, self._lines(node, lang)) for lang in LANGS)
            for node in self.nodes
        }
        rows = [[*cards, *channels] for cards, channels in zip(columns, self.channels, strict=True)]
        return arrange(rows, self.links, self._room(heights), self._arrange)

    def _arrange(self, number: int, rows: Sequence[str], wishes: Mapping[str, float]) -> list[str]:
        """Trees stay whole, brothers by the mean wish of their branch; channels slip in between."""
        forest = self.forests[number]
        cards = [row for row in rows if row in self.column]
        channels = [row for row in rows if row not in self.column]
        if not wishes:
            return [*self._outline(number, cards, {}), *channels]
        branch: dict[str, tuple[float, int]] = {}
        for card in sorted(cards, key=self.depth.__getitem__, reverse=True):
            parts = [branch[child] for child in forest.children.get(card, ())]
            # A part without lines has no say in where its branch stands.
            own = (wishes[card], 1) if self.links.get(card) else (0.0, 0)
            branch[card] = (own[0] + sum(p[0] for p in parts), own[1] + sum(p[1] for p in parts))
        in_order = self.spec.columns[number].in_order
        means = {card: total / count if count else wishes[card] for card, (total, count) in branch.items()}
        means = {} if in_order else means
        return _merged(self._outline(number, cards, means), channels, wishes)

    def _outline(self, number: int, cards: Sequence[str], means: Mapping[str, float]) -> list[str]:
        forest, first = self.forests[number], self.first[number]
        rank = {card: place for place, card in enumerate(sorted(cards))}

        def key(card: str) -> tuple[bool, float, int]:
            return card not in first, means.get(card, 0.0), rank[card]

        ordered: list[str] = []
        waiting = sorted((card for card in cards if card not in forest.parent), key=key, reverse=True)
        while waiting:
            card = waiting.pop()
            ordered.append(card)
            waiting += sorted(forest.children.get(card, ()), key=key, reverse=True)
        return ordered

    def _room(self, heights: Mapping[str, float]) -> dict[str, float]:
        cards = {name: height + self.spec.row_gap for name, height in heights.items()}
        return cards | {channel: _CHANNEL_PX for channels in self.channels for channel in channels}

    def _lines(self, node: Node, lang: Lang) -> tuple[str, ...]:
        column = self.spec.columns[self.column[node.iri]]
        room = column.width - self._indent(node.iri) - TEXT_LEFT_PX - TEXT_RIGHT_PX
        bold = _BOLD if self._is_strong(node.iri) else 1.0
        label = capital(node.label.en) if lang == "en" else node.label.zh
        return wrap(label, room / self.spec.font_of(node.iri) / bold, self.spec.max_lines)

    def _height(self, name: str, lines: Sequence[str]) -> float:
        return rounded(len(lines) * self.spec.font_of(name) * LINE_EM + 2 * PAD_PX)

    def _indent(self, name: str) -> float:
        return _INDENT_PX * min(self.depth[name], _MAX_DEPTH)

    def _is_strong(self, name: str) -> bool:
        """The top of a tree."""
        forest = self.forests[self.column[name]]
        return name not in forest.parent and name in forest.children

    def _box(self, name: str, middle: float, height: float, lines: tuple[str, ...]) -> Box:
        band = self.bands[self.column[name]]
        indent = self._indent(name)
        return Box(
            iri=name,
            x=rounded(band.x + indent),
            y=rounded(middle - height / 2),
            width=band.width - indent,
            height=height,
            lines=lines,
            strong=self._is_strong(name),
            scale=self.spec.scale.get(name, 1.0),
        )


def _columns(nodes: Sequence[Node], spec: LayoutSpec) -> dict[str, int]:
    """The number of the column of each node."""
    places = {
        name: number
        for number, column in enumerate(spec.columns)
        for name in (*column.classes, *column.kinds, *column.members)
    }
    found = {}
    for node in nodes:
        names = (node.iri, *node.kinds, node.class_iri or "")
        found[node.iri] = next((places[name] for name in names if name in places), 0)
    return found


def _merged(cards: Sequence[str], channels: Sequence[str], wishes: Mapping[str, float]) -> list[str]:
    """Cards in their order, each channel in the gap that leaves the fewest cards on the wrong side of it."""
    gaps: defaultdict[int, list[str]] = defaultdict(list)
    found = Gaps([wishes[card] for card in cards])
    for channel in sorted(channels, key=lambda name: (wishes[name], name)):
        gaps[found.best(wishes[channel])].append(channel)
    rows: list[str] = []
    for number, card in enumerate(cards):
        rows += [*gaps[number], card]
    return [*rows, *gaps[len(cards)]]
