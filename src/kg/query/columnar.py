"""An answer as Apache Parquet or an Arrow file: one typed column a variable. Needs the extra `parquet`."""

import importlib.util
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kg.errors import NotFound
from kg.query.run import text_of
from kg.store.protocol import Row
from kg.store.terms import NUMERIC, XSD, XSD_BOOLEAN, Literal, Term, number

_FLOATING: Final = (f"{XSD}double", f"{XSD}float")
_LONGEST: Final = 38
_INT64: Final = range(-(2**63), 2**63)


def available() -> None:
    """Raises NotFound, with the remedy, unless pyarrow is installed."""
    if importlib.util.find_spec("pyarrow") is None:
        raise NotFound(
            "parquet 和 arrow 需要 pyarrow：pip install 'internet-report-kg[parquet]'",
            "parquet and arrow need pyarrow: pip install 'internet-report-kg[parquet]'",
        )


def to_columns(names: Sequence[str], rows: Sequence[Row], format_name: str) -> Iterator[bytes]:
    """The file in one piece. format_name: 'parquet' or 'arrow'.

    A column whose cells are all integers, all decimals, all floats, all booleans or all dates has that
    type, any other is text; unbound is null. Raises NotFound without pyarrow.
    """
    available()
    import pyarrow  # late: large, and an extra

    table = pyarrow.table(
        [_column(pyarrow, [row[place] for row in rows]) for place in range(len(names))], names=list(names)
    )
    out = io.BytesIO()
    if format_name == "parquet":
        import pyarrow.parquet

        pyarrow.parquet.write_table(table, out)
    else:
        with pyarrow.ipc.new_file(out, table.schema) as writer:
            writer.write_table(table)
    yield out.getvalue()


def _column(pyarrow: Any, cells: Sequence[Term | None]) -> Any:
    bound = [cell for cell in cells if cell is not None]
    kinds: tuple[tuple[Callable[[Term], Any], Callable[[list[Any]], Any]], ...] = (
        (_integer, lambda _: pyarrow.int64()),
        (_decimal, lambda values: _decimal_type(pyarrow, values)),
        (_float, lambda _: pyarrow.float64()),
        (_boolean, lambda _: pyarrow.bool_()),
        (_date, lambda _: pyarrow.date32()),
    )
    for read, type_of in kinds:
        values = [read(cell) for cell in bound]
        kind = type_of(values) if bound and None not in values else None
        if kind is not None:
            return pyarrow.array([None if cell is None else read(cell) for cell in cells], kind)
    texts = [None if cell is None else _text(cell) for cell in cells]
    return pyarrow.array(texts, pyarrow.string())


def _text(cell: Term) -> str:
    return text_of(cell).encode("utf-8", "backslashreplace").decode()


def _integer(cell: Term) -> int | None:
    value = _decimal(cell)
    if value is None or not isinstance(cell, Literal) or cell.datatype == f"{XSD}decimal":
        return None
    # As an int: a range looks for a Decimal by counting.
    return int(value) if value == int(value) and int(value) in _INT64 else None


def _decimal(cell: Term) -> Decimal | None:
    exact = isinstance(cell, Literal) and cell.datatype in NUMERIC and cell.datatype not in _FLOATING
    return number(cell) if exact and isinstance(cell, Literal) else None


def _decimal_type(pyarrow: Any, values: list[Decimal]) -> Any:
    """The narrowest decimal type for all of them, None if there is none."""
    places = max(max(0, -int(value.as_tuple().exponent)) for value in values)
    whole = max(max(0, value.adjusted() + 1) for value in values)
    return pyarrow.decimal128(max(1, whole + places), places) if whole + places <= _LONGEST else None


def _float(cell: Term) -> float | None:
    if not isinstance(cell, Literal) or cell.datatype not in _FLOATING:
        return None
    try:
        return float(cell.value.replace("INF", "inf"))
    except ValueError:
        return None


def _boolean(cell: Term) -> bool | None:
    if isinstance(cell, Literal) and cell.datatype == XSD_BOOLEAN:
        return {"true": True, "1": True, "false": False, "0": False}.get(cell.value)
    return None


def _date(cell: Term) -> date | None:
    if not isinstance(cell, Literal) or cell.datatype != f"{XSD}date":
        return None
    try:
        return date.fromisoformat(cell.value)
    except ValueError:
        return None
