"""Size and colour by a measure, where a style file says so, and what the legend says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from kg.errors import Text
from kg.network.measures.ends import measures_of
from kg.network.measures.measure import Measures
from kg.network.measures.words import CAUTION, MEASURES
from kg.network.records import Edge, Node
from kg.store.protocol import Store
from kg.views.style import Colour, Style

# The largest text beside the usual one.
_MOST: Final = 1.7
_COLOURS: Final = (
    Colour("#1a4fa0", "#8ab4f8"),
    Colour("#b3261e", "#ff8a80"),
    Colour("#00695c", "#5fc9b8"),
    Colour("#a85a00", "#f2a65a"),
    Colour("#5b3a91", "#c3a5f0"),
    Colour("#6a6200", "#d4c95a"),
    Colour("#96316b", "#f09cc8"),
    Colour("#37713a", "#8fce92"),
)
_REST: Final = Colour("#5f6368", "#b0b5ba")


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one colour: a community, named after its most linked member, or all the smaller ones."""

    title: Text
    colour: Colour
    count: int


@dataclass(frozen=True, slots=True)
class Emphasis:
    """scale: IRI -> size of its text, 1 the usual one. groups, group_of: IRI -> its number; both empty without
    colour by a measure. notes: what size and colour mean."""

    scale: Mapping[str, float] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    group_of: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()


def emphasis(
    store: Store, style: Style, nodes: Sequence[Node], edges: Sequence[Edge], with_graphs: Sequence[str] = ()
) -> Emphasis:
    """What the measures named in a style say of these nodes; nothing is computed where it names none."""
    if style.size is None and style.colour is None:
        return Emphasis()
    found = measures_of(store, nodes, edges, with_graphs, ways=style.size in ("betweenness", "broker"))
    groups, group_of = _groups(found, nodes) if style.colour else ((), {})
    notes = [_note(Text("字的大小", "size of text"), style.size)] if style.size else []
    notes += [_note(Text("颜色", "colour"), style.colour)] if style.colour else []
    return Emphasis(
        scale=_scale(found, style.size) if style.size else {},
        groups=groups,
        group_of=group_of,
        notes=(*notes, CAUTION),
    )


def _note(what: Text, measure: str) -> Text:
    heading, meaning = MEASURES[measure]
    return Text(f"{what.zh}：{heading.zh}，{meaning.zh}", f"{what.en}: {heading.en}, {meaning.en}")


def _scale(found: Measures, measure: str) -> dict[str, float]:
    """By the square root, so that a few large values leave the others apart."""
    values = {one.iri: float(getattr(one, measure) or 0) for one in found.nodes}
    most = max(values.values(), default=0.0) or 1.0
    return {name: round(1 + (_MOST - 1) * sqrt(value / most), 2) for name, value in values.items()}


def _groups(found: Measures, nodes: Sequence[Node]) -> tuple[tuple[Group, ...], dict[str, int]]:
    labels = {node.iri: node.label for node in nodes}
    own = [one for one in found.communities[: len(_COLOURS)] if len(one.members) > 1]
    groups = [
        Group(
            Text(f"“{labels[one.members[0]].zh}”一群", f"around {labels[one.members[0]].en}"),
            colour,
            len(one.members),
        )
        for one, colour in zip(own, _COLOURS, strict=False)
    ]
    group_of = {name: place for place, one in enumerate(own) for name in one.members}
    rest = [node.iri for node in nodes if node.iri not in group_of]
    if rest:
        group_of.update(dict.fromkeys(rest, len(groups)))
        groups.append(Group(Text("其余各群", "smaller communities"), _REST, len(rest)))
    return tuple(groups), group_of
