"""Tables for reading: in a terminal, fitted to its width, and as Markdown. Cells are hostile input."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.errors import Text
from kg.query.answer import Table
from kg.query.marking import CLOSE, OPEN
from kg.query.shown import Shown, lines_of, shown
from kg.sparql.width import char_width
from kg.sparql.width import width as width_of
from kg.store.terms import Term

YES_NO: Final = {True: Text("是", "yes"), False: Text("否", "no")}

_GAP: Final = "  "
_NARROWEST: Final = 6
_BLANKS: Final = "\u00a0\u3000"
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>|#~!&])")


def to_table(table: Table, width: int | None = None, *, beside: bool = False) -> str:
    """Columns under their headings, long cells wrapped so that lines fit the width.

    beside: IRIs with their labels in a column beside them, in place of labels alone.
    """
    columns = shown(table, beside=beside)
    head = [[safe(one.heading)] for one in columns]
    body = [[_lines(table, one, row[one.place]) for one in columns] for row in table.rows]
    natural = [
        max((width_of(line) for row in (head, *body) for line in row[k]), default=1)
        for k in range(len(columns))
    ]
    widths = _fit(natural, width)
    right = [one.is_number for one in columns]
    rule = [["-" * one] for one in widths]
    lines = [line for row in (head, rule, *body) for line in _render(row, widths, right)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def to_markdown(table: Table, *, beside: bool = False) -> Iterator[str]:
    """A Markdown table, line by line; whatever could be markup is escaped. beside: as in to_table."""
    columns = shown(table, beside=beside)
    yield _markdown_row(plain(safe(one.heading)) for one in columns)
    yield _markdown_row("---:" if one.is_number else "---" for one in columns)
    for row in table.rows:
        yield _markdown_row(_markdown_cell(table, one, row[one.place]) for one in columns)


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _markdown_cell(table: Table, one: Shown, cell: Term | None) -> str:
    written = "<br>".join(plain(line) for line in _lines(table, one, cell))
    if one.column.kind == "sentence":  # the names that kg.query.marking has marked
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


def plain(text: str) -> str:
    """Text with whatever could be Markdown escaped."""
    return _MARKDOWN.sub(r"\\\1", text)


def _lines(table: Table, one: Shown, cell: Term | None) -> list[str]:
    return [safe(line) for line in lines_of(table, one, cell)]


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
