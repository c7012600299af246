"""Workbooks, read back by openpyxl, which did not write them."""

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import OutputError, Text
from kg.namespaces import PREFIXES
from kg.query import workbook
from kg.query.about import About
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.results import chunks
from kg.store.protocol import Row
from kg.store.terms import XSD, Iri, Literal, tagged

A = Iri(PREFIXES["company"] + "a")
ABOUT = About(Text("问", "Question"), "SELECT *", ("--with editorial",), "somewhere", ("http://licence/",))


def table(*rows: Row, kinds: str = "literal", label: str = "甲公司") -> Table:
    columns = tuple(
        Column(f"c{n}", kind, Text(f"列{n}", f"column {n}")) for n, kind in enumerate(kinds.split())
    )
    return Table(columns, list(rows), "zh", {A.value: label})


def book(answer: Table) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(chunks(answer, "xlsx", about=ABOUT))))


def sheet(answer: Table) -> Worksheet:
    found = book(answer).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def value(literal: Literal) -> object:
    return sheet(table((literal,)))["A2"].value


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "{=A1}", "http://x/", "007", "1e5"])  # fmt: skip
def test_text_never_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    cell = sheet(table((Literal(text),)))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_label_or_heading_that_looks_like_a_formula_is_text_too() -> None:
    columns = (Column("x", "iri", Text("=1+1", "=1+1")),)
    found = sheet(Table(columns, [(A,)], "zh", {A.value: "=cmd|' /C calc'!A0"}))
    assert [found[place].data_type for place in ("A1", "B1", "B2")] == ["s", "s", "s"]
    assert found["B2"].value == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("literal", "held"),
    [
        (Literal("7", f"{XSD}integer"), 7),
        (Literal("-46.5", f"{XSD}decimal"), -46.5),
        (Literal("1.5E3", f"{XSD}double"), 1500),
        (Literal("2021", f"{XSD}gYear"), 2021),
        (Literal("true", f"{XSD}boolean"), True),
        (Literal("2021-04-10", f"{XSD}date"), datetime(2021, 4, 10)),
        (Literal("2021-04", f"{XSD}gYearMonth"), datetime(2021, 4, 1)),
        (Literal("2021-04-10T08:30:00", f"{XSD}dateTime"), datetime(2021, 4, 10, 8, 30)),
    ],
)
def test_numbers_and_dates_are_numbers_and_dates(literal: Literal, held: object) -> None:
    assert value(literal) == held
    assert type(value(literal)) is type(held) or isinstance(held, int | float)


@pytest.mark.parametrize(
    "literal",
    [
        Literal("1234567890123456", f"{XSD}integer"),
        Literal("0.1234567890123456", f"{XSD}decimal"),
        Literal("INF", f"{XSD}double"),
        Literal("1e400", f"{XSD}double"),
        Literal("2021-13-01", f"{XSD}date"),
        Literal("1850-01-01", f"{XSD}date"),
        Literal("2021-04-10T08:30:00+08:00", f"{XSD}dateTime"),
        Literal("46.5"),
        tagged("7", "zh"),
    ],
)
def test_what_excel_cannot_hold_exactly_stays_text(literal: Literal) -> None:
    assert value(literal) == literal.value


def test_a_month_is_shown_as_a_month() -> None:
    assert sheet(table((Literal("2021-04", f"{XSD}gYearMonth"),)))["A2"].number_format == "yyyy-mm"


def test_labels_stand_beside_iris_the_header_is_frozen_and_evidence_columns_are_hidden() -> None:
    found = sheet(table((A, A), kinds="iri claim"))
    assert [cell.value for cell in found[1]] == ["列0", "列0（标签）", "列1", "列1（标签）"]
    assert [cell.value for cell in found[2]] == ["company:a", "甲公司", "company:a", "甲公司"]
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == "A1:D2"
    assert [found.column_dimensions[name].hidden for name in "ABCD"] == [False, False, True, True]


def test_columns_are_as_wide_as_chinese_needs() -> None:
    wide = sheet(table((Literal("中" * 20),))).column_dimensions["A"].width
    narrow = sheet(table((Literal("a" * 20),))).column_dimensions["A"].width
    assert 40 <= wide < 45
    assert 20 <= narrow < 25
    assert sheet(table((Literal("中" * 500),))).column_dimensions["A"].width < 70


def test_the_second_sheet_says_where_it_is_from() -> None:
    rows = [[cell.value for cell in row] for row in book(table()).worksheets[1]]
    assert ["查询", "SELECT *"] in rows
    assert ["来源", "somewhere"] in rows
    assert ["数据许可", "http://licence/"] in rows


def test_control_characters_survive_and_half_a_surrogate_pair_is_written() -> None:
    assert value(Literal("a\x01b_x0041_")) in ("a\x01b_x0041_", "a_x0001_b_x005F_x0041_")
    assert value(Literal("\ud800")) == "\\ud800"


def test_the_same_answer_gives_the_same_bytes() -> None:
    some = table((A,), (Literal("7", f"{XSD}integer"),), kinds="iri")
    assert b"".join(chunks(some, "xlsx", about=ABOUT)) == b"".join(chunks(some, "xlsx", about=ABOUT))


def test_what_does_not_fit_a_sheet_is_refused_and_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutputError, match="row 1 is longer than the 32767 characters"):
        sheet(table((Literal("𠀀" * 16_384),)))
    assert value(Literal("中" * 32_767)) == "中" * 32_767
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    with pytest.raises(OutputError, match="the answer has 2 rows, a sheet holds 1"):
        sheet(table((A,), (A,)))
