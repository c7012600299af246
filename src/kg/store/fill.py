"""The edges that stand outside the default graph, derived from the claims when a store is filled.

A claim that is Asserted and Stated or Implied has its plain edge in the default graph already. The
edge of every other claim goes to one graph: that of an Editorial claim, whatever its modality, to
graph/editorial, because whose opinion it is matters more than what kind; that of a Planned,
Forecast, Recommended or Hypothetical one to graph/projected. A Negated claim has no edge anywhere.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from kg.namespaces import DERIVED_GRAPHS, KG, PREFIXES, graph_iri

PROJECTED: Final = ("Planned", "Forecast", "Recommended", "Hypothetical")

_CLAIM: Final = "?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality ?modality ."
_WHERE: Final = {
    "editorial": "?c kg:basis kg:Editorial . FILTER(?modality != kg:Negated)",
    "projected": "?c kg:basis ?basis . FILTER(?basis != kg:Editorial) "
    f"FILTER(?modality IN ({', '.join(f'kg:{name}' for name in PROJECTED)}))",
}


def derive(store: ox.Store, graphs: Sequence[str] = DERIVED_GRAPHS) -> None:
    """Adds the derived edges to the named graphs editorial and projected of a writable store."""
    for name in graphs:
        store.update(update_text(name))


def derived(default: Iterable[ox.Quad], graph: str) -> list[ox.Quad]:
    """What one of the derived graphs holds, given the default graph."""
    store = ox.Store()
    store.bulk_extend(default)
    derive(store, [graph])
    return list(store.quads_for_pattern(None, None, None, ox.NamedNode(graph_iri(graph))))


def update_text(graph: str, claims_in: str | None = None) -> str:
    """The SPARQL update that fills one of the derived graphs; any engine can run it.

    claims_in: short name of the graph that holds the claims, None for the default graph.
    """
    pattern = f"{_CLAIM} {_WHERE[graph]}"
    if claims_in is not None:
        pattern = f"GRAPH <{graph_iri(claims_in)}> {{ {pattern} }}"
    return (
        f"PREFIX kg: <{KG}> PREFIX rdf: <{PREFIXES['rdf']}> "
        f"INSERT {{ GRAPH <{graph_iri(graph)}> {{ ?s ?p ?o }} }} WHERE {{ {pattern} }}"
    )
