"""What a store says, in the form in which two stores can be compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.errors import Text
from kg.namespaces import ID, KG, PREFIXES
from kg.query.places import Place, place_order
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term

_RDF: Final = PREFIXES["rdf"]
_REPLACED: Final = f"{PREFIXES['dcterms']}isReplacedBy"
# Claims are compared by what they say; the parts of a report come from its map and are not news.
_NOT_THINGS: Final = frozenset(
    ("claim", "preface", "part", "section", "paragraph", "sentence", "footnote", "caption")
)
# What a figure says; its label is made from these.
FIGURE_PROPERTIES: Final = ("value", "unit", "approximation", "lowerBound", "upperBound", "correctedValue")

_CLAIMS: Final = f"""SELECT ?s ?p ?o ?m ?b ?e WHERE {{
  ?c a <{KG}Claim> ; <{_RDF}subject> ?s ; <{_RDF}predicate> ?p ; <{_RDF}object> ?o ;
    <{KG}modality> ?m ; <{KG}basis> ?b .
  OPTIONAL {{ ?c <{KG}evidence> ?e }} }}"""
_THINGS: Final = f'SELECT DISTINCT ?t WHERE {{ ?t a ?class FILTER (STRSTARTS(STR(?t), "{ID}")) }}'
_EVIDENCE: Final = f"SELECT ?t ?e WHERE {{ ?t <{KG}evidence> ?e FILTER NOT EXISTS {{ ?t a <{KG}Claim> }} }}"
_FIGURES: Final = (
    f"SELECT ?f ?p ?v WHERE {{ VALUES ?p {{ {' '.join(f'<{KG}{name}>' for name in FIGURE_PROPERTIES)} }} "
    f"?f a <{KG}Figure> ; ?p ?v }}"
)
_RETIRED: Final = f"SELECT ?old ?new WHERE {{ ?old <{_REPLACED}> ?new }}"
_LABELS: Final = f"""SELECT ?t ?label WHERE {{
  VALUES ?p {{ <{PREFIXES["rdfs"]}label> <{PREFIXES["skos"]}prefLabel> }} ?t ?p ?label }}"""
_TEMPLATES: Final = f"SELECT ?p ?t WHERE {{ ?p <{KG}sentence> ?t }}"

Statement = tuple[str, str, str, str]  # IRIs of subject, predicate, object, modality


class Grounds(NamedTuple):
    """What a statement rests on: IRIs of places, in report order, and of bases, sorted."""

    evidence: tuple[str, ...]
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One store. things: IRI -> label. figures: IRI -> property -> value. first: IRI -> where it first stands."""

    statements: Mapping[Statement, Grounds]
    things: Mapping[str, Text]
    figures: Mapping[str, Mapping[str, Term]]
    retired: Mapping[str, str]
    first: Mapping[str, Place]
    names: Mapping[str, Text]
    templates: Mapping[str, Text]


def snapshot(store: Store, renamed: Mapping[str, str] | None = None) -> Snapshot:
    """Everything of a store that `kg diff` compares. Raises as the store does.

    renamed: old IRI -> IRI to read in its place, so that what was said of a thing since merged is
    compared with what is said of the thing it was merged into.
    """
    new = renamed or {}
    gathered: dict[Statement, tuple[set[str], set[str]]] = {}
    first: dict[str, Place] = {}
    for row in select(store, _CLAIMS).rows:
        s, p, o, m, b, e = (_value(cell) for cell in row)
        places, bases = gathered.setdefault((new.get(s, s), p, new.get(o, o), m), (set(), set()))
        bases.add(b)
        if e:
            places.add(e)
            for thing in (s, o):
                _note(first, new.get(thing, thing), e)
    for thing, place in _pairs(store, _EVIDENCE):
        _note(first, new.get(thing, thing), place)
    things = {iri for (iri,) in (map(_value, row) for row in select(store, _THINGS).rows) if _is_thing(iri)}
    figures: dict[str, dict[str, Term]] = {}
    for figure, prop, value in select(store, _FIGURES).rows:
        if value is not None:
            figures.setdefault(_value(figure), {})[_value(prop).removeprefix(KG)] = value
    names = _texts(store)
    return Snapshot(
        statements={
            statement: Grounds(tuple(sorted(places, key=place_order)), tuple(sorted(bases)))
            for statement, (places, bases) in gathered.items()
        },
        things={iri: names.get(iri, Text("", "")) for iri in things},
        figures=figures,
        retired=dict(_pairs(store, _RETIRED)),
        first=first,
        names=names,
        templates=_templates(store),
    )


def _note(first: dict[str, Place], thing: str, place: str) -> None:
    order = place_order(place)
    first[thing] = min(first.get(thing, order), order)


def _is_thing(iri: str) -> bool:
    return iri.removeprefix(ID).partition("/")[0] not in _NOT_THINGS


def _value(cell: Term | None) -> str:
    return cell.value if isinstance(cell, Iri | Literal) else ""


def _pairs(store: Store, query: str) -> Iterable[tuple[str, str]]:
    return ((_value(a), _value(b)) for a, b in select(store, query).rows)


def _texts(store: Store) -> dict[str, Text]:
    """IRI -> label, of everything that has one; in one query, since nearly all are needed."""
    found: dict[str, dict[str, str]] = {}
    for thing, label in select(store, _LABELS).rows:
        if isinstance(label, Literal):
            by = found.setdefault(_value(thing), {})
            tag = label.language or ""
            by[tag] = min(by.get(tag, label.value), label.value)
    return {
        iri: Text(*(by.get(lang) or min(by.values()) for lang in ("zh", "en"))) for iri, by in found.items()
    }


def _templates(store: Store) -> dict[str, Text]:
    found: dict[str, dict[str, str]] = {}
    for prop, template in select(store, _TEMPLATES).rows:
        if isinstance(template, Literal):
            found.setdefault(_value(prop), {})[template.language or ""] = template.value
    return {prop: Text(by["zh"], by["en"]) for prop, by in found.items() if {"zh", "en"} <= by.keys()}
