"""A network whose attributes are plain text, for the algorithms and writers of networkx."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.namespaces import shorten
from kg.network.build import edges_of, nodes_of
from kg.network.records import Edge, Node
from kg.query.places import addresses_of, in_order
from kg.store.protocol import Store

if TYPE_CHECKING:
    import networkx as nx


def plain(
    store: Store, graph: "nx.MultiDiGraph[str]", with_graphs: Sequence[str] = ()
) -> "nx.MultiDiGraph[str]":
    """The network of kg.network.build.network_of with texts for attributes; absent where there is nothing to say.

    Nodes are IRIs: curie, label_zh, label_en, class, definition_zh, definition_en.
    Edges have the IRI of their predicate for key: predicate, label_zh, label_en, sentence_zh, sentence_en,
    basis, modality (of the strongest claim), claims (IRIs) and evidence (addresses), separated by blanks.
    Classes, predicates, bases and modalities are CURIEs, such as kg:Stated.
    """
    import networkx as nx  # late: only networks pay for it

    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes_of(graph):
        found.add_node(node.iri, **_said(_node(node)))
    edges = edges_of(graph)
    places = {place.iri for edge in edges for claim in edge.claims for place in claim.evidence}
    addresses = addresses_of(store, places, with_graphs)
    for edge in edges:
        found.add_edge(edge.source, edge.target, key=edge.predicate, **_said(_edge(edge, addresses)))
    return found


def _node(node: Node) -> dict[str, str | None]:
    definition = node.definition
    return {
        "curie": shorten(node.iri),
        "label_zh": node.label.zh,
        "label_en": node.label.en,
        "class": node.class_iri and shorten(node.class_iri),
        "definition_zh": definition and definition.zh,
        "definition_en": definition and definition.en,
    }


def _edge(edge: Edge, addresses: Mapping[str, str]) -> dict[str, str | None]:
    strongest = next(iter(edge.claims), None)
    places = in_order(place.iri for claim in edge.claims for place in claim.evidence)
    return {
        "predicate": shorten(edge.predicate),
        "label_zh": edge.label.zh,
        "label_en": edge.label.en,
        "sentence_zh": edge.sentence.zh,
        "sentence_en": edge.sentence.en,
        "basis": edge.basis and shorten(edge.basis),
        "modality": shorten(strongest.modality) if strongest and strongest.modality else None,
        "claims": " ".join(claim.iri for claim in edge.claims),
        "evidence": " ".join(addresses[place] for place in places),
    }


def _said(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: words for name, words in attributes.items() if words}
