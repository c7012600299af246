"""From triples to a network: what backs an edge, in what words, in what order."""

from collections.abc import Sequence

from tests.network.conftest import MakeStore

from kg.errors import Text
from kg.namespaces import expand
from kg.network.build import edges_of, labels, network_of, nodes_of
from kg.network.records import Edge
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import construct

TWO = """
law:a a kg:Law ; rdfs:label "甲法"@zh, "law A"@en ; skos:definition "一部法。"@zh, "A law."@en .
challenge:b a kg:Challenge ; rdfs:label "乙问题"@zh, "problem B"@en .
sentence:r-1.1.1-s2 rdfs:label "一（一）第1段第2句"@zh, "Part 1, s. 2"@en .
sentence:r-1.1.1-s10 rdfs:label "一（一）第1段第10句"@zh, "Part 1, s. 10"@en .
"""


def _claim(name: str, edge: str, basis: str = "Stated", modality: str = "Asserted", more: str = "") -> str:
    s, p, o = edge.split()
    return (
        f"claim:{name} a kg:Claim ; rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} ;"
        f" kg:basis kg:{basis} ; kg:modality kg:{modality} ; kg:evidence sentence:r-1.1.1-s10 {more} .\n"
    )


EDGE = "law:a kg:addresses challenge:b"


def _edges(store: EmbeddedStore, with_graphs: Sequence[str] = ()) -> list[Edge]:
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o . VALUES ?s {{ <{expand('law:a')}> }} FILTER(isIRI(?o)) FILTER(?o = <{expand('challenge:b')}>) }}"
    return edges_of(network_of(store, construct(store, text, with_graphs=with_graphs), with_graphs))


def test_an_edge_reads_as_a_sentence_in_both_languages(store_of: MakeStore) -> None:
    edge = _edges(store_of(f"{TWO} {EDGE} . {_claim('x', EDGE)}"))[0]
    assert edge.sentence == Text("甲法旨在应对乙问题", "Law A addresses problem B")
    assert edge.label == Text("应对", "addresses")
    assert edge.claims[0].evidence[0].citation == Text("一（一）第1段第10句", "Part 1, s. 10")


def test_a_node_of_several_classes_has_the_one_its_name_stands_for(store_of: MakeStore) -> None:
    more = "law:a a kg:Entity, kg:Instrument, schema:Legislation ."
    store = store_of(f"{TWO} {EDGE} . {more}")
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o . VALUES ?p {{ <{expand('kg:addresses')}> }} }}"
    nodes = nodes_of(network_of(store, construct(store, text)))
    assert [node.class_iri for node in nodes] == [expand("kg:Challenge"), expand("kg:Law")]


def test_a_gloss_replaces_the_template(store_of: MakeStore) -> None:
    gloss = '; kg:gloss "甲法管乙"@zh, "A deals with B"@en'
    edge = _edges(store_of(f"{TWO} {EDGE} . {_claim('x', EDGE, more=gloss)}"))[0]
    assert edge.sentence == Text("甲法管乙", "A deals with B")


def test_parallel_edges_are_kept(store_of: MakeStore) -> None:
    other = "law:a kg:fallsShortOf challenge:b"
    edges = _edges(store_of(f"{TWO} {EDGE} . {other} . {_claim('x', EDGE)} {_claim('y', other)}"))
    assert [edge.label.en for edge in edges] == ["addresses", "falls short of"]


def test_an_edge_counts_as_the_strongest_of_its_claims(store_of: MakeStore) -> None:
    claims = _claim("x", EDGE, "Implied") + _claim("y", EDGE, "Stated")
    edge = _edges(store_of(f"{TWO} {EDGE} . {claims}"))[0]
    assert edge.basis == expand("kg:Stated")
    assert [claim.basis for claim in edge.claims] == [expand("kg:Stated"), expand("kg:Implied")]


def test_a_mere_possibility_does_not_lend_its_basis_to_a_fact(store_of: MakeStore) -> None:
    claims = _claim("x", EDGE, "Implied") + _claim("y", EDGE, "Stated", "Hypothetical")
    edge = _edges(store_of(f"{TWO} {EDGE} . {claims}"), ["projected"])[0]
    assert (edge.basis, edge.asserted, len(edge.claims)) == (expand("kg:Implied"), True, 2)


def test_editorial_and_projected_claims_come_only_with_their_graphs(store_of: MakeStore) -> None:
    claims = _claim("x", EDGE, "Editorial") + _claim("y", EDGE, "Stated", "Forecast")
    store = store_of(f"{TWO} {claims}")
    assert _edges(store) == []
    assert [c.basis for c in _edges(store, ["editorial"])[0].claims] == [expand("kg:Editorial")]
    assert not _edges(store, ["projected"])[0].asserted


def test_a_negated_claim_backs_no_edge(store_of: MakeStore) -> None:
    edge = _edges(store_of(f"{TWO} {EDGE} . {_claim('x', EDGE)} {_claim('y', EDGE, modality='Negated')}"))[0]
    assert len(edge.claims) == 1


def test_an_edge_without_claims_has_no_basis(store_of: MakeStore) -> None:
    edge = _edges(store_of(f"{TWO} {EDGE} ."))[0]
    assert (edge.basis, edge.claims, edge.asserted) == (None, (), True)


def test_evidence_is_in_the_order_of_the_report(store_of: MakeStore) -> None:
    more = "; kg:evidence sentence:r-1.1.1-s2"
    claim = _edges(store_of(f"{TWO} {EDGE} . {_claim('x', EDGE, more=more)}"))[0].claims[0]
    assert [place.citation.en for place in claim.evidence] == ["Part 1, s. 2", "Part 1, s. 10"]


def test_a_name_with_a_slot_in_it_is_put_in_as_it_is(store_of: MakeStore) -> None:
    turtle = (
        'law:a a kg:Law ; rdfs:label "{o}"@zh, "{o}"@en . '
        'challenge:b a kg:Challenge ; rdfs:label "<script>"@zh, "{s}"@en . '
        f"{EDGE} . {_claim('x', EDGE)}"
    )
    assert _edges(store_of(turtle))[0].sentence == Text("{o}旨在应对<script>", "{o} addresses {s}")


def test_one_language_stands_in_for_the_other_and_a_curie_for_both(store_of: MakeStore) -> None:
    store = store_of(f'law:a rdfs:label "甲"@zh . {EDGE} .')
    triples = construct(store, f"CONSTRUCT WHERE {{ ?s <{expand('kg:addresses')}> ?o }}")
    assert [node.label for node in nodes_of(network_of(store, triples))] == [
        Text("challenge:b", "challenge:b"),
        Text("甲", "甲"),
    ]


def test_triples_with_literals_are_no_edges(store_of: MakeStore) -> None:
    store = store_of(TWO)
    triples = construct(store, "CONSTRUCT WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }")
    assert len(network_of(store, triples)) == 0


def test_labels_are_looked_up_in_batches(store_of: MakeStore) -> None:
    many = "".join(f'law:n{n} rdfs:label "法{n}"@zh, "law {n}"@en .\n' for n in range(700))
    found = labels(store_of(many), [expand(f"law:n{n}") for n in range(700)])
    assert len(found) == 700
    assert found[expand("law:n699")] == Text("法699", "law 699")


def test_what_bears_evidence_itself_needs_no_claim_for_its_own_properties(store_of: MakeStore) -> None:
    mandate = """
mandate:m a kg:Mandate ; rdfs:label "职责"@zh, "mandate"@en ; kg:matter challenge:b ; kg:evidence sentence:r-1.1.1-s2 .
"""
    store = store_of(TWO + mandate)
    text = f"CONSTRUCT WHERE {{ ?s <{expand('kg:matter')}> ?o }}"
    edge = edges_of(network_of(store, construct(store, text)))[0]
    assert edge.basis == expand("kg:Stated")
    assert [claim.iri for claim in edge.claims] == [expand("mandate:m")]
    assert edge.claims[0].evidence[0].citation == Text("一（一）第1段第2句", "Part 1, s. 2")


def test_a_statement_without_a_claim_borrows_none_from_its_subject(store_of: MakeStore) -> None:
    store = store_of(f"{TWO} {EDGE} . law:a kg:evidence sentence:r-1.1.1-s2 .")
    assert _edges(store)[0].claims == ()


def test_what_bears_evidence_backs_no_property_that_was_only_inferred(store_of: MakeStore) -> None:
    action = "action:e a kg:EnforcementAction ; kg:legalBasis law:a ; kg:evidence sentence:r-1.1.1-s2 ."
    store = store_of(f"{TWO} {action}", inferred="action:e kg:causedBy law:a .")
    text = f"CONSTRUCT WHERE {{ <{expand('action:e')}> ?p <{expand('law:a')}> }}"
    graph = network_of(store, construct(store, text, with_graphs=["inferred"]), ["inferred"])
    assert [(edge.label.en, edge.basis) for edge in edges_of(graph)] == [
        ("is caused by", None),
        ("legal basis", expand("kg:Stated")),
    ]


def test_an_outside_claim_backs_its_edge_with_its_record(store_of: MakeStore) -> None:
    edge = "law:a kg:replaces law:b"
    outside = f"""
{edge} .
outside-claim:c a kg:OutsideClaim ; rdf:subject law:a ; rdf:predicate kg:replaces ; rdf:object law:b ;
  kg:basis kg:OfRecord ; prov:hadPrimarySource outside-record:r7 .
outside-record:r7 rdfs:label "第7行"@zh, "row 7"@en .
"""
    store = store_of(TWO, outside=outside)
    text = f"CONSTRUCT WHERE {{ ?s <{expand('kg:replaces')}> ?o }}"
    found = edges_of(network_of(store, construct(store, text, with_graphs=["outside"]), ["outside"]))
    assert [(one.basis, one.asserted) for one in found] == [(expand("kg:OfRecord"), True)]
    assert [place.citation.en for place in found[0].claims[0].evidence] == ["row 7"]
