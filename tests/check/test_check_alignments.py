"""The alignments speak of our declared terms, once each, and of no term of ours as somebody else's."""

from collections import Counter

import pyoxigraph as ox

from kg.check.files import GraphFile, read
from kg.namespaces import KG, PREFIXES, SCHEME, shorten

PROPERTIES = {
    f"{PREFIXES['skos']}closeMatch",
    f"{PREFIXES['skos']}exactMatch",
    f"{PREFIXES['rdfs']}subPropertyOf",
    f"{PREFIXES['rdfs']}subClassOf",
}


def mappings(vocabulary: tuple[GraphFile, ...]) -> list[ox.Quad]:
    folder = vocabulary[0].path.parent
    quads = read(folder / "alignments.ttl", folder).quads
    return [quad for quad in quads if quad.predicate.value in PROPERTIES]


def test_every_subject_is_declared(vocabulary: tuple[GraphFile, ...]) -> None:
    declared = {str(quad.subject) for file in vocabulary for quad in file.quads}
    assert {str(quad.subject) for quad in mappings(vocabulary)} <= declared


def test_every_object_is_somebody_elses(vocabulary: tuple[GraphFile, ...]) -> None:
    for quad in mappings(vocabulary):
        assert isinstance(quad.object, ox.NamedNode)
        assert not quad.object.value.startswith((KG, SCHEME))
        known = shorten(quad.object.value) != quad.object.value
        assert known or quad.object.value.startswith("http://qudt.org/vocab/unit/")


def test_no_pair_is_mapped_twice(vocabulary: tuple[GraphFile, ...]) -> None:
    pairs = Counter((quad.subject, quad.object) for quad in mappings(vocabulary))
    assert max(pairs.values()) == 1


def test_every_line_is_a_mapping_or_the_header(vocabulary: tuple[GraphFile, ...]) -> None:
    folder = vocabulary[0].path.parent
    others = {
        q.subject
        for q in read(folder / "alignments.ttl", folder).quads
        if q.predicate.value not in PROPERTIES
    }
    assert others == {ox.NamedNode(f"{PREFIXES['kg'].removesuffix('ontology#')}alignments")}
