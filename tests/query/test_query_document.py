"""Documents about one thing: what belongs in them, within a limit, and what is no more."""

from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.namespaces import ID, KG
from kg.query.describe import describe
from kg.query.document import Retired, document, graphs_with, retired
from kg.query.incoming import incoming
from kg.query.neighbours import neighbours
from kg.query.statement import statement
from kg.store.embedded import EmbeddedStore
from kg.store.terms import BlankNode, Iri

A, B, C = (f"{ID}company/{name}" for name in "abc")
TEXT = """\
@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .
@prefix company: <https://w3id.org/internet-report-kg/id/company/> .
@prefix claim: <https://w3id.org/internet-report-kg/id/claim/> .
@prefix sentence: <https://w3id.org/internet-report-kg/id/sentence/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
kg:competesWith rdfs:subPropertyOf kg:statement ; rdfs:label "竞争"@zh, "competes with"@en .
company:a a kg:Company ; rdfs:label "甲"@zh ; kg:competesWith company:b, company:c ; kg:kind [ rdfs:label "inner" ] .
company:b a kg:Company ; rdfs:label "乙"@zh ; kg:competesWith company:a .
company:c a kg:Company .
claim:1 a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:competesWith ; rdf:object company:b ;
  kg:evidence sentence:x-1-s1 ; kg:basis kg:Stated ; kg:modality kg:Asserted .
claim:2 a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:competesWith ; rdf:object company:c ; kg:basis kg:Stated .
sentence:x-1-s1 rdfs:label "第一句"@zh .
company:old owl:deprecated true ; dcterms:isReplacedBy company:older .
company:older owl:deprecated true ; dcterms:isReplacedBy company:a .
company:gone owl:deprecated true .
company:round owl:deprecated true ; dcterms:isReplacedBy company:trip .
company:trip owl:deprecated true ; dcterms:isReplacedBy company:round .
"""


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "small.ttl"
    path.write_text(TEXT, encoding="utf-8")
    return EmbeddedStore("small", [path])


def test_a_document_has_both_directions_the_claims_whole_and_every_name(store: EmbeddedStore) -> None:
    found = document(store, A)
    said = {(one.subject, one.predicate.value.rpartition("#")[2]) for one in found.triples}
    assert (Iri(A), "competesWith") in said
    assert (Iri(B), "competesWith") in said
    assert (Iri(f"{ID}claim/1"), "evidence") in said
    assert (Iri(f"{ID}sentence/x-1-s1"), "label") in said
    assert (Iri(f"{KG}competesWith"), "label") in said
    assert any(isinstance(one.subject, BlankNode) for one in found.triples)
    assert len(found.triples) == len(set(found.triples))
    assert found.left_out == {}


def test_a_limit_leaves_out_and_counts_by_property(store: EmbeddedStore) -> None:
    found = document(store, A, limit=1)
    subject = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
    assert found.left_out == {subject: 1}
    assert not any(one.subject == Iri(f"{ID}claim/2") for one in found.triples)
    assert incoming(store, A, limit=5).pairs == incoming(store, A).pairs
    told = describe(store, A, limit=1)
    assert [one.claim.iri for one in told.statements] == [f"{ID}claim/1"]
    assert told.left_out == {subject: 1}
    assert describe(store, A).left_out == {}


def test_what_is_no_more_leads_on_or_to_nothing(store: EmbeddedStore) -> None:
    assert retired(store, f"{ID}company/old") == Retired(A)
    assert retired(store, f"{ID}company/gone") == Retired(None)
    assert retired(store, f"{ID}company/round") == Retired(None)
    for iri in (A, f"{ID}company/none", "no iri"):
        assert retired(store, iri) is None


def test_the_graph_of_a_thing_is_found(store: EmbeddedStore) -> None:
    assert graphs_with(store, A) == ()
    assert graphs_with(store, f"{ID}company/none") is None
    assert graphs_with(store, "no iri") is None
    assert graphs_with(EmbeddedStore.packaged(), f"{ID}query/anomalies") == ("queries",)


def test_neighbours_come_outward_first_and_page_by_page(store: EmbeddedStore) -> None:
    found, total = neighbours(store, A)
    assert [(one.outward, one.other.iri) for one in found] == [(True, B), (True, C), (False, B)]
    assert total == 3
    assert neighbours(store, A, limit=1, offset=1)[0] == found[1:2]
    assert [one.outward for one in neighbours(store, A, direction="in")[0]] == [False]


def test_a_statement_is_told_by_itself(store: EmbeddedStore) -> None:
    found = statement(store, f"{ID}claim/1")
    assert (found["subject"]["label"], found["predicate"]["label"], found["object"]["label"]) == (
        "甲",
        "竞争",
        "乙",
    )
    assert found["evidence"][0]["citation"] == "第一句"
    with pytest.raises(NotFound):
        statement(store, A)
