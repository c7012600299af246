"""The catalogued questions are written so that engines' own bugs do not matter; each rule is tripped once."""

import pytest

from kg.namespaces import graph_iri
from kg.query.catalogue import Catalogue, CatalogueQuery
from kg.query.services import SERVICES
from kg.sparql.lint import lint
from kg.sparql.services import rewritten

CATALOGUE = Catalogue()
IRI_KINDS = ("iri", "iris", "claim", "evidence")

GOOD = """SELECT ?x ?label WHERE {
  ?x a ?class ; kg:label ?label .
  ?class rdfs:subClassOf* kg:Instrument .
  FILTER (CONTAINS(?label, "数据"))
} ORDER BY ?label ?x"""

# rule -> (line, the query with the mistake)
MISTAKES = {
    "regex": (4, GOOD.replace("CONTAINS", "REGEX")),
    "outside": (2, GOOD.replace("\n  ?x", "\n  SERVICE <http://a> { ?x ?p ?o } ?x", 1)),
    "order": (5, GOOD.replace(" ORDER BY ?label ?x", "")),
    "iris-last": (5, GOOD.replace("?label ?x", "?x ?label").replace("SELECT ?x ?label", "SELECT ?label ?x")),
    "unique-order": (5, GOOD.replace("BY ?label ?x", "BY ?label")),
    "free-ends": (3, GOOD.replace("?class rdfs:subClassOf* kg:Instrument", "?up rdfs:subClassOf* ?down")),
    "variable-property": (3, GOOD.replace("kg:label ?label", "?how ?label")),
    "iri-out-of-if": (4, GOOD.replace("FILTER (", "BIND (IF(?a, kg:A, kg:B) AS ?y) FILTER (")),
    "lost-parameter": (
        2,
        GOOD.replace("\n", "\n VALUES ?x { UNDEF } {SELECT ?x {", 1).replace("\n}", "\n}}}"),
    ),
    "readable": (1, GOOD.replace("?x a", "<< ?x a ?y >> a")),
}


# Findings that are meant, each with its reason.
MEANT = {
    "changes-between-reports": {"iris-last"},  # what was and what is: figures and concepts, or names
}


def told(query: CatalogueQuery) -> list[str]:
    iris = [column.name for column in query.columns if column.kind in IRI_KINDS]
    # What is asked of a service by leave is asked of its snapshot in the same words.
    graphs = {SERVICES[name].url: graph_iri(SERVICES[name].snapshot) for name, _ in query.services}
    at_hand = rewritten(query.text, {}, graphs)
    return [f"{query.path.name}:{one.line}: {one.rule}: {one.text.en}" for one in lint(at_hand, iris)]


@pytest.mark.parametrize("name", CATALOGUE.ids())
def test_a_catalogued_question_gives_the_same_on_every_engine(name: str) -> None:
    found = told(CATALOGUE.get(name))
    assert [one for one in found if one.split(": ")[1] not in MEANT.get(name, ())] == []
    assert {one.split(": ")[1] for one in found} >= MEANT.get(name, set()), "no longer needed in MEANT"


def test_the_good_query_has_no_findings() -> None:
    assert lint(GOOD, ["x"]) == []


@pytest.mark.parametrize("rule", MISTAKES)
def test_each_mistake_is_found_on_its_line(rule: str) -> None:
    line, query = MISTAKES[rule]
    assert query != GOOD
    assert [(one.rule, one.line) for one in lint(query, ["x"])] == [(rule, line)]


def test_a_path_in_exists_or_minus_is_looked_at_by_itself() -> None:
    for word in ("FILTER EXISTS", "FILTER NOT EXISTS", "MINUS"):
        inner = "{ VALUES ?kind { kg:A kg:B } ?class rdfs:subClassOf* ?kind }"
        query = GOOD.replace("FILTER (CON", f"{word} {inner} FILTER (CON")
        assert [one.rule for one in lint(query, ["x"])] == ["free-ends"]


def test_a_step_before_the_repetition_or_a_group_key_is_enough() -> None:
    assert lint("SELECT ?x ?y { ?x a/rdfs:subClassOf* ?y } ORDER BY ?x ?y", ["x", "y"]) == []
    assert lint("SELECT ?n (COUNT(*) AS ?k) { ?x kg:n ?n } GROUP BY ?n ORDER BY DESC(?k) ?n") == []
    assert lint("SELECT (COUNT(*) AS ?k) { ?x kg:n ?n } ORDER BY ?k") == []


def test_words_in_strings_comments_and_names_are_no_mistakes() -> None:
    query = GOOD.replace('"数据"', '"REGEX SERVICE FROM"').replace("kg:label", "kg:from")
    assert lint(f"# REGEX, SERVICE\n{query}", ["x"]) == []
