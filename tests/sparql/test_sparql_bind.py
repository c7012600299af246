"""A bound value comes back as it went in, whatever it is, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryParameterError
from kg.sparql.bind import bind, parameters
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Solutions
from kg.store.terms import XSD, Iri, Literal, Term, tagged

ECHO = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def echo(term: Term) -> Term | None:
    result = EmbeddedStore("nothing", []).query(bind(ECHO, {"x": term}))
    assert isinstance(result, Solutions)
    assert len(result.rows) == 1
    return result.rows[0][0]


@given(ANY_TEXT)
def test_any_string_comes_back(text: str) -> None:
    assert echo(Literal(text)) == Literal(text)


@given(st.text(st.sampled_from('\\uU0041"\n\r\t\b\x00}UNDEF')))
def test_strings_that_look_like_escapes_come_back(text: str) -> None:
    assert echo(tagged(text, "zh")) == tagged(text, "zh")


@given(st.text(st.sampled_from('\\uU0041"\n\r\t')))
def test_a_reader_that_decodes_escapes_first_sees_the_same_string(text: str) -> None:
    bound = bind(ECHO, {"x": Literal(text)})
    from kg.sparql.tokens import Kind, significant

    strings = [token.text for token in significant(bound, decode=True) if token.kind is Kind.STRING]
    result = EmbeddedStore("nothing", []).query(f"SELECT ?x {{ VALUES ?x {{ {strings[0]} }} }}")
    assert isinstance(result, Solutions)
    assert result.rows == [(Literal(text),)]


def test_iris_and_typed_literals_come_back() -> None:
    assert echo(Iri("http://a/阿里?b=c#d")) == Iri("http://a/阿里?b=c#d")
    assert echo(Literal("2021-04", f"{XSD}gYearMonth")) == Literal("2021-04", f"{XSD}gYearMonth")


@pytest.mark.parametrize(
    "iri", ["a", "", "http://a b", "http://a>", 'http://a"', "http://a/{x}", "http://a\\u0020b"]
)
def test_a_broken_iri_is_refused(iri: str) -> None:
    with pytest.raises(QueryParameterError):
        bind(ECHO, {"x": Iri(iri)})


def test_a_lone_surrogate_and_a_bad_language_tag_are_refused() -> None:
    for term in (Literal("\ud800"), tagged("a", "zh'"), Literal("a", "not an iri")):
        with pytest.raises(QueryParameterError):
            bind(ECHO, {"x": term})


def test_every_declaration_of_the_parameter_is_bound_and_others_stay_undefined() -> None:
    query = "SELECT * { { VALUES ?x { UNDEF } } UNION { values $x{undef} } VALUES ?y { UNDEF } }"
    assert parameters(query) == ["x", "y"]
    assert bind(query, {"x": Iri("http://a")}) == (
        "SELECT * { { VALUES ?x { <http://a> } } UNION { values $x{<http://a>} } VALUES ?y { UNDEF } }"
    )


def test_what_only_looks_like_a_declaration_is_left_alone() -> None:
    query = "SELECT ('VALUES ?x { UNDEF }' AS ?z) { VALUES (?y ?x) { (1 UNDEF) } } # VALUES ?x { UNDEF }"
    assert parameters(query) == []


def test_an_unknown_parameter_is_refused_with_the_accepted_ones() -> None:
    with pytest.raises(QueryParameterError) as refused:
        bind("SELECT * { VALUES ?section { UNDEF } VALUES ?lang { UNDEF } }", {"sektion": Literal("3")})
    assert "section, lang" in refused.value.text.en
    assert "section, lang" in refused.value.text.zh
    with pytest.raises(QueryParameterError, match="takes none"):
        bind("ASK { }", {"x": Literal("3")})
