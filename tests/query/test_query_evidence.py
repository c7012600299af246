"""--evidence adds the sentences each row stands on, and changes nothing else."""

import csv
import io
import json

import pytest

from kg.errors import KgError, Text
from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.evidence import add_evidence
from kg.query.places import address_of
from kg.query.results import write
from kg.query.run import run
from kg.store.protocol import Store
from kg.store.terms import Literal, Term


def answer(store: Store, query: str) -> Table:
    found = run(store, query)
    assert isinstance(found, Table)
    return found


def evidence(table: Table) -> list[str | None]:
    return column(table, "evidence")


def column(table: Table, name: str) -> list[str | None]:
    place = table.variables.index(name)
    return [value(row[place]) for row in table.rows]


def value(cell: Term | None) -> str | None:
    assert cell is None or isinstance(cell, Literal)
    return None if cell is None else cell.value


def test_a_hidden_claim_column_gives_addresses_in_report_order(store: Store, catalogue: Catalogue) -> None:
    found = run(store, catalogue.get("rivals"))
    assert isinstance(found, Table)
    table, note = add_evidence(store, found)
    assert evidence(table) == ["3.4 3.4.1-s2 3.4.1-s10"]
    assert table.rows[0][:3] == found.rows[0]
    assert note is None
    shown = write(table, "table")
    assert "陈述" not in shown
    assert "3.4.1-s2 三（四）第1段第2句，第29页" in shown
    assert "claim:one" not in shown
    assert "id/claim/one" in write(table, "csv")


def test_anything_with_evidence_counts_and_rows_keep_number_and_order(store: Store) -> None:
    query = (
        "SELECT ?x ?f { ?x a/rdfs:subClassOf* kg:Company OPTIONAL { ?f kg:subject ?x } } ORDER BY DESC(?x)"
    )
    found = answer(store, query)
    table, note = add_evidence(store, found)
    assert [row[:2] for row in table.rows] == found.rows
    assert evidence(table) == [None, None, "1.2.1-s1"]
    assert note is None


def test_whoever_holds_the_report_sees_the_sentences_with_the_names_marked(store: Store) -> None:
    base = "https://w3id.org/internet-report-kg/id/sentence/caict-2021-"
    texts = {f"{base}3.4.1-s2": "乙公司超过甲公司。", f"{base}3.4.1-s10": "无名。"}
    query = "SELECT ?c { ?c a kg:Claim } ORDER BY ?c"
    table, _ = add_evidence(store, answer(store, query), texts=texts)
    assert table.variables == ("c", "claims", "evidence", "status", "sentence")
    assert column(table, "sentence") == ["«乙公司»超过«甲公司»。\n无名。", None]
    assert "**乙公司**超过**甲公司**。<br>无名。" in write(table, "markdown")


def test_the_columns_keep_out_of_the_way_of_the_names_in_the_query(store: Store) -> None:
    query = "SELECT ?status ?evidence { ?status kg:competesWith ?evidence }"
    table = add_evidence(store, answer(store, query)).table
    assert table.variables == ("status", "evidence", "claims", "evidence_", "status_")


def test_every_format_of_w3c_stays_valid(store: Store) -> None:
    query = "SELECT ?x ?y { ?x kg:competesWith ?y }"
    table = add_evidence(store, answer(store, query)).table
    claim = "https://w3id.org/internet-report-kg/id/claim/one"
    row = ["3.4 3.4.1-s2 3.4.1-s10", "complete"]
    assert [*csv.reader(io.StringIO(write(table, "csv")))][1][2:] == [claim, *row]
    assert [line.split("\t")[2:] for line in write(table, "tsv").splitlines()] == [
        ["?claims", "?evidence", "?status"],
        [f'"{claim}"', *(f'"{cell}"' for cell in row)],
    ]
    found = json.loads(write(table, "json"))
    assert found["head"]["vars"] == ["x", "y", "claims", "evidence", "status"]
    assert found["results"]["bindings"][0]["claims"] == {"type": "literal", "value": claim}


def test_the_status_is_said_in_the_readers_language(store: Store) -> None:
    table = add_evidence(store, answer(store, "SELECT ?x { ?x kg:competesWith ?y }")).table
    assert "齐全" in write(table, "table")
    assert "complete" not in write(table, "markdown")


def test_what_lacks_evidence_is_named(store: Store) -> None:
    table, note = add_evidence(store, answer(store, "SELECT ?x { ?x kg:subject ?y . ?y a kg:Company }"))
    assert note is None
    table, note = add_evidence(store, answer(store, "SELECT ?x { ?x kg:unsaid ?y }"))
    assert column(table, "claims") == ["unbacked"]
    assert column(table, "status") == ["partial"]
    assert isinstance(note, Text)
    assert note.en.endswith("company:c kg:unsaid company:a")


def test_a_query_that_cannot_be_traced_keeps_its_rows_and_says_so(store: Store) -> None:
    query = "SELECT ?x { ?x kg:competesWith ?y BIND(<<( ?x kg:p ?y )>> AS ?t) . <<( ?x kg:p ?y )>> kg:q ?z }"
    found = answer(
        store, query.replace("<<( ?x kg:p ?y )>> kg:q ?z", "OPTIONAL { ?r ?q <<( ?x kg:p ?y )>> }")
    )
    table, note = add_evidence(store, found)
    assert [row[:1] for row in table.rows] == found.rows
    assert column(table, "status") == ["partial"]
    assert note is not None
    assert "<<(" in note.en


def test_a_table_that_no_query_gave_is_refused(store: Store) -> None:
    with pytest.raises(KgError):
        add_evidence(store, Table((), [()], "zh"))


def test_addresses_come_from_the_iris_of_places() -> None:
    base = "https://w3id.org/internet-report-kg/id/"
    assert address_of(f"{base}sentence/caict-2021-3.4.1-s3") == "3.4.1-s3"
    assert address_of(f"{base}section/caict-2021-3.4") == "3.4"
    assert address_of("http://elsewhere/doc-1") == "doc-1"
