"""An answer as an Excel workbook: text stays text, numbers and dates are numbers and dates.

Nothing becomes a formula or a link, whatever it begins with. What a cell of Excel cannot hold exactly
(more than 15 digits, years before 1900, times with a zone) stays text. No clock: the same answer
gives the same bytes.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.errors import OutputError
from kg.query.about import About
from kg.query.answer import Table
from kg.query.shown import Shown, lines_of, shown
from kg.sparql.width import width
from kg.store.terms import FLOATING, NUMERIC, XSD, XSD_BOOLEAN, Literal, Term, number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS: Final = 1_048_576
MAX_CELL: Final = 32_767
_DIGITS: Final = 15
_NARROWEST, _WIDEST = 8, 60
_CHUNK: Final = 65_536
_CREATED: Final = datetime(1980, 1, 1)
_DATED: Final = {
    f"{XSD}date": ("yyyy-mm-dd", re.compile(r"\d{4}-\d\d-\d\d"), ""),
    f"{XSD}gYearMonth": ("yyyy-mm", re.compile(r"\d{4}-\d\d"), "-01"),
    f"{XSD}dateTime": (
        "yyyy-mm-dd hh:mm:ss",
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?"),
        "",
    ),
}
_YEAR: Final = re.compile(r"[12]\d{3}")


class _Cell(NamedTuple):
    """A value as Excel holds it, and how a date is shown."""

    value: str | float | bool | datetime
    pattern: str = ""


def to_xlsx(table: Table, about: About) -> Iterator[bytes]:
    """The workbook, piece by piece: a sheet with the answer, one that says where it is from.

    Raises OutputError for more rows or longer cells than a sheet holds.
    """
    import xlsxwriter  # late: only workbooks pay for it

    if len(table.rows) >= MAX_ROWS:
        raise OutputError(
            f"结果有 {len(table.rows)} 行，一张工作表最多 {MAX_ROWS - 1} 行；请用 csv 或 tsv，或用 LIMIT",
            f"the answer has {len(table.rows)} rows, a sheet holds {MAX_ROWS - 1}; use csv or tsv, or LIMIT",
        )
    zh = table.lang == "zh"
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        try:
            book.set_properties({"title": about.title.in_(table.lang), "created": _CREATED})
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            plain = book.add_format({"text_wrap": True, "valign": "top"})
            patterns = {
                pattern: book.add_format({"num_format": pattern, "valign": "top", "align": "left"})
                for pattern, _, _ in _DATED.values()
            }
            sheet = book.add_worksheet("结果" if zh else "result")
            _fill(sheet, table, bold, {"": plain, **patterns})
            _tell(book.add_worksheet("说明" if zh else "about"), about, zh, bold, plain)
        finally:
            book.close()  # its own files on the disk go away with it
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def _fill(sheet: "Worksheet", table: Table, bold: "Format", formats: dict[str, "Format"]) -> None:
    columns = shown(table, beside=True, hidden=True)
    widths = [width(one.heading) for one in columns]
    for place, one in enumerate(columns):
        sheet.write_string(0, place, one.heading, bold)
    for number_of_row, row in enumerate(table.rows, 1):
        for place, one in enumerate(columns):
            cell = _cell(table, one, row[one.place])
            _write(sheet, number_of_row, place, cell, formats[cell.pattern])
            widths[place] = max(widths[place], _width(cell))
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)
    for place, one in enumerate(columns):
        fitted = min(max(widths[place], _NARROWEST), _WIDEST) + 2
        sheet.set_column(place, place, fitted, None, {"hidden": one.column.hidden})


def _tell(sheet: "Worksheet", about: About, zh: bool, bold: "Format", plain: "Format") -> None:
    said: Sequence[tuple[str, str]] = (
        ("问题" if zh else "question", about.title.zh if zh else about.title.en),
        ("查询" if zh else "query", about.query),
        *(("设定" if zh else "setting", setting) for setting in about.settings),
        ("来源" if zh else "source", about.source),
        ("数据许可" if zh else "licence of the data", about.licence().zh if zh else about.licence().en),
    )
    for place, (name, value) in enumerate(said):
        sheet.write_string(place, 0, name, bold)
        _write(sheet, place, 1, _Cell(value), plain)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)


def _cell(table: Table, one: Shown, cell: Term | None) -> _Cell:
    if isinstance(cell, Literal) and one.part != "label":
        found = _typed(cell)
        if found is not None:
            return found
    return _Cell("\n".join(lines_of(table, one, cell)))


def _typed(cell: Literal) -> _Cell | None:
    """The value as something other than text, where a cell of Excel holds it exactly."""
    if cell.datatype == XSD_BOOLEAN and cell.value in ("true", "1", "false", "0"):
        return _Cell(cell.value in ("true", "1"))
    if cell.datatype == f"{XSD}gYear" and _YEAR.fullmatch(cell.value):
        return _Cell(int(cell.value))
    if cell.datatype in _DATED:
        pattern, form, rest = _DATED[cell.datatype]
        try:
            moment = datetime.fromisoformat(cell.value + rest) if form.fullmatch(cell.value) else None
        except ValueError:
            return None
        return _Cell(moment, pattern) if moment and moment.date() >= date(1900, 3, 1) else None
    value = number(cell) if cell.datatype in NUMERIC else None
    if value is None:
        return None
    digits = value.normalize().as_tuple()
    if cell.datatype not in FLOATING and max(len(digits.digits), value.adjusted() + 1) > _DIGITS:
        return None
    return _Cell(float(value)) if abs(value.adjusted()) < 300 else None


def _write(sheet: "Worksheet", row: int, place: int, cell: _Cell, look: "Format") -> None:
    value: Any = cell.value
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value, look)
    elif isinstance(value, str):
        text = value.encode("utf-8", "backslashreplace").decode()
        if len(text.encode("utf-16-le")) // 2 > MAX_CELL:
            raise OutputError(
                f"第 {row} 行有一格超过 {MAX_CELL} 个字符，Excel 放不下；请用 csv 或 json",
                f"a cell of row {row} is longer than the {MAX_CELL} characters that Excel holds; "
                "use csv or json",
            )
        if text:
            sheet.write_string(row, place, text, look)
    else:
        sheet.write_number(row, place, value, look)


def _width(cell: _Cell) -> int:
    if cell.pattern:
        return len(cell.pattern)
    shown_as = f"{cell.value:.15g}" if isinstance(cell.value, float) else str(cell.value)
    return max(map(width, shown_as.split("\n")))
