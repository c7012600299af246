"""Reads one statement, [subject, property, object, {qualifiers}], into a claim."""

import hashlib
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from kg.build.entities import ROLE, EntityReader
from kg.build.things import Things
from kg.build.values import ValueReader
from kg.build.vocabulary import Property
from kg.build.yamlnodes import Source
from kg.model import Claim, Thing, Value
from kg.namespaces import KG, PREFIXES, shorten

CLAIM = f"{KG}Claim"
BASIS, MODALITY, RATIONALE = f"{KG}basis", f"{KG}modality", f"{KG}rationale"
_DEFAULTS = {BASIS: f"{KG}Stated", MODALITY: f"{KG}Asserted"}
_FORM_ZH = "陈述写作 [主语, 属性, 宾语] 或 [主语, 属性, 宾语, {限定}]"
_FORM_EN = "a statement is written [subject, property, object] or [subject, property, object, {qualifiers}]"


def claim_iri(place: str, subject: str, predicate: str, obj: str, modality: str) -> str:
    """IRI of a claim: its first evidence and six hex digits over what it says (docs: identifiers)."""
    said = "\n".join((subject, predicate, obj, modality))
    digest = hashlib.sha256(said.encode()).hexdigest()[:6]
    return f"{PREFIXES['claim']}{place.rpartition('/')[2]}-{digest}"


@dataclass(frozen=True, slots=True)
class StatementReader:
    """Reads the statements of one section file."""

    source: Source
    things: Things
    values: ValueReader
    entities: EntityReader
    report: str

    def read(self, node: yaml.SequenceNode, evidence: tuple[str, ...], default_role: str) -> Claim | None:
        """One claim; mistakes become findings."""
        at = self.source.at(node)
        if len(node.value) not in (3, 4):
            self.source.findings.add(at, _FORM_ZH, _FORM_EN)
            return None
        words = [self.source.text(n) for n in node.value[:3]]
        if None in words:
            return None
        s, p, o = (str(w) for w in words)
        prop = self._property(p, node.value[1])
        subject = self.things.resolve(s, prop.domain if prop else frozenset(), at)
        obj = self._object(o, prop, node) if prop else self.things.resolve(o, frozenset(), at)
        values = self._qualifiers(node.value[3]) if len(node.value) == 4 else {}
        if prop is None or subject is None or obj is None:
            return None
        if subject == obj:
            self.source.findings.add(at, f"主语与宾语相同：{s}", f"subject and object are the same: {s}")
            return None
        basis = self._take(values, BASIS)
        modality = self._take(values, MODALITY)
        values.setdefault(ROLE, (Thing(default_role),))
        if basis == f"{KG}Editorial" and RATIONALE not in values:
            self.source.findings.add(
                at, "编者陈述须有理由 rationale: {zh, en}", "an editorial claim needs a rationale: {zh, en}"
            )
        return Claim(
            iri=claim_iri(evidence[0], subject, prop.iri, obj, modality),
            subject=subject,
            predicate=prop.iri,
            object=obj,
            basis=basis,
            modality=modality,
            evidence=evidence,
            report=self.report,
            at=at,
            values=values,
        )

    def _property(self, name: str, node: yaml.Node) -> Property | None:
        at = self.source.at(node)
        usable = {
            n: p for n, p in self.things.vocabulary.properties.items() if p.is_statement and not p.is_family
        }
        if name in usable:
            return usable[name]
        known = self.things.vocabulary.properties.get(name)
        if known and known.inverse_of:
            other = shorten(known.inverse_of).partition(":")[2]
            zh, en = f"反过来写 {other}", f"write it the other way round, with {other}"
        elif known and known.is_family:
            zh, en = "它是关系族的名称，请用其中一种", "it names a family; use one of its members"
        elif known:
            zh, en = (
                "它不是陈述关系，写在实体或节点里",
                "it is not a statement; write it inside an entity or node",
            )
        else:
            near = ", ".join(get_close_matches(name, usable, n=3)) or ", ".join(sorted(usable))
            zh, en = f"相近的有 {near}", f"close to it: {near}"
        self.source.findings.add(at, f"不能用属性 {name}：{zh}", f"property {name} cannot be used: {en}")
        return None

    def _object(self, curie: str, prop: Property, node: yaml.SequenceNode) -> str | None:
        at = self.source.at(node)
        iri = self.things.resolve(curie, prop.range, at)
        if iri and prop.scheme:
            accepted = self.things.vocabulary.concepts[prop.scheme]
            if iri not in accepted.values():
                names = ", ".join(shorten(c) for c in accepted.values())
                self.source.findings.add(
                    at, f"{curie} 不在可用概念中：{names}", f"{curie} is not among the concepts: {names}"
                )
                return None
        return iri

    def _qualifiers(self, node: yaml.Node) -> dict[str, tuple[Value, ...]]:
        values: dict[str, tuple[Value, ...]] = {}
        for name, _, value in self.source.items(node):
            if name == "evidence":
                continue
            prop = self.entities.property(name, value, CLAIM)
            if prop:
                values[prop.iri] = self.values.read(prop, value)
        return values

    def _take(self, values: dict[str, tuple[Value, ...]], prop: str) -> str:
        found = values.pop(prop, ())
        return found[0].iri if found and isinstance(found[0], Thing) else _DEFAULTS[prop]
