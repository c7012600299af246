"""Inferred triples and their derivations in files: edges in one, rule and premises in the other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from kg.build.derivations import DERIVATIONS, INFERRED
from kg.build.run import outputs
from kg.build.vocabulary import KG
from kg.namespaces import NAMED_FILES, PREFIXES, expand
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Dataset, Solutions

ROOT = Path(__file__).parents[2]


def _u(curie: str) -> URIRef:
    return URIRef(expand(curie))


class Files:
    """The built files of a root, read back."""

    def __init__(self, root: Path) -> None:
        files = outputs(root)
        self.triples = Graph().parse(data=files["data/triples.ttl"], format="turtle")
        self.inferred = Graph().parse(data=files[INFERRED], format="turtle")
        self.derivations = Graph().parse(data=files[DERIVATIONS], format="turtle")

    def inference(self, s: str, p: str, o: str) -> URIRef:
        (found,) = (
            node
            for node in self.derivations.subjects(RDF.subject, _u(s))
            if (node, RDF.predicate, _u(p)) in self.derivations
            and (node, RDF.object, _u(o)) in self.derivations
        )
        assert isinstance(found, URIRef)
        return found

    def premises(self, s: str, p: str, o: str) -> set[URIRef]:
        return set(self.derivations.objects(self.inference(s, p, o), KG.premise))  # type: ignore[arg-type]


@pytest.fixture
def files(moon: Path) -> Files:
    return Files(moon)


def test_an_inferred_edge_names_its_rule_and_the_claim_it_rests_on(files: Files) -> None:
    edge = ("challenge:deep-pond", "kg:hasPart", "challenge:no-fish")
    assert (_u(edge[0]), _u(edge[1]), _u(edge[2])) in files.inferred
    assert files.derivations.value(files.inference(*edge), KG.rule) == _u("rule:inverse")
    (claim,) = files.premises(*edge)
    assert (claim, RDF.type, KG.Claim) in files.triples
    assert (claim, RDF.predicate, KG.partOf) in files.triples


def test_a_rule_has_a_label_and_a_definition_in_both_languages(files: Files) -> None:
    labels = set(files.derivations.objects(_u("rule:transitive"), RDFS.label))
    assert {label.language for label in labels} == {"zh", "en"}  # type: ignore[attr-defined]


def test_an_edge_with_several_claims_rests_on_each(moon: Path, append: Callable[[str, str], None]) -> None:
    append("moon-2030/1.1", "1.1.2-s1:\n- [challenge:no-fish, partOf, challenge:deep-pond]\n")
    source = moon / "data" / "source" / "moon-2030" / "1.1.yaml"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("1.1.2-s1:\n- {none: {zh: 承接句, en: a transition}}\n", ""), encoding="utf-8"
    )
    assert len(Files(moon).premises("challenge:deep-pond", "kg:hasPart", "challenge:no-fish")) == 2


def test_a_premise_may_be_an_inference_or_a_structural_fact_with_its_evidence(files: Files) -> None:
    enforces = ("regulator:moon-fishery", "kg:enforcesAgainst", "practice:idling")
    bears = (enforces[0], "kg:bearsOn", enforces[2])
    assert files.premises(*bears) == {files.inference(*enforces)}
    (fact,) = files.derivations.subjects(RDF.type, KG.StructuralFact)
    assert fact in files.premises(*enforces)
    assert files.derivations.value(fact, RDF.predicate) == KG.authority
    assert files.derivations.value(fact, KG.evidence) == _u("sentence:moon-2030-1.1.1-s2")


def test_editorial_and_hypothetical_claims_are_no_premises(files: Files) -> None:
    assert (_u("practice:idling"), KG.bearsOn, _u("challenge:deep-pond")) not in files.inferred
    assert (_u("practice:idling"), KG.practisedBy, _u("group:fishers")) not in files.inferred


def test_types_are_inferred_without_a_record(files: Files) -> None:
    assert (_u("group:fishers"), RDF.type, KG.Agent) in files.inferred
    assert not list(files.derivations.subjects(RDF.predicate, RDF.type))


def test_a_removed_statement_takes_with_it_what_was_inferred(moon: Path) -> None:
    source = moon / "data" / "source" / "moon-2030" / "1.1.yaml"
    line = "- [challenge:no-fish, partOf, challenge:deep-pond]\n"
    text = source.read_text(encoding="utf-8")
    assert line in text
    source.write_text(text.replace('"1.1":\n' + line, ""), encoding="utf-8")
    after = Files(moon)
    assert not list(after.inferred.triples((None, KG.hasPart, None)))
    assert not list(after.derivations.subjects(RDF.predicate, KG.hasPart))


@pytest.fixture(scope="module")
def packaged() -> EmbeddedStore:
    named = {name: [ROOT / file for file in files] for name, files in NAMED_FILES.items()}
    return EmbeddedStore("test", [ROOT / "data/triples.ttl", *ROOT.glob("ontology/[ks]*.ttl")], named)


def _none(store: EmbeddedStore, query: str, *graphs: str) -> bool:
    prologue = "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in ("kg", "rdf", "rdfs"))
    answer = store.query(prologue + query, dataset=Dataset(("report", *graphs), ("inferred", "derivations")))
    assert isinstance(answer, Solutions)
    return answer.rows == []


def test_every_inferred_triple_of_the_report_can_be_explained(packaged: EmbeddedStore) -> None:
    """By a record, or, a type, by the ontology."""
    record = (
        "?i a kg:Inference ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:rule ?r ; kg:premise ?x"
    )
    assert _none(
        packaged,
        "SELECT * { GRAPH <https://w3id.org/internet-report-kg/graph/inferred> { ?s ?p ?o } FILTER (?p != rdf:type) "
        f"FILTER NOT EXISTS {{ {record} }} }} LIMIT 3",
        "derivations",
    )
    assert _none(
        packaged,
        "SELECT * { GRAPH <https://w3id.org/internet-report-kg/graph/inferred> { ?s a ?c } "
        "FILTER NOT EXISTS { ?s a/rdfs:subClassOf+ ?c } } LIMIT 3",
    )


def test_every_premise_of_the_report_is_a_plain_claim_an_inference_or_a_fact_of_the_graph(
    packaged: EmbeddedStore,
) -> None:
    plain = "?x a kg:Claim ; kg:basis ?b ; kg:modality kg:Asserted . FILTER (?b IN (kg:Stated, kg:Implied))"
    fact = "?x a kg:StructuralFact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o"
    assert _none(
        packaged,
        f"SELECT * {{ ?i kg:premise ?x FILTER NOT EXISTS {{ {{ {plain} }} UNION {{ ?x a kg:Inference }} "
        f"UNION {{ {fact} }} }} }} LIMIT 3",
        "derivations",
    )


def test_no_inferred_triple_of_the_report_stands_in_the_default_graph_already(
    packaged: EmbeddedStore,
) -> None:
    query = "SELECT * { GRAPH <https://w3id.org/internet-report-kg/graph/inferred> { ?s ?p ?o } ?s ?p ?o } LIMIT 3"
    assert _none(packaged, query)


def test_the_files_stay_small() -> None:
    """Under a megabyte and under four: they are committed, and the first is read with --with inferred."""
    assert (ROOT / INFERRED).stat().st_size < 1_000_000
    assert (ROOT / DERIVATIONS).stat().st_size < 4_000_000
