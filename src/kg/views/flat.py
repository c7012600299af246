"""A scene as two tables, nodes and edges: what every format for programs writes, under the same names.

The names are those of kg.network.plain, with what a picture adds. `label` is in the language asked for;
every text stands beside it in both, with _zh and _en.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from kg.errors import LANGS, Lang, Text
from kg.namespaces import shorten
from kg.network.origin import LICENCE, Origin
from kg.network.plain import both, edge_record, node_record
from kg.network.records import Edge
from kg.views.scene import LINE_TITLES, Scene
from kg.views.style import LINES

Value = str | int | float
Record = dict[str, Value]

# Name -> type, in the order in which they are written; the types of GraphML and GEXF.
NODE_FIELDS: Final = {
    "label": "string",
    "label_zh": "string",
    "label_en": "string",
    "class": "string",
    "class_zh": "string",
    "class_en": "string",
    "definition_zh": "string",
    "definition_en": "string",
    "iri": "string",
    "color": "string",
    "size": "double",
    "group_zh": "string",
    "group_en": "string",
    "degree": "int",
    "x": "double",
    "y": "double",
    "width": "double",
    "height": "double",
}
EDGE_FIELDS: Final = {
    "label": "string",
    "label_zh": "string",
    "label_en": "string",
    "predicate": "string",
    "relation_zh": "string",
    "relation_en": "string",
    "line": "string",
    "line_zh": "string",
    "line_en": "string",
    "basis": "string",
    "basis_zh": "string",
    "basis_en": "string",
    "modality": "string",
    "weight": "int",
    "sentence_zh": "string",
    "sentence_en": "string",
    "claims": "string",
    "evidence": "string",
    "evidence_zh": "string",
    "evidence_en": "string",
    "rationale_zh": "string",
    "rationale_en": "string",
    "color": "string",
}
# The usual size of a node that is drawn round.
NODE_SIZE: Final = 20.0
# Without one, an edge counts as one claim would.
_NO_CLAIM: Final = 1


def node_records(scene: Scene, lang: Lang) -> Iterator[Record]:
    """One record for each node in order: `id` (its CURIE) and NODE_FIELDS.

    x, y: the middle of its box in pixels, y downwards; width and height of the box. degree: ends of edges.
    size: of a round node, where a lens says so by a measure; group: its community, where colour follows it.
    """
    ends = [end for edge in scene.edges for end in (edge.source, edge.target)]
    degrees: dict[str, int] = {}
    for end in ends:
        degrees[end] = degrees.get(end, 0) + 1
    for node, box in zip(scene.nodes, scene.geometry[lang].boxes, strict=True):
        record: Record = {
            **node_record(node),
            "label": node.label.in_(lang),
            **both("class", scene.class_title(node.class_iri or "")),
            "iri": node.iri,
            "color": scene.colour_of(node).light,
            "size": round(NODE_SIZE * box.scale * box.scale, 2),
            **both("group", scene.group_title(node)),
            "degree": degrees.get(node.iri, 0),
            "x": round(box.x + box.width / 2, 2),
            "y": round(box.y + box.height / 2, 2),
            "width": box.width,
            "height": box.height,
        }
        yield {"id": record["curie"], **{name: record[name] for name in NODE_FIELDS}}


def edge_records(scene: Scene, lang: Lang) -> Iterator[Record]:
    """One record for each edge in order: `id`, `source`, `target` (CURIEs) and EDGE_FIELDS.

    id: subject, predicate and object, so that it stays when others come. line: one of LINES, how it is
    drawn; basis: what its strongest claim stands on, forecasts included, empty without claims. weight: how
    many claims stand behind it, 1 without any.
    """
    for edge in scene.edges:
        ends = shorten(edge.source), shorten(edge.target)
        group = scene.lens.style.relations[scene.relation_of(edge)]
        line, basis = LINES[scene.line_of(edge)], edge.basis
        places = {place.iri: place.citation for claim in edge.claims for place in claim.evidence}
        record: Record = {
            **edge_record(edge, scene.addresses),
            "label": edge.label.in_(lang),
            **both("relation", group.title),
            "line": line,
            **both("line", LINE_TITLES[line]),
            **both("basis", scene.names[basis] if basis else None),
            "weight": len(edge.claims) or _NO_CLAIM,
            "evidence_zh": "；".join(place.zh for place in places.values()),
            "evidence_en": "; ".join(place.en for place in places.values()),
            **both("rationale", rationale_of(edge)),
            "color": group.colour.light,
        }
        name = f"{ends[0]} {record['predicate']} {ends[1]}"
        fields = {field: record[field] for field in EDGE_FIELDS}
        yield {"id": name, "source": ends[0], "target": ends[1], **fields}


class Titled(Protocol):
    """A lens or a matrix, as far as it says what it is."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def summary(self) -> Text: ...
    @property
    def plain_query(self) -> str: ...


def about(scene: Scene) -> dict[str, str]:
    """What the file says of itself: title, source, licence, version of the data, graphs and query."""
    facts = facts_of(scene.lens, scene.origin, scene.graphs)
    zh, en = ("\n".join(note.in_(lang) for note in scene.lens.notes) for lang in LANGS)
    return {**facts, "notes_zh": zh, "notes_en": en} if scene.lens.notes else facts


def facts_of(lens: Titled, origin: Origin, graphs: Sequence[str]) -> dict[str, str]:
    """The same for whatever has a title and a query."""
    return {
        "title_zh": lens.title.zh,
        "title_en": lens.title.en,
        "summary_zh": lens.summary.zh,
        "summary_en": lens.summary.en,
        "source_zh": "；".join(source.zh for source in origin.sources),
        "source_en": "; ".join(source.en for source in origin.sources),
        "licence": LICENCE,
        "version": origin.version,
        "version_zh": origin.dated.zh,
        "version_en": origin.dated.en,
        "view": lens.id,
        "with": " ".join(graphs),
        "query": lens.plain_query,
    }


def told(scene: Scene, lang: Lang, *, with_title: bool = True) -> list[str]:
    """The same in sentences, one a line, for formats whose metadata is a text."""
    return told_of(about(scene), lang, with_title=with_title)


def told_of(facts: Mapping[str, str], lang: Lang, *, with_title: bool = True) -> list[str]:
    """The sentences of what facts_of gives."""
    names = Text("来源", "Source") if facts[f"source_{lang}"] else None
    lines = [facts[f"title_{lang}"]] if with_title else []
    lines.append(facts[f"summary_{lang}"])
    if names:
        lines.append(f"{names.in_(lang)}{'：' if lang == 'zh' else ': '}{facts[f'source_{lang}']}")
    lines.append(
        f"数据以 {LICENCE} 发布；数据版本 {facts['version_zh']}；视图 {facts['view']}"
        if lang == "zh"
        else f"Data licensed {LICENCE}; data version {facts['version_en']}; view {facts['view']}"
    )
    if facts["with"]:
        lines.append(f"另含：{facts['with']}" if lang == "zh" else f"Also included: {facts['with']}")
    return [line for line in lines if line]


def rationale_of(edge: Edge) -> Text | None:
    """Why, where a claim of the edge says so."""
    return next((claim.rationale for claim in edge.claims if claim.rationale), None)
