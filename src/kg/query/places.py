"""Places of a report, from their IRIs: the address, and the order in which the report has them."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from kg.errors import NotFound
from kg.namespaces import KG
from kg.report.addresses import from_iri, parse
from kg.store.protocol import Store, select
from kg.store.terms import Iri

Key = tuple[int, ...]
# Report, whether the report lacks the address, the address in numbers, the address.
Place = tuple[str, int, Key, str]
_NO_REPORT: Final = "\U0010ffff"  # after every report


def addresses_of(store: Store, iris: Iterable[str], with_graphs: Sequence[str] = ()) -> dict[str, str]:
    """IRI of a place -> its address, with its report where the store or the places have several."""
    places = list(iris)
    found = select(store, f"SELECT ?report {{ ?report a <{KG}Report> }}", with_graphs=with_graphs).rows
    reports = {row[0].value.rpartition("/")[2] for row in found if isinstance(row[0], Iri)}
    is_series = len(reports | {report for report, _ in map(_split, places) if report}) > 1
    return {iri: iri.rpartition("/")[2] if is_series else address_of(iri) for iri in places}


def address_of(iri: str) -> str:
    """The address in the IRI of a sentence, title, footnote or caption; its last part for any other IRI."""
    return _split(iri)[1]


@cache  # a place is the evidence of many statements
def place_order(iri: str) -> Place:
    """Sorts IRIs of places by report, then in its order, footnotes and captions last; others come last."""
    report, address = _split(iri)
    try:
        return report, 0, _numbers(address), address
    except NotFound:
        return report or _NO_REPORT, 1, (), address


def in_order(places: Iterable[str]) -> tuple[str, ...]:
    """IRIs of places, each once, in the order of place_order."""
    return tuple(sorted(set(places), key=place_order))


def _split(iri: str) -> tuple[str, str]:
    """Report and address of a place; no report and the last part for any other IRI."""
    try:
        return from_iri(iri)
    except NotFound:
        return "", iri.rpartition("/")[2]


def _numbers(address: str) -> Key:
    place = parse(address)
    footnote, caption = place.footnote or 0, place.caption or 0
    numbers = (place.part, place.section, place.paragraph)
    outside = int(bool(footnote or caption))
    return (outside, footnote, caption, *(number or 0 for number in numbers), place.sentence or 0)
