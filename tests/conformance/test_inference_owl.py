"""The rules against OWL 2 RL reasoners, on the whole graph of the report (literals left out: no rule uses them)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import reasonable
from rdflib import OWL, RDF, BNode, Graph, URIRef
from rdflib.collection import Collection

from kg.build.inference import Edge, infer
from kg.build.rules import load_rules
from kg.namespaces import DEFAULT_FILES, ID, KG, PREFIXES, expand, shorten
from kg.rdfio.load import load_file, parse_file

ROOT = Path(__file__).parents[2]
# Rules that OWL states as axioms of classes and properties; property chains are compared apart,
# because the faster reasoner does not do them.
IN_OWL = {"sub-class", "sub-property", "inverse", "symmetric", "transitive"}
CHAINS = {"located-in-wider-place", "member-of-wider-group", "kind-of-instrument"}
TYPE = str(RDF.type)

Node = URIRef | BNode
Triples = list[tuple[Node, Node, Node]]


def _node(term: object) -> Node:
    return URIRef(term.value) if isinstance(term, ox.NamedNode) else BNode(str(term))


def _ours(rules: Iterable[str]) -> set[Edge]:
    store = ox.Store()
    for name in DEFAULT_FILES:
        load_file(store, ROOT / name)
    return set(infer(store, [rule for rule in load_rules(ROOT / "queries/rules") if rule.id in rules]))


def _reasoned(triples: Triples) -> set[Edge]:
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(triples)
    return {(str(s), str(p), str(o)) for s, p, o in reasoner.reason()}


def _disjoint(graph: Graph) -> Iterator[tuple[str, str]]:
    """Each declared pair, both ways round."""
    for one, other in graph.subject_objects(OWL.disjointWith):
        yield from ((str(one), str(other)), (str(other), str(one)))


def _in_two(edges: Iterable[Edge], disjoint: set[tuple[str, str]]) -> list[str]:
    """Things in two disjoint classes (rule cax-dw of OWL 2 RL)."""
    classes: dict[str, set[str]] = {}
    for s, p, o in edges:
        if p == TYPE:
            classes.setdefault(s, set()).add(o)
    return sorted(s for s, found in classes.items() if any(pair in disjoint for pair in _pairs(found)))


def _pairs(classes: set[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for one in classes for other in classes if one < other)


@pytest.fixture(scope="module")
def given() -> Triples:
    quads = (quad for name in DEFAULT_FILES for quad in parse_file(ROOT / name))
    return [
        (_node(q.subject), _node(q.predicate), _node(q.object))
        for q in quads
        if not isinstance(q.object, ox.Literal)
    ]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "kg.ttl", format="turtle")


@pytest.fixture(scope="module")
def reasoned(given: Triples) -> set[Edge]:
    return _reasoned(given)


@pytest.fixture(scope="module")
def ours() -> set[Edge]:
    return _ours(IN_OWL)


def test_the_reasoner_infers_all_that_the_rules_infer(ours: set[Edge], reasoned: set[Edge]) -> None:
    assert len(ours) > 10_000
    assert [" ".join(map(shorten, edge)) for edge in sorted(ours - reasoned)] == []


def test_the_rules_infer_every_relation_that_the_reasoner_infers(
    given: Triples, ours: set[Edge], reasoned: set[Edge]
) -> None:
    """All but kg:statement, which says no more than that there is some relation."""
    stated = {(str(s), str(p), str(o)) for s, p, o in given}
    more = {
        edge
        for edge in reasoned - stated - ours
        if edge[0].startswith(ID) and edge[1].startswith(KG) and edge[1] != f"{KG}statement"
    }
    assert [" ".join(map(shorten, edge)) for edge in sorted(more)] == []


def test_domains_and_ranges_give_no_class_that_the_rules_do_not(
    given: Triples, ours: set[Edge], reasoned: set[Edge]
) -> None:
    """All but this: a part of a document that cites something is, by the domain of statements, a thing."""
    stated = {(str(s), str(p), str(o)) for s, p, o in given}
    parts = {s for s, p, o in ours if (p, o) == (TYPE, f"{KG}DocumentPart")}
    more = {
        edge
        for edge in reasoned - stated - ours
        if edge[0].startswith(ID) and edge[1] == TYPE and edge[2].startswith(KG)
    }
    cited = {(s, p, o) for s, p, o in more if s in parts and o == f"{KG}Entity"}
    assert [" ".join(map(shorten, edge)) for edge in sorted(more - cited)] == []


def test_no_thing_is_in_two_disjoint_classes(reasoned: set[Edge], ontology: Graph) -> None:
    disjoint = set(_disjoint(ontology))
    assert len(disjoint) > 400
    assert _in_two(reasoned, disjoint) == []


@pytest.mark.parametrize(
    "line",
    [
        "company:x a kg:Regulator .",
        "challenge:x kg:concerns topic:x ; a kg:Practice .",
        "law:x kg:penalised company:y .",
    ],
)
def test_a_thing_in_two_disjoint_classes_is_found(line: str, ontology: Graph) -> None:
    """By its types, or by the domain of what is said of it."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    types = "company:x a kg:Company . challenge:x a kg:Challenge . law:x a kg:Law .\n"
    graph = Graph().parse(data=prefixes + types + line, format="turtle") + ontology
    edges = _reasoned([(s, p, o) for s, p, o in graph if isinstance(o, Node)])  # type: ignore[misc]
    assert _in_two(edges, set(_disjoint(ontology))) == [expand(line.split()[0])]


def test_a_reasoner_that_does_property_chains_agrees_on_them(given: Triples, ontology: Graph) -> None:
    """On the edges that the chains and the transitive properties are made of."""
    names = ("kg:locatedIn", "kg:memberOf", "kg:usesInstrument", "kg:broader", "skos:broader")
    wanted = {expand(name) for name in names}
    graph = Graph()
    for triple in given:
        if str(triple[1]) in wanted:
            graph.add(triple)
    before = {(str(s), str(p), str(o)) for s, p, o in graph}
    for prop in map(URIRef, wanted):
        for chain in ontology.objects(prop, OWL.propertyChainAxiom):
            graph.add((prop, OWL.propertyChainAxiom, chain))
            Collection(graph, chain, list(Collection(ontology, chain)))
        if (prop, RDF.type, OWL.TransitiveProperty) in ontology:
            graph.add((prop, RDF.type, OWL.TransitiveProperty))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(
        graph
    )
    theirs = {(str(s), str(p), str(o)) for s, p, o in graph if str(p) in wanted} - before
    edges = {edge for edge in _ours(CHAINS | {"transitive"}) if edge[1] in wanted}
    assert len(edges) > 200
    assert edges == theirs
