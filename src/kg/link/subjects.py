"""The things of a graph that can be linked, with all that is known of them that a match may show in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.errors import NotFound
from kg.link.countries import countries_in, country
from kg.link.identifiers import lei, ticker, website
from kg.link.records import Identifier, Name, NameKind, Subject, Words
from kg.namespaces import CLASS_PREFIX, ID, KG, PREFIXES, class_of, is_id, shorten
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal

# Classes of which an outside dataset may hold the thing itself. Challenges, recommendations, goals and trends
# are this report's own, and claims, figures and places of the text stand in it alone.
LINKABLE: Final = (
    "Company",
    "Organization",
    "Regulator",
    "Person",
    "ActorGroup",
    "Occupation",
    "Policy",
    "Law",
    "SelfRegulatoryNorm",
    "Agreement",
    "Initiative",
    "Regime",
    "Technology",
    "Product",
    "Industry",
    "Infrastructure",
    "Place",
    "Topic",
    "Practice",
    "LegalCharacterisation",
    "Right",
    "DataRight",
    "Indicator",
    "Event",
    "PlanPeriod",
    "Publication",
)
_OURS: Final = f"{KG}Ours"
_LABEL: Final = f"{PREFIXES['rdfs']}label"
_ALIAS: Final = f"{PREFIXES['skos']}altLabel"
_DEFINITION: Final = f"{PREFIXES['skos']}definition"
_COUNTRIES: Final = tuple(KG + name for name in ("jurisdiction", "locatedIn"))
# Those of record come with --with outside.
_IDENTIFIERS: Final = {
    f"{PREFIXES['schema']}url": website,
    f"{PREFIXES['foaf']}homepage": website,
    f"{KG}stockCode": ticker,
    f"{KG}legalEntityIdentifier": lei,
}
_DATES: Final = tuple(
    KG + name for name in ("adoptedOn", "issuedOn", "publishedOn", "inForceFrom", "appliesFrom")
)
_NEIGHBOUR: Final = ""  # what the neighbours are kept under, among the properties
_NOT_NEIGHBOURS: Final = frozenset(
    {"claim", "outside-claim", "outside-record", "outside-source", "naming", "anomaly"}
)

_Values = Mapping[str, Mapping[str, Sequence[Iri | Literal]]]


def read_subjects(
    store: Store, classes: Iterable[str] = LINKABLE, with_graphs: Sequence[str] = ()
) -> list[Subject]:
    """The named things of the classes, in the order of their IRIs.

    classes: local names (Company). Raises NotFound, with what there is, for a class that has no things.
    """
    wanted = []
    for name in classes:
        if name not in CLASS_PREFIX:
            raise NotFound(
                f"没有类 {name}；可用：{'、'.join(LINKABLE)}",
                f"there is no class {name}; use {', '.join(LINKABLE)}",
            )
        wanted.append(f"{ID}{CLASS_PREFIX[name]}/")
    values = _values(store, with_graphs)
    namespaces = tuple(wanted)
    return [
        _subject(iri, values)
        for iri, own in sorted(values.items())
        if iri.startswith(namespaces) and _LABEL in own
    ]


def _values(store: Store, with_graphs: Sequence[str]) -> dict[str, dict[str, list[Iri | Literal]]]:
    query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER (STRSTARTS(STR(?s), '{ID}')) }}"
    values: dict[str, dict[str, list[Iri | Literal]]] = {}
    for s, p, o in sorted(select(store, query, with_graphs=with_graphs).rows, key=str):
        if isinstance(s, Iri) and isinstance(p, Iri) and isinstance(o, Iri | Literal):
            values.setdefault(s.value, {}).setdefault(p.value, []).append(o)
    # A statement joins both ends; an issuance's dates are those of the instrument.
    joined: dict[str, list[Iri | Literal]] = {}
    for iri, own in values.items():
        if shorten(iri).partition(":")[0] in _NOT_NEIGHBOURS:
            continue
        for property_, others in own.items():
            for other in others:
                if isinstance(other, Iri) and is_id(other.value) and other.value != iri:
                    joined.setdefault(other.value, []).append(Iri(iri))
                    joined.setdefault(iri, []).append(other)
                    if property_ == f"{KG}instrument" and other.value in values:
                        for date in _DATES:
                            values[other.value].setdefault(date, []).extend(own.get(date, ()))
    for iri, others in joined.items():
        values.setdefault(iri, {})[_NEIGHBOUR] = others
    return values


def _subject(iri: str, values: _Values) -> Subject:
    own = values[iri]
    ours = any(isinstance(one, Iri) and one.value == _OURS for one in own.get(f"{KG}labelAuthority", ()))
    authority = f"{KG}labelAuthority" in own
    definitions = tuple(Words(one.value, one.language or "") for one in _literals(own, _DEFINITION))
    return Subject(
        iri=iri,
        class_=(class_of(iri) or "").removeprefix(KG),
        names=tuple(_names(own, english_is_ours=ours or not authority)),
        definitions=definitions,
        countries=_countries(own, values, definitions),
        identifiers=tuple(_identifiers(own)),
        dates=tuple(sorted({one.value for key in _DATES for one in _literals(own, key)})),
        neighbours=tuple(sorted({one.value for one in own.get(_NEIGHBOUR, ()) if isinstance(one, Iri)})),
    )


def _names(own: Mapping[str, Sequence[Iri | Literal]], *, english_is_ours: bool) -> Iterable[Name]:
    seen: set[tuple[str, str]] = set()
    for key, kind in ((_LABEL, NameKind.LABEL), (_ALIAS, NameKind.ALIAS)):
        for one in _literals(own, key):
            lang = one.language or ""
            # A Latin name is one in whatever language it is tagged: GDPR stands under both.
            if (one.value, "") in seen:
                continue
            seen.add((one.value, ""))
            translated = english_is_ours and lang == "en" and kind is NameKind.LABEL
            yield Name(one.value, lang, NameKind.TRANSLATION if translated else kind)


def _countries(
    own: Mapping[str, Sequence[Iri | Literal]], values: _Values, definitions: Sequence[Words]
) -> tuple[str, ...]:
    stated = [
        country(label.value)
        for key in _COUNTRIES
        for place in own.get(key, ())
        if isinstance(place, Iri)
        for label in _literals(values.get(place.value, {}), _LABEL)
        if label.language == "en"
    ]
    told = [name for text in definitions if text.lang == "en" for name in countries_in(text.text)]
    return tuple(dict.fromkeys(stated or told))


def _identifiers(own: Mapping[str, Sequence[Iri | Literal]]) -> Iterable[Identifier]:
    for key, read in _IDENTIFIERS.items():
        for one in own.get(key, ()):
            found = read(one.value)
            if found:
                yield found


def _literals(own: Mapping[str, Sequence[Iri | Literal]], key: str) -> list[Literal]:
    return [one for one in own.get(key, ()) if isinstance(one, Literal)]
