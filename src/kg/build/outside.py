"""Reads data/source/outside: what other sources say, each fact under the row that says it.

A fact stands under its row as a statement of the report stands under its sentence, so none is without
a source. Columns that a row calls unconfirmed give nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from kg.build.entities import ENTITY_PREFIXES, EntityReader
from kg.build.outsidesources import SOURCES, SourceTable, read_sources
from kg.build.statements import StatementReader
from kg.build.things import Things
from kg.build.values import ValueReader
from kg.build.vocabulary import Property
from kg.build.yamlnodes import Source
from kg.errors import Text
from kg.model import Entity, Outside, OutsideClaim, OutsideRecord, OutsideSource, Place, Thing, Value, Words
from kg.namespaces import KG, PREFIXES, shorten

_KEY: Final = re.compile(r"(.+)-r([1-9]\d*)")
_NODES: Final = ("issuance", "status")
# Values of nodes of record that say how the node hangs together and carry no claim.
_FRAME: Final = frozenset(f"{KG}{name}" for name in ("instrument", "statusAsOf", "note"))
# What a source says of a document or body; everything else about a thing of record is how we describe it.
_RECORDED: Final = frozenset(
    f"{KG}{name}" for name in ("officialTitle", "documentNumber", "draftOf", "draftRevisionOf")
)


@dataclass(slots=True)
class _Row:
    """The row that is being read, and what may be taken from it."""

    iri: str
    table: SourceTable
    name: str = ""
    unconfirmed: frozenset[str] = frozenset()
    review: str = f"{KG}Unreviewed"


@dataclass(slots=True)
class OutsideReader:
    """Reads every file of the folder; mistakes go to the findings of the things."""

    folder: Path
    things: Things
    _sources: dict[str, SourceTable] = field(default_factory=dict)
    _records: dict[str, OutsideRecord] = field(default_factory=dict)
    _things: list[tuple[Entity, tuple[str, ...]]] = field(default_factory=list)
    _claims: dict[tuple[str, str, Value], OutsideClaim] = field(default_factory=dict)
    _named: list[tuple[Source, str, yaml.Node]] = field(default_factory=list)

    def read(self) -> Outside:
        """Everything of record; nothing where there is no such folder."""
        if not self.folder.is_dir():
            return Outside()
        self._sources = read_sources(self.folder / SOURCES, self.things.findings)
        files = list(self._open())
        for source, root in files:  # first every name, since a row may speak of another row's thing
            self._declare(source, root)
        for source, root in files:
            for key, key_node, items in source.items(root):
                self._row(source, key, key_node, items)
        for source, key, node in self._named:
            if f"{PREFIXES['outside-record']}{key}" not in self._records:
                source.findings.add(
                    source.at(node), f"没有写出的行 {key}", f"no row {key} is written anywhere"
                )
        sources = tuple(OutsideSource(t.iri, t.title, t.version) for t in self._sources.values())
        return Outside(
            sources, tuple(self._records.values()), tuple(self._things), tuple(self._claims.values())
        )

    def _open(self) -> Iterator[tuple[Source, yaml.MappingNode]]:
        for path in sorted(self.folder.glob("*.yaml")):
            if path.name == SOURCES:
                continue
            source = Source(str(path.relative_to(self.folder.parents[2])), self.things.findings)
            try:
                root = source.root(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                source.findings.add(Place(source.path, 1), f"无法读取：{error}", f"cannot be read: {error}")
                continue
            if root is not None:
                yield source, root

    def _declare(self, source: Source, root: yaml.MappingNode) -> None:
        for _, items in root.value:
            for item in items.value if isinstance(items, yaml.SequenceNode) else ():
                if isinstance(item, yaml.MappingNode) and item.value:
                    key, slug = item.value[0]
                    if str(key.value) in (*_NODES, *ENTITY_PREFIXES) and isinstance(slug, yaml.ScalarNode):
                        self.things.declare(str(key.value), str(slug.value), source.at(key))

    def _row(self, source: Source, key: str, key_node: yaml.Node, items: yaml.Node) -> None:
        found = _KEY.fullmatch(key)
        table = self._sources.get(found[1]) if found else None
        if found is None or table is None or int(found[2]) > table.rows:
            known = ", ".join(f"{t.id}-r1 … {t.id}-r{t.rows}" for t in self._sources.values())
            source.findings.add(
                source.at(key_node),
                f"“{key}”不是外部来源的行；可用：{known}",
                f"{key} is no row of an outside source; there are: {known}",
            )
            return
        row = _Row(f"{PREFIXES['outside-record']}{key}", table)
        nodes = items.value if isinstance(items, yaml.SequenceNode) else []
        if not nodes or not self._head(source, row, nodes[0]):
            source.findings.add(
                source.at(nodes[0] if nodes else key_node),
                f"{key} 之下第一项应是 {{row: 该行所述的名称}}",
                f"the first item under {key} must be {{row: the name that the row is about}}",
            )
            return
        earlier = self._records.setdefault(
            row.iri, OutsideRecord(row.iri, table.iri, int(found[2]), row.name)
        )
        if earlier.name != row.name:
            source.findings.add(
                source.at(nodes[0]),
                f"{key} 已名为“{earlier.name}”",
                f"{key} has the name {earlier.name} already",
            )
        for node in nodes[1:]:
            _ItemReader(source, self, row).read(node)

    def _head(self, source: Source, row: _Row, node: yaml.Node) -> bool:
        fields = {name: value for name, _, value in source.items(node)} if _is_mapping(node) else {}
        if "row" not in fields:
            return False
        row.name = source.text(fields.pop("row")) or ""
        for name, value in fields.items():
            if name == "unconfirmed":
                row.unconfirmed = frozenset(source.texts(value))
            elif name == "reviewStatus":
                prop = self.things.vocabulary.properties["reviewStatus"]
                chosen = ValueReader(source, self.things).read(prop, value)
                row.review = next((v.iri for v in chosen if isinstance(v, Thing)), row.review)
            else:
                source.findings.add(source.at(value), f"未知的键 {name}", f"unknown key {name}")
        return True

    def add(self, source: Source, claim: OutsideClaim) -> None:
        """Keep a claim; the same triple a second time is a finding."""
        key = (claim.subject, claim.predicate, claim.object)
        first = self._claims.setdefault(key, claim)
        if first is not claim:
            said = f"{shorten(claim.subject)} {shorten(claim.predicate)}"
            source.findings.add(
                claim.at,
                f"外部陈述重复：{said}（首见于 {first.at}）",
                f"duplicate outside claim: {said} (first at {first.at})",
            )

    def expect(self, source: Source, keys: list[str], node: yaml.Node) -> None:
        """Remember rows that are named as further sources: they must be written somewhere."""
        self._named += [(source, key, node) for key in keys]

    def add_thing(self, entity: Entity, records: tuple[str, ...]) -> None:
        """Keep a thing of record with the rows it stands on."""
        self._things.append((entity, records))


@dataclass(slots=True)
class _ItemReader:
    """Reads one item under a row."""

    source: Source
    outside: OutsideReader
    row: _Row

    def read(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.SequenceNode):
            self._statement(node)
            return
        key = str(node.value[0][0].value) if isinstance(node, yaml.MappingNode) and node.value else ""
        if key == "about":
            self._about(node)
        elif key in (*_NODES, *ENTITY_PREFIXES):
            self._thing(key, node)
        else:
            self.source.findings.add(
                self.source.at(node),
                "此处应是 [主语, 属性, 宾语]、{about: 事物, …}、{issuance: …}、{status: …} 或 {类别前缀: 标识, …}",
                "expected here is [subject, property, object], {about: thing, …}, {issuance: …}, {status: …} "
                "or {class prefix: slug, …}",
            )

    def _statement(self, node: yaml.SequenceNode) -> None:
        things = self.outside.things
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
        subject = self.outside.things.resolve(name, frozenset(), self.source.at(node)) if name else None
        records = self._records(fields)
        if subject is None:
            return
        values = ValueReader(self.source, self.outside.things)
        reader = EntityReader(self.source, self.outside.things, values)
        for key, value in fields.items():
            prop = reader.property(key, value, self.outside.things.classes[subject])
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
        values = ValueReader(self.source, self.outside.things)
        entity = EntityReader(self.source, self.outside.things, values).of_record(prefix, slug, node, fields)
        self.outside.add_thing(entity, records)
        properties = self.outside.things.vocabulary.properties
        for iri, found in entity.values.items():
            if (prefix in _NODES and iri not in _FRAME) or iri in _RECORDED:
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
            self.outside.add(self.source, claim)

    def _records(self, fields: dict[str, yaml.Node]) -> tuple[str, ...]:
        """The row itself and the further ones that `rows` names; takes `rows` out of the fields."""
        node = fields.pop("rows", None)
        further = self.source.texts(node) if node else []
        if node:
            self.outside.expect(self.source, further, node)
        return (self.row.iri, *(f"{PREFIXES['outside-record']}{key}" for key in further))

    def _unknown(self, name: str, node: yaml.Node) -> None:
        self.source.findings.add(
            self.source.at(node), f"外部陈述不能写 {name}", f"{name} cannot be said in an outside claim"
        )


def _is_mapping(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode)


def _singly(value: Value) -> Iterator[Value]:
    """One value for each literal: a text in two languages is two."""
    if isinstance(value, Words):
        yield from (w for w in (Words(zh=value.zh), Words(en=value.en)) if w != Words())
    else:
        yield value
