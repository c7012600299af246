"""Tables for reading: in a terminal, fitted to its width, and as Markdown. Cells are hostile input."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.namespaces import shorten
from kg.query.catalogue import Column
from kg.query.labels import name_of
from kg.query.marking import CLOSE, OPEN
from kg.query.run import Table, text_of
from kg.query.tracing.status import WORDS, Status
from kg.sparql.width import char_width
from kg.sparql.width import width as width_of
from kg.store.terms import Iri, Term

_GAP: Final = "  "
_NARROWEST: Final = 6
_BLANKS: Final = "\u00a0\u3000"
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>|#~!&])")


def to_table(table: Table, width: int | None = None) -> str:
    """Columns under their headings, long cells wrapped so that lines fit the width."""
    columns = [n for n, column in enumerate(table.columns) if not column.hidden]
    head = [[safe(table.columns[n].label.in_(table.lang))] for n in columns]
    body = [[_lines(table, table.columns[n], row[n]) for n in columns] for row in table.rows]
    natural = [
        max((width_of(line) for row in (head, *body) for line in row[k]), default=1)
        for k in range(len(columns))
    ]
    widths = _fit(natural, width)
    right = [table.columns[n].kind == "number" for n in columns]
    rule = [["-" * one] for one in widths]
    lines = [line for row in (head, rule, *body) for line in _render(row, widths, right)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def to_markdown(table: Table) -> str:
    """A Markdown table; whatever could be markup is escaped."""
    columns = [n for n, column in enumerate(table.columns) if not column.hidden]
    head = [_plain(safe(table.columns[n].label.in_(table.lang))) for n in columns]
    rule = ["---:" if table.columns[n].kind == "number" else "---" for n in columns]
    rows = [[_markdown_cell(table, table.columns[n], row[n]) for n in columns] for row in table.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def _markdown_cell(table: Table, column: Column, cell: Term | None) -> str:
    written = "<br>".join(_plain(line) for line in _lines(table, column, cell))
    if column.kind == "sentence":  # the names that kg.query.marking has marked
        return written.replace(OPEN, "**").replace(CLOSE, "**")
    return written


def safe(text: str) -> str:
    """Text with control, direction and invisible characters made visible as escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _BLANKS else _escape(char) for char in text)


def _escape(char: str) -> str:
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    if char in short:
        return short[char]
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _lines(table: Table, column: Column, cell: Term | None) -> list[str]:
    """What a cell shows: labels for IRIs, citations for addresses; several lines where it lists things."""
    if isinstance(cell, Iri):
        return [safe(name_of(cell.value, table.labels))]
    written = text_of(cell)
    if column.kind == "addresses":
        cited = [
            f"{one} {table.citations[one]}" if one in table.citations else one for one in written.split()
        ]
        return [safe(one) for one in cited] or [""]
    if column.kind == "status" and written in WORDS:
        return [WORDS[Status(written)].in_(table.lang)]
    if column.kind in ("sentence", "lines"):
        return [safe(line) for line in written.split("\n")]
    words = written.split(" ")
    if column.kind == "iris":
        return [safe(name_of(word, table.labels)) for word in words]
    if len(words) > 1 and all(shorten(word) != word for word in words):  # GROUP_CONCAT of IRIs
        written = ", ".join(table.labels.get(word) or shorten(word) for word in words)
    return [safe(written)]


def _fit(natural: Sequence[int], width: int | None) -> list[int]:
    """Widths of the columns: the widest give way first, none below _NARROWEST."""
    widths = [max(1, one) for one in natural]
    if width is None:
        return widths
    room = max(width - len(_GAP) * (len(widths) - 1), 1)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda n: widths[n])
        if widths[widest] <= _NARROWEST:
            break
        second = max((one for n, one in enumerate(widths) if n != widest), default=0)
        step = max(1, min(widths[widest] - max(second, _NARROWEST), sum(widths) - room))
        widths[widest] -= step
    return widths


def _render(row: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    cells = [
        [part for line in lines for part in _wrap(line, limit)]
        for lines, limit in zip(row, widths, strict=True)
    ]
    for number in range(max((len(cell) for cell in cells), default=0)):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        yield _GAP.join(
            _pad(part, *size) for part, size in zip(parts, zip(widths, right, strict=True), strict=True)
        )


def _pad(text: str, limit: int, right: bool) -> str:
    blanks = " " * max(0, limit - width_of(text))
    return blanks + text if right else text + blanks


def _wrap(text: str, limit: int) -> list[str]:
    """The text in pieces no wider than the limit, cut at blanks where there are some."""
    pieces: list[str] = []
    current, columns, blank = "", 0, -1
    for char in text:
        size = char_width(char)
        if columns + size > limit and current:
            if char == " ":
                pieces.append(current)
                current, columns, blank = "", 0, -1
                continue
            cut = blank if blank > 0 else len(current)
            pieces.append(current[:cut].rstrip())
            current = current[cut:].lstrip()
            columns, blank = width_of(current), -1
        if char == " ":
            blank = len(current)
        current += char
        columns += size
    return [*pieces, current]
