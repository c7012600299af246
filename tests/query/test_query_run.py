"""Running a question: parameters in the words of people, standard prefixes, graphs, labels."""

from pathlib import Path

import pytest

from kg.errors import NotFound, QueryParameterError, QueryRefused, QuerySyntaxError
from kg.namespaces import KG, PREFIXES, graph_iri
from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.params import parse_term
from kg.query.run import run
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.store.terms import XSD, Iri, Literal, tagged


def company(name: str) -> Iri:
    return Iri(PREFIXES["company"] + name)


def table(answer: object) -> Table:
    assert isinstance(answer, Table)
    return answer


def test_standard_prefixes_are_known_without_writing_them(store: Store) -> None:
    found = table(run(store, "SELECT ?x { ?x kg:competesWith company:a }"))
    assert found.rows == [(company("b"),)]


@pytest.mark.parametrize(
    "written", ["b", "company:b", f"<{PREFIXES['company']}b>", f"{PREFIXES['company']}b"]
)
def test_a_parameter_may_be_a_slug_a_curie_or_an_iri(
    store: Store, catalogue: Catalogue, written: str
) -> None:
    rivals = catalogue.get("rivals")
    assert len(table(run(store, rivals, {"company": written})).rows) == 1
    assert len(table(run(store, rivals, {"company": Iri(PREFIXES["company"] + "a")})).rows) == 0
    assert len(table(run(store, rivals)).rows) == 1


def test_a_parameter_of_no_such_thing_is_told_with_near_ones(store: Store, catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="company:aa is no kg:Company of the graph; near: company:a"):
        run(store, catalogue.get("rivals"), {"company": "company:aa"})
    with pytest.raises(NotFound, match=r"no kg:Company of the graph is called 'aa'; near: .*\(company:a\)"):
        run(store, catalogue.get("rivals"), {"company": "aa"})
    with pytest.raises(NotFound, match="figure:f is no kg:Company"):
        run(store, catalogue.get("rivals"), {"company": "figure:f"})


@pytest.mark.parametrize("written", ["甲乙丙", "claim:two", '"a"', "<not an iri>", "1"])
def test_a_parameter_of_the_wrong_kind_is_told(store: Store, catalogue: Catalogue, written: str) -> None:
    with pytest.raises((QueryParameterError, NotFound)):
        run(store, catalogue.get("rivals"), {"company": written})


def test_unknown_and_missing_parameters_are_told(store: Store, catalogue: Catalogue) -> None:
    with pytest.raises(QueryParameterError, match="no parameter 'firm'; there are: company"):
        run(store, catalogue.get("rivals"), {"firm": "a"})
    path = catalogue.folder / "rivals.rq"
    path.write_text(
        path.read_text(encoding="utf-8").replace("required: false", "required: true"), encoding="utf-8"
    )
    with pytest.raises(QueryParameterError, match="needs the parameter 'company'"):
        run(store, catalogue.get("rivals"))


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("company:a", company("a")),
        ("<http://a/b>", Iri("http://a/b")),
        ("平台经济", Literal("平台经济")),
        ('"平台"@zh', tagged("平台", "zh")),
        ('"2021"^^xsd:gYear', Literal("2021", f"{XSD}gYear")),
        ('"say \\"hi\\""', Literal('say "hi"')),
        ("unknown:a", Literal("unknown:a")),
        ("10:30", Literal("10:30")),
    ],
)
def test_terms_are_read_as_people_write_them(written: str, term: object) -> None:
    assert parse_term(written) == term


def test_labels_are_in_the_wanted_language_then_the_other(store: Store) -> None:
    query = "SELECT ?x { ?x a/rdfs:subClassOf* kg:Company }"
    assert table(run(store, query, lang="en")).labels == {
        company("a").value: "Company A",
        company("b").value: "乙公司",
    }
    assert table(run(store, query, lang="zh")).labels[company("a").value] == "甲公司"
    assert table(run(store, query, label=False)).labels == {}


def test_with_and_from_choose_graphs_but_not_together(store: Store) -> None:
    owns = "SELECT ?x { ?x kg:owns ?y }"
    editorial = f"SELECT ?x FROM <{graph_iri('editorial')}> {{ ?x kg:owns ?y }}"  # noqa: S608
    both = (
        f"SELECT ?x FROM <{graph_iri('report')}> FROM <{graph_iri('editorial')}> {{ ?x a ?c ; kg:owns ?y }}"  # noqa: S608
    )
    named = f"SELECT ?x FROM NAMED <{graph_iri('editorial')}> {{ GRAPH ?g {{ ?x kg:owns ?y }} }}"  # noqa: S608
    assert table(run(store, owns)).rows == []
    assert table(run(store, owns, with_graphs=["editorial"])).rows == [(company("a"),)]
    for query in (editorial, both, named):
        assert table(run(store, query)).rows == [(company("a"),)]
    with pytest.raises(QueryRefused, match="either FROM or --with"):
        run(store, editorial, with_graphs=["editorial"])
    with pytest.raises(QueryRefused, match="not FROM NAMED"):
        run(store, named.replace("editorial", "report"))


def test_a_mistake_is_shown_in_the_query_as_written(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as told:
        run(store, "SELECT ?x {\n  ?x kg:owns }")
    assert told.value.text.en.splitlines()[1:] == ["    ?x kg:owns }", "  " + " " * 13 + "^"]


def test_ask_and_construct_give_a_bool_and_triples(store: Store) -> None:
    assert run(store, "ASK { company:a a kg:Company }") is True
    triples = run(store, "CONSTRUCT { ?y kg:owns ?x } WHERE { ?x kg:competesWith ?y }")
    assert isinstance(triples, list)
    assert len(triples) == 1


def test_what_the_guard_refuses_never_runs(store: Store) -> None:
    with pytest.raises(QueryRefused):
        run(store, "ASK { SERVICE <http://localhost:1/> { } }")


def test_a_question_brings_its_own_graphs_with_it(tmp_path: Path, catalogue: Catalogue) -> None:
    outside = tmp_path / "outside.ttl"
    edge = f"<{PREFIXES['company']}c> <{KG}competesWith> <{PREFIXES['company']}a> ."
    outside.write_text(edge, encoding="utf-8")
    store = EmbeddedStore("test", [tmp_path / "graph.ttl"], {"outside": [outside]})
    (tmp_path / "graph.ttl").write_text("", encoding="utf-8")
    path = catalogue.folder / "rivals.rq"
    claimless = (
        "?claim a kg:Claim ; rdf:subject ?company ; rdf:predicate kg:competesWith ; rdf:object ?rival ."
    )
    text = path.read_text(encoding="utf-8").replace(claimless, "BIND(?company AS ?claim)")
    path.write_text(text, encoding="utf-8")
    without = run(store, catalogue.get("rivals"))
    path.write_text(text.replace("#+ group", "#+ with: [outside]\n#+ group"), encoding="utf-8")
    found = run(store, catalogue.get("rivals"))
    assert isinstance(without, Table)
    assert isinstance(found, Table)
    assert (without.rows, len(found.rows)) == ([], 1)


def test_labels_are_found_for_lists_of_things_too(store: EmbeddedStore, catalogue: Catalogue) -> None:
    path = catalogue.folder / "rivals.rq"
    text = path.read_text(encoding="utf-8").replace("rival: {type: iri", "rival: {type: iris")
    one = "?company kg:competesWith ?one . BIND(STR(?one) AS ?rival)"
    text = text.replace("?company kg:competesWith ?rival .", one).replace(
        "rdf:object ?rival", "rdf:object ?one"
    )
    path.write_text(text, encoding="utf-8")
    table = run(store, catalogue.get("rivals"), lang="en")
    assert isinstance(table, Table)
    assert table.labels[PREFIXES["company"] + "a"] == "Company A"
