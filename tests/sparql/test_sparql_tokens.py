"""The tokeniser covers any text, and reads it as SPARQL 1.1 says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sparql import tokens
from kg.sparql.tokens import Kind, significant, tokenise

SPARQLISH = st.text(st.sampled_from("\"'\\<>{}()[]?$:.#@ab_1-+*/|^=!,;~% \n\r\tu0é中\u3000"), max_size=60)


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(token.kind, token.text) for token in significant(text)]


@given(st.one_of(st.text(), SPARQLISH), st.booleans())
def test_the_tokens_of_any_text_join_back_to_it(text: str, decode: bool) -> None:
    tokens = tokenise(text, decode=decode)
    assert "".join(text[token.offset : token.end] for token in tokens) == text


@given(SPARQLISH)
def test_line_and_column_lead_back_to_the_offset(text: str) -> None:
    for token in tokenise(text):
        before = text[: token.offset].replace("\r\n", "\r").replace("\n", "\r")
        if token.offset and text[token.offset - 1 : token.offset + 1] == "\r\n":
            continue
        assert token.line == before.count("\r") + 1
        assert token.column == len(before.rpartition("\r")[2]) + 1


def test_every_form_of_a_string_is_one_token() -> None:
    for written in ('"a"', "'a'", '"""a"b\n"""', "'''it's'''", '"\\""', "'\\\\'", '""', '""""""'):
        assert kinds(written) == [(Kind.STRING, written)]


def test_an_unclosed_string_is_one_error_to_the_end_of_its_line() -> None:
    assert kinds('"abc SERVICE\n?x') == [(Kind.ERROR, '"abc SERVICE'), (Kind.VARIABLE, "?x")]


def test_a_comparison_is_told_from_an_iri() -> None:
    found = kinds("?a < ?b && ?c > <http://a/b#c>")
    assert [text for _, text in found] == ["?a", "<", "?b", "&&", "?c", ">", "<http://a/b#c>"]
    assert found[-1][0] is Kind.IRI


def test_a_prefixed_name_ends_before_the_final_dot_and_keeps_escapes() -> None:
    assert kinds(r"ex:a.b\#c%20d.") == [(Kind.NAME, r"ex:a.b\#c%20d"), (Kind.PUNCTUATION, ".")]
    assert kinds("ex:. :x") == [(Kind.NAME, "ex:"), (Kind.PUNCTUATION, "."), (Kind.NAME, ":x")]


def test_numbers_signs_languages_and_blank_nodes_are_told_apart() -> None:
    assert [kind for kind, _ in kinds('1 1.5 .5e3 1.e4 _:b1 "x"@zh-Hans')] == [
        *[Kind.NUMBER] * 4,
        *(Kind.BLANK, Kind.STRING, Kind.LANGUAGE),
    ]
    assert [text for _, text in kinds("?x-1 1.")] == ["?x", "-", "1", "1", "."]


def test_a_hash_inside_an_iri_or_a_string_begins_no_comment() -> None:
    assert len(significant("<http://a#b> '#' # SERVICE")) == 2


def test_codepoint_escapes_are_decoded_first_and_positions_are_those_of_the_text() -> None:
    text = "ASK {\n \\u0053ERVICE \\U0000003Chttp://a> }"
    service, iri = significant(text)[2:4]
    assert (service.text, service.line, service.column) == ("SERVICE", 2, 2)
    assert (iri.kind, iri.text, iri.column) == (Kind.IRI, "<http://a>", 15)
    assert text[service.offset : service.end] == "\\u0053ERVICE"


def test_without_decoding_an_escape_stays_what_it_is() -> None:
    assert [token.kind for token in significant("\\u0053ERVICE", decode=False)] == [Kind.ERROR, Kind.WORD]
    assert significant("\\U99999999")[0].kind is Kind.ERROR


@pytest.mark.parametrize(
    "unit", ['"', "'", '"""a', '"\\', "<", "ex:a.", "a.", "a.:", "_:a.", "\\u0041", "@a-", "é.", "?", "1."]
)
def test_no_text_takes_more_than_linear_time(unit: str) -> None:
    started = time.process_time()
    tokenise(unit * (60_000 // len(unit)))
    assert time.process_time() - started < 5


@given(st.text(alphabet="#\r\n \"'<>?:a\\é数\u00b7", max_size=40))
def test_non_ascii_in_comment_lines_does_not_change_how_the_rest_is_read(text: str) -> None:
    wide = [(match.lastindex, match[0]) for match in tokens._token(ascii_only=False).finditer(text)]
    chosen = [(match.lastindex, match[0]) for match in tokens._pattern_for(text).finditer(text)]
    assert chosen == wide
