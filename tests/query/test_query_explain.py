"""A query is told in plain words, and when it finds nothing, which of its patterns is to blame."""

import pytest

from kg.errors import Lang
from kg.query.culprit import culprit
from kg.query.inwords import in_words
from kg.sparql.structure import Unreadable
from kg.store.embedded import EmbeddedStore

P = "PREFIX kg: <https://w3id.org/internet-report-kg/ontology#> PREFIX company: <https://w3id.org/internet-report-kg/id/company/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.packaged()


def told(store: EmbeddedStore, query: str, lang: Lang = "en") -> list[str]:
    return [line.words for line in in_words(store, P + query, lang).lines]


def blamed(store: EmbeddedStore, query: str, lang: Lang = "en") -> str:
    return culprit(store, in_words(store, P + query, lang), lang)


def test_patterns_are_told_by_the_templates_and_labels_of_the_vocabulary(store: EmbeddedStore) -> None:
    query = "SELECT DISTINCT ?c WHERE { ?c a kg:Company ; kg:listedOn ?m ; rdfs:label ?l }"
    assert told(store, query) == [
        "Asks for ?c (distinct rows)",
        "?c is a “company”",
        "?c is listed on ?m",
        "the label of ?c is ?l",
    ]
    assert told(store, query, "zh")[:2] == ["问：?c（不重复的行）", "?c 是“企业”"]


def test_paths_groups_and_tails_are_told_too(store: EmbeddedStore) -> None:
    lines = told(
        store,
        "SELECT ?c (COUNT(*) AS ?n) WHERE { VALUES ?p { UNDEF } { ?c ^kg:penalised|kg:harms+ ?x } UNION "
        "{ ?c ?p [] } OPTIONAL { ?x kg:owns ?y } FILTER(?x != ?y) BIND(1 AS ?z) } GROUP BY ?c LIMIT 3",
    )
    assert "?c leads by “reverse of penalised or harms (once or more)” to ?x" in lines
    assert "?c is linked by ?p to something" in lines
    assert "only where: (?x != ?y)" in lines
    assert "computed: (1 AS ?z)" in lines
    assert lines[-2:] == ["grouped: GROUP BY ?c", "rows: LIMIT 3"]
    assert not any("UNDEF" in line for line in lines)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT * { ?c a kg:Company ; kg:headedBy company:alibaba }",
            "nothing in the data fits by itself: ?c is headed by Alibaba",
        ),
        (
            "SELECT * { ?c a kg:Place ; kg:listedOn ?m }",
            "each pattern fits something, but with those before it nothing fits: ?c is listed on ?m",
        ),
        (
            'SELECT * { ?c a kg:Company ; rdfs:label ?l FILTER(?l = "Nobody") }',
            'no solution passes: only where: (?l = "Nobody")',
        ),
        ("SELECT * { ?c a kg:Company } LIMIT 0", "HAVING, LIMIT, OFFSET or VALUES after them leaves no row"),
    ],
)
def test_the_pattern_that_found_nothing_is_named(store: EmbeddedStore, query: str, expected: str) -> None:
    assert expected in blamed(store, query)


def test_an_ask_and_a_construct_are_told_as_well(store: EmbeddedStore) -> None:
    assert (
        told(store, "ASK { ?c a kg:Place ; kg:listedOn ?m }")[0]
        == "Asks whether what follows can hold together"
    )
    assert "?c is listed on ?m" in blamed(
        store, "CONSTRUCT { ?c a kg:Law } WHERE { ?c a kg:Place ; kg:listedOn ?m }"
    )
    with pytest.raises(Unreadable):
        told(store, "DESCRIBE company:alibaba")
