"""Which things exist: every name that may stand in a statement, with its class."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from kg.build.vocabulary import Vocabulary
from kg.build.yamlnodes import Findings
from kg.model import Place
from kg.namespaces import CLASS_PREFIX, KG, PREFIXES, SLUG, expand, shorten

PREFIX_CLASS: Mapping[str, str] = {prefix: name for name, prefix in CLASS_PREFIX.items()}
CONCEPT = PREFIXES["skos"] + "Concept"


@dataclass(slots=True)
class Things:
    """Declared things by IRI with class IRI and place; concepts of the schemes count as things too."""

    vocabulary: Vocabulary
    findings: Findings
    classes: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for concepts in self.vocabulary.concepts.values():
            self.classes.update(dict.fromkeys(concepts.values(), CONCEPT))

    def declare(self, prefix: str, slug: str, at: Place) -> str:
        """Register a thing and return its IRI; a second one of the name, or a bad slug, is a finding."""
        if not SLUG.fullmatch(slug):
            self.findings.add(
                at,
                f"“{slug}”不能作标识；只用 a-z、0-9、点和连字符，首尾为字母或数字",
                f"{slug!r} is no slug; accepted are a-z, 0-9, dot and hyphen, with a letter or digit at both ends",
            )
        iri = f"{PREFIXES[prefix]}{slug}"
        if iri in self.places:
            self.findings.add(
                at,
                f"{prefix}:{slug} 重复（首见于 {self.places[iri]}）",
                f"{prefix}:{slug} is a duplicate (first at {self.places[iri]})",
            )
        self.classes[iri] = KG + PREFIX_CLASS[prefix]
        self.places.setdefault(iri, at)
        return iri

    def resolve(self, curie: str, wanted: frozenset[str], at: Place) -> str | None:
        """IRI of a short name whose class is one of the wanted; otherwise a finding and None."""
        prefix, colon, _ = curie.partition(":")
        if not colon or prefix not in PREFIXES:
            self.findings.add(
                at,
                f"“{curie}”不是“类别前缀:标识”的写法，例如 company:alibaba",
                f"{curie!r} is not written prefix:slug, such as company:alibaba",
            )
            return None
        iri = expand(curie)
        if iri in self.redirects:
            new = shorten(self.redirects[iri])
            self.findings.add(at, f"{curie} 已停用，请写 {new}", f"{curie} is retired; write {new}")
            return None
        found = self.classes.get(iri)
        if found is None:
            near = get_close_matches(curie, (shorten(i) for i in self.classes), n=3, cutoff=0.7)
            zh = f"；相近的有 {'、'.join(near)}" if near else ""
            en = f"; close to it: {', '.join(near)}" if near else ""
            self.findings.add(at, f"未知名称 {curie}{zh}", f"unknown name {curie}{en}")
            return None
        if not self.vocabulary.is_a(found, wanted) and not (found == CONCEPT and CONCEPT in wanted):
            self.findings.add(
                at,
                f"{curie} 属于“{self._label(found, 'zh')}”，此处应为{self._labels(wanted, 'zh')}",
                f"{curie} is a {self._label(found, 'en')}; expected here: {self._labels(wanted, 'en')}",
            )
            return None
        return iri

    def _label(self, class_iri: str, lang: str) -> str:
        label = self.vocabulary.class_labels.get(class_iri)
        return shorten(class_iri) if label is None else (label.zh if lang == "zh" else label.en)

    def _labels(self, classes: frozenset[str], lang: str) -> str:
        names = sorted(self._label(c, lang) for c in classes)
        return "、".join(names) if lang == "zh" else ", ".join(names)
