"""Reads one thing: an entity of data/source/entities, or a node written under its sentence."""

from dataclasses import dataclass, replace
from difflib import get_close_matches

import yaml

from kg.build.things import PREFIX_CLASS, Things
from kg.build.values import ValueReader
from kg.build.vocabulary import Property
from kg.build.yamlnodes import Source
from kg.errors import Text
from kg.model import Entity, Thing, Value
from kg.namespaces import KG, PREFIXES, shorten

# Nodes that rest on a sentence and are written there; everything else is an entity with a file of its own.
NODE_PREFIXES = frozenset(
    [
        "figure",
        "comparison",
        "event",
        "action",
        "issuance",
        "status",
        "mandate",
        "post",
        "sanction",
        "judgment",
        "quotation",
        "naming",
        "anomaly",
        "gap",
    ]
)
# The label of these is made from their values (build.labels).
LABELLED_BY_VALUES = frozenset(["figure", "comparison", "mandate", "status", "naming", "gap"])
# Document parts come from the map, claims from statements; nobody writes them as entities.
ENTITY_PREFIXES = (
    frozenset(PREFIX_CLASS)
    - NODE_PREFIXES
    - frozenset(
        [
            "preface",
            "part",
            "section",
            "paragraph",
            "sentence",
            "footnote",
            "caption",
            "claim",
            "outside-claim",
            "outside-source",
            "outside-record",
            "report",
        ]
    )
)
ROLE = f"{KG}evidenceRole"
_NAMES = ("zh", "en", "also", "zhDefinition", "enDefinition")


@dataclass(frozen=True, slots=True)
class EntityReader:
    """Reads the things of one file."""

    source: Source
    things: Things
    values: ValueReader

    def entity(self, prefix: str, slug: str, node: yaml.Node) -> Entity:
        """An entity with label, aliases, definition (each in zh and en) and properties."""
        fields = {name: value for name, _, value in self.source.items(node)}
        label = self._pair(node, fields, "zh", "en", required=True)
        definition = self._pair(node, fields, "zhDefinition", "enDefinition", required=True)
        return self._make(prefix, slug, node, fields, label, definition, ())

    def node(
        self, prefix: str, slug: str, node: yaml.Node, evidence: tuple[str, ...], default_role: str
    ) -> Entity:
        """A node with its evidence; its label is optional where its values make one."""
        pairs = list(self.source.items(node))[1:]
        fields = {name: value for name, _, value in pairs if name != "evidence"}
        label = self._pair(node, fields, "zh", "en", required=prefix not in LABELLED_BY_VALUES)
        definition = self._pair(node, fields, "zhDefinition", "enDefinition", required=False)
        made = self._make(prefix, slug, node, fields, label, definition, evidence)
        return replace(made, values={ROLE: (Thing(default_role),), **made.values})

    def of_record(self, prefix: str, slug: str, node: yaml.Node, fields: dict[str, yaml.Node]) -> Entity:
        """A thing that an outside source knows; a node such as an issuance needs no names of its own."""
        required = prefix not in NODE_PREFIXES
        label = self._pair(node, fields, "zh", "en", required=required)
        definition = self._pair(node, fields, "zhDefinition", "enDefinition", required=required)
        return self._make(prefix, slug, node, fields, label, definition, ())

    def _make(
        self,
        prefix: str,
        slug: str,
        node: yaml.Node,
        fields: dict[str, yaml.Node],
        label: Text | None,
        definition: Text | None,
        evidence: tuple[str, ...],
    ) -> Entity:
        class_iri = KG + PREFIX_CLASS[prefix]
        values: dict[str, tuple[Value, ...]] = {}
        for name, value in fields.items():
            if name in _NAMES:
                continue
            prop = self.property(name, value, class_iri)
            if prop:
                values[prop.iri] = self.values.read(prop, value)
        if label and prefix not in NODE_PREFIXES:
            values.setdefault(f"{KG}labelAuthority", (Thing(f"{KG}Ours"),))
        return Entity(
            iri=f"{PREFIXES[prefix]}{slug}",
            class_iri=class_iri,
            label=label or Text("", ""),
            at=self.source.at(node),
            aliases=self._aliases(fields.get("also")),
            definition=definition,
            values=values,
            evidence=evidence,
        )

    def property(self, name: str, node: yaml.Node, class_iri: str) -> Property | None:
        """The property of that name if it may describe the class; otherwise a finding."""
        at = self.source.at(node)
        found = self.things.vocabulary.properties.get(name)
        structural = {n: p for n, p in self.things.vocabulary.properties.items() if not p.is_statement}
        if found is None:
            near = get_close_matches(name, structural, n=2)
            zh, en = (
                (f"；相近的有 {'、'.join(near)}", f"; close to it: {', '.join(near)}") if near else ("", "")
            )
            self.source.findings.add(at, f"未知属性 {name}{zh}", f"unknown property {name}{en}")
            return None
        if found.is_statement:
            self.source.findings.add(
                at,
                f"{name} 是陈述关系，请写成句下的一条陈述",
                f"{name} is a statement; write it as one, under its sentence",
            )
            return None
        if not self.things.vocabulary.is_a(class_iri, found.domain):
            self.source.findings.add(
                at,
                f"{name} 不用于 {shorten(class_iri)}",
                f"{name} does not describe a {shorten(class_iri)}",
            )
            return None
        return found

    def _pair(
        self, node: yaml.Node, fields: dict[str, yaml.Node], zh: str, en: str, *, required: bool
    ) -> Text | None:
        texts = {name: self.source.text(fields[name]) for name in (zh, en) if name in fields}
        if required or texts:
            for name in (zh, en):
                if name not in texts:
                    self.source.findings.add(self.source.at(node), f"缺少 {name}", f"{name} is missing")
        first, second = texts.get(zh), texts.get(en)
        return Text(first, second) if first and second else None

    def _aliases(self, node: yaml.Node | None) -> dict[str, tuple[str, ...]]:
        aliases: dict[str, tuple[str, ...]] = {}
        for lang, key, value in self.source.items(node) if node else ():
            if lang in ("zh", "en"):
                aliases[lang] = tuple(self.source.texts(value))
            else:
                self.source.findings.add(
                    self.source.at(key),
                    f"未知语言“{lang}”，只用 zh 和 en",
                    f"unknown language {lang}; accepted are zh and en",
                )
        return aliases
