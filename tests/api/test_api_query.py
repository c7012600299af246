"""What the methods give: rows, triples, yes or no; evidence; and the errors of a wrong question."""

from pathlib import Path
from typing import Any

import pytest
from tests.api.conftest import RIVALS

import kg
from kg.errors import KgError, NotFound, QueryParameterError, QueryRefused, QuerySyntaxError, QueryTimeout
from kg.namespaces import PREFIXES
from kg.query.answer import Table
from kg.query.evidence import add_evidence
from kg.query.results import write
from kg.query.run import run
from kg.store.directory import load_directory
from kg.store.terms import Iri

ONE = "SELECT ?v WHERE { figure:f kg:value ?v }"


def test_a_cell_is_reached_by_name_by_brackets_and_by_number(g: kg.Graph) -> None:
    (row,) = g.select(RIVALS)
    assert row.company == row["company"] == row[0]
    assert (row.company.label, row.company.curie, row.company.value) == (
        "Company A",
        "company:a",
        "https://w3id.org/internet-report-kg/id/company/a",
    )
    assert [cell.label for cell in row][:1] == ["Company A"]
    assert dict(row.asdict()) == {name: row[name].value for name in row.keys()}  # noqa: SIM118  # no mapping


def test_values_are_python_values(g: kg.Graph) -> None:
    text = "SELECT * WHERE { figure:f kg:value ?v ; kg:rank ?r ; kg:exact ?e ; kg:ratio ?f ; kg:day ?d }"
    row = g.select(text)[0]
    shown = [repr(row[name].value) for name in ("v", "r", "e", "f", "d")]
    assert shown == ["Decimal('46.5')", "3", "True", "1.5", "datetime.date(2021, 4, 10)"]


def test_an_unbound_cell_is_false_and_has_an_empty_label_and_zero_is_true(g: kg.Graph) -> None:
    row = g.select("SELECT ?x ?zero WHERE { BIND (0 AS ?zero) OPTIONAL { ?x kg:unsaid ?zero } }")[0]
    assert (bool(row.x), row.x.label, row.x.iri, row.x.value) == (False, "", None, None)
    assert row.zero
    assert row.zero.value == 0


def test_an_unknown_column_is_named_with_those_there_are(g: kg.Graph) -> None:
    row = g.select(RIVALS)[0]
    with pytest.raises(AttributeError, match="no column 'rivals'; there are: company, rival"):
        _ = row.rivals
    with pytest.raises(KeyError, match="no column 'rivals'"):
        row["rivals"]


def test_a_slice_is_a_result_and_a_number_outside_is_an_error(g: kg.Graph) -> None:
    found = g.select("SELECT ?x WHERE { ?x a kg:Company } ORDER BY ?x")
    assert [row.x.curie for row in found[1:]] == ["company:b", "company:c"]
    assert found[-1] == found[2]
    with pytest.raises(IndexError):
        _ = found[3]


def test_evidence_gives_places_claims_and_status_and_leaves_the_rows_alone(g: kg.Graph) -> None:
    plain, found = g.select(RIVALS), g.select(RIVALS, evidence=True)
    assert [row.company for row in found] == [row.company for row in plain]
    (row,) = found
    assert [place.address for place in row.evidence] == ["1.2.1-s1", "3.4.1-s2"]
    assert row.evidence[1].citation == "Part 3, (4), para. 1, s. 2"
    assert [claim.rpartition("/")[2] for claim in row.claims] == ["one"]
    assert row.status == "complete"
    assert row.sentences == ()


def test_sentences_come_for_whoever_holds_the_text(g: kg.Graph) -> None:
    table = run(g.store, RIVALS, lang="en")
    assert isinstance(table, Table)
    texts = {f"{PREFIXES['sentence']}caict-2021-3.4.1-s2": "甲公司与人竞争。"}
    found = kg.Result(add_evidence(g.store, table, texts=texts).table, evidence_at=2)
    assert found[0].sentences == ("«甲公司»与人竞争。",)


def test_evidence_that_was_not_asked_for_is_an_error_and_not_a_column_of_that_name(g: kg.Graph) -> None:
    row = g.select("SELECT ?evidence WHERE { claim:two kg:evidence ?evidence }")[0]
    assert row["evidence"].curie == "sentence:caict-2021-3.4.1-s2"
    with pytest.raises(kg.KgError, match="evidence=True"):
        _ = row.evidence


def test_editorial_edges_come_when_asked_for_by_word_or_list(g: kg.Graph) -> None:
    assert [len(g.select(RIVALS, with_graphs=w)) for w in ((), "editorial", ["editorial"])] == [1, 2, 2]
    with pytest.raises(NotFound, match="opinions"):
        g.query(RIVALS, with_graphs="opinions")


def test_a_parameter_is_a_name_a_term_or_a_cell_of_another_answer(g: kg.Graph) -> None:
    text = "SELECT ?rival WHERE { VALUES ?company { UNDEF } ?company kg:competesWith ?rival }"
    company = g.select(RIVALS)[0].company
    assert company.iri is not None
    values: list[str | Iri | kg.Cell] = ["company:a", Iri(company.iri), company]
    assert {g.select(text, {"company": one})[0].rival.curie for one in values} == {"company:b"}
    with pytest.raises(QueryParameterError, match="unbound"):
        g.query(text, {"company": kg.Cell(None, "")})


def test_construct_gives_triples_and_ask_a_bool(g: kg.Graph) -> None:
    triples = g.construct("CONSTRUCT { ?a kg:competesWith ?b } WHERE { ?a kg:competesWith ?b }")
    assert len(triples) == len(triples.to_rdflib()) == 1
    assert triples[0].subject == Iri("https://w3id.org/internet-report-kg/id/company/a")
    assert "company:a kg:competesWith company:b" in triples.text()
    assert "Company A" in triples._repr_html_()
    assert g.ask("ASK { company:a a kg:Company }") is True
    assert g.query("ASK { company:z a kg:Company }") is False


def test_a_question_of_another_form_is_told(g: kg.Graph) -> None:
    for method, text in ((g.select, "ASK {}"), (g.construct, RIVALS), (g.ask, RIVALS)):
        with pytest.raises(kg.KgError, match="query is needed here"):
            method(text)


def test_wrong_questions_give_the_errors_of_the_command(g: kg.Graph) -> None:
    with pytest.raises(QuerySyntaxError, match="query 1:21"):
        g.query("SELECT ?x WHERE { ?x ")
    with pytest.raises(QueryRefused):
        g.query("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }")
    with pytest.raises(NotFound, match="policy-challenge"):
        g.query("policy-chalenge")
    with pytest.raises(NotFound, match="there is no file"):
        kg.open("missing.ttl").query(RIVALS)


def test_no_rows_are_told_with_the_terms_that_are_misspelt(g: kg.Graph) -> None:
    found = g.select("SELECT ?x WHERE { ?x kg:competeWith ?y }")
    (note,) = found.notes
    assert "kg:competeWith is not in the vocabulary, near: kg:competesWith" in note.en


def test_the_answer_is_that_of_the_command(g: kg.Graph, tmp_path: Path) -> None:
    table = run(g.store, RIVALS, lang="en")
    assert isinstance(table, Table)
    assert g.select(RIVALS).to_csv(labels=True) == write(table, "csv", lang="en", with_labels=True)
    path = tmp_path / "query.rq"
    path.write_text(RIVALS, encoding="utf-8")
    assert list(g.select(str(path))) == list(g.select(RIVALS))


def test_language_is_that_of_the_graph_unless_asked_otherwise(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_LANG", raising=False)
    assert kg.open(source).select(RIVALS)[0].company.label == "甲公司"
    assert kg.open(source).select(RIVALS, lang="en")[0].company.label == "Company A"
    monkeypatch.setenv("KG_LANG", "en")
    assert kg.open(source).lang == "en"


def test_a_language_that_there_is_not_is_refused_as_the_command_does(
    g: kg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    french: Any = "fr"
    for ask in (
        lambda: kg.open(lang=french),
        lambda: g.select(RIVALS, lang=french),
        lambda: g.show("company:a", lang=french),
    ):
        with pytest.raises(KgError, match="no language 'fr'; there are: zh, en"):
            ask()
    monkeypatch.setenv("KG_LANG", "fr")
    with pytest.raises(KgError, match="no language 'fr'"):
        kg.open()


def test_show_resolves_any_name_and_prints_what_the_command_prints(g: kg.Graph) -> None:
    found = g.show("甲公司")
    assert (found.iri, found.label, found.class_.label) == (g.resolve("company:a"), "Company A", "company")
    assert "3.4.1-s2" in str(found)
    assert found.to_dict()["curie"] == "company:a"
    assert "<script>" not in g.show("company:b")._repr_html_()


def test_a_parameter_by_name_is_told() -> None:
    found = kg.open(lang="en").select("policy-challenge", {"instrument": "数据安全法"})
    assert found.notes[0].en.startswith("instrument = law:data-security-law")


def test_search_finds_by_words_and_tells_how_many_more_there_are(g: kg.Graph) -> None:
    assert [row.thing.curie for row in g.search("甲公司")] == ["company:a"]
    found = g.search("公司", limit=2)
    assert [note.en for note in found.notes] == ["the first 2 of 3 (--limit)"]
    assert [note.en for note in g.search("nothingness").notes] == ["nothing found"]


def test_a_path_leads_over_claims_between_things_of_any_name(g: kg.Graph) -> None:
    (chain,) = g.path("甲公司", "company:c", with_graphs="editorial")
    assert [step.end.curie for step in chain.steps] == ["company:b", "company:c"]
    assert len(g.path("甲公司", "company:c")) == 0
    found = g.path("甲公司", "company:b")
    assert found.to_dict()["to"]["curie"] == "company:b"
    assert "3.4.1-s2" in str(found)
    assert "<script>" not in found._repr_markdown_()
    assert repr(found) == "<Chains: 1 from company:a to company:b>"


def test_a_sample_is_the_same_each_time_and_counts_are_numbers(g: kg.Graph) -> None:
    assert list(g.sample(1, "7")) == list(g.sample(1, "7"))
    assert len(g.sample(5)) == 2
    assert g.stats().claims == g.stats().to_dict()["claims"] == 2
    assert repr(g.stats()).startswith("<Stats: ")


def test_a_closed_graph_gives_its_source_back(source: Path) -> None:
    with kg.open([source]) as opened:
        assert opened.ask("ASK { company:a a kg:Company }")


def test_an_answer_outlives_its_graph_but_for_what_pages_say_of_the_licence(
    source: Path, tmp_path: Path
) -> None:
    load_directory(tmp_path / "db", [source])
    with kg.open(tmp_path / "db", lang="en") as opened:
        found = opened.select(RIVALS, evidence=True)
        page = found.text("html")
    assert "Company A" in str(found)
    assert "Company A" in found._repr_html_()
    assert "company" in found.to_csv()
    found.save(tmp_path / "rivals.csv")
    assert "Licence" in page
    with pytest.raises(KgError, match="is closed"):
        found.text("html")


RUNAWAY = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(9))


def test_every_way_to_ask_ends_on_time_and_the_graph_goes_on_answering(g: kg.Graph) -> None:
    assert g.ask("ASK { }", timeout_s=60)
    asked = (
        lambda: g.query(f"SELECT (COUNT(*) AS ?n) {{ {RUNAWAY} }}", timeout_s=0.3),
        lambda: g.construct(f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} WHERE {{ {RUNAWAY} }}", timeout_s=0.3),
        lambda: g.networkx(f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} WHERE {{ {RUNAWAY} }}", timeout_s=0.3),
        lambda: g.explain(f'ASK {{ {RUNAWAY} FILTER(CONCAT(STR(?s0), STR(?o8)) = "") }}', timeout_s=0.3),
    )
    for ask in asked:
        with pytest.raises(QueryTimeout):
            ask()
        assert g.ask("ASK { company:a kg:competesWith company:b }", timeout_s=60)


def test_with_a_limit_the_jobs_answer_as_without_one(source: Path, g: kg.Graph) -> None:
    with kg.open(source, lang="en", timeout_s=60) as limited:
        assert list(limited.select(RIVALS, evidence=True)) == list(g.select(RIVALS, evidence=True))
        assert limited.select(RIVALS).text("html") == g.select(RIVALS).text("html")
        assert limited.resolve("甲公司") == g.resolve("甲公司")
        assert limited.show("甲公司", why=True).to_dict() == g.show("甲公司", why=True).to_dict()
        assert list(limited.search("公司")) == list(g.search("公司"))
        assert str(limited.path("甲公司", "乙公司")) == str(g.path("甲公司", "乙公司"))
        assert limited.stats().to_dict() == g.stats().to_dict()
        assert list(limited.sample(2)) == list(g.sample(2))


def test_a_limit_of_one_call_stands_before_that_of_the_graph(source: Path) -> None:
    with kg.open(source, timeout_s=0.0001) as limited:
        with pytest.raises(QueryTimeout):
            limited.ask("ASK { }")
        assert limited.ask("ASK { }", timeout_s=60)


def test_the_public_names_are_all_there() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing  # type: ignore[attr-defined]
