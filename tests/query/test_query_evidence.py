"""--evidence adds the sentences each row stands on, and changes nothing else."""

from kg.errors import NotFound
from kg.namespaces import PREFIXES
from kg.query.catalogue import Catalogue
from kg.query.evidence import NOTE, add_evidence, address_of
from kg.query.results import write
from kg.query.run import Table, run
from kg.store.protocol import Store
from kg.store.terms import Literal, Term


def answer(store: Store, query: str) -> Table:
    found = run(store, query)
    assert isinstance(found, Table)
    return found


def evidence(table: Table) -> list[str | None]:
    place = table.variables.index("evidence")
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


def test_a_cell_may_list_several_claims_between_blanks(store: Store) -> None:
    query = "SELECT (GROUP_CONCAT(STR(?c)) AS ?claims) { ?c a kg:Claim }"
    table, _ = add_evidence(store, answer(store, query))
    assert evidence(table) == ["3.4 3.4.1-s2 3.4.1-s10 fn1"]


def test_the_order_may_be_that_of_a_report_map(store: Store) -> None:
    def order(address: str) -> tuple[int, ...]:
        if address == "3.4":
            raise NotFound("没有", "none")
        return (-len(address),)

    table, _ = add_evidence(store, answer(store, "SELECT ?c { ?c a kg:Claim } ORDER BY ?c"), order=order)
    assert evidence(table) == ["3.4.1-s10 3.4.1-s2 3.4", "fn1"]


def test_whoever_holds_the_report_sees_the_sentences(store: Store) -> None:
    texts = {
        f"{PREFIXES['sentence']}caict-2021-3.4.1-s{number}": text
        for number, text in ((2, "第二句"), (10, "第十句"))
    }
    query = "SELECT ?c { ?c a kg:Claim } ORDER BY ?c"
    table, _ = add_evidence(store, answer(store, query), texts=texts)
    assert table.variables == ("c", "evidence", "sentence")
    assert [value(row[2]) for row in table.rows] == ["第二句\n第十句", None]


def test_an_answer_without_evidence_gets_a_note_and_an_empty_one_does_not(store: Store) -> None:
    table, note = add_evidence(store, answer(store, "SELECT ?x { ?x a kg:PlatformCompany }"))
    assert evidence(table) == [None]
    assert note == NOTE
    assert add_evidence(store, answer(store, "SELECT ?x { ?x a kg:Nothing }")).note is None


def test_addresses_come_from_the_iris_of_places() -> None:
    base = "https://w3id.org/internet-report-kg/id/"
    assert address_of(f"{base}sentence/caict-2021-3.4.1-s3") == "3.4.1-s3"
    assert address_of(f"{base}section/caict-2021-3.4") == "3.4"
    assert address_of("http://elsewhere/doc-1") == "doc-1"
