"""The measures as tables: things, bridges, communities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from kg.errors import Lang, Text
from kg.network.build import edges_of, labels, network_of, nodes_of
from kg.network.measures.ends import measures_of
from kg.network.measures.measure import PLACES, Measures
from kg.network.measures.words import BRIDGES, CAUTION, COMMUNITIES, MEASURES
from kg.network.records import Edge, Node
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.store.protocol import Row, Store
from kg.store.terms import XSD, Iri, Literal, Triple

if TYPE_CHECKING:
    import networkx as nx

# What is listed, and in what order things are: by one of the measures.
TABLES: Final = ("things", "bridges", "communities")
ORDERS: Final = tuple(MEASURES)
_MEMBERS: Final = 6
_THING: Final = Text("事物", "Thing")
_CLASS: Final = Text("类", "Class")
_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "things": (
        Column("thing", "iri", _THING),
        Column("class", "iri", _CLASS),
        *(Column(name, "number", heading) for name, (heading, _) in MEASURES.items()),
    ),
    "bridges": (
        Column("subject", "iri", Text("主语", "Subject")),
        Column("predicate", "iri", Text("关系", "Relation")),
        Column("object", "iri", Text("宾语", "Object")),
        Column("basis", "iri", Text("依据", "Basis")),
        Column("parts", "number", MEASURES["parts"][0]),
    ),
    "communities": (
        Column("community", "number", MEASURES["community"][0]),
        Column("around", "iri", Text("以……为中心", "Around")),
        Column("things", "number", Text("事物数", "Things")),
        Column("inside", "number", Text("内部关系", "Relations within")),
        Column("outside", "number", Text("对外关系", "Relations without")),
        Column("members", "iris", Text("相连最多的", "Most linked")),
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A table, how many rows there are in all, and what is to be said beside it: meanings, caution."""

    table: Table
    total: int
    notes: tuple[Text, ...]


def tell(
    store: Store,
    triples: Sequence[Triple],
    what: str = TABLES[0],
    *,
    by: str = ORDERS[0],
    limit: int | None = None,
    lang: Lang = "zh",
    with_graphs: Sequence[str] = (),
) -> Told:
    """The measures of the network of these triples (kg.network.build.network_of).

    what: one of TABLES. by: the measure by which things are ordered, the largest first (communities: the
    smallest number), then by IRI. limit: rows at most, all if None.
    """
    graph: nx.MultiDiGraph[str] = network_of(store, triples, with_graphs)
    nodes, edges = nodes_of(graph), edges_of(graph)
    found = measures_of(store, nodes, edges, with_graphs, ways=what == "things")
    rows = {"things": _things, "bridges": _bridges, "communities": _communities}[what](found, nodes, by)
    shown = rows if limit is None else rows[:limit]
    names = _names(store, shown, nodes, edges, lang, with_graphs)
    return Told(Table(_COLUMNS[what], shown, lang, names), len(rows), tuple(_notes(found, what)))


def _things(found: Measures, nodes: Sequence[Node], by: str) -> list[Row]:
    classes = {node.iri: node.class_iri for node in nodes}
    value = attrgetter(by)
    sign = 1 if by == "community" else -1
    ordered = sorted(found.nodes, key=lambda one: (sign * (value(one) or 0), one.iri))
    return [
        (Iri(one.iri), _iri(classes[one.iri]), *(_number(getattr(one, name)) for name in MEASURES))
        for one in ordered
    ]


def _bridges(found: Measures, nodes: Sequence[Node], by: str) -> list[Row]:
    return [
        (
            Iri(bridge.edge.source),
            Iri(bridge.edge.predicate),
            Iri(bridge.edge.target),
            _iri(bridge.edge.basis),
            _number(bridge.parts),
        )
        for bridge in found.bridges
    ]


def _communities(found: Measures, nodes: Sequence[Node], by: str) -> list[Row]:
    return [
        (
            _number(one.number),
            Iri(one.members[0]),
            _number(len(one.members)),
            _number(one.inside),
            _number(one.outside),
            Literal(" ".join(one.members[:_MEMBERS])),
        )
        for one in found.communities
    ]


def _iri(name: str | None) -> Iri | None:
    return Iri(name) if name else None


def _number(value: float | None) -> Literal | None:
    """As SPARQL would give it: an integer, or a decimal of PLACES places at most."""
    if value is None:
        return None
    if isinstance(value, int):
        return Literal(str(value), f"{XSD}integer")
    text = f"{Decimal(repr(value)):.{PLACES}f}".rstrip("0")
    return Literal(f"{text}0" if text.endswith(".") else text, f"{XSD}decimal")


def _names(
    store: Store,
    rows: Sequence[Row],
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    lang: Lang,
    with_graphs: Sequence[str],
) -> dict[str, str]:
    known = {node.iri: node.label.in_(lang) for node in nodes}
    known.update((edge.predicate, edge.label.in_(lang)) for edge in edges)
    cells = {cell.value for row in rows for cell in row if isinstance(cell, Iri)}
    others = labels(store, cells - known.keys(), with_graphs)
    return known | {name: text.in_(lang) for name, text in others.items()}


def _notes(found: Measures, what: str) -> list[Text]:
    """What is to be known of the figures; the caution last."""
    notes = {"bridges": [BRIDGES], "communities": [COMMUNITIES]}.get(what) or [
        Text(f"{heading.zh}：{meaning.zh}", f"{heading.en}: {meaning.en}")
        for heading, meaning in MEASURES.values()
    ]
    if not found.pairs and what != "communities":
        notes.append(
            Text(
                "这里没有相连的治理依据和挑战，所以没有“政策—挑战中介”和“失之则断”",
                "no governance instrument and challenge hang together here, so there is no broker and nothing to part",
            )
        )
    elif what != "communities":
        notes.append(
            Text(
                f"这里相连的治理依据与挑战有 {found.pairs} 对",
                f"{found.pairs} pairs of an instrument and a challenge hang together here",
            )
        )
    if what == "communities":
        score = f"{found.modularity:.{PLACES}f}"
        notes.append(Text(f"模块度 {score}", f"modularity {score}"))
    if found.sampled is not None and what == "things":
        notes.append(
            Text(
                f"网络太大：最短路只从 {found.sampled} 个事物出发（共 {len(found.nodes)} 个），中介的份额是估计值",
                f"the network is large: shortest ways were followed from {found.sampled} of {len(found.nodes)} things, so "
                "that betweenness and broker are estimates",
            )
        )
    return [*notes, CAUTION]
