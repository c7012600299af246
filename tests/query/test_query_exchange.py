"""The four formats of W3C, read back by the parsers of rdflib, which did not write them."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.results.csvresults import CSVResultParser
from rdflib.plugins.sparql.results.jsonresults import JSONResultParser
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser
from rdflib.plugins.sparql.results.xmlresults import XMLResultParser
from rdflib.query import Result
from tests.query.terms import ANY_TEXT, XML_TEXT, terms

from kg.errors import OutputError, Text
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.results import chunks, write
from kg.query.run import run
from kg.store.protocol import Row, Store
from kg.store.terms import LANG_STRING, XSD, XSD_STRING, BlankNode, Iri, Literal, Term, tagged

NAMES = ("x", "y", "z")
PARSERS: dict[str, Any] = {
    "json": JSONResultParser,
    "xml": XMLResultParser,
    "tsv": TSVResultParser,
    "csv": CSVResultParser,
}
INTEGER = f"{XSD}integer"


def table(rows: list[Row], names: tuple[str, ...] = NAMES) -> Table:
    return Table(tuple(Column(name, "literal", Text(name, name)) for name in names), rows, "zh")


def read_back(answer: Table | bool, name: str) -> Result:
    found: Result = PARSERS[name]().parse(io.BytesIO(b"".join(chunks(answer, name))))
    return found


def ours(term: rdflib.term.Node | None) -> Term | None:
    if isinstance(term, rdflib.Literal):
        kind = LANG_STRING if term.language else str(term.datatype or XSD_STRING)
        return Literal(str(term), kind, term.language)
    if isinstance(term, rdflib.BNode):
        return BlankNode("?")
    return None if term is None else Iri(str(term))


def without_labels(rows: list[Row]) -> list[Row]:
    """The rows with blank nodes as equals: a reader may name them as it likes."""
    return [tuple(BlankNode("?") if isinstance(cell, BlankNode) else cell for cell in row) for row in rows]


def cells(result: Result, names: tuple[str, ...] = NAMES) -> list[Row]:
    bindings = [{str(name): term for name, term in row.items()} for row in result.bindings]
    return [tuple(ours(row.get(name)) for name in names) for row in bindings]


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


ROWS = st.lists(st.tuples(*[st.none() | terms()] * 3), max_size=4)


@given(ROWS)
def test_any_row_survives_json(rows: list[Row]) -> None:
    assert cells(read_back(table(rows), "json")) == without_labels(rows)


@given(ROWS)
def test_any_row_survives_xml(rows: list[Row]) -> None:
    assert cells(read_back(table(rows), "xml")) == without_labels(rows)


@given(st.lists(st.tuples(*[st.none() | terms(ANY_TEXT)] * 3), max_size=4))
def test_any_row_survives_tsv(rows: list[Row]) -> None:
    lines = write(table(rows), "tsv").split("\n")
    assert lines[0] == "?x\t?y\t?z"
    assert lines[-1] == ""
    assert [tuple(map(turtle_term, line.split("\t"))) for line in lines[1:-1]] == rows


def turtle_term(text: str) -> Term | None:
    """One cell of TSV, read by the Turtle parser of rdflib."""
    if not text:
        return None
    if text.startswith("_:"):
        return BlankNode(text[2:])
    graph = rdflib.Graph().parse(data=f"<http://s> <http://p> {text} .", format="turtle")
    return ours(next(iter(graph.objects())))


def test_tsv_is_read_by_the_parser_for_it() -> None:
    rows: list[Row] = [
        (Iri("http://a/阿里"), tagged('说 "好"\n\t', "zh"), Literal("46.5", f"{XSD}decimal")),
        (BlankNode("b0"), None, Literal("7", INTEGER)),
    ]
    found = read_back(table(rows), "tsv")
    assert [str(name) for name in found.vars or ()] == list(NAMES)
    assert cells(found) == without_labels(rows)


@given(st.lists(st.tuples(XML_TEXT, XML_TEXT, XML_TEXT), max_size=4))
def test_any_text_survives_csv(rows: list[tuple[str, str, str]]) -> None:
    data = b"".join(chunks(table([tuple(map(Literal, row)) for row in rows]), "csv"))
    found = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert found == [list(NAMES), *map(list, rows)]


def test_csv_is_read_by_the_parser_for_it() -> None:
    rows: list[Row] = [(Iri("http://a/b"), Literal("1,5"), Literal("7", INTEGER))]
    assert cells(read_back(table(rows), "csv")) == [(Iri("http://a/b"), Literal("1,5"), Literal("7"))]


@pytest.mark.parametrize("name", ["json", "xml"])
@pytest.mark.parametrize("answer", [True, False])
def test_a_yes_or_no_is_read_back(name: str, answer: bool) -> None:
    found = read_back(answer, name)
    assert (found.type, found.askAnswer) == ("ASK", answer)


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_counts_and_sums_stay_integers(store: Store, name: str) -> None:
    answer = run(store, "SELECT (COUNT(*) AS ?x) (SUM(?n) AS ?y) { VALUES ?n { 1 2 } }")
    assert isinstance(answer, Table)
    assert cells(read_back(answer, name), ("x", "y")) == [(Literal("2", INTEGER), Literal("3", INTEGER))]


@pytest.mark.parametrize("name", ["json", "xml", "tsv", "csv"])
def test_an_answer_without_rows_or_columns_is_whole(name: str) -> None:
    assert write(table([]), name)
    assert write(table([()], ()), name)
    if name == "json":
        assert json.loads(write(table([()], ()), name))["results"]["bindings"] == [{}]
    if name == "xml":
        assert len(ET.fromstring(write(table([()], ()), name))[1]) == 1  # noqa: S314 - our own text


def test_what_a_format_cannot_say_is_refused_with_another_format() -> None:
    with pytest.raises(OutputError, match=r"U\+0001, which XML 1\.0 cannot carry; use json or tsv"):
        write(table([(Literal("\x01"),)], ("x",)), "xml")
    with pytest.raises(OutputError, match=r"TSV cannot carry .*; use json"):
        write(table([(Iri("not absolute"),)], ("x",)), "tsv")


def test_half_a_surrogate_pair_and_odd_blank_nodes_of_an_endpoint_are_written() -> None:
    rows: list[Row] = [(BlankNode("nodeID://b1"), Literal("a"))]
    assert write(table(rows, ("x", "y")), "tsv").splitlines()[1].startswith("_:x6e6f")
    assert json.loads(write(table([(Literal("\ud800"),)], ("x",)), "json"))["results"]["bindings"]
    assert write(table([(Literal("\ud800"),)], ("x",)), "csv") == "x\r\n\\ud800\r\n"
