"""The description of the dataset: every count is what a COUNT query gives, and nothing depends on a clock."""

import hashlib
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg import __version__
from kg.build.graphstats import graph_stats, triples_of
from kg.build.release import newest_release
from kg.build.run import outputs
from kg.namespaces import NAMED_FILES, PREFIXES, expand, graph_iri
from kg.rdfio.load import parse_bytes
from kg.rdfio.media import by_extension
from kg.settings import BASE
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import REPORT, Dataset, Solutions
from kg.store.terms import Iri
from kg.store.terms import Literal as Value

ROOT = Path(__file__).parents[2]
VOID, DCAT = Namespace(PREFIXES["void"]), Namespace(PREFIXES["dcat"])
PROV, SPDX = Namespace(PREFIXES["prov"]), Namespace(PREFIXES["spdx"])
DATASET = URIRef(f"{BASE}dataset")
COUNTED = [REPORT, "editorial", "projected", *(name for name in NAMED_FILES if name != "void")]
COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER(isIRI(?c)) }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "entities": f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c FILTER(STRSTARTS(STR(?s), "{BASE}id/")) }}',
}


@pytest.fixture(scope="module")
def described() -> Graph:
    return Graph().parse(ROOT / "data" / "void.ttl")


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    packaged = EmbeddedStore.packaged()
    packaged.engine()  # fills every graph
    return packaged


def _rows(store: EmbeddedStore, query: str, *graphs: str) -> list[tuple[str, ...]]:
    result = store.query(query, dataset=Dataset(graphs, ()))
    assert isinstance(result, Solutions)
    return [tuple(cell.value for cell in row if isinstance(cell, Iri | Value)) for row in result.rows]


def _count(graph: Graph, node: Node, name: str) -> int:
    value = graph.value(node, VOID[name])
    assert isinstance(value, Literal)
    return int(value)


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_of_each_graph_are_those_of_count_queries(
    name: str, described: Graph, store: EmbeddedStore
) -> None:
    for graph in COUNTED:
        ((counted,),) = _rows(store, COUNTS[name], graph)
        assert _count(described, URIRef(graph_iri(graph)), name) == int(counted), graph
    ((counted,),) = _rows(store, COUNTS[name], *COUNTED)
    assert _count(described, DATASET, name) == int(counted)


def test_the_partitions_are_those_of_count_queries(described: Graph, store: EmbeddedStore) -> None:
    by_class = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c"
    by_property = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    for graph in COUNTED:
        node = URIRef(graph_iri(graph))
        classes = {
            (str(described.value(part, VOID["class"])), str(_count(described, part, "entities")))
            for part in described.objects(node, VOID.classPartition)
        }
        assert classes == set(_rows(store, by_class, graph)), graph
        properties = {
            (str(described.value(part, VOID.property)), str(_count(described, part, "triples")))
            for part in described.objects(node, VOID.propertyPartition)
        }
        assert properties == set(_rows(store, by_property, graph)), graph


def test_every_file_is_a_distribution_with_its_checksum_and_licence(described: Graph) -> None:
    found = {str(described.value(d, DCTERMS.title)): d for d in described.objects(DATASET, DCAT.distribution)}
    assert set(found) == {
        "data/triples.ttl",
        "ontology/kg.ttl",
        "ontology/schemes.ttl",
        *(path for name, paths in NAMED_FILES.items() if name != "void" for path in paths),
    }
    for path, node in found.items():
        checksum = described.value(node, SPDX.checksum)
        assert str(described.value(checksum, SPDX.checksumValue)) == _digest((ROOT / path).read_bytes())
        assert described.value(node, DCTERMS.license)


def test_every_graph_has_words_in_both_languages_and_a_licence(described: Graph) -> None:
    graphs = {str(node) for node in described.objects(DATASET, VOID.subset)}
    assert graphs == {graph_iri(name) for name in (*COUNTED, "void")}
    for node in [DATASET, *map(URIRef, graphs)]:
        for prop in (DCTERMS.title, DCTERMS.description):
            languages = {o.language for o in described.objects(node, prop) if isinstance(o, Literal)}
            assert languages == {"zh", "en"}
        assert described.value(node, DCTERMS.license)
        assert (node, RDF.type, DCAT.Dataset) in described


def test_the_example_resources_exist_and_the_source_is_the_report(described: Graph) -> None:
    assert set(described.objects(DATASET, DCTERMS.source)) == {URIRef(expand("report:caict-2021"))}
    examples = set(described.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 3
    space = str(described.value(DATASET, VOID.uriSpace))
    assert all(str(example).startswith(space) for example in examples)


def test_the_build_used_every_source_file(moon: Path) -> None:
    before = Graph().parse(data=outputs(moon)["data/void.ttl"])
    activity = before.value(DATASET, PROV.wasGeneratedBy)
    source = before.value(activity, PROV.used)
    digest = before.value(before.value(source, SPDX.checksum), SPDX.checksumValue)
    path = moon / "data" / "source" / "moon-2030" / "1.1.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# nothing new\n", encoding="utf-8")
    after = Graph().parse(data=outputs(moon)["data/void.ttl"])
    assert after.value(after.value(source, SPDX.checksum), SPDX.checksumValue) != digest


@pytest.mark.parametrize(
    ("changelog", "version", "issued"),
    [
        ("# Changelog\n\n## 7.1.0, 2031-02-03\n\nAdded\n\n## 7.0.0, 2030-01-01\n", "7.1.0", "2031-02-03"),
        ("# Changelog\n\n## 7.2.0, unreleased\n\n## 7.1.0, 2031-02-03\n", __version__, None),
        (None, __version__, None),
    ],
)
def test_version_and_date_come_from_the_changelog(
    changelog: str | None, version: str, issued: str | None, moon: Path
) -> None:
    if changelog:
        (moon / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    assert newest_release(moon) == (version, issued)
    graph = Graph().parse(data=outputs(moon)["data/void.ttl"])
    assert str(graph.value(DATASET, DCAT.version)) == version
    dated = graph.value(DATASET, DCTERMS.issued)
    assert (None if dated is None else str(dated)) == issued


def test_links_to_each_site_are_a_linkset(moon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMED_FILES, "links", ("data/links.ttl",))
    same = f"{PREFIXES['skos']}exactMatch"
    lines = [
        f"<{expand('group:fishers')}> <{same}> <http://example.org/{n}> .\n" for n in ("fisher", "angler")
    ]
    (moon / "data" / "links.ttl").write_text("".join(lines), encoding="utf-8")
    graph = Graph().parse(data=outputs(moon)["data/void.ttl"])
    (linkset,) = graph.subjects(RDF.type, VOID.Linkset)
    assert str(graph.value(linkset, VOID.linkPredicate)) == same
    assert str(graph.value(linkset, VOID.objectsTarget)) == "http://example.org/"
    assert _count(graph, linkset, "triples") == 2
    links = URIRef(graph_iri("links"))
    assert "publicdomain/zero" in str(graph.value(links, DCTERMS.license))


def test_a_triple_that_stands_twice_counts_once() -> None:
    text = b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> <a:o> ."
    stats = graph_stats(triples_of(parse_bytes(text, by_extension(Path("x.nt")), "x")))
    assert (stats.triples, stats.subjects, stats.objects, stats.entities) == (1, 1, 1, 0)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
