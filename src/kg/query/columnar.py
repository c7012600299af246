"""An answer as Apache Parquet or an Arrow file: one typed column a variable. Needs the extra `parquet`."""

import importlib.util
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from kg.errors import NotFound
from kg.query.typed import texts, typed
from kg.store.protocol import Row
from kg.store.terms import Term

_LONGEST: Final = 38


def available() -> None:
    """Raises NotFound, with the remedy, unless pyarrow is installed."""
    if importlib.util.find_spec("pyarrow") is None:
        raise NotFound(
            "parquet 和 arrow 需要 pyarrow：pip install 'internet-report-kg[parquet]'",
            "parquet and arrow need pyarrow: pip install 'internet-report-kg[parquet]'",
        )


def to_columns(names: Sequence[str], rows: Sequence[Row], format_name: str) -> Iterator[bytes]:
    """The file in one piece. format_name: 'parquet' or 'arrow'.

    The type of a column is that of kg.query.typed, text for decimals of more than 38 digits; unbound is
    null. Raises NotFound without pyarrow.
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
    kind, values = typed(cells)
    if kind == "decimal":
        exact = _decimal_type(pyarrow, [value for value in values if isinstance(value, Decimal)])
        return pyarrow.array(values, exact) if exact else pyarrow.array(texts(cells), pyarrow.string())
    types = {
        "integer": pyarrow.int64,
        "float": pyarrow.float64,
        "boolean": pyarrow.bool_,
        "date": pyarrow.date32,
        "text": pyarrow.string,
    }
    return pyarrow.array(values, types[kind]())


def _decimal_type(pyarrow: Any, values: list[Decimal]) -> Any:
    """The narrowest decimal type for all of them, None if there is none."""
    places = max(max(0, -int(value.as_tuple().exponent)) for value in values)
    whole = max(max(0, value.adjusted() + 1) for value in values)
    return pyarrow.decimal128(max(1, whole + places), places) if whole + places <= _LONGEST else None
