"""One item under a row of an outside source: a statement, facts about a thing, or a thing of record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

from kg.build.entities import ENTITY_PREFIXES, EntityReader
from kg.build.outsidesources import SourceTable
from kg.build.statements import StatementReader
from kg.build.things import Things
from kg.build.values import ValueReader
from kg.build.vocabulary import Property
from kg.build.yamlnodes import Source
from kg.errors import Text
from kg.model import Entity, OutsideClaim, Thing, Value, Words
from kg.namespaces import KG, PREFIXES, shorten

NODES: Final = ("issuance", "status")
# Values of nodes of record that say how the node hangs together and carry no claim.
_FRAME: Final = frozenset(f"{KG}{name}" for name in ("instrument", "statusAsOf", "note"))
# What a source says of a document or body; everything else about a thing of record is how we describe it.
_RECORDED: Final = frozenset(
    f"{KG}{name}"
    for name in (
        "officialTitle",
        "documentNumber",
        "draftOf",
        "draftRevisionOf",
        "stockCode",
        "legalEntityIdentifier",
        "valueOfRecord",
    )
)


@dataclass(slots=True)
class Row:
    """The row that is being read, and what may be taken from it."""

    iri: str
    table: SourceTable
    name: str = ""
    unconfirmed: frozenset[str] = frozenset()
    review: str = f"{KG}Unreviewed"


@dataclass(slots=True)
class Gathered:
    """What has been read so far of all files; mistakes go to the findings of the things."""

    known: Things
    things: list[tuple[Entity, tuple[str, ...]]] = field(default_factory=list)
    claims: dict[tuple[str, str, Value], OutsideClaim] = field(default_factory=dict)
    named: list[tuple[Source, str, yaml.Node]] = field(default_factory=list)

    def add(self, source: Source, claim: OutsideClaim) -> None:
        """Keep a claim; the same triple a second time is a finding."""
        key = (claim.subject, claim.predicate, claim.object)
        first = self.claims.setdefault(key, claim)
        if first is not claim:
            said = f"{shorten(claim.subject)} {shorten(claim.predicate)}"
            source.findings.add(
                claim.at,
                f"外部陈述重复：{said}（首见于 {first.at}）",
                f"duplicate outside claim: {said} (first at {first.at})",
            )

    def expect(self, source: Source, keys: list[str], node: yaml.Node) -> None:
        """Remember rows that are named as further sources: they must be written somewhere."""
        self.named += [(source, key, node) for key in keys]

    def add_thing(self, entity: Entity, records: tuple[str, ...]) -> None:
        """Keep a thing of record with the rows it stands on."""
        self.things.append((entity, records))


@dataclass(slots=True)
class ItemReader:
    """Reads one item under a row."""

    source: Source
    gathered: Gathered
    row: Row

    def read(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.SequenceNode):
            self._statement(node)
            return
        key = str(node.value[0][0].value) if isinstance(node, yaml.MappingNode) and node.value else ""
        if key == "about":
            self._about(node)
        elif key in (*NODES, *ENTITY_PREFIXES):
            self._thing(key, node)
        else:
            self.source.findings.add(
                self.source.at(node),
                "此处应是 [主语, 属性, 宾语]、{about: 事物, …}、{issuance: …}、{status: …} 或 {类别前缀: 标识, …}",
                "expected here is [subject, property, object], {about: thing, …}, {issuance: …}, {status: …} "
                "or {class prefix: slug, …}",
            )

    def _statement(self, node: yaml.SequenceNode) -> None:
        things = self.gathered.known
        values = ValueReader(self.source, things)
        entities = EntityReader(self.source, things, values)
        triple = yaml.SequenceNode(node.tag, node.value[:3], node.start_mark, node.end_mark)
        claim = StatementReader(self.source, things, values, entities, "").read(triple, (self.row.iri,), "")
        fields = {n: v for n, _, v in self.source.items(node.value[3])} if len(node.value) > 3 else {}
        records, note = self._records(fields), values.both(fields.pop("note")) if "note" in fields else None
        for name, value in fields.items():
            self._unknown(name, value)
        if claim:
            self._claim(claim.subject, claim.predicate, Thing(claim.object), records, node, note)

    def _about(self, node: yaml.Node) -> None:
        fields = {name: value for name, _, value in self.source.items(node)}
        name = self.source.text(fields.pop("about"))
        subject = self.gathered.known.resolve(name, frozenset(), self.source.at(node)) if name else None
        records = self._records(fields)
        if subject is None:
            return
        values = ValueReader(self.source, self.gathered.known)
        reader = EntityReader(self.source, self.gathered.known, values)
        for key, value in fields.items():
            prop = reader.property(key, value, self.gathered.known.classes[subject])
            if prop is None or prop.iri not in _RECORDED:
                if prop:
                    self._unknown(key, value)
                continue
            self._taken(subject, prop, values.read(prop, value), records, value)

    def _thing(self, prefix: str, node: yaml.Node) -> None:
        pairs = list(self.source.items(node))
        slug = self.source.text(pairs[0][2])
        fields = {name: value for name, _, value in pairs[1:]}
        records = self._records(fields)
        if slug is None:
            return
        values = ValueReader(self.source, self.gathered.known)
        entity = EntityReader(self.source, self.gathered.known, values).of_record(prefix, slug, node, fields)
        self.gathered.add_thing(entity, records)
        properties = self.gathered.known.vocabulary.properties
        for iri, found in entity.values.items():
            if (prefix in NODES and iri not in _FRAME) or iri in _RECORDED:
                prop = properties[iri.removeprefix(KG)]
                self._taken(entity.iri, prop, found, records, fields.get(iri.removeprefix(KG), node))

    def _taken(
        self,
        subject: str,
        prop: Property,
        values: tuple[Value, ...],
        records: tuple[str, ...],
        node: yaml.Node,
    ) -> None:
        column = self.row.table.columns.get(prop.iri.removeprefix(KG))
        if column in self.row.unconfirmed:
            self.source.findings.add(
                self.source.at(node),
                f"这一行的 {column} 一栏未经证实，不能据以写 {shorten(prop.iri)}",
                f"the column {column} of this row is unconfirmed; nothing is taken from it for {shorten(prop.iri)}",
            )
            return
        for value in values:
            self._claim(subject, prop.iri, value, records, node)

    def _claim(
        self,
        subject: str,
        predicate: str,
        value: Value,
        records: tuple[str, ...],
        node: yaml.Node,
        note: Text | None = None,
    ) -> None:
        for one in _singly(value):
            claim = OutsideClaim(
                subject, predicate, one, records, self.row.review, self.source.at(node), note
            )
            self.gathered.add(self.source, claim)

    def _records(self, fields: dict[str, yaml.Node]) -> tuple[str, ...]:
        """The row itself and the further ones that `rows` names; takes `rows` out of the fields."""
        node = fields.pop("rows", None)
        further = self.source.texts(node) if node else []
        if node:
            self.gathered.expect(self.source, further, node)
        return (self.row.iri, *(f"{PREFIXES['outside-record']}{key}" for key in further))

    def _unknown(self, name: str, node: yaml.Node) -> None:
        self.source.findings.add(
            self.source.at(node), f"外部陈述不能写 {name}", f"{name} cannot be said in an outside claim"
        )


def _singly(value: Value) -> Iterator[Value]:
    """One value for each literal: a text in two languages is two."""
    if isinstance(value, Words):
        yield from (w for w in (Words(zh=value.zh), Words(en=value.en)) if w != Words())
    else:
        yield value
