"""Reads all of data/source: every name first, then what is said; all mistakes in one run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import yaml

from kg.build import redirects
from kg.build.entities import ENTITY_PREFIXES, NODE_PREFIXES, EntityReader
from kg.build.outside import OutsideReader
from kg.build.shortcuts import drawn
from kg.build.statements import StatementReader
from kg.build.things import PREFIX_CLASS, Things
from kg.build.values import ValueReader
from kg.build.vocabulary import Vocabulary
from kg.build.yamlnodes import Findings, Source
from kg.errors import SourceError
from kg.model import Claim, Encoding, Entity, Place, Silence
from kg.namespaces import KG, PREFIXES, shorten
from kg.report.addresses import iri, parse
from kg.report.reportmap import ReportMap

_NOT_SECTIONS = ("report.yaml",)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A source file with its parsed root."""

    source: Source
    name: str
    root: yaml.MappingNode


@dataclass(slots=True)
class SourceReader:
    """Reads entities, then the section files of one report."""

    folder: Path
    vocabulary: Vocabulary
    findings: Findings = field(default_factory=Findings)
    things: Things = field(init=False)

    def __post_init__(self) -> None:
        self.things = Things(self.vocabulary, self.findings)

    def read(self, maps: dict[str, ReportMap]) -> Encoding:
        """Everything the files say. maps: report id -> map. Raises SourceError with all mistakes."""
        retired = redirects.read(self.folder / "redirects.yaml", self.findings)
        self.things.redirects.update({old: one.new for old, one in retired.items()})
        for report, report_map in maps.items():
            self._declare_parts(report, report_map)
        entity_files = list(self._open(self.folder / "entities"))
        section_files = {report: list(self._open(self.folder / report)) for report in maps}
        for file in entity_files:
            self._declare_entities(file)
        for files in section_files.values():
            for file in files:
                self._declare_nodes(file)
        redirects.check(retired, self.things)
        entities = [entity for file in entity_files for entity in self._entities(file)]
        claims: list[Claim] = []
        silences: list[Silence] = []
        for report, files in section_files.items():
            for file in files:
                reading = _SectionReading(self, report, maps[report], file)
                reading.run()
                entities += reading.nodes
                claims += reading.claims
                claims += drawn(reading.nodes, self.vocabulary, report)
                silences += reading.silences
        self._duplicates(claims)
        self._same_names(entities)
        # Last, so that the report's files cannot name what exists of record only.
        outside = OutsideReader(self.folder / "outside", self.things).read()
        self.findings.raise_any()
        sections = tuple(iri(r, f.name) for r, files in section_files.items() for f in files)
        return Encoding(
            tuple(entities),
            tuple(claims),
            tuple(silences),
            sections,
            outside,
            retired=MappingProxyType(self.things.redirects),
        )

    def _open(self, folder: Path) -> Iterator[OpenFile]:
        if not folder.is_dir():
            raise SourceError(f"{folder}：没有这个目录", f"{folder}: there is no such folder")
        for path in sorted(folder.glob("*.yaml")):
            if path.name in _NOT_SECTIONS:
                continue
            source = Source(str(path.relative_to(self.folder.parent.parent)), self.findings)
            try:
                root = source.root(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                self.findings.add(Place(source.path, 1), f"无法读取：{error}", f"cannot be read: {error}")
                continue
            if root is not None:
                yield OpenFile(source, path.stem, root)

    def _declare_parts(self, report: str, report_map: ReportMap) -> None:
        self.things.classes[f"{PREFIXES['report']}{report}"] = f"{KG}Report"
        for address in report_map.addresses():
            self.things.classes[iri(report, address)] = KG + PREFIX_CLASS[parse(address).prefix]

    def _declare_entities(self, file: OpenFile) -> None:
        if file.name not in ENTITY_PREFIXES:
            names = ", ".join(sorted(ENTITY_PREFIXES))
            self.findings.add(
                Place(file.source.path, 1),
                f"文件名应为类别前缀之一：{names}",
                f"the file must be named after a class prefix, one of: {names}",
            )
            return
        # A quiet look: mistakes of form are reported when the entities are read.
        for key, _ in file.root.value:
            if isinstance(key, yaml.ScalarNode):
                self.things.declare(file.name, str(key.value), file.source.at(key))

    def _entities(self, file: OpenFile) -> Iterator[Entity]:
        reader = EntityReader(file.source, self.things, ValueReader(file.source, self.things))
        if file.name not in ENTITY_PREFIXES:
            return
        for slug, _, node in file.source.items(file.root):
            yield reader.entity(file.name, slug, node)

    def _declare_nodes(self, file: OpenFile) -> None:
        for _, value in file.root.value:
            for item in value.value if isinstance(value, yaml.SequenceNode) else ():
                if isinstance(item, yaml.MappingNode) and item.value:
                    key, slug = item.value[0]
                    if str(key.value) in NODE_PREFIXES and isinstance(slug, yaml.ScalarNode):
                        self.things.declare(str(key.value), str(slug.value), file.source.at(key))

    def _duplicates(self, claims: list[Claim]) -> None:
        first: dict[str, Claim] = {}
        for claim in claims:
            known = first.setdefault(claim.iri, claim)
            if known is claim:
                continue
            said = " ".join(shorten(t) for t in (claim.subject, claim.predicate, claim.object))
            drawn_zh = "（由节点得出，不必再写）" if f"{KG}drawnFrom" in claim.values else ""
            drawn_en = " (drawn from a node; leave the written one out)" if drawn_zh else ""
            if (known.subject, known.predicate, known.object) != (
                claim.subject,
                claim.predicate,
                claim.object,
            ):
                drawn_zh, drawn_en = "（标识碰撞）", " (identifiers collide)"
            self.findings.add(
                claim.at,
                f"陈述重复：{said}（首见于 {known.at}）{drawn_zh}",
                f"duplicate statement: {said} (first at {known.at}){drawn_en}",
            )

    def _same_names(self, entities: list[Entity]) -> None:
        first: dict[tuple[str, str], Entity] = {}
        for entity in entities:
            if not entity.label.zh or any(entity.iri.startswith(PREFIXES[p]) for p in NODE_PREFIXES):
                continue
            for name in {entity.label.zh, *entity.aliases.get("zh", ())}:
                known = first.setdefault((entity.class_iri, name), entity)
                if known is not entity:
                    self.findings.add(
                        entity.at,
                        f"名称“{name}”重复：{shorten(known.iri)}（{known.at}）已用",
                        f"duplicate name {name}: {shorten(known.iri)} ({known.at}) has it already",
                    )


@dataclass(slots=True)
class _SectionReading:
    """One section file being read."""

    reader: SourceReader
    report: str
    report_map: ReportMap
    file: OpenFile
    nodes: list[Entity] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)

    def run(self) -> None:
        source, things = self.file.source, self.reader.things
        if not self.report_map.has(self.file.name):
            self._add(
                self.file.root,
                f"文件名应为报告中的节号，例如 3.4.yaml；没有“{self.file.name}”",
                f"the file must be named after a section of the report, such as 3.4.yaml; "
                f"there is no {self.file.name}",
            )
            return
        values = ValueReader(source, things)
        entities = EntityReader(source, things, values)
        statements = StatementReader(source, things, values, entities, self.report)
        for address, key, items in source.items(self.file.root):
            if not self._is_here(address, key):
                continue
            if not isinstance(items, yaml.SequenceNode) or not items.value:
                self._add(key, f"{address} 之下没有陈述", f"there is no statement under {address}")
                continue
            for item in items.value:
                self._item(address, item, entities, statements)

    def _item(
        self, address: str, item: yaml.Node, entities: EntityReader, statements: StatementReader
    ) -> None:
        if isinstance(item, yaml.SequenceNode):
            extra = item.value[3] if len(item.value) == 4 else None
            claim = statements.read(item, self._evidence(address, extra), self._role(address))
            if claim:
                self.claims.append(claim)
            return
        first = item.value[0][0].value if isinstance(item, yaml.MappingNode) and item.value else None
        if first == "none" and isinstance(item, yaml.MappingNode):
            reason = entities.values.both(item.value[0][1])
            if reason:
                self.silences.append(Silence(iri(self.report, address), reason))
        elif first in NODE_PREFIXES and isinstance(item, yaml.MappingNode):
            slug = self.file.source.text(item.value[0][1])
            evidence, role = self._evidence(address, item), self._role(address)
            if slug:
                self.nodes.append(entities.node(str(first), slug, item, evidence, role))
        else:
            accepted = ", ".join(sorted(NODE_PREFIXES))
            self._add(
                item,
                f"此处应是陈述 [主语, 属性, 宾语]，或以 {accepted}, none 之一开头的节点",
                f"a statement [subject, property, object] is expected, or a node that begins with "
                f"{accepted} or none",
            )

    def _is_here(self, address: str, key: yaml.Node) -> bool:
        if not self.report_map.has(address):
            self._add(key, f"报告中没有“{address}”", f"the report has no {address}")
            return False
        # Footnotes and captions stand in the section that holds them.
        container = parse(address).container
        within = self.report_map.entry(address).within
        if self.file.name not in (container, within):
            self._add(
                key,
                f"{address} 不属于 {self.file.name}，请写入 {within}.yaml",
                f"{address} does not belong to {self.file.name}; write it in {within}.yaml",
            )
            return False
        return True

    def _evidence(self, address: str, node: yaml.Node | None) -> tuple[str, ...]:
        addresses = [address]
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == "evidence":
                    addresses += self.file.source.texts(value)
        for extra in addresses[1:]:
            if not self.report_map.has(extra) and node is not None:
                self._add(node, f"报告中没有“{extra}”", f"the report has no {extra}")
        return tuple(iri(self.report, a) for a in dict.fromkeys(addresses) if self.report_map.has(a))

    def _role(self, address: str) -> str:
        entry = self.report_map.entry(address)
        is_lead = address == f"{entry.id}-s1" and entry.lead
        is_title = parse(address).sentence is None
        return f"{KG}Heading" if is_title or is_lead else f"{KG}Body"

    def _add(self, node: yaml.Node, zh: str, en: str) -> None:
        self.reader.findings.add(self.file.source.at(node), zh, en)
