"""Answers as data frames of pandas and polars, which are extras."""

from typing import TYPE_CHECKING, Any, Final

from kg.errors import Text
from kg.query.answer import Table
from kg.query.exchange import with_label_columns
from kg.query.typed import Typed, typed
from kg.rdfio.extras import require

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

# pandas has no type for exact decimals; nullable types where it has them.
_PANDAS: Final[dict[str, Any]] = {
    "integer": "Int64",
    "decimal": "float64",
    "float": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "text": "string",
}


def to_pandas(table: Table, labels: bool) -> "pd.DataFrame":
    """A frame with a column for each variable. Raises NotFound without pandas."""
    require("pandas", "pandas", Text("to_pandas 需要 pandas", "to_pandas needs pandas"))
    import pandas as pd  # late: large, and an extra

    columns = {}
    for name, (kind, values, _) in _columns(table, labels).items():
        numbers = [None if v is None else float(v) for v in values] if kind == "decimal" else values  # type: ignore[arg-type]
        columns[name] = pd.Series(numbers, dtype=_PANDAS[kind])
    return pd.DataFrame(columns, index=pd.RangeIndex(len(table.rows)))


def to_polars(table: Table, labels: bool) -> "pl.DataFrame":
    """A frame with a column for each variable. Raises NotFound without polars."""
    require("polars", "polars", Text("to_polars 需要 polars", "to_polars needs polars"))
    import polars as pl  # late: large, and an extra

    types: dict[str, Any] = {
        "integer": pl.Int64,
        "float": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
        "text": pl.String,
    }
    columns = []
    for name, (kind, values, size) in _columns(table, labels).items():
        columns.append(pl.Series(name, values, dtype=pl.Decimal(*size) if size else types[kind]))
    return pl.DataFrame(columns)


def _columns(table: Table, labels: bool) -> dict[str, Typed]:
    names, rows = with_label_columns(table) if labels else (table.variables, table.rows)
    cells = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: typed(column) for name, column in zip(names, cells, strict=True)}
