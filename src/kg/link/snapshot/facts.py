"""What a snapshot says of one record, in the forms in which the linker compares."""

from typing import Final

from kg.link.countries import country
from kg.link.identifiers import lei, ticker, website
from kg.link.records import Identifier, Name, NameKind, Target, Words
from kg.link.snapshot.datasets import ENDED, LISTING, PROP, QUALIFIER, STATEMENT, TICKER
from kg.link.snapshot.dates import digits
from kg.link.snapshot.records import Snapshot
from kg.store.terms import Iri, Literal

# Exchanges by their English names, as codes of ours begin.
_EXCHANGES: Final = {
    "hong kong stock exchange": "HKEX",
    "hong kong exchanges and clearing": "HKEX",
    "new york stock exchange": "NYSE",
    "nasdaq": "NASDAQ",
    "nasdaq stock market": "NASDAQ",
    "shanghai stock exchange": "SSE",
    "shenzhen stock exchange": "SZSE",
    "korea exchange": "KRX",
    "tokyo stock exchange": "TSE",
}


def texts(found: Snapshot, iri: str, role: str, lang: str | None = None) -> list[str]:
    """The texts of a role, of one language if one is given; a text without a language is of any."""
    return [
        one.value
        for one in found.values(iri, role)
        if isinstance(one, Literal) and (lang is None or one.language in (lang, None))
    ]


def pointed(found: Snapshot, iri: str, role: str) -> list[str]:
    """The IRIs that a role points to."""
    return [one.value for one in found.values(iri, role) if isinstance(one, Iri)]


def called(found: Snapshot, iri: str, lang: str) -> str:
    """What a thing that is pointed to is called in a language, else in the other, else the end of its IRI."""
    other = "en" if lang == "zh" else "zh"
    return (
        found.called(iri, lang)
        or found.called(iri, other)
        or iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    )


def dates(found: Snapshot, iri: str, role: str) -> list[str]:
    """YYYY, YYYY-MM or YYYY-MM-DD of each date; of several that lie within each other the most precise."""
    listed = sorted(filter(None, map(digits, found.values(iri, role))))
    return [one for one in listed if not any(other != one and other.startswith(one) for other in listed)]


def identifiers(found: Snapshot, iri: str, scheme: str) -> list[Identifier]:
    """Web sites, stock codes that still hold, or legal entity identifiers."""
    if scheme == "ticker":
        return [*_listed(found, iri), *filter(None, map(ticker, texts(found, iri, "ticker")))]
    read = {"website": website, "lei": lei}[scheme]
    written = [one.value for one in found.values(iri, scheme) if isinstance(one, Iri | Literal)]
    return [one for one in map(read, written) if one is not None]


def _listed(found: Snapshot, iri: str) -> list[Identifier]:
    record = found.records.get(iri)
    nodes: dict[str, dict[str, list[Iri | Literal]]] = {}
    for one in record.triples if record else ():
        if isinstance(one.subject, Iri) and isinstance(one.object, Iri | Literal):
            nodes.setdefault(one.subject.value, {}).setdefault(one.predicate.value, []).append(one.object)
    codes = []
    for node in nodes.get(record.now if record else "", {}).get(PROP + LISTING, ()):
        own = nodes.get(node.value, {})
        if QUALIFIER + ENDED in own:
            continue
        for exchange in own.get(STATEMENT + LISTING, ()):
            name = called(found, exchange.value, "en")
            short = _EXCHANGES.get(name.casefold(), name.replace(" ", ""))
            codes += [f"{short}:{code.value}" for code in own.get(QUALIFIER + TICKER, ())]
    return [one for one in map(ticker, codes) if one is not None]


def target_of(found: Snapshot, iri: str) -> Target:
    """The record as the linker sees a target."""
    return Target(
        id=iri.removeprefix(found.dataset.namespace),
        iri=iri,
        names=tuple(
            Name(one.value, one.language or "", kind)
            for role, kind in (("label", NameKind.LABEL), ("alias", NameKind.ALIAS))
            for one in found.values(iri, role)
            if isinstance(one, Literal)
        ),
        descriptions=tuple(
            Words(one.value, one.language or "")
            for one in found.values(iri, "description")
            if isinstance(one, Literal)
        ),
        types=tuple(called(found, one, "en") for one in pointed(found, iri, "type")),
        countries=tuple(country(called(found, one, "en")) for one in pointed(found, iri, "country")),
    )
