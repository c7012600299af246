"""A mistake in a query is shown with its place, the line, a caret under it and what is expected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sparql.caret import explain
from kg.sparql.width import width


def caret(query: str) -> tuple[str, str]:
    """The line that is shown and the part of it that stands above and after the caret."""
    shown, under = explain(query, "").text.en.splitlines()[-2:]
    columns = under.index("^")
    position = next(n for n in range(len(shown) + 1) if width(shown[:n]) >= columns)
    return shown, shown[position:]


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("SELECT * { ?s ?p }", "}"),
        ("SELECT *\nWHERE {\n  ?s ?p ?o .\n  中文 }", "中文 }"),
        ("SELEC ?x { }", "SELEC ?x { }"),
        ("SELECT * { ?s ?p ?o } garbage", "garbage"),
        ("SELECT * { ?s ?p ?o FILTER(?s < 3) ?x }", "}"),
        ("SELECT * { ?s ?p ?o FILTER (?x + ) }", ") }"),
        ("SELECT * { ?s ?p ?o ) }", ") }"),
        ('SELECT * { ?s rdfs:label "阿里巴巴"@zh ?p }', "?p }"),
        ("SELECT * { ?s kg:owns ?o ; compny:x ?p }", "compny:x ?p }"),
        ("SELECT * { ?s ?p 'abc }", "'abc }"),
        ("SELECT * { ?s ?p <http://a b> }", "<http://a b> }"),
        ("SELECT * { VALUES ?x { ?y } }", "?y } }"),
        ("SELECT * {\t?s ?p -1, +2 . ?s 1 2 }", "1 2 }"),
        ("SELECT * { ?s ?p ?o", ""),
    ],
)
def test_the_caret_stands_under_the_mistake(query: str, at: str) -> None:
    assert caret(query)[1] == at


def test_the_place_is_that_of_the_query_as_written_though_prefixes_are_added() -> None:
    assert explain("SELECT * {\n ?x a kg:Company ;; }}", "").text.en.startswith("query 2:22: found }")


def test_both_languages_say_what_was_found_and_what_is_expected() -> None:
    text = explain("SELECT * { ?s ?p }", "").text
    assert text.en.startswith(
        "query 1:18: found }; expected an IRI, a prefixed name, a variable or a literal\n"
    )
    assert text.zh.startswith("查询第 1:18 处：遇到 }；这里需要：IRI、前缀名、变量或字面量\n")


def test_signs_of_the_grammar_are_told_as_what_they_begin() -> None:
    for query, zh, en in (
        (
            "SELECT ?x { ?x a 1 } ORDER BY",
            "这里需要：变量、IRI 或前缀名、(",
            "expected a variable or an IRI or a prefixed name or (",
        ),
        ("SELECT (COUNT(*) AS n) { ?x a 1 }", "这里需要：变量", "expected a variable"),
    ):
        told = explain(query, "").text
        assert told.zh.splitlines()[0].endswith(zh)
        assert told.en.splitlines()[0].endswith(en)


def test_an_undeclared_prefix_is_named_with_those_like_it() -> None:
    assert "compny: is not declared; did you mean company:" in explain("ASK { ?s a compny:x }", "").text.en


def test_a_query_that_ends_too_early_asks_for_what_is_missing() -> None:
    assert "found the end of the query; expected }" in explain("ASK { ?s ?p ?o ", "").text.en
    assert "expected SELECT, CONSTRUCT, ASK or DESCRIBE" in explain("", "").text.en


def test_a_mistake_of_meaning_stands_at_its_select() -> None:
    text = explain("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "").text.en
    assert "neither in GROUP BY nor inside an aggregate" in text


def test_what_our_engine_accepts_is_told_in_the_words_of_the_endpoint() -> None:
    assert explain("SELECT * { ?s ?p ?o }", "too new for me").text.en == "not valid SPARQL: too new for me"


def test_a_long_line_is_cut_to_the_part_around_the_caret() -> None:
    shown, after = caret("SELECT * { " + "?s ?p ?o . " * 50 + "?x } # " + "中" * 100)
    assert after.startswith("} # 中")
    assert width(shown) <= 98


def test_control_characters_of_a_query_do_not_reach_the_terminal() -> None:
    text = explain("SELECT * { \x1b[31m }", "").text.en
    assert "\x1b" not in text


@given(st.text(st.sampled_from("{}()<>?x:a.;,'\"\\ \n\r\t1中SELECT*"), max_size=40))
def test_no_text_makes_the_explanation_fail(text: str) -> None:
    assert explain(text, "said so").text.zh
