import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD

from kg.errors import OutputError
from kg.namespaces import KG, PREFIXES, expand, shorten
from kg.rdfio.write import Triple, canonical_decimal, turtle

S, P = URIRef(expand("company:alibaba")), URIRef(KG + "note")
_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
_iri = st.from_regex(r"https?://[a-z]{1,8}\.example/[A-Za-z0-9/#._~-]{0,20}", fullmatch=True).map(URIRef)
_slug = st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,8}[a-z0-9])?", fullmatch=True).map(
    lambda s: URIRef(expand(f"sentence:{s}"))
)
_literal = st.one_of(
    st.builds(Literal, _text, lang=st.sampled_from(["zh", "en"])),
    st.builds(Literal, _text),
    st.builds(Literal, st.booleans()),
    st.builds(Literal, st.integers()),
)


@given(st.lists(st.tuples(st.one_of(_iri, _slug), _iri, st.one_of(_iri, _slug, _literal)), max_size=8))
def test_what_is_written_is_read_back(triples: list[Triple]) -> None:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    assert isomorphic(Graph().parse(data=turtle(triples), format="turtle"), graph)


@given(st.permutations([(S, P, Literal(n)) for n in range(12)]))
def test_any_order_gives_the_same_bytes(triples: list[Triple]) -> None:
    assert turtle(triples) == turtle(sorted(triples))


def test_sentence_2_stands_before_sentence_10() -> None:
    triples: list[Triple] = [(URIRef(expand(f"sentence:r-1.1.1-s{n}")), P, Literal("x")) for n in (10, 2)]
    text = turtle(triples)
    assert text.index("s2\n") < text.index("s10\n")


def test_a_name_that_begins_with_a_digit_stays_short() -> None:
    assert "technology:5g\n" in turtle([(URIRef(expand("technology:5g")), P, Literal("x"))])


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(OutputError):
        turtle([(BNode(), P, Literal("x"))])


def test_an_iri_that_would_break_out_is_refused() -> None:
    with pytest.raises(OutputError):
        turtle([(URIRef("http://x/ y>"), P, Literal("x"))])


def test_partial_dates_keep_their_precision() -> None:
    month = Literal("2021-04", datatype=XSD.gYearMonth, normalize=False)
    assert '"2021-04"^^xsd:gYearMonth' in turtle([(S, P, month)])


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("18228000000", "18228000000.0"),
        ("46.50", "46.5"),
        ("-3", "-3.0"),
        ("1E+3", "1000.0"),
        ("0.10", "0.1"),
        ("0", "0.0"),
    ],
)
def test_decimals_are_canonical(text: str, canonical: str) -> None:
    assert canonical_decimal(text) == canonical


def test_every_namespace_ends_where_a_local_name_cannot_reach() -> None:
    """Short names are found by the last slash or hash of an IRI."""
    assert all(namespace.endswith(("/", "#")) for namespace in PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize("iri", ["http://a/b/", f"{KG}a/b", f"{KG}", "urn:x:y", f"{KG}-x"])
def test_an_iri_without_a_short_name_stays_long(iri: str) -> None:
    assert shorten(iri) == iri
