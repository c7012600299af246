"""Content negotiation: the table of cases that clients send."""

import pytest

from kg.rdfio.media import RDF, RESULTS, by_name
from kg.serve.negotiate import choose, language, takes_gzip

JSON_FIRST = (by_name("json", RESULTS), *(m for m in RESULTS if m.name != "json"))


@pytest.mark.parametrize(
    ("accept", "name", "content_type"),
    [
        (None, "json", "application/sparql-results+json"),
        ("", "json", "application/sparql-results+json"),
        ("*/*", "json", "application/sparql-results+json"),
        ("text/*", "csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml, */*;q=0.1", "xml", "application/sparql-results+xml"),
        ("application/json", "json", "application/json"),
        ("application/sparql-results+json;q=0, */*", "csv", "text/csv; charset=utf-8"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "xml", "application/xml"),
        ("TEXT/CSV ; Q=1", "csv", "text/csv; charset=utf-8"),
        ("text/csv;header=present", "csv", "text/csv; charset=utf-8"),
        ("text/csv;q=nonsense, application/xml;q=0.1", "xml", "application/xml"),
        (";;;,,", "json", "application/sparql-results+json"),
    ],
)
def test_the_format_wanted_most_is_chosen(accept: str | None, name: str, content_type: str) -> None:
    chosen = choose(accept, JSON_FIRST)
    assert chosen is not None
    assert (chosen.media.name, chosen.content_type) == (name, content_type)


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/csv;q=0"])
def test_nothing_is_chosen_that_is_not_wanted(accept: str) -> None:
    assert choose(accept, JSON_FIRST) is None


def test_of_equals_the_more_exact_and_then_the_earlier_is_chosen() -> None:
    chosen = choose("text/*, application/ld+json", RDF)
    assert chosen is not None
    assert chosen.media.name == "jsonld"
    chosen = choose("application/ld+json, text/turtle", RDF)
    assert chosen is not None
    assert chosen.media.name == "turtle"


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        (None, "zh"),
        ("en", "en"),
        ("fr", "zh"),
        ("de, en-GB;q=0.5", "en"),
        ("zh-Hans-CN, en;q=0.9", "zh"),
        ("en;q=0", "zh"),
    ],
)
def test_the_language_is_one_of_ours(accept: str | None, lang: str) -> None:
    assert language(accept, "zh") == lang


def test_gzip_is_sent_to_those_who_say_that_they_take_it() -> None:
    assert takes_gzip("br, gzip;q=0.5")
    assert takes_gzip("*")
    assert not takes_gzip("gzip;q=0, *")
    assert not takes_gzip(None)
