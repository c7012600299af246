"""Dates as precise as the source has them: a year is a year, not its first of January."""

import re
from typing import Final

from kg.store.terms import XSD, Literal, Term

_TIME: Final = re.compile(r"\+?(-?\d{4,})-(\d\d)-(\d\d)T")
YEAR, MONTH, DAY = 9, 10, 11  # Wikibase's numbers for precision


def date_literal(time: str, precision: int) -> Literal | None:
    """xsd:gYear, xsd:gYearMonth or xsd:date of a time of Wikibase; None for a coarser or unreadable one."""
    match = _TIME.match(time)
    if match is None or precision < YEAR:
        return None
    year, month, day = match.groups()
    if precision == YEAR or month == "00":
        return Literal(year, f"{XSD}gYear")
    if precision == MONTH or day == "00":
        return Literal(f"{year}-{month}", f"{XSD}gYearMonth")
    return Literal(f"{year}-{month}-{day}", f"{XSD}date")


def digits(term: Term) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD of a date, whatever its datatype; empty for what is none."""
    if not isinstance(term, Literal):
        return ""
    match = re.match(r"-?\d{4}(?:-\d\d){0,2}", term.value)
    return match[0] if match else ""
