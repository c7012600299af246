"""Cells as Python values, and which type a column has as a whole: for Arrow, data frames and dictionaries."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from kg.query.answer import text_of
from kg.store import terms
from kg.store.terms import FLOATING, NUMERIC, XSD, XSD_BOOLEAN, Term, number

Value = int | Decimal | float | bool | date | str
Kind = Literal["integer", "decimal", "float", "boolean", "date", "text"]

_LONGEST: Final = 38
_INT64: Final = range(-(2**63), 2**63)


class Typed(NamedTuple):
    """The values of a column, all of its kind; None where unbound.

    size: of decimals, precision and scale of the narrowest type for all of them.
    """

    kind: Kind
    values: list[Value | None]
    size: tuple[int, int] | None = None


def typed(cells: Sequence[Term | None]) -> Typed:
    """A column whose cells are all integers (of 64 bits), all decimals (of 38 digits), all floats, all
    booleans or all dates has that kind, any other is text; so is one without a bound cell."""
    is_bound = any(cell is not None for cell in cells)
    for kind, read in _READERS if is_bound else ():
        values = _all_read(cells, read)
        if values is None:
            continue
        if kind != "decimal":
            return Typed(kind, values)
        size = _decimal_size(values)
        return Typed("text", _texts(cells)) if size is None else Typed(kind, values, size)
    return Typed("text", _texts(cells))


def value_of(cell: Term | None) -> Value | None:
    """One cell by itself: a number, a boolean, a date, else text; None where unbound."""
    if cell is None:
        return None
    read = (found for _, reader in _READERS if (found := reader(cell)) is not None)
    return next(read, _text(cell))


def _all_read(
    cells: Sequence[Term | None], read: Callable[[Term], Value | None]
) -> list[Value | None] | None:
    """The values of the cells, None where unbound; None unless every bound cell has one."""
    values: list[Value | None] = []
    for cell in cells:
        value = None if cell is None else read(cell)
        if cell is not None and value is None:
            return None
        values.append(value)
    return values


def _texts(cells: Sequence[Term | None]) -> list[Value | None]:
    """The cells as text: IRIs in full, literals as they are written."""
    return [None if cell is None else _text(cell) for cell in cells]


def _decimal_size(values: Sequence[Value | None]) -> tuple[int, int] | None:
    """Precision and scale of the narrowest decimal type for all of them; None for more than 38 digits."""
    exact = [value for value in values if isinstance(value, Decimal)]
    places = max(max(0, -int(value.as_tuple().exponent)) for value in exact)
    whole = max(max(0, value.adjusted() + 1) for value in exact)
    return (max(1, whole + places), places) if whole + places <= _LONGEST else None


def _text(cell: Term) -> str:
    return text_of(cell).encode("utf-8", "backslashreplace").decode()


def _integer(cell: Term) -> int | None:
    value = _decimal(cell)
    if value is None or not isinstance(cell, terms.Literal) or cell.datatype == f"{XSD}decimal":
        return None
    # As an int: a range looks for a Decimal by counting.
    return int(value) if value == int(value) and int(value) in _INT64 else None


def _decimal(cell: Term) -> Decimal | None:
    exact = isinstance(cell, terms.Literal) and cell.datatype in NUMERIC and cell.datatype not in FLOATING
    return number(cell) if exact and isinstance(cell, terms.Literal) else None


def _float(cell: Term) -> float | None:
    if not isinstance(cell, terms.Literal) or cell.datatype not in FLOATING:
        return None
    try:
        return float(cell.value.replace("INF", "inf"))
    except ValueError:
        return None


def _boolean(cell: Term) -> bool | None:
    if isinstance(cell, terms.Literal) and cell.datatype == XSD_BOOLEAN:
        return {"true": True, "1": True, "false": False, "0": False}.get(cell.value)
    return None


def _date(cell: Term) -> date | None:
    if not isinstance(cell, terms.Literal) or cell.datatype != f"{XSD}date":
        return None
    try:
        return date.fromisoformat(cell.value)
    except ValueError:
        return None


_READERS: Final[tuple[tuple[Kind, Callable[[Term], Value | None]], ...]] = (
    ("integer", _integer),
    ("decimal", _decimal),
    ("float", _float),
    ("boolean", _boolean),
    ("date", _date),
)
