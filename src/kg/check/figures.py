"""The figures of the data as numbers with their uncertainty, for recomputing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Final

import pyoxigraph as ox

from kg.check.files import RDF_TYPE, Index
from kg.namespaces import KG, PREFIXES

_YEAR: Final = re.compile(r"(\d{4})")
_NUMBER: Final = re.compile(r"\d+(?:\.(\d+))?")
_COUNTING: Final = frozenset(
    f"{PREFIXES['unit']}{name}" for name in ("one", "company", "institution", "case", "app", "patent")
)


@dataclass(frozen=True, slots=True)
class Amount:
    """All numbers from low to high; what a printed number may stand for."""

    low: Decimal
    high: Decimal

    @property
    def is_positive(self) -> bool:
        return self.low > 0

    def meets(self, other: "Amount") -> bool:
        """Whether some number is in both."""
        return self.low <= other.high and other.low <= self.high

    def minus(self, number: int) -> "Amount":
        return Amount(self.low - number, self.high - number)

    def times(self, number: Decimal) -> "Amount":
        return Amount(self.low * number, self.high * number)

    def root(self, degree: int) -> "Amount":
        """The root of a positive amount."""
        with localcontext(prec=30):
            power = Decimal(1) / degree
            return Amount(self.low**power, self.high if self.high.is_infinite() else self.high**power)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: "Amount") -> "Amount":
        low = Decimal(0) if other.high.is_infinite() else self.low / other.high
        return Amount(low, self.high / other.low)

    @classmethod
    def sum(cls, amounts: Iterable["Amount"]) -> "Amount":
        listed = list(amounts)
        return cls(sum((a.low for a in listed), Decimal(0)), sum((a.high for a in listed), Decimal(0)))

    def __str__(self) -> str:
        low, high = (_short(number) for number in (self.low, self.high))
        return low if low == high else f"{low}–{high}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. operator: how it compares, None for a level. year, base_year: empty if not known."""

    iri: str
    indicator: str
    subject: str
    place: str
    unit: str
    year: str
    amount: Amount
    printed: str
    evidence: tuple[str, ...]
    operator: str | None
    base_year: str
    of_how_many: Decimal | None

    @property
    def years(self) -> int:
        """From the base to the figure; 0 where one of them is not known."""
        return int(self.year) - int(self.base_year) if self.year and self.base_year else 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is measured of what, and over which years."""
        return self.indicator, self.subject, self.base_year, self.year

    @property
    def counts_things(self) -> bool:
        return self.unit in _COUNTING


def read_figures(index: Index) -> list[Figure]:
    """Every figure with a value or a bound, in IRI order."""
    return [
        one
        for iri in index.subjects()
        if f"{KG}Figure" in index.iris(iri, RDF_TYPE)
        for one in _figure(index, iri)
    ]


def _figure(index: Index, iri: str) -> Iterator[Figure]:
    amount = _amount(index, iri)
    if amount is None:
        return
    (comparison,) = index.iris(iri, f"{KG}comparison") or ("",)
    operators = index.iris(comparison, f"{KG}operator") if comparison else []
    yield Figure(
        iri=iri,
        indicator=_one(index, iri, "indicator"),
        subject=_one(index, iri, "subject"),
        place=_one(index, iri, "place"),
        unit=_one(index, iri, "unit"),
        year=_year(index, iri, "period"),
        amount=amount,
        printed=_text(index, iri, "verbatim"),
        evidence=tuple(sorted(index.iris(iri, f"{KG}evidence"))),
        operator=operators[0].rpartition("/")[2] if operators else None,
        base_year=_year(index, comparison, "basePeriod") if comparison else "",
        of_how_many=_decimal(index, iri, "ofHowMany"),
    )


def _amount(index: Index, iri: str) -> Amount | None:
    """From the bounds; an exact number stands for all that round to what is printed."""
    value = _decimal(index, iri, "value")
    low, high = _decimal(index, iri, "lowerBound"), _decimal(index, iri, "upperBound")
    if value is not None and low == value == high:
        step = _step(value, _text(index, iri, "verbatim")) / 2
        return Amount(value - step, value + step)
    if low is None and high is None:
        return None
    return Amount(
        low if low is not None else Decimal("-Infinity"), high if high is not None else Decimal("Infinity")
    )


def _step(value: Decimal, printed: str) -> Decimal:
    """The last printed digit in the base unit: 2051.4 of 亿元 has steps of 10 million. Counts have none."""
    found = _NUMBER.search(printed)
    if found is None or not Decimal(found[0]) or value == int(value) < 1000:
        return Decimal(0)
    return value / Decimal(found[0]) * Decimal(10) ** -len(found[1] or "")


def _one(index: Index, iri: str, prop: str) -> str:
    return next(iter(index.iris(iri, f"{KG}{prop}")), "")


def _text(index: Index, iri: str, prop: str) -> str:
    return next((v.value for v in index.values(iri, f"{KG}{prop}") if isinstance(v, ox.Literal)), "")


def _decimal(index: Index, iri: str, prop: str) -> Decimal | None:
    text = _text(index, iri, prop)
    return Decimal(text) if text else None


def _year(index: Index, iri: str, prop: str) -> str:
    """The year of a time; of a period with one year, that year."""
    for value in index.values(iri, f"{KG}{prop}"):
        if isinstance(value, ox.Literal) and (found := _YEAR.match(value.value)):
            return found[1]
        if isinstance(value, ox.NamedNode):
            ends = {
                found[1]
                for name in ("begin", "end")
                if (found := _YEAR.match(_text(index, value.value, name)))
            }
            if len(ends) == 1:
                return ends.pop()
    return ""


def _short(number: Decimal) -> str:
    if number.is_infinite():
        return "∞"
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_EVEN).normalize():,f}"
