"""Any SPARQL endpoint: records are found by their names as written, in the properties that it uses."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.link.countries import country
from kg.link.identifiers import website
from kg.link.records import Identifier, Name, NameKind, Subject, Target
from kg.link.records import Words as Said
from kg.store.protocol import Row, Solutions
from kg.store.terms import Iri, Literal, serialise, tagged

_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA: Final = "http://schema.org/"
_LIMIT: Final = 400
_LANGS: Final = ("zh", "en", "")


@dataclass(frozen=True, slots=True)
class Words:
    """The properties that an endpoint's records use, as IRIs. name: as a target is named."""

    name: str
    label: tuple[str, ...] = (f"{_RDFS}label", f"{_SKOS}prefLabel")
    alias: tuple[str, ...] = (f"{_SKOS}altLabel",)
    description: tuple[str, ...] = (f"{_SKOS}definition", f"{_RDFS}comment", f"{_SCHEMA}description")
    type: tuple[str, ...] = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type",)
    country: tuple[str, ...] = ()
    website: tuple[str, ...] = ("http://xmlns.com/foaf/0.1/homepage", f"{_SCHEMA}url")


_WDT: Final = "http://www.wikidata.org/prop/direct/"
_DBO: Final = "http://dbpedia.org/ontology/"
_PLAIN: Final = Words("sparql")
_WIKIDATA: Final = Words(
    "wikidata-sparql",
    label=(f"{_RDFS}label",),
    description=(f"{_SCHEMA}description",),
    type=(f"{_WDT}P31",),
    country=(f"{_WDT}P17",),
    website=(f"{_WDT}P856",),
)
_DBPEDIA: Final = Words(
    "dbpedia",
    label=(f"{_RDFS}label",),
    alias=(),
    description=(f"{_DBO}abstract", f"{_RDFS}comment"),
    country=(f"{_DBO}country", f"{_DBO}locationCountry"),
    website=("http://xmlns.com/foaf/0.1/homepage", f"{_DBO}wikiPageExternalLink"),
)


WORDS: Final = {words.name: words for words in (_PLAIN, _WIKIDATA, _DBPEDIA)}


@dataclass(slots=True)
class Endpoint:
    """ask: runs one query over the endpoint's own default graph (kg.store.remote.RemoteStore.ask_for, retried)."""

    ask: Callable[[str], object]
    words: Words = _PLAIN

    def find(self, subject: Subject) -> Sequence[Target]:
        rows = self._rows(find_query(subject, self.words))
        iris = list(dict.fromkeys(row[0].value for row in rows if isinstance(row[0], Iri)))
        if not iris:
            return []
        said: dict[str, list[tuple[str, Iri | Literal]]] = defaultdict(list)
        for iri, role, value in self._rows(describe_query(iris, self.words)):
            if isinstance(iri, Iri) and isinstance(role, Literal) and isinstance(value, Iri | Literal):
                said[iri.value].append((role.value, value))
        return [_target(iri, said[iri]) for iri in iris]

    def _rows(self, text: str) -> list[Row]:
        found = self.ask(text)
        return found.rows if isinstance(found, Solutions) else []


def find_query(subject: Subject, words: Words) -> str:
    """The records that have one of the names, in any of the languages, as label or alias."""
    names = dict.fromkeys(name.text for name in subject.names)
    literals = " ".join(_written(text, lang) for text in names for lang in _LANGS)
    paths = "|".join(f"<{iri}>" for iri in (*words.label, *words.alias))
    return f"SELECT DISTINCT ?x {{ VALUES ?name {{ {literals} }} ?x {paths} ?name FILTER (isIRI(?x)) }} ORDER BY ?x LIMIT {_LIMIT}"


def describe_query(iris: Sequence[str], words: Words) -> str:
    """What the endpoint says of the records: a row for each value, with the part it plays."""
    listed = " ".join(f"<{iri}>" for iri in iris)
    in_ours = 'FILTER (LANG(?value) IN ("zh", "en", "zh-cn", "zh-hans", ""))'
    parts = []
    for role in ("label", "alias", "description", "website"):
        paths = "|".join(f"<{iri}>" for iri in getattr(words, role))
        if paths:
            narrow = in_ours if role != "website" else ""
            parts.append(f'{{ ?x {paths} ?value {narrow} BIND ("{role}" AS ?role) }}')
    for role in ("type", "country"):
        paths = "|".join(f"<{iri}>" for iri in getattr(words, role))
        if paths:
            parts.append(
                f'{{ ?x {paths} ?thing OPTIONAL {{ ?thing <{_RDFS}label> ?word FILTER (LANG(?word) = "en") }} '
                f'BIND (COALESCE(?word, STR(?thing)) AS ?value) BIND ("{role}" AS ?role) }}'
            )
    return f"SELECT DISTINCT ?x ?role ?value {{ VALUES ?x {{ {listed} }} {' UNION '.join(parts)} }} ORDER BY ?x ?role ?value"


def _written(text: str, lang: str) -> str:
    return serialise(tagged(text, lang) if lang else Literal(text))


def _target(iri: str, said: list[tuple[str, Iri | Literal]]) -> Target:
    def texts(role: str) -> Iterator[tuple[str, str]]:
        for one, value in said:
            if one == role:
                lang = value.language if isinstance(value, Literal) else None
                yield (
                    _last(value.value) if isinstance(value, Iri) and role != "website" else value.value,
                    (lang or "")[:2],
                )

    sites = (website(text) for text, _ in texts("website"))
    return Target(
        id=_last(iri),
        iri=iri,
        names=(
            *(Name(text, lang) for text, lang in texts("label")),
            *(Name(text, lang, NameKind.ALIAS) for text, lang in texts("alias")),
        ),
        descriptions=tuple(Said(text, lang) for text, lang in texts("description")),
        types=tuple(_last(text) for text, _ in texts("type")),
        countries=tuple(country(_last(text)) for text, _ in texts("country")),
        identifiers=tuple(one for one in sites if isinstance(one, Identifier)),
    )


def _last(iri: str) -> str:
    """The last part of an IRI, words apart: http://dbpedia.org/resource/Hong_Kong is 'Hong Kong'."""
    if "://" not in iri:
        return iri
    return iri.rstrip("/#").rpartition("#" if "#" in iri else "/")[2].replace("_", " ")
