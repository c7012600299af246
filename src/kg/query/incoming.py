"""What refers to a thing: all of it, or the first few by each property and how many more there are."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, serialise


class Incoming(NamedTuple):
    """pairs: nodes that refer to a thing, each with the property (IRIs), sorted. left_out: property -> how
    many more nodes there are."""

    pairs: list[tuple[str, str]]
    left_out: Mapping[str, int]


def incoming(store: Store, iri: str, with_graphs: Sequence[str] = (), limit: int | None = None) -> Incoming:
    """The nodes that refer to a thing. limit: the first so many, in the order of IRIs, by each property."""
    thing = serialise(Iri(iri))
    if limit is None:
        return Incoming(_pairs(store, f"?node ?p {thing}", with_graphs), {})
    text = f"SELECT ?p (COUNT(DISTINCT ?node) AS ?n) WHERE {{ ?node ?p {thing} FILTER (isIRI(?node)) }} GROUP BY ?p"
    counts = {
        prop.value: int(n.value)
        for prop, n in select(store, text, with_graphs=with_graphs).rows
        if isinstance(prop, Iri) and isinstance(n, Literal)
    }
    few = ", ".join(serialise(Iri(prop)) for prop, n in sorted(counts.items()) if n <= limit)
    pairs = _pairs(store, f"?node ?p {thing} FILTER (?p IN ({few}))", with_graphs) if few else []
    many = {prop: n - limit for prop, n in sorted(counts.items()) if n > limit}
    for prop in many:
        text = (
            f"SELECT DISTINCT ?node WHERE {{ ?node {serialise(Iri(prop))} {thing} FILTER (isIRI(?node)) }} "
            f"ORDER BY ?node LIMIT {limit}"
        )
        rows = select(store, text, with_graphs=with_graphs).rows
        pairs += [(row[0].value, prop) for row in rows if isinstance(row[0], Iri)]
    return Incoming(sorted(pairs), many)


def _pairs(store: Store, pattern: str, with_graphs: Sequence[str]) -> list[tuple[str, str]]:
    rows = select(store, f"SELECT DISTINCT ?node ?p WHERE {{ {pattern} }}", with_graphs=with_graphs).rows
    return sorted((node.value, p.value) for node, p in rows if isinstance(node, Iri) and isinstance(p, Iri))
