"""Nodes and edges in plain text: the one set of names for whatever a network is written as."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import Text
from kg.namespaces import shorten
from kg.network.build import edges_of, nodes_of
from kg.network.records import Edge, Node
from kg.query.places import addresses_of, in_order
from kg.store.protocol import Store

if TYPE_CHECKING:
    import networkx as nx

_NOTHING: Final = Text("", "")


def plain(
    store: Store, graph: "nx.MultiDiGraph[str]", with_graphs: Sequence[str] = ()
) -> "nx.MultiDiGraph[str]":
    """The network of kg.network.build.network_of with texts for attributes; absent where there is nothing to say.

    Nodes are IRIs: curie, label_zh, label_en, class, definition_zh, definition_en.
    Edges have the IRI of their predicate for key: predicate, label_zh, label_en, sentence_zh, sentence_en,
    basis, modality (of the strongest claim), claims and evidence (addresses), separated by blanks.
    Classes, predicates, bases, modalities and claims are CURIEs, such as kg:Stated.
    """
    import networkx as nx  # late: only networks pay for it

    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes_of(graph):
        found.add_node(node.iri, **_said(node_record(node)))
    edges = edges_of(graph)
    addresses = cited(store, edges, with_graphs)
    for edge in edges:
        found.add_edge(edge.source, edge.target, key=edge.predicate, **_said(edge_record(edge, addresses)))
    return found


def cited(store: Store, edges: Iterable[Edge], with_graphs: Sequence[str] = ()) -> dict[str, str]:
    """IRI of each place behind the edges -> its address."""
    places = {place.iri for edge in edges for claim in edge.claims for place in claim.evidence}
    return addresses_of(store, places, with_graphs)


def node_record(node: Node) -> dict[str, str]:
    """The attributes of a node, empty where there is nothing to say."""
    return {
        "curie": shorten(node.iri),
        **both("label", node.label),
        "class": shorten(node.class_iri) if node.class_iri else "",
        **both("definition", node.definition),
    }


def edge_record(edge: Edge, addresses: Mapping[str, str]) -> dict[str, str]:
    """The attributes of an edge, empty where there is nothing to say. addresses: as `cited` gives them."""
    strongest, basis = next(iter(edge.claims), None), edge.basis
    places = in_order(place.iri for claim in edge.claims for place in claim.evidence)
    return {
        "predicate": shorten(edge.predicate),
        **both("label", edge.label),
        **both("sentence", edge.sentence),
        "basis": shorten(basis) if basis else "",
        "modality": shorten(strongest.modality) if strongest and strongest.modality else "",
        "claims": " ".join(shorten(claim.iri) for claim in edge.claims),
        "evidence": " ".join(addresses[place] for place in places),
    }


def both(name: str, text: Text | None) -> dict[str, str]:
    """A text under its name with _zh and _en."""
    zh, en = text or _NOTHING
    return {f"{name}_zh": zh, f"{name}_en": en}


def _said(attributes: dict[str, str]) -> dict[str, str]:
    return {name: words for name, words in attributes.items() if words}
