"""The things of an axis in groups: the parts of a large tree, or kinds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import Text
from kg.network.records import IMPLIED, STATED, Edge, Node
from kg.query.places import place_order
from kg.views.matrix.records import Axis, Group, Tally
from kg.views.matrix.spec import FINDINGS, AxisSpec


@dataclass(frozen=True)
class Trees:
    """Parents and parts of the things of an axis by number; parts in the order of the report."""

    parents: Mapping[int, Sequence[int]]
    parts: Mapping[int, Sequence[int]]

    def below(self, thing: int) -> list[tuple[int, int]]:
        """The thing and all its parts as an outline, each once, with its depth."""
        found: list[tuple[int, int]] = []
        seen: set[int] = set()
        waiting = [(thing, 0)]
        while waiting:
            one, depth = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.append((one, depth))
                waiting += [(part, depth + 1) for part in reversed(self.parts.get(one, ()))]
        return found

    def is_large(self, thing: int) -> bool:
        """Whether it is part of nothing, and its parts have parts."""
        parts = self.parts.get(thing, ())
        return thing not in self.parents and any(part in self.parts for part in parts)


def trees_of(spec: AxisSpec, things: Sequence[Node], edges: Sequence[Edge]) -> Trees:
    """What the report says or implies of the axis' tree: an editor's whole is none of its sections and fills no gap."""
    numbers = {node.iri: number for number, node in enumerate(things)}
    inside = [
        edge
        for edge in edges
        if edge.predicate in spec.tree
        and edge.source in numbers
        and edge.target in numbers
        and edge.asserted
        and edge.basis in (STATED, IMPLIED)
    ]
    # Where the report says that it is a part, so that sections keep their order.
    inside.sort(key=lambda edge: (place_order(_place(edge)), edge.source))
    parents: defaultdict[int, list[int]] = defaultdict(list)
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for edge in inside:
        part, whole = numbers[edge.source], numbers[edge.target]
        if part not in parts[whole]:
            parts[whole].append(part)
            parents[part].append(whole)
    return Trees(dict(parents), dict(parts))


def axis_of(spec: AxisSpec, things: Sequence[Node], trees: Trees, findings: Sequence[str]) -> Axis:
    """The axis; things without a large tree stand in the group `rest`, which is left out when empty."""
    made = list(_kinds(spec, things) if spec.groups else _sections(spec, things, trees))
    groups = tuple(
        Group(
            title,
            tuple(number for number, _ in outline),
            tuple(depth for _, depth in outline),
            head,
            _tally({number for number, _ in outline}, trees, findings),
        )
        for title, head, outline in made
        if outline
    )
    return Axis(tuple(things), groups, tuple(findings))


Made = tuple[Text, int | None, list[tuple[int, int]]]


def _kinds(spec: AxisSpec, things: Sequence[Node]) -> list[Made]:
    return [
        (
            group.title,
            None,
            [(number, 0) for number, node in enumerate(things) if node.class_iri in group.classes],
        )
        for group in spec.groups
    ]


def _sections(spec: AxisSpec, things: Sequence[Node], trees: Trees) -> list[Made]:
    """Of each large tree the whole and its parts; all else, circles too, as one group."""
    made: list[Made] = []
    placed: set[int] = set()
    for top in (number for number in range(len(things)) if trees.is_large(number)):
        made.append((things[top].label, top, [(top, 0)]))
        placed.add(top)
        for part in trees.parts[top]:
            outline = trees.below(part)
            made.append((things[part].label, part, outline))
            placed |= {number for number, _ in outline}
    left = [number for number in range(len(things)) if number not in placed]
    rest: list[tuple[int, int]] = []
    for number in (*(n for n in left if n not in trees.parents), *left):
        if number not in placed:
            fresh = [(one, depth) for one, depth in trees.below(number) if one not in placed]
            placed |= {one for one, _ in fresh}
            rest += fresh
    return [*made, (spec.rest or spec.title, None, rest)]


def _tally(members: set[int], trees: Trees, findings: Sequence[str]) -> Tally:
    found = [findings[number] for number in members if not trees.parts.get(number)]
    return Tally(*(found.count(name) for name in FINDINGS))


def _place(edge: Edge) -> str:
    """The last place that says so: of a title and a sentence that lists all titles, the title."""
    places = (place.iri for claim in edge.claims for place in claim.evidence)
    return max(places, key=place_order, default="")
