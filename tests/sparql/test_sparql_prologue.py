"""Prefixes known without writing them, the form of a query, its projection and its dataset."""

import pytest

from kg.errors import QuerySyntaxError
from kg.namespaces import PREFIXES
from kg.sparql.caret import explain
from kg.sparql.prologue import complete, declared, form, graph_clauses, projection, used
from kg.sparql.tokens import significant
from kg.store.embedded import syntax_fault


def test_standard_prefixes_are_declared_when_used_and_missing() -> None:
    completed = complete("SELECT * { ?x a kg:Company ; rdfs:label ?y ; foo:bar company:alibaba }")
    assert completed.lines_added == 3
    assert completed.text.startswith(f"PREFIX kg: <{PREFIXES['kg']}>\nPREFIX rdfs: ")
    assert "PREFIX foo:" not in completed.text


def test_a_declared_prefix_keeps_its_meaning() -> None:
    query = "PREFIX kg: <http://other/> SELECT * { ?x a kg:Company }"
    assert complete(query) == (query, 0)
    assert declared(significant(query)) == {"kg": "http://other/"}


def test_prefixes_in_strings_comments_and_iris_are_not_used() -> None:
    assert used(significant("ASK { ?x ?y 'kg:a', <kg:b> } # kg:c")) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("# SELECT\nPREFIX select: <http://ask#> ASK { }", "ASK"),
        ("BASE <http://a/> describe <b>", "DESCRIBE"),
        ("INSERT DATA { }", "INSERT"),
        ("{ SELECT * { } }", None),
        ("", None),
    ],
)
def test_the_form_is_the_first_word_after_the_declarations(query: str, expected: str | None) -> None:
    assert form(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT DISTINCT ?a $b WHERE { ?c ?d ?e }", ["a", "b"]),
        ("SELECT (COUNT(DISTINCT ?x) AS ?n) (IF(?y, (?z), 1) AS ?w) { }", ["n", "w"]),
        ("SELECT (COUNT(*) AS ?n) { }", ["n"]),
        ("SELECT * { }", None),
        ("ASK { }", None),
    ],
)
def test_the_projection_is_that_of_the_outermost_select(query: str, expected: list[str] | None) -> None:
    assert projection(query) == expected


def test_graph_clauses_give_iris_with_prefixes_expanded() -> None:
    tokens = significant("PREFIX g: <http://g/> SELECT * FROM g:a FROM NAMED <http://b> FROM x:y { }")
    assert [(clause.iri, clause.named) for clause in graph_clauses(tokens)] == [
        ("http://g/a", False),
        ("http://b", True),
        (None, False),
    ]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("ASK { sentence:caict-2021-3.4.1-s3 ?p ?o }", "<https://w3id.org/internet-report-kg/id/sentence/caict-2021-3.4.1-s3>"),
        ("PREFIX a: <http://a/> ASK { ?s a:b.c.d ?o }", "<http://a/b.c.d>"),
    ],
)  # fmt: skip
def test_a_name_with_dots_is_written_out_because_the_engine_refuses_it(written: str, sent: str) -> None:
    completed = complete(written).text
    assert sent in completed
    assert syntax_fault(completed) is None


def test_dots_in_strings_numbers_and_iris_stay() -> None:
    query = 'SELECT * { <http://a/x.y.z> ?p "a:b.c.d", 1.5 . }'
    assert complete(query).text == query


def test_an_error_beside_a_name_with_dots_is_shown_where_it_stands() -> None:
    with pytest.raises(QuerySyntaxError, match=r"query 1:44"):
        raise explain("ASK { sentence:caict-2021-3.4.1-s3 ?p ?o } x y", "")
