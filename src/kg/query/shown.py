"""What tables for people show: which columns, under which headings, and a cell as lines of plain text."""

from typing import Literal, NamedTuple

from kg.namespaces import shorten
from kg.query.answer import Table, text_of
from kg.query.catalogue import Column
from kg.query.exchange import label_name
from kg.query.labels import name_of
from kg.query.tracing.status import WORDS, Status
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
        return [_iri(table, one, cell.value)]
    if one.column.kind == "iris":
        return [_iri(table, one, word) for word in text_of(cell).split()] or [""]
    if one.part == "label":
        return [""]
    written = text_of(cell)
    if one.column.kind == "addresses":
        cited = [
            f"{word} {table.citations[word]}" if word in table.citations else word for word in written.split()
        ]
        return cited or [""]
    if one.column.kind == "status" and written in WORDS:
        return [WORDS[Status(written)].in_(table.lang)]
    if one.column.kind in ("sentence", "lines"):
        return written.split("\n")
    words = written.split(" ")
    if len(words) > 1 and all(shorten(word) != word for word in words):  # GROUP_CONCAT of IRIs
        written = ", ".join(table.labels.get(word) or shorten(word) for word in words)
    return [written]


def _iri(table: Table, one: Shown, iri: str) -> str:
    if one.part == "both":
        return name_of(iri, table.labels)
    return shorten(iri) if one.part == "iri" else table.labels.get(iri, "")


def _has_label(table: Table, place: int) -> bool:
    is_list = table.columns[place].kind == "iris"
    cells = (row[place] for row in table.rows)
    iris = (
        text_of(cell).split() if is_list else [text_of(cell)]
        for cell in cells
        if is_list or isinstance(cell, Iri)
    )
    return any(iri in table.labels for words in iris for iri in words)


def _of_label(heading: str, lang: str) -> str:
    return f"{heading}（标签）" if lang == "zh" else f"{heading} (label)"
