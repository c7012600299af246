"""When a figure holds: years, months, days or a named span, as months that can be compared and words that can be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Text
from kg.namespaces import KG
from kg.query.lookup import Values, literal_of
from kg.store.terms import Iri, Literal, Term

_WRITTEN: Final = re.compile(r"(-?\d{4,6})(?:-(\d\d))?(?:-(\d\d))?(?:[TZ+-].*)?")
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """first, last: months counted from year 0, both inside; None where the report leaves it open.

    name: how it is said.
    """

    name: Text
    first: int | None
    last: int | None

    @property
    def months(self) -> int | None:
        """How long it lasts, None if open."""
        return None if self.first is None or self.last is None else self.last - self.first + 1

    @property
    def is_year(self) -> bool:
        return self.months == YEAR and self.first is not None and self.first % YEAR == 0

    @property
    def slug(self) -> str:
        """The year, or the month in which it begins; nothing where that is open."""
        if self.first is None:
            return ""
        year, month = divmod(self.first, YEAR)
        return str(year) if self.is_year else f"{year}-{month + 1:02}"

    @property
    def middle(self) -> float:
        """In months; of an open period what is known of it."""
        known = [end for end in (self.first, self.last) if end is not None]
        return sum(known) / len(known) if known else 0.0


def period_of(values: Sequence[Term], edges: Values, names: Mapping[str, Text]) -> Period | None:
    """The period that a figure has; None without one. edges: kg:begin and kg:end of named ones."""
    for term in values:
        if isinstance(term, Literal):
            span = _span(term.value)
            return (
                Period(_words(term.value), *span)
                if span
                else Period(Text(term.value, term.value), None, None)
            )
        if isinstance(term, Iri):
            own = edges.get(term.value, {})
            begin, end = (literal_of(own.get(KG + name, ())) for name in ("begin", "end"))
            first, last = (_span(begin) or (None, None))[0], (_span(end) or (None, None))[1]
            return Period(names[term.value], first, last)
    return None


def year_words(month: int) -> Text:
    """The year that a month is of."""
    year = str(month // YEAR)
    return Text(year, year)


def _span(written: str) -> tuple[int, int] | None:
    """First and last month of what is written as year, month or day."""
    match = _WRITTEN.fullmatch(written)
    if not match:
        return None
    first = int(match[1]) * YEAR
    if match[2] is None:
        return first, first + YEAR - 1
    month = first + int(match[2]) - 1
    return month, month


def _words(written: str) -> Text:
    match = _WRITTEN.fullmatch(written)
    if not match or not 1 <= int(match[2] or 1) <= YEAR:
        return Text(written, written)
    year, month, day = match[1], match[2], match[3]
    if month is None:
        return Text(f"{year}年", year)
    zh, en = f"{year}年{int(month)}月", f"{_MONTHS[int(month) - 1]} {year}"
    return Text(f"{zh}{int(day)}日", f"{int(day)} {en}") if day else Text(zh, en)
