"""Inferred triples and their derivations in files: edges in one, rule and premises in the other."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from kg.build.derivations import DERIVATIONS, INFERRED
from kg.build.inference import Edge
from kg.build.run import outputs
from kg.build.vocabulary import KG
from kg.namespaces import DEFAULT_FILES, expand
from kg.rdfio.load import parse_file

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


class Report:
    """The committed files: triples of each, and what their records say."""

    def __init__(self) -> None:
        self.stated = {edge for name in DEFAULT_FILES for edge in _edges(ROOT / name)}
        self.inferred = set(_edges(ROOT / INFERRED))
        records = set(_edges(ROOT / DERIVATIONS))
        self.classes = {s: o for s, p, o in records if p == str(RDF.type)}
        self.premises = [(s, o) for s, p, o in records if p == str(KG.premise)]
        self.rules = {s for s, p, o in records if p == str(KG.rule)}
        self.edge_of = _reified(records)
        self.claims = _reified(self.stated)

    def plain(self, claim: str) -> bool:
        """Whether the claim is Asserted and Stated or Implied."""
        bases = {(claim, str(KG.basis), str(basis)) for basis in (KG.Stated, KG.Implied)}
        return bool(bases & self.stated) and (claim, str(KG.modality), str(KG.Asserted)) in self.stated


def _edges(path: Path) -> Iterator[Edge]:
    for quad in parse_file(path):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.predicate.value, quad.object.value


def _reified(edges: set[Edge]) -> dict[str, Edge]:
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for s, p, o in edges:
        parts[p][s] = o
    subjects, predicates, objects = (parts[str(RDF[name])] for name in ("subject", "predicate", "object"))
    return {s: (subjects[s], predicates[s], objects[s]) for s in subjects if s in predicates and s in objects}


@pytest.fixture(scope="module")
def report() -> Report:
    return Report()


def test_every_inferred_triple_of_the_report_can_be_explained(report: Report) -> None:
    """By a record with rule and premise, or, a type, by the ontology."""
    explained = {report.edge_of[one] for one, _ in report.premises if one in report.rules}
    above = _closure({(s, o) for s, p, o in report.stated if p == str(RDFS.subClassOf)})
    own = {(s, o) for s, p, o in report.stated if p == str(RDF.type)}
    types = {(s, str(RDF.type), up) for s, o in own for up in above.get(o, ())}
    assert report.inferred - explained - types == set()


def _closure(pairs: set[tuple[str, str]]) -> dict[str, set[str]]:
    above: dict[str, set[str]] = defaultdict(set)
    for low, high in pairs:
        above[low].add(high)
    for _ in range(len(above)):
        for highs in above.values():
            highs |= {up for high in highs for up in above.get(high, ())}
    return above


def test_every_premise_of_the_report_is_a_plain_claim_an_inference_or_a_fact_of_the_graph(
    report: Report,
) -> None:
    wrong = []
    for _, premise in report.premises:
        match report.classes.get(premise):
            case None:
                fits = report.plain(premise) and report.claims[premise] in report.stated
            case kind if kind == str(KG.Inference):
                fits = report.edge_of[premise] in report.inferred
            case _:
                fits = report.edge_of[premise] in report.stated
        wrong += [] if fits else [premise]
    assert report.premises
    assert wrong == []


def test_no_inferred_triple_of_the_report_stands_in_the_default_graph_already(report: Report) -> None:
    assert report.inferred & report.stated == set()


def test_the_files_stay_small() -> None:
    """Under a megabyte and under four: they are committed, and the first is read with --with inferred."""
    assert (ROOT / INFERRED).stat().st_size < 1_000_000
    assert (ROOT / DERIVATIONS).stat().st_size < 4_000_000
