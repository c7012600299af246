"""Answers in every format, and labels that mean harm."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound, OutputError, Text
from kg.namespaces import PREFIXES
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.results import write
from kg.sparql.width import width
from kg.store.terms import XSD, BlankNode, Iri, Literal, Term, Triple, tagged

A = Iri(PREFIXES["company"] + "a")


def table(*rows: tuple[Term | None, ...], kinds: str = "iri literal", label: str = "甲公司") -> Table:
    names = ("x", "y", "z")
    columns = tuple(
        Column(name, kind, Text(f"列{name}", f"column {name}"))
        for name, kind in zip(names, kinds.split(), strict=False)
    )
    return Table(columns, list(rows), "zh", {A.value: label})


def test_a_terminal_table_lines_up_chinese_and_latin() -> None:
    shown = write(table((A, Literal("ok")), (Iri("http://a/"), tagged("好", "zh"))), "table").splitlines()
    assert shown == ["列x        列y", "---------  ---", "甲公司     ok", "http://a/  好"]


def test_numbers_stand_at_the_right_and_claims_are_hidden_from_readers() -> None:
    some = table((Literal("7", f"{XSD}integer"), A, Literal("12")), kinds="number claim number")
    assert write(some, "table").splitlines()[2] == "  7   12"
    assert "company" not in write(some, "markdown")
    assert "id/company/a" in write(some, "csv")
    assert "id/company/a" in write(some, "json")


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4), st.integers(20, 80))
def test_no_line_is_wider_than_the_terminal_and_nothing_unsafe_is_printed(
    cells: list[tuple[str, str]], limit: int
) -> None:
    some = table(*((Literal(one), Literal(two)) for one, two in cells), kinds="literal literal")
    for line in write(some, "table", width=limit).split("\n"):
        assert width(line) <= limit
        assert all(char.isprintable() or char in "\u00a0\u3000" for char in line)


def test_long_cells_are_wrapped_and_lose_nothing() -> None:
    text = "the quick brown fox " * 5 + "中文" * 30
    shown = write(table((A, Literal(text)), label="A"), "table", width=40)
    tail = "".join(line[5:] for line in shown.splitlines()[2:])
    assert tail.replace(" ", "") == text.replace(" ", "")


def test_control_and_direction_characters_of_a_label_are_made_visible() -> None:
    hostile = "a\x1b[31m\u202eb\nc\td|`<b>"
    some = table((A, None), label=hostile)
    assert "a\\x1b[31m\\u202eb\\nc\\td|`<b>" in write(some, "table")
    row = write(some, "markdown").splitlines()[2]
    assert row == "| a\\\\x1b\\[31m\\\\u202eb\\\\nc\\\\td\\|\\`\\<b\\> |  |"


def test_csv_is_that_of_w3c() -> None:
    some = table((A, Literal('a "b"\n,')), (BlankNode("b0"), None))
    text = write(some, "csv")
    assert text == f'x,y\r\n{A.value},"a ""b""\n,"\r\n_:b0,\r\n'
    assert list(csv.reader(io.StringIO(text)))[1] == [A.value, 'a "b"\n,']


def test_tsv_is_that_of_w3c() -> None:
    some = table((A, tagged("a\tb", "zh")), (None, Literal("1", f"{XSD}integer")))
    assert write(some, "tsv") == f'?x\t?y\n<{A.value}>\t"a\\tb"@zh\n\t"1"^^<{XSD}integer>\n'


def test_json_is_that_of_w3c() -> None:
    found = json.loads(
        write(table((A, tagged("甲", "zh")), (BlankNode("b"), Literal("1", f"{XSD}int"))), "json")
    )
    assert found["head"] == {"vars": ["x", "y"]}
    assert found["results"]["bindings"] == [
        {"x": {"type": "uri", "value": A.value}, "y": {"type": "literal", "value": "甲", "xml:lang": "zh"}},
        {
            "x": {"type": "bnode", "value": "b"},
            "y": {"type": "literal", "value": "1", "datatype": f"{XSD}int"},
        },
    ]
    assert json.loads(write(table(), "json"))["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("name", "first"), [("csv", "x,xLabel,y"), ("tsv", "?x\t?xLabel\t?y"), ("json", "xLabel")]
)
def test_labels_are_columns_of_their_own_only_on_request(name: str, first: str) -> None:
    some = table((A, Literal("1")))
    assert first in write(some, name, with_labels=True).splitlines()[0]
    assert "甲公司" in write(some, name, with_labels=True)
    assert "甲公司" not in write(some, name)


def test_triples_are_written_sorted_with_the_prefixes_in_use() -> None:
    one, two = (Triple(Iri(PREFIXES["company"] + name), Iri(PREFIXES["kg"] + "owns"), A) for name in "bc")
    assert write([two, one]) == write([one, two, one], "turtle")
    assert write([two, one]).splitlines()[-2:] == [
        "company:b kg:owns company:a .",
        "company:c kg:owns company:a .",
    ]
    assert "rdfs" not in write([one])
    assert write([one], "ntriples") == f"<{one.subject.value}> <{PREFIXES['kg']}owns> <{A.value}> .\n"  # type: ignore[union-attr]
    assert write([]) == ""


def test_a_yes_or_no_is_written_where_the_standard_or_a_reader_has_a_place_for_it() -> None:
    assert write(True) == "是\n"
    assert write(False, "markdown", lang="en") == "no\n"
    assert json.loads(write(False, "json")) == {"head": {}, "boolean": False}
    assert "<boolean>true</boolean>" in write(True, "xml")
    assert "<strong>是</strong>" in write(True, "html")
    with pytest.raises(
        NotFound, match=r"ASK cannot be written as csv; use: table, json, xml, markdown, html$"
    ):
        write(True, "csv")


def test_an_unknown_or_unfitting_format_is_told_with_the_accepted_ones() -> None:
    with pytest.raises(
        NotFound, match="no format 'pdf'; there are: table, csv, tsv, json, xml, markdown, html"
    ):
        write(table(), "pdf")
    with pytest.raises(
        NotFound, match="CONSTRUCT or DESCRIBE cannot be written as xlsx; use: turtle, ntriples"
    ):
        write([], "xlsx")
    with pytest.raises(NotFound, match="SELECT cannot be written as turtle; use: table, csv"):
        write(table(), "turtle")
    with pytest.raises(OutputError, match="xlsx is not text"):
        write(table(), "xlsx")


def test_a_free_query_shows_iris_with_their_labels_beside_them_and_a_catalogued_one_on_request() -> None:
    some = table((A, Literal("ok")))
    assert write(some, "table").splitlines()[2] == "甲公司  ok"
    assert write(some, "table", with_labels=True).splitlines()[2] == "company:a  甲公司       ok"
    free = replace(some, columns=tuple(Column(n, "iri", Text(n, n)) for n in "xy"), beside=True)
    assert write(free, "table").splitlines()[0] == "x          xLabel  y"
    assert write(free, "markdown") == "| x | xLabel | y |\n| --- | --- | --- |\n| company:a | 甲公司 | ok |\n"


def test_a_column_of_labels_never_takes_the_name_of_another() -> None:
    taken = Table(
        tuple(Column(n, "iri", Text(n, n)) for n in ("x", "xLabel")), [(A, None)], "zh", {A.value: "甲"}
    )
    assert write(taken, "csv", with_labels=True).startswith("x,xLabel_,xLabel,")
    assert write(taken, "table", with_labels=True).splitlines()[0].split() == ["x", "xLabel_", "xLabel"]


def test_a_list_of_things_is_shown_by_its_labels_one_a_line() -> None:
    both = Literal(f"{A.value} {PREFIXES['company']}b")
    some = table((both, Literal(A.value)), kinds="iris iris")
    assert [line.split() for line in write(some, "table").splitlines()[2:]] == [
        ["甲公司", "甲公司"],
        ["company:b"],
    ]
    assert f'"{both.value}","甲公司; {PREFIXES["company"]}b"'.replace('"', "") in write(
        some, "csv", with_labels=True
    )


def test_a_list_of_things_has_its_labels_beside_it_line_by_line() -> None:
    both = Literal(f"{A.value} {PREFIXES['company']}b")
    some = table((both, None), kinds="iris iris")
    assert write(some, "markdown", with_labels=True).splitlines()[2] == (
        "| company:a<br>company:b | 甲公司<br> |  |"
    )
