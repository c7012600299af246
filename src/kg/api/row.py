"""A row of an answer, its cells by name; and what it stands on."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.api.cell import Cell
from kg.errors import NotFound
from kg.query.answer import Table, text_of
from kg.query.shown import Shown, lines_of
from kg.query.tracing.status import Status
from kg.query.typed import Value, value_of
from kg.store.protocol import Row as Terms


class Place(NamedTuple):
    """A place of the report: its address (3.4.1-s3), and where that is in words."""

    address: str
    citation: str


class Row:
    """One row. `row.company`, `row["company"]` and `row[0]` are its cells; going through it gives them in order.

    A column that is named like an attribute of rows (evidence, claims, status ...) is reached by brackets.
    """

    __slots__ = ("_at", "_number", "_table")

    def __init__(self, table: Table, number: int, at: int | None) -> None:
        """number: of the row in the table. at: number of the first column with evidence; None without."""
        self._table = table
        self._number = number
        self._at = at

    def keys(self) -> tuple[str, ...]:
        """The names of the columns, those of evidence too."""
        return self._table.variables

    def __getitem__(self, key: str | int) -> Cell:
        """Raises KeyError, which lists the columns, and IndexError."""
        if isinstance(key, int):
            return self._cell(key)
        if key not in self.keys():
            raise KeyError(f"no column {key!r}; there are: {', '.join(self.keys())}")
        return self._cell(self.keys().index(key))

    def __getattr__(self, name: str) -> Cell:
        if name.startswith("_") or name not in self.keys():
            raise AttributeError(f"no column {name!r}; there are: {', '.join(self.keys())}")
        return self[name]

    def __iter__(self) -> Iterator[Cell]:
        return map(self._cell, range(len(self)))

    def __len__(self) -> int:
        return len(self.keys())

    def asdict(self) -> dict[str, Value | None]:
        """Column -> value, as in Cell.value."""
        return {name: value_of(cell) for name, cell in zip(self.keys(), self._terms, strict=True)}

    @property
    def evidence(self) -> tuple[Place, ...]:
        """The places of the report that the row stands on. Raises KgError unless evidence was asked for."""
        cited = self._table.citations
        return tuple(Place(word, cited.get(word, word)) for word in self._evidence(1).split())

    @property
    def claims(self) -> tuple[str, ...]:
        """The IRIs of the claims it stands on, in the order of the report; errors as in evidence."""
        from kg.query.evidence import UNBACKED  # late: asking without evidence starts faster

        return tuple(word for word in self._evidence(0).split() if word != UNBACKED)

    @property
    def status(self) -> Status:
        """How far its evidence goes: complete, partial, none needed, absence; errors as in evidence."""
        return Status(self._evidence(2))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, names marked « », for whoever gave the report; errors as in evidence."""
        return tuple(line for line in self._evidence(3).split("\n") if line)

    @property
    def _terms(self) -> Terms:
        return self._table.rows[self._number]

    def _evidence(self, nth: int) -> str:
        if self._at is None:
            raise NotFound(
                "这一行没有出处：提问时请加 evidence=True", "the row has no evidence: ask with evidence=True"
            )
        return text_of(cell) if (cell := next(iter(self._terms[self._at + nth :]), None)) else ""

    def _cell(self, place: int) -> Cell:
        term = self._terms[place]
        column = self._table.columns[place]
        shown = Shown(place, column, column.name, "both")
        return Cell(term, ", ".join(lines_of(self._table, shown, term)))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(name for name in self.keys() if name.isidentifier())})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self.keys() == other.keys() and self._terms == other._terms

    def __hash__(self) -> int:
        return hash((self.keys(), self._terms))

    def __repr__(self) -> str:
        cells = zip(self._table.columns, self, strict=True)
        return f"Row({', '.join(f'{c.name}={cell.label!r}' for c, cell in cells if cell and not c.hidden)})"
