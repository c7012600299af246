"""Places of a report, from their IRIs: the address, and the order in which the report has them."""

from functools import cache

from kg.errors import NotFound
from kg.report.addresses import from_iri, parse

Key = tuple[int, ...]
# Report, whether the report lacks the address, the address in numbers, the address.
Place = tuple[str, int, Key, str]


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
        return report, 1, (), address


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
