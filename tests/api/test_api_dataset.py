"""rdflib's API over the embedded engine, and its limits; networks of networkx."""

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from tests.api.conftest import RIVALS

import kg
from kg.errors import NotFound, QueryRefused, QuerySyntaxError
from kg.namespaces import GRAPH, KG, PREFIXES
from kg.store.embedded import EmbeddedStore

A, B = URIRef(PREFIXES["company"] + "a"), URIRef(PREFIXES["company"] + "b")
COMPETES = URIRef(KG + "competesWith")


def test_the_default_graph_is_matched_and_the_named_ones_are_apart(g: kg.Graph) -> None:
    dataset = g.rdflib()
    assert dataset.value(A, RDFS.label, any=True) in (
        Literal("甲公司", lang="zh"),
        Literal("Company A", lang="en"),
    )
    assert list(dataset.subjects(COMPETES, None)) == [A]
    assert list(dataset.graph(URIRef(GRAPH + "editorial")).subjects(COMPETES, None)) == [B]
    assert {q[0] for q in dataset.quads((None, COMPETES, None, None))} == {A, B}


def test_its_queries_give_the_rows_of_ours_with_our_prefixes(g: kg.Graph) -> None:
    rows = [[str(cell) for cell in row] for row in g.rdflib().query(RIVALS)]  # type: ignore[union-attr]
    assert rows == [[cell.value for cell in row] for row in g.select(RIVALS)]
    assert g.rdflib().query("ASK { company:a a kg:Company }").askAnswer is True
    assert len(g.rdflib().query("CONSTRUCT WHERE { ?a kg:competesWith ?b }").graph or ()) == 1


def test_prepared_queries_and_bindings_run_in_the_engine(g: kg.Graph) -> None:
    prepared = prepareQuery("SELECT ?x ?y WHERE { ?x c:competesWith ?y }", initNs={"c": KG})
    dataset = g.rdflib()
    assert [tuple(row) for row in dataset.query(prepared)] == [(A, B)]  # type: ignore[arg-type]
    assert len(list(dataset.query(prepared, initBindings={"x": B}))) == 0
    with pytest.raises(kg.KgError, match="projection"):
        dataset.query("SELECT ?y WHERE { ?x kg:competesWith ?y }", initBindings={"x": A})


def test_the_guard_stands_before_the_engine(g: kg.Graph) -> None:
    dataset = g.rdflib()
    for text in (
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * FROM <GRAPH> { ?s ?p ?o }".replace("GRAPH", f"{GRAPH}editorial"),
        "SELECT * { " + "{" * 100 + "}" * 100 + " }",
    ):
        with pytest.raises(QueryRefused):
            dataset.query(text)
    with pytest.raises(QuerySyntaxError, match="query 1:21"):
        dataset.query("SELECT ?x WHERE { ?x ")


def test_nothing_can_be_changed(g: kg.Graph) -> None:
    dataset = g.rdflib()
    changes = (
        lambda: dataset.add((A, RDF.type, B)),
        lambda: dataset.remove((A, COMPETES, B)),
        lambda: dataset.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: dataset.parse(data="<http://a> <http://b> <http://c> .", format="turtle"),
        lambda: dataset.remove_graph(URIRef(GRAPH + "editorial")),
    )
    for change in changes:
        with pytest.raises(kg.KgError, match=r"read-only|no graph"):
            change()
    assert g.ask("ASK { company:a kg:competesWith company:b }")
    copy = Graph()
    copy += dataset.triples((A, None, None))
    copy.add((A, RDF.type, B))
    assert len(copy) == 5


def test_a_graph_that_is_not_there_is_told_with_those_that_are(g: kg.Graph) -> None:
    with pytest.raises(NotFound, match="editorial"):
        g.rdflib().graph(URIRef(GRAPH + "editorials"))


def test_a_directory_is_a_dataset_too(g: kg.Graph, tmp_path: Path) -> None:
    folder = tmp_path / "oxigraph"
    stored = ox.Store(str(folder))
    stored.extend(ox.Quad(q.subject, q.predicate, q.object) for q in _engine(g))
    stored.flush()
    del stored
    dataset = kg.open(folder).rdflib()
    assert list(dataset.subjects(COMPETES, None)) == [A]
    with pytest.raises(kg.KgError, match="read-only"):
        dataset.add((A, RDF.type, B))


def _engine(g: kg.Graph) -> Iterator[ox.Quad]:
    assert isinstance(g.store, EmbeddedStore)
    return iter(g.store.engine().quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_an_endpoint_has_no_dataset_here() -> None:
    with pytest.raises(kg.KgError, match="SPARQLStore"):
        kg.open("http://localhost:1/sparql").rdflib()


def test_a_network_has_words_for_attributes(g: kg.Graph) -> None:
    network = g.networkx("CONSTRUCT { ?a ?p ?b } WHERE { ?a ?p ?b . ?a a kg:Company . ?b a kg:Company }")
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes[str(A)] == {
        "curie": "company:a",
        "label_zh": "甲公司",
        "label_en": "Company A",
        "class": "kg:Company",
    }
    edge = network.edges[str(A), str(B), str(COMPETES)]
    assert {name: edge[name] for name in ("predicate", "label_zh", "label_en", "basis", "modality")} == {
        "predicate": "kg:competesWith",
        "label_zh": "竞争",
        "label_en": "competes with",
        "basis": "kg:Stated",
        "modality": "kg:Asserted",
    }
    assert (edge["claims"], edge["evidence"]) == ("claim:one", "1.2.1-s1 3.4.1-s2")


def test_a_network_has_the_edges_of_the_graphs_that_are_asked_for(g: kg.Graph) -> None:
    text = "CONSTRUCT { ?a kg:competesWith ?b } WHERE { ?a kg:competesWith ?b }"
    assert [g.networkx(text, with_graphs=w).number_of_edges() for w in ((), "editorial")] == [1, 2]


def test_a_network_can_be_written_as_graphml_and_read_again(g: kg.Graph, tmp_path: Path) -> None:
    network = g.networkx("CONSTRUCT WHERE { ?a kg:competesWith ?b }")
    nx.write_graphml(network, tmp_path / "a.graphml")
    again = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    assert list(again.nodes(data=True)) == list(network.nodes(data=True))


def test_an_unknown_view_is_told_with_those_there_are(g: kg.Graph) -> None:
    with pytest.raises(NotFound, match="policy-challenge"):
        g.networkx("policy-chalenge")
    with pytest.raises(kg.KgError, match="CONSTRUCT"):
        g.networkx(RIVALS)
