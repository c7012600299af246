"""The graphs that are derived from the default graph when a store is filled.

A claim that is Asserted and Stated or Implied has its plain edge in the default graph already. The
edge of every other claim goes to one graph: that of an Editorial claim, whatever its modality, to
graph/editorial, because whose opinion it is matters more than what kind; that of a Planned,
Forecast, Recommended or Hypothetical one to graph/projected. A Negated claim has no edge anywhere.

graph/report/<id> is what the default graph would be if the report were the only one: see `report_updates`.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from kg.namespaces import DERIVED_GRAPHS, ID, KG, PREFIXES, REPORT_GRAPHS, graph_iri

PROJECTED: Final = ("Planned", "Forecast", "Recommended", "Hypothetical")

_PROLOGUE: Final = f"PREFIX kg: <{KG}> " + " ".join(
    f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("rdf", "rdfs", "prov", "dcterms")
)
_CLAIM: Final = "?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality ?modality ."
_WHERE: Final = {
    "editorial": "?c kg:basis kg:Editorial . FILTER(?modality != kg:Negated)",
    "projected": "?c kg:basis ?basis . FILTER(?basis != kg:Editorial) "
    f"FILTER(?modality IN ({', '.join(f'kg:{name}' for name in PROJECTED)}))",
}
# A thing may be described by another one (a law by its place, that by a wider place), and so on.
_STEPS: Final = 4


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
    return _insert(graph, "?s ?p ?o", _in(f"{_CLAIM} {_WHERE[graph]}", claims_in))


def reports_in(store: ox.Store) -> list[str]:
    """The ids of the reports in the default graph, sorted."""
    found = store.query(f"SELECT ?r {{ ?r a <{KG}Report> }}")
    iris = [row["r"].value for row in found]  # type: ignore[union-attr]
    return sorted(iri.removeprefix(PREFIXES["report"]) for iri in iris)


def derive_report(store: ox.Store, report: str) -> None:
    """Fills graph/report/<id> of a writable store from its default graph."""
    *first, describe = report_updates(report, steps=1)
    for update in first:
        store.update(update)
    size = -1
    while size != len(store):
        size = len(store)
        store.update(describe)


def report_updates(report: str, claims_in: str | None = None, steps: int = _STEPS) -> list[str]:
    """The SPARQL updates that fill graph/report/<id>, in this order; any engine can run them.

    The graph has the vocabulary; the report's own parts; its claims, and the nodes that stand on its
    sentences, with their values; the plain edges of its claims; and what describes the things these
    speak of, which reports share. Of a node that stands on another report only class and label are there.
    claims_in: as in `update_text`. steps: how often descriptions are followed to further things.
    """
    graph, node = f"{REPORT_GRAPHS}{report}", f"<{PREFIXES['report']}{report}>"
    is_statement = "?p rdfs:subPropertyOf* kg:statement"
    own = (
        f"{{ ?x prov:wasAttributedTo {node} }} UNION {{ ?x dcterms:isPartOf+ {node} }} "
        f"UNION {{ ?place dcterms:isPartOf+ {node} . ?x kg:evidence ?place . "
        "FILTER NOT EXISTS { ?x prov:wasAttributedTo ?other } } "
        f"UNION {{ BIND({node} AS ?x) ?x a kg:Report }} "
        f"UNION {{ ?x a ?any FILTER(!STRSTARTS(STR(?x), '{ID}')) }}"
    )
    edges = f"{_CLAIM} ?c prov:wasAttributedTo {node} ; kg:basis ?basis . ?s ?p ?o . "
    edges += "FILTER(?modality = kg:Asserted && ?basis IN (kg:Stated, kg:Implied))"
    described = (
        f"?t a ?class . FILTER(STRSTARTS(STR(?t), '{ID}')) "
        f"FILTER NOT EXISTS {{ {{ ?t a kg:Claim }} UNION {{ ?t a kg:Report }} UNION {{ ?t dcterms:isPartOf ?whole }} }} "
        f"?t ?p ?o . FILTER NOT EXISTS {{ {is_statement} }} "
        "FILTER(?p IN (rdf:type, rdfs:label) || NOT EXISTS { ?t kg:evidence ?place })"
    )
    mentioned = f"{{ SELECT DISTINCT ?t {{ GRAPH <{graph_iri(graph)}> {{ ?x ?q ?t }} FILTER(isIRI(?t)) }} }}"
    return [
        _insert(
            graph, "?x ?p ?o", _in(f"{own} ?x ?p ?o . FILTER NOT EXISTS {{ {is_statement} }}", claims_in)
        ),
        _insert(graph, "?s ?p ?o", _in(edges, claims_in)),
        *[_insert(graph, "?t ?p ?o", f"{mentioned} {_in(described, claims_in)}")] * steps,
    ]


def _in(pattern: str, claims_in: str | None) -> str:
    return pattern if claims_in is None else f"GRAPH <{graph_iri(claims_in)}> {{ {pattern} }}"


def _insert(graph: str, triple: str, where: str) -> str:
    return f"{_PROLOGUE} INSERT {{ GRAPH <{graph_iri(graph)}> {{ {triple} }} }} WHERE {{ {where} }}"
