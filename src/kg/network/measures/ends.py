"""Between what and what people ask for bridges: governance instruments on one side, challenges on the other."""

from collections.abc import Sequence
from typing import Final

from kg.namespaces import KG, PREFIXES
from kg.network.measures.measure import Measures, measure
from kg.network.records import Edge, Node
from kg.store.protocol import Store, select
from kg.store.terms import Iri

_SIDES: Final = tuple(
    f"SELECT ?class WHERE {{ ?class <{PREFIXES['rdfs']}subClassOf>* <{KG}{name}> }}"
    for name in ("Instrument", "Challenge")
)


def measures_of(
    store: Store,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    with_graphs: Sequence[str] = (),
    *,
    ways: bool = True,
) -> Measures:
    """The measures of a network of this store (kg.network.measures.measure.measure). Raises as the store does.

    nodes, edges: in the order of kg.network.build.
    """
    instruments, challenges = (
        [node.iri for node in nodes if node.class_iri in classes]
        for classes in (_classes(store, query, with_graphs) for query in _SIDES)
    )
    return measure(nodes, edges, instruments, challenges, ways=ways)


def _classes(store: Store, query: str, with_graphs: Sequence[str]) -> set[str]:
    rows = select(store, query, with_graphs=with_graphs).rows
    return {row[0].value for row in rows if isinstance(row[0], Iri)}
