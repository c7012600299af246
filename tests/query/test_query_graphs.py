"""Triples in every syntax, read back by rdflib and networkx, which did not write them."""

import io
from collections.abc import Iterable

import networkx as nx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from tests.query.terms import IRIS, terms

from kg.errors import OutputError
from kg.namespaces import PREFIXES
from kg.query.results import write
from kg.rdfio.media import RDF
from kg.store.terms import XSD, BlankNode, Iri, Literal, Term, Triple, serialise, tagged

pytestmark = [
    pytest.mark.filterwarnings(
        "ignore:.*(ConjunctiveGraph|default_context|default_union).*:DeprecationWarning"
    ),
    pytest.mark.filterwarnings("ignore:Serializing weird"),
]
READERS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}  # fmt: skip
A, B = (Iri(PREFIXES["company"] + name) for name in "ab")
OWNS = Iri(PREFIXES["kg"] + "owns")
SOME = [
    Triple(A, OWNS, B),
    Triple(A, Iri(PREFIXES["rdf"] + "type"), Iri(PREFIXES["kg"] + "Company")),
    Triple(A, Iri(PREFIXES["rdfs"] + "label"), tagged('甲 "公司"\n<&>\r', "zh")),
    Triple(B, Iri("http://elsewhere/a?b=c&d"), Literal("7", f"{XSD}integer")),
    Triple(B, Iri("http://elsewhere/名"), BlankNode("b0")),
]


def theirs(term: Term) -> rdflib.term.Node:
    if isinstance(term, Iri):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.label)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype))


def graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((theirs(triple.subject), theirs(triple.predicate), theirs(triple.object)))
    return graph


def read_back(text: str, name: str) -> rdflib.Graph:
    """The triples; rdflib keeps plain strings apart from xsd:string ones, which RDF 1.1 does not."""
    found = rdflib.Graph()
    source = rdflib.Dataset(default_union=True) if name in ("trig", "nquads") else rdflib.Graph()
    source.parse(data=text, format=READERS[name])
    for s, p, o in source.triples((None, None, None)):
        plain = isinstance(o, rdflib.Literal) and o.datatype is None and o.language is None
        found.add((s, p, rdflib.Literal(str(o), datatype=rdflib.XSD.string) if plain else o))
    return found


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def test_every_syntax_is_tried() -> None:
    assert set(READERS) == {media.name for media in RDF}


@pytest.mark.parametrize("name", READERS)
def test_triples_are_read_back_as_they_were(name: str) -> None:
    assert isomorphic(read_back(write(SOME, name), name), graph_of(SOME))


BLANKS = st.just(BlankNode("b0"))
PREDICATES = st.sampled_from(["http://a/p", "http://a#q-r.s", "http://a/名", OWNS.value]).map(Iri)
# One blank node: comparing graphs of several that look alike takes rdflib minutes.
TRIPLES = st.lists(st.builds(Triple, IRIS | BLANKS, PREDICATES, terms(blanks=BLANKS)), max_size=5)


@pytest.mark.parametrize("name", ["jsonld", "rdfxml"])
@given(triples=TRIPLES)
def test_any_triples_survive(name: str, triples: list[Triple]) -> None:
    assert isomorphic(read_back(write(triples, name), name), graph_of(triples))


@pytest.mark.parametrize("name", [*READERS, "graphml"])
def test_the_order_of_triples_and_the_names_of_blank_nodes_change_nothing(name: str) -> None:
    other = [*SOME[:-1], Triple(B, Iri("http://elsewhere/名"), BlankNode("zz")), SOME[0]]
    assert write(other[::-1], name) == write(SOME, name)


@pytest.mark.parametrize(
    "written", ["n-triples", "N-Triples", "rdf/xml", "json-ld", "JSON-LD", "ttl", "nt", "TriG"]
)
def test_a_syntax_may_be_named_as_people_write_it(written: str) -> None:
    assert write(SOME, written)


def test_json_ld_uses_our_prefixes_unless_one_is_the_scheme_of_an_iri() -> None:
    assert '{"@id": "company:a", "@type": ["kg:Company"]' in write(SOME, "jsonld")
    clash = [*SOME, Triple(A, OWNS, Iri("company:x"))]
    assert f'"@id": "{A.value}"' in write(clash, "jsonld")
    assert isomorphic(read_back(write(clash, "jsonld"), "jsonld"), graph_of(clash))


@pytest.mark.parametrize("predicate", ["http://a/123", "http://a/", f"{PREFIXES['rdf']}li", "urn:x:1"])
def test_a_predicate_that_rdf_xml_cannot_name_is_refused(predicate: str) -> None:
    with pytest.raises(OutputError, match=r"no way to write the property .*; use turtle"):
        write([Triple(A, Iri(predicate), B)], "rdfxml")


@pytest.mark.parametrize("name", ["rdfxml", "graphml"])
def test_a_character_that_xml_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(OutputError, match=r"U\+0001"):
        write([Triple(A, OWNS, Literal("\x01"))], name)


def test_graphml_has_every_triple_as_an_edge_with_labels() -> None:
    text = write(SOME, "graphml", labels={A.value: '甲<"公司">', OWNS.value: "拥有"})
    graph = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert graph.is_directed()
    found = {(source, data["predicate"], target) for source, target, data in graph.edges(data=True)}
    written = {
        tuple(t.value if isinstance(t, Iri) else serialise(t) for t in (x.subject, x.predicate, x.object))
        for x in SOME[:-1]
    }
    assert found >= written
    assert len(found) == len(SOME)
    assert graph.nodes[A.value] == {"kind": "iri", "label": '甲<"公司">'}
    assert graph.nodes[B.value]["label"] == "company:b"
    literal = serialise(SOME[2].object)
    assert graph.nodes[literal] == {"kind": "literal", "label": '甲 "公司"\n<&>\r', "language": "zh"}
    assert {data["label"] for *_, data in graph.edges(data=True)} >= {"拥有", "rdfs:label"}


def test_no_triples_are_a_whole_document() -> None:
    for name in READERS:
        assert len(read_back(write([], name), name)) == 0
    assert len(nx.read_graphml(io.BytesIO(write([], "graphml").encode()))) == 0
