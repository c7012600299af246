"""An answer as Apache Parquet or an Arrow file: one typed column a variable. Needs the extra `parquet`."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import Text
from kg.query.typed import typed
from kg.rdfio.extras import require
from kg.store.protocol import Row
from kg.store.terms import Term


def available() -> None:
    """Raises NotFound, with the remedy, unless pyarrow is installed."""
    require("pyarrow", "parquet", Text("parquet 和 arrow 需要 pyarrow", "parquet and arrow need pyarrow"))


def to_columns(names: Sequence[str], rows: Sequence[Row], format_name: str) -> Iterator[bytes]:
    """The file in one piece. format_name: 'parquet' or 'arrow'.

    The type of a column is that of kg.query.typed; unbound is null. Raises NotFound without pyarrow.
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
    kind, values, size = typed(cells)
    if size is not None:
        return pyarrow.array(values, pyarrow.decimal128(*size))
    types = {
        "integer": pyarrow.int64,
        "float": pyarrow.float64,
        "boolean": pyarrow.bool_,
        "date": pyarrow.date32,
        "text": pyarrow.string,
    }
    return pyarrow.array(values, types[kind]())
