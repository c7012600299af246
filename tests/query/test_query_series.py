"""Answers from a store with several reports: addresses and counts say which report they mean."""

from pathlib import Path

import pytest

from kg.query.answer import Table
from kg.query.evidence import add_evidence
from kg.query.results import write
from kg.query.run import run
from kg.query.stats import statistics
from kg.report.library import load_reports, texts_of
from kg.store.open import open_store
from kg.store.protocol import Store

TEXTS = Path(__file__).parents[1] / "series"
ADDRESSES = "SELECT ?c WHERE { ?c a kg:Claim ; rdf:predicate kg:addresses } ORDER BY ?c"


@pytest.fixture
def store(series: Path) -> Store:
    return open_store([str(series / "data" / "triples.ttl")])


def _table(store: Store, query: str) -> Table:
    answer = run(store, query, lang="en")
    assert isinstance(answer, Table)
    return answer


def _column(table: Table, name: str) -> list[str]:
    place = table.variables.index(name)
    return [getattr(row[place], "value", "") for row in table.rows]


def test_addresses_name_their_report_where_there_are_several(store: Store) -> None:
    shown = write(add_evidence(store, _table(store, ADDRESSES)).table, "markdown", lang="en")
    for report in ("moon-2030", "moon-2032"):
        assert f"{report}-3.1.1-s1 Part 3, section (1), para. 1, sentence 1, p. 3" in shown


def test_addresses_of_several_reports_in_a_row_stand_in_the_order_of_reports(store: Store) -> None:
    query = "SELECT (GROUP_CONCAT(STR(?c)) AS ?claims) { ?c rdf:predicate kg:harms }"
    assert _column(add_evidence(store, _table(store, query)).table, "evidence") == [
        "moon-2030-2.1.1-s2 moon-2030-2.2.1-s1 moon-2032-2.1.1-s2 moon-2032-2.2.1-s1"
    ]


def test_a_question_to_one_report_is_answered_by_its_claims_alone(store: Store) -> None:
    answer = run(store, "SELECT DISTINCT ?x ?y { ?x kg:harms ?y }", only="moon-2032", lang="en")
    assert isinstance(answer, Table)
    found = " ".join(_column(add_evidence(store, answer).table, "evidence"))
    assert "2032-2.1.1-s2" in found
    assert "2030" not in found


def test_each_sentence_comes_from_the_file_of_its_own_report(store: Store, series: Path) -> None:
    texts = texts_of([TEXTS / "moon-2032.txt"], load_reports(series))
    table = add_evidence(store, _table(store, ADDRESSES), texts=texts).table
    said = [one.replace("«", "").replace("»", "") for one in _column(table, "sentence")]
    assert said == ["", texts[next(iri for iri in texts if iri.endswith("-3.1.1-s1"))]]


def test_coverage_is_counted_for_each_report(store: Store) -> None:
    stats = statistics(store, "en")
    assert "moon-2030: 5 of 7 sentences in the encoded sections carry a claim (71.4%)" in stats.table("en")
    sections = [(one["report"], one["section"]) for one in stats.to_json()["sections"]]
    assert sections == [(r, s) for r in ("moon-2030", "moon-2032") for s in ("1.1", "2.1", "2.2", "3.1")]
