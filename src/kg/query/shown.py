"""What tables for people show: which columns, under which headings, and a cell as lines of plain text."""

from typing import Literal, NamedTuple

from kg.namespaces import shorten
from kg.query.catalogue import Column
from kg.query.exchange import label_name
from kg.query.labels import name_of
from kg.query.run import Table, text_of
from kg.store.terms import Iri, Term


class Shown(NamedTuple):
    """One column as it is shown. place: of its cells in a row.

    part: of an IRI, 'both' is its label, or its CURIE where it has none; 'iri' the IRI; 'label' the label.
    """

    place: int
    column: Column
    heading: str
    part: Literal["both", "iri", "label"]

    @property
    def is_number(self) -> bool:
        return self.column.kind == "number"


def shown(table: Table, *, beside: bool, hidden: bool = False) -> list[Shown]:
    """The columns to show. beside: IRIs too, each labelled column x followed by one with its labels,
    xLabel in a free query. hidden: also those that only carry evidence."""
    columns: list[Shown] = []
    for place, column in enumerate(table.columns):
        if column.hidden and not hidden:
            continue
        heading = column.label.in_(table.lang)
        if not beside or not _has_label(table, place):
            columns.append(Shown(place, column, heading, "both"))
            continue
        named = heading == column.name
        beside_it = label_name(column.name, table.variables) if named else _of_label(heading, table.lang)
        columns += (Shown(place, column, heading, "iri"), Shown(place, column, beside_it, "label"))
    return columns


def lines_of(table: Table, one: Shown, cell: Term | None) -> list[str]:
    """What a cell says, unescaped; several lines where it lists things."""
    if isinstance(cell, Iri):
        return [_iri(table, one, cell)]
    if one.part == "label":
        return [""]
    written = text_of(cell)
    if one.column.kind == "addresses":
        cited = [
            f"{word} {table.citations[word]}" if word in table.citations else word for word in written.split()
        ]
        return cited or [""]
    if one.column.name == "sentence" and one.column.kind == "literal":
        return written.split("\n")
    words = written.split(" ")
    if len(words) > 1 and all(shorten(word) != word for word in words):  # GROUP_CONCAT of IRIs
        written = ", ".join(table.labels.get(word) or shorten(word) for word in words)
    return [written]


def _iri(table: Table, one: Shown, cell: Iri) -> str:
    if one.part == "both":
        return name_of(cell.value, table.labels)
    return shorten(cell.value) if one.part == "iri" else table.labels.get(cell.value, "")


def _has_label(table: Table, place: int) -> bool:
    cells = (row[place] for row in table.rows)
    return any(isinstance(cell, Iri) and cell.value in table.labels for cell in cells)


def _of_label(heading: str, lang: str) -> str:
    return f"{heading}（标签）" if lang == "zh" else f"{heading} (label)"
