"""What a page shows, counted and named: the network under the style of a lens, in both languages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.errors import Lang, Text
from kg.namespaces import shorten
from kg.network.build import edges_of, labels, network_of, nodes_of
from kg.network.geometry import Geometry
from kg.network.layout import LAYOUTS, Plan
from kg.network.origin import Origin, origin_of
from kg.network.plain import cited
from kg.network.records import ASSERTED, BASES, Claim, Edge, Node
from kg.store.protocol import Store, construct
from kg.store.terms import Triple
from kg.views.emphasis import Emphasis, emphasis
from kg.views.figures import Figure, figures_of
from kg.views.lens import Lens
from kg.views.style import LINES, Colour, Style

if TYPE_CHECKING:
    import networkx as nx

LINE_TITLES: Final = {
    "stated": Text("明文：原文直接说出", "Stated: the words say it"),
    "implied": Text("推出：由原文可得", "Implied: follows from the words"),
    "editorial": Text("编者：我们的配对，附理由", "Editorial: a pairing of ours, with a rationale"),
    "record": Text("记载：外部来源所载", "Of record: a source other than the report says so"),
    "projected": Text("非断言：可能、计划或建议", "Not a fact: possible, planned or advised"),
    "unclaimed": Text("无陈述：推理或结构", "No claim: inferred or structural"),
}
_OTHER: Final = Text("其他", "other")
_LINE_OF_BASIS: Final = dict(zip(BASES, LINES[: len(BASES)], strict=True))


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the legend: number in its group, title, how many; mark for classes."""

    number: int
    title: Text
    count: int
    mark: str = ""


class Drawn(dict[Lang, Geometry]):
    """Positions by language, computed when they are asked for."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def __missing__(self, lang: Lang) -> Geometry:
        self[lang] = self._plan.geometry(lang)
        return self[lang]


@dataclass(frozen=True)
class Scene:
    """Everything a picture needs, whatever its format.

    names: of classes, bases and modalities by IRI; addresses: of the places behind the edges by IRI.
    figures: of things that have any, by IRI.
    """

    lens: Lens
    graphs: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    classes: tuple[str, ...]
    names: dict[str, Text]
    addresses: dict[str, str]
    geometry: Drawn
    origin: Origin
    figures: Mapping[str, tuple[Figure, ...]]
    emphasis: Emphasis = field(default_factory=Emphasis)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """IRI of a node -> its number."""
        return {node.iri: number for number, node in enumerate(self.nodes)}

    def class_of(self, node: Node) -> int:
        return self.classes.index(node.class_iri or "")

    def colour_of(self, node: Node) -> Colour:
        """Of its community where the lens says so, else of its class."""
        group = self.emphasis.group_of.get(node.iri)
        if group is not None:
            return self.emphasis.groups[group].colour
        return self.lens.style.class_style(node.class_iri).colour

    def group_title(self, node: Node) -> Text | None:
        """What its community is called, where colour follows communities."""
        group = self.emphasis.group_of.get(node.iri)
        return None if group is None else self.emphasis.groups[group].title

    def class_title(self, name: str) -> Text:
        """What a class is called, by its IRI; empty for things without one."""
        return self.lens.style.class_style(name).title or self.names.get(name, _OTHER)

    def relation_of(self, edge: Edge) -> int:
        return self.lens.style.relation(edge.predicate)

    @staticmethod
    def line_of(edge: Edge) -> int:
        """Number in LINES."""
        if not edge.claims:
            return LINES.index("unclaimed")
        line = _LINE_OF_BASIS.get(edge.basis or "", "unclaimed")
        return LINES.index(line if edge.asserted or line == "editorial" else "projected")

    def class_kinds(self) -> list[Kind]:
        """The classes that occur, in the order of the style file."""
        counts = Counter(self.class_of(node) for node in self.nodes)
        return [
            Kind(
                number,
                self.class_title(name),
                counts[number],
                self.lens.style.class_style(name).mark,
            )
            for number, name in enumerate(self.classes)
        ]

    def group_kinds(self) -> list[Kind]:
        """The communities, where colour follows them."""
        return [Kind(n, group.title, group.count) for n, group in enumerate(self.emphasis.groups)]

    def relation_kinds(self) -> list[Kind]:
        counts = Counter(map(self.relation_of, self.edges))
        groups = self.lens.style.relations
        return [Kind(n, group.title, counts[n]) for n, group in enumerate(groups) if counts[n]]

    def line_kinds(self) -> list[Kind]:
        counts = Counter(map(self.line_of, self.edges))
        return [Kind(n, LINE_TITLES[name], counts[n]) for n, name in enumerate(LINES) if counts[n]]

    def rows(self) -> list[int]:
        """Numbers of edges in the order of the table: by what they say, kinds of things and what they say it of."""
        numbers = {edge: number for number, edge in enumerate(self.edges)}
        kinds = [self.class_of(node) for node in self.nodes]
        ordered = sorted(
            self.edges,
            key=lambda e: (
                self.relation_of(e),
                kinds[self.numbers[e.source]],
                shorten(e.target),
                e.predicate,
                shorten(e.source),
            ),
        )
        return [numbers[edge] for edge in ordered]

    def modality_name(self, claim: Claim) -> Text | None:
        """The name of a modality that is worth a word: any but asserted."""
        return modality_name(self.names, claim)


def modality_name(names: Mapping[str, Text], claim: Claim) -> Text | None:
    """The name of a claim's modality unless it is asserted or has none."""
    return None if claim.modality in (None, ASSERTED) else names[claim.modality or ""]


def _named(edge: Edge, style: Style) -> Edge:
    """A property without a label of its own (rdfs:domain) is called as the legend calls it."""
    number = style.relation(edge.predicate)
    if edge.label.zh != shorten(edge.predicate) or number == len(style.relations) - 1:
        return edge
    return replace(edge, label=style.relations[number].title)


def scene_of(
    store: Store, lens: Lens, with_graphs: Sequence[str] = (), triples: Sequence[Triple] | None = None
) -> Scene:
    """The lens applied to a store. triples: what its query gives, where that is known already.

    Raises as the store does, KgError if its query is no CONSTRUCT.
    """
    if triples is None:
        triples = construct(store, lens.query, with_graphs=with_graphs)
    graph: nx.MultiDiGraph[str] = network_of(store, triples, with_graphs)
    nodes, edges = nodes_of(graph), [_named(edge, lens.style) for edge in edges_of(graph)]
    present = {node.class_iri or "" for node in nodes}
    styled = [name for column in lens.style.spec.columns for name in column.classes if name in present]
    classes = tuple(dict.fromkeys((*styled, *sorted(present))))
    words = {word for edge in edges for c in edge.claims for word in (c.basis, c.modality) if word}
    names = labels(store, {*filter(None, classes), *words}, with_graphs)
    emphasised = emphasis(store, lens.style, nodes, edges, with_graphs)
    spec = replace(lens.style.spec, scale=emphasised.scale)
    plan = LAYOUTS[lens.style.layout](nodes, edges, spec)
    return Scene(
        lens=replace(lens, notes=(*lens.notes, *emphasised.notes)),
        graphs=tuple(with_graphs),
        nodes=tuple(nodes),
        edges=tuple(edges),
        classes=classes,
        names=names,
        addresses=cited(store, edges, with_graphs),
        geometry=Drawn(plan),
        origin=origin_of(store, with_graphs),
        figures=figures_of(store, (node.iri for node in nodes), with_graphs),
        emphasis=emphasised,
    )
