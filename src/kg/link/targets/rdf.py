"""Entities in an RDF file: any thing with a label, in the vocabularies that datasets use for names and facts."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.link.countries import country
from kg.link.identifiers import website
from kg.link.index import Index
from kg.link.records import Identifier, Name, NameKind, Subject, Target, Words
from kg.namespaces import PREFIXES
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import select
from kg.store.terms import Iri, Literal, Term

_RDFS, _SKOS, _SCHEMA = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["schema"]
_LABELS: Final = (f"{_RDFS}label", f"{_SKOS}prefLabel", f"{_SCHEMA}name", "http://schema.org/name")
_ALIASES: Final = (f"{_SKOS}altLabel", f"{_SCHEMA}alternateName", "http://schema.org/alternateName")
_TEXTS: Final = (
    f"{_SCHEMA}description",
    "http://schema.org/description",
    f"{_RDFS}comment",
    f"{_SKOS}definition",
)
_TYPES: Final = (f"{PREFIXES['rdf']}type", "http://www.wikidata.org/prop/direct/P31")
_SITES: Final = (f"{_SCHEMA}url", f"{PREFIXES['foaf']}homepage", "http://www.wikidata.org/prop/direct/P856")
_COUNTRIES: Final = (
    "http://www.wikidata.org/prop/direct/P17",
    "http://dbpedia.org/ontology/country",
    "http://dbpedia.org/ontology/locationCountry",
)

_Facts = Mapping[str, Sequence[Term]]


class RdfFile:
    """A target in RDF; its records are the things with a label, in the order of their IRIs."""

    def __init__(self, path: Path) -> None:
        """path: of a file in any syntax that kg reads. Raises ParseError and NotFound as other RDF input does."""
        store = EmbeddedStore(f"file={path.name}", [path])
        facts: dict[str, dict[str, list[Term]]] = {}
        for s, p, o in sorted(select(store, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows, key=str):
            if isinstance(s, Iri) and isinstance(p, Iri) and o is not None:
                facts.setdefault(s.value, {}).setdefault(p.value, []).append(o)
        named = {iri: own for iri, own in sorted(facts.items()) if any(key in own for key in _LABELS)}
        self._records = [_record(iri, own, facts) for iri, own in named.items()]
        self._index = Index(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def find(self, subject: Subject) -> Sequence[Target]:
        return [self._records[place] for place in self._index.find(subject)]


def _record(iri: str, own: _Facts, facts: Mapping[str, _Facts]) -> Target:
    addresses = (
        website(one.value) for key in _SITES for one in own.get(key, ()) if isinstance(one, Iri | Literal)
    )
    return Target(
        id=iri.removeprefix(PREFIXES["wd"]),
        iri=iri,
        names=(*_names(own, _LABELS, NameKind.LABEL), *_names(own, _ALIASES, NameKind.ALIAS)),
        descriptions=tuple(
            Words(one.value, one.language or "")
            for key in _TEXTS
            for one in own.get(key, ())
            if isinstance(one, Literal)
        ),
        types=tuple(name for key in _TYPES for one in own.get(key, ()) for name in _called(one, facts)),
        countries=tuple(
            country(name) for key in _COUNTRIES for one in own.get(key, ()) for name in _called(one, facts)
        ),
        identifiers=tuple(one for one in addresses if isinstance(one, Identifier)),
        related=tuple(
            sorted({one.value for values in own.values() for one in values if isinstance(one, Iri)})
        ),
    )


def _names(own: _Facts, keys: Sequence[str], kind: NameKind) -> list[Name]:
    return [
        Name(one.value, (one.language or "").partition("-")[0].lower(), kind)
        for key in keys
        for one in own.get(key, ())
        if isinstance(one, Literal)
    ]


def _called(one: Term, facts: Mapping[str, _Facts]) -> list[str]:
    """What a value is called: its English label in the file, else the last part of its IRI in words."""
    if isinstance(one, Literal):
        return [one.value]
    if not isinstance(one, Iri):
        return []
    labels = [
        name.text for name in _names(facts.get(one.value, {}), _LABELS, NameKind.LABEL) if name.lang == "en"
    ]
    return labels or [one.value.rstrip("/#").replace("#", "/").rpartition("/")[2].replace("_", " ")]
