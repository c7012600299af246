"""Terms: when two say the same, and how they are written."""

import pytest

from kg.store.convert import triples_text
from kg.store.terms import (
    XSD,
    XSD_STRING,
    BlankNode,
    Iri,
    Literal,
    Term,
    Triple,
    number,
    same_value,
    serialise,
    tagged,
)


def decimal(value: str) -> Literal:
    return Literal(value, f"{XSD}decimal")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (decimal("46.50"), decimal("46.5"), True),
        (Literal("1", f"{XSD}integer"), Literal("1.0E0", f"{XSD}double"), True),
        (decimal("1"), decimal("2"), False),
        (decimal("1"), Literal("1"), False),
        (Literal("abc", f"{XSD}integer"), Literal("1", f"{XSD}integer"), False),
        (tagged("a", "zh-CN"), tagged("a", "zh-cn"), True),
        (tagged("a", "zh"), Literal("a"), False),
        (Iri("http://a"), BlankNode("http://a"), False),
        (Iri("http://a"), Literal("http://a"), False),
        (None, None, True),
        (None, Literal(""), False),
    ],
)
def test_terms_are_the_same_by_value(one: Term | None, other: Term | None, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same


def test_only_finite_numbers_have_a_value() -> None:
    assert number(Literal("INF", f"{XSD}double")) is None
    assert number(Literal("1")) is None
    assert number(decimal(" 1.50 ")) == number(decimal("1.5"))


def test_terms_are_written_as_sparql_and_turtle_write_them() -> None:
    assert serialise(Iri("http://a/b")) == "<http://a/b>"
    assert serialise(Literal('a"\n\\', XSD_STRING)) == '"a\\"\\n\\\\"'
    assert serialise(tagged("阿里", "zh")) == '"阿里"@zh'
    assert serialise(decimal("1.5")) == f'"1.5"^^<{XSD}decimal>'
    assert serialise(Literal("\\u0041")) == '"\\\\\\u00750041"'


def test_triples_with_blank_nodes_are_written_alike_whatever_the_labels() -> None:
    def triples(*labels: str) -> list[Triple]:
        nodes = [BlankNode(label) for label in labels]
        return [Triple(node, Iri("http://p"), Literal(str(n))) for n, node in enumerate(nodes)]

    for name in ("turtle", "ntriples"):
        assert triples_text(triples("x", "y"), name) == triples_text(triples("q", "b")[::-1], name)
