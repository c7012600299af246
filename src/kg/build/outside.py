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

from kg.build.entities import ENTITY_PREFIXES
from kg.build.outsideitems import NODES, Gathered, ItemReader, Row
from kg.build.outsidesources import SOURCES, SourceTable, read_sources
from kg.build.things import Things
from kg.build.values import ValueReader
from kg.build.yamlnodes import Source
from kg.model import Outside, OutsideRecord, OutsideSource, Place, Thing
from kg.namespaces import PREFIXES

_KEY: Final = re.compile(r"(.+)-r([1-9]\d*)")


@dataclass(slots=True)
class OutsideReader:
    """Reads every file of the folder; mistakes go to the findings of the things."""

    folder: Path
    things: Things
    _sources: dict[str, SourceTable] = field(default_factory=dict)
    _records: dict[str, OutsideRecord] = field(default_factory=dict)
    _gathered: Gathered = field(init=False)

    def __post_init__(self) -> None:
        self._gathered = Gathered(self.things)

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
        for source, key, node in self._gathered.named:
            if f"{PREFIXES['outside-record']}{key}" not in self._records:
                source.findings.add(
                    source.at(node), f"没有写出的行 {key}", f"no row {key} is written anywhere"
                )
        sources = tuple(OutsideSource(t.iri, t.title, t.version) for t in self._sources.values())
        return Outside(
            sources,
            tuple(self._records.values()),
            tuple(self._gathered.things),
            tuple(self._gathered.claims.values()),
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
                    if str(key.value) in (*NODES, *ENTITY_PREFIXES) and isinstance(slug, yaml.ScalarNode):
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
        row = Row(f"{PREFIXES['outside-record']}{key}", table)
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
            ItemReader(source, self._gathered, row).read(node)

    def _head(self, source: Source, row: Row, node: yaml.Node) -> bool:
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


def _is_mapping(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode)
