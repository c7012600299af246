"""The answer to a SELECT: rows by number, cells by name, and what it can be turned into."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, overload

from kg.api.frames import to_pandas, to_polars
from kg.api.row import Row
from kg.errors import Text
from kg.query.about import About
from kg.query.answer import Table
from kg.query.exchange import with_label_columns
from kg.query.formats import choose
from kg.query.results import DESCRIBED, chunks, form_of, write
from kg.query.typed import Value, value_of
from kg.rdfio.media import Media, output_named
from kg.rdfio.output import write_pieces

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

# Rows that a notebook shows.
SHOWN: Final = 50


class Result(Sequence[Row]):
    """The rows of an answer, in its order.

    >>> import kg
    >>> found = kg.open(lang="en").select("regulator-mandates")
    >>> found.columns[:2]
    ('regulator', 'matter')
    >>> {row.regulator.curie: row.regulator.label for row in found}["regulator:cac"]
    'Cyberspace Administration of China'
    """

    def __init__(
        self,
        table: Table,
        *,
        evidence_at: int | None = None,
        notes: Sequence[Text] = (),
        about: Callable[[], About] = About,
    ) -> None:
        """evidence_at: number of the first column with evidence. notes: what the command tells on stderr: what
        a name was taken for, that there are no rows, what has no evidence. about: what pages say of it."""
        self.table = table
        self.notes = tuple(notes)
        self._at = evidence_at
        self._about = about

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, those of evidence too."""
        return self.table.variables

    def __len__(self) -> int:
        return len(self.table.rows)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> "Result": ...
    def __getitem__(self, key: int | slice) -> "Row | Result":
        """A row, or some of the rows as a result of their own. Raises IndexError."""
        if isinstance(key, slice):
            part = replace(self.table, rows=self.table.rows[key])
            return Result(part, evidence_at=self._at, notes=self.notes, about=self._about)
        return Row(self.table, range(len(self))[key], self._at)

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.table, number, self._at) for number in range(len(self)))

    def to_dicts(self, *, labels: bool = False) -> list[dict[str, Value | None]]:
        """One dictionary a row, values as in Cell.value. labels: with a key xLabel beside each x that has IRIs."""
        names, rows = with_label_columns(self.table) if labels else (self.columns, self.table.rows)
        return [dict(zip(names, map(value_of, row), strict=True)) for row in rows]

    def to_csv(self, *, labels: bool = False) -> str:
        """CSV as W3C defines it for SPARQL. labels: as in to_dicts."""
        return self.text("csv", labels=labels)

    def text(self, format_name: str = "table", *, labels: bool = False, width: int | None = None) -> str:
        """The answer in any format that is text: table, csv, tsv, json, xml, markdown, html.

        width: columns of a terminal that a table is fitted into. Raises NotFound for an unknown format,
        OutputError for one that is not text; html asks the store for the licence, and raises as it does.
        """
        media = output_named(format_name)
        lang, about = self.table.lang, self._said_in(media)
        return write(self.table, media.name, lang=lang, width=width, with_labels=labels, about=about)

    def save(self, path: str | Path, format_name: str | None = None, *, labels: bool = False) -> None:
        """Writes the answer to a file, whole or not at all; the ending decides on the format (csv, xlsx ...).

        Raises NotFound for an ending that is no format, OutputError for a file that cannot be written; html
        and xlsx ask the store for the licence, and raise as it does.
        """
        media = choose(format_name, Path(path), form_of(self.table))
        lang, about = self.table.lang, self._said_in(media)
        write_pieces(Path(path), chunks(self.table, media.name, lang=lang, with_labels=labels, about=about))

    def _said_in(self, media: Media) -> About | None:
        """What the answer says of itself, where the format has room for it: the store is asked for it then."""
        return self._about() if media.name in DESCRIBED else None

    def to_pandas(self, *, labels: bool = True) -> "pd.DataFrame":
        """A pandas frame: whole numbers as Int64, others as float64, dates, booleans, all else text.

        labels: with a column xLabel beside each column x that has IRIs. Raises NotFound without pandas.
        """
        return to_pandas(self.table, labels)

    def to_polars(self, *, labels: bool = True) -> "pl.DataFrame":
        """A polars frame: as to_pandas, decimals exact. Raises NotFound without polars."""
        return to_polars(self.table, labels)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Result: {len(self)} x {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from kg.query.page import to_fragment  # late: only notebooks pay for it

        return to_fragment(self.table, SHOWN)

    def _repr_markdown_(self) -> str:
        from kg.query.page import how_many

        count = how_many(len(self), SHOWN).in_(self.table.lang)
        return f"{self[:SHOWN].text('markdown')}\n{count}\n"
