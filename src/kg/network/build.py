"""From the triples of a CONSTRUCT to a network: labels, classes and claims looked up in a few queries."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import Text
from kg.namespaces import KG, PREFIXES, class_of
from kg.network.records import (
    ASSERTED,
    BASES,
    EDITORIAL,
    NEGATED,
    STATED,
    Claim,
    Edge,
    Evidence,
    Node,
    strength,
)
from kg.query.lookup import Values, batches, iris, label_of, look_up, text_of
from kg.query.sentences import sentence
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Term, Triple, serialise

if TYPE_CHECKING:
    import networkx as nx

LABEL: Final = f"{PREFIXES['rdfs']}label"
PREFERRED: Final = f"{PREFIXES['skos']}prefLabel"
_TYPE: Final = f"{PREFIXES['rdf']}type"
_DEFINITION: Final = f"{PREFIXES['skos']}definition"
_SENTENCE: Final = f"{KG}sentence"
_NEGATED: Final = f"{KG}sentenceNegated"
_BASIS, _MODALITY, _EVIDENCE = f"{KG}basis", f"{KG}modality", f"{KG}evidence"
_GLOSS, _RATIONALE = f"{KG}gloss", f"{KG}rationale"
_RECORD: Final = f"{PREFIXES['prov']}hadPrimarySource"  # what an outside claim has for evidence
_KIND: Final = f"{KG}kind"
_NUMBER: Final = re.compile(r"(\d+)")

Key = tuple[str, str, str]


class _Words(NamedTuple):
    """What a property is called, and how it is said, and denied, in a sentence."""

    label: Text
    template: Text | None
    denied: Text | None


Terms = Mapping[str, _Words]
# IRI of a place -> its order among places, and itself as evidence.
Places = Mapping[str, tuple[list[tuple[int, str]], Evidence]]


def network_of(
    store: Store, triples: Iterable[Triple], with_graphs: Sequence[str] = ()
) -> "nx.MultiDiGraph[str]":
    """A directed multigraph of the triples between IRIs, in the order of IRIs.

    Node attribute `node`: a Node. Edge key: the predicate's IRI; edge attribute `edge`: an Edge.
    with_graphs: as for the query that gave the triples; claims whose edge is in none of these graphs
    are left out. Triples with literals or blank nodes are no edges.
    """
    import networkx as nx  # late: only views pay for it

    keys = sorted({key for triple in triples if (key := _key(triple)) is not None})
    names = sorted({name for s, _, o in keys for name in (s, o)})
    predicates = sorted({p for _, p, _ in keys})
    things = look_up(store, names, (_TYPE, LABEL, PREFERRED, _DEFINITION, _KIND), with_graphs)
    values = look_up(store, predicates, (LABEL, _SENTENCE, _NEGATED), with_graphs)
    terms = {name: _words(name, values.get(name, {})) for name in predicates}
    nodes = {name: _node(name, things) for name in names}
    claims = _claims(store, keys, nodes, terms, with_graphs)
    claims.update(_borne(store, [key for key in keys if not claims[key]], nodes, terms))

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, node in nodes.items():
        graph.add_node(name, node=node)
    for key in keys:
        graph.add_edge(key[0], key[2], key=key[1], edge=_edge(key, nodes, terms, claims[key]))
    return graph


def nodes_of(graph: "nx.MultiDiGraph[str]") -> list[Node]:
    """The nodes in order."""
    return [data["node"] for _, data in graph.nodes(data=True)]


def edges_of(graph: "nx.MultiDiGraph[str]") -> list[Edge]:
    """The edges in order of subject, predicate, object."""
    edges: list[Edge] = [data["edge"] for _, _, data in graph.edges(data=True)]
    return sorted(edges, key=lambda edge: (edge.source, edge.predicate, edge.target))


def _key(triple: Triple) -> Key | None:
    subject, obj = triple.subject, triple.object
    if isinstance(subject, Iri) and isinstance(obj, Iri):
        return subject.value, triple.predicate.value, obj.value
    return None


def _node(name: str, things: Values) -> Node:
    values = things.get(name, {})
    classes = iris(values.get(_TYPE, ()))
    own = [class_iri for class_iri in classes if class_iri.startswith(KG)]
    named = class_of(name)  # under --with inferred a thing has several classes
    return Node(
        iri=name,
        label=label_of(name, values.get(LABEL) or values.get(PREFERRED, ())),
        class_iri=named if named in own else next(iter(own or classes), None),
        definition=text_of(values.get(_DEFINITION, ())),
        kinds=tuple(iris(values.get(_KIND, ()))),
    )


def _words(predicate: str, values: Mapping[str, Sequence[Term]]) -> _Words:
    return _Words(
        label_of(predicate, values.get(LABEL, ())),
        text_of(values.get(_SENTENCE, ())),
        text_of(values.get(_NEGATED, ())),
    )


def _edge(key: Key, nodes: dict[str, Node], terms: Terms, claims: list[Claim]) -> Edge:
    source, predicate, target = key
    said = terms[predicate]
    ordered = tuple(sorted(claims, key=strength))
    if ordered:
        words = ordered[0].sentence
    else:
        words = sentence(said.template, said.label, nodes[source].label, nodes[target].label)
    return Edge(source, predicate, target, said.label, words, ordered)


def _claims(
    store: Store, keys: Sequence[Key], nodes: dict[str, Node], terms: Terms, with_graphs: Sequence[str]
) -> dict[Key, list[Claim]]:
    behind = _claim_iris(store, keys, with_graphs)
    properties = (_BASIS, _MODALITY, _EVIDENCE, _RECORD, _GLOSS, _RATIONALE)
    values = look_up(store, behind, properties, with_graphs)
    places = {place for name in behind for place in _places(values.get(name, {}))}
    cited = _cited(store, places, with_graphs)
    found: dict[Key, list[Claim]] = defaultdict(list)
    for name, key in behind.items():
        claim = _claim(name, key, nodes, terms, values, cited)
        if _is_asked_for(claim, with_graphs):
            found[key].append(claim)
    return found


def _borne(store: Store, keys: Sequence[Key], nodes: dict[str, Node], terms: Terms) -> dict[Key, list[Claim]]:
    """What a thing that bears evidence itself, such as a mandate, says by its own properties.

    Only what stands in the default graph: a property that was inferred is not what the evidence says.
    """
    own = [key for key in keys if key[1].startswith(KG) and terms[key[1]].template is None]
    said = (_BASIS, _EVIDENCE, *sorted({key[1] for key in own}))
    values = look_up(store, {key[0] for key in own}, said)
    own = [key for key in own if key[2] in iris(values.get(key[0], {}).get(key[1], ()))]
    places = {place for key in own for place in iris(values[key[0]].get(_EVIDENCE, ()))}
    cited = _cited(store, places)
    return {
        key: [replace(claim, basis=claim.basis or STATED, modality=ASSERTED)]
        for key in own
        if (claim := _claim(key[0], key, nodes, terms, values, cited)).evidence
    }


def _claim_iris(store: Store, keys: Sequence[Key], with_graphs: Sequence[str]) -> dict[str, Key]:
    """Claim -> its edge, in the order of claims."""
    wanted, rows = set(keys), dict[str, Key]()
    # By subject, not by edge: fewer and simpler joins for the engine, whatever else is said of a subject.
    for batch in batches(sorted({subject for subject, _, _ in keys})):
        listed = " ".join(serialise(Iri(subject)) for subject in batch)
        text = (
            f"PREFIX rdf: <{PREFIXES['rdf']}> PREFIX kg: <{KG}> SELECT DISTINCT ?c ?s ?p ?o WHERE {{ "
            f"VALUES ?s {{ {listed} }} "
            "?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; a ?kind "
            "FILTER (?kind IN (kg:Claim, kg:OutsideClaim)) }"
        )
        for claim, *edge in select(store, text, with_graphs=with_graphs).rows:
            parts = tuple(part.value for part in edge if isinstance(part, Iri))
            if isinstance(claim, Iri) and parts in wanted:
                rows[claim.value] = (parts[0], parts[1], parts[2])
    return dict(sorted(rows.items()))


def _cited(store: Store, places: set[str], with_graphs: Sequence[str] = ()) -> Places:
    values = look_up(store, places, (LABEL,), with_graphs)
    return {p: (_natural(p), Evidence(p, label_of(p, values.get(p, {}).get(LABEL, ())))) for p in places}


def _claim(name: str, key: Key, nodes: dict[str, Node], terms: Terms, values: Values, cited: Places) -> Claim:
    own, said = values.get(name, {}), terms[key[1]]
    modality = next(iter(iris(own.get(_MODALITY, ()))), None)
    words = text_of(own.get(_GLOSS, ()))
    if words is None:
        template = said.denied if modality == NEGATED else said.template
        words = sentence(template, said.label, nodes[key[0]].label, nodes[key[2]].label)
    return Claim(
        iri=name,
        sentence=words,
        basis=next(iter(iris(own.get(_BASIS, ()))), None),
        modality=modality,
        evidence=tuple(
            evidence for _, evidence in sorted((cited[p] for p in _places(own)), key=itemgetter(0))
        ),
        rationale=text_of(own.get(_RATIONALE, ())),
    )


def _places(values: Mapping[str, Sequence[Term]]) -> list[str]:
    """Where the report says it; the records, where a source other than the report does."""
    return iris(values.get(_EVIDENCE, ())) or iris(values.get(_RECORD, ()))


def _is_asked_for(claim: Claim, with_graphs: Sequence[str]) -> bool:
    """Whether the claim's edge stands in a graph of this run (kg.store.fill says which goes where)."""
    if claim.modality == NEGATED:
        return False
    if claim.basis == EDITORIAL:
        return "editorial" in with_graphs
    return claim.basis not in BASES or claim.is_asserted or "projected" in with_graphs


def _natural(text: str) -> list[tuple[int, str]]:
    """s2 before s10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(text)]


def labels(store: Store, names: Iterable[str], with_graphs: Sequence[str] = ()) -> dict[str, Text]:
    """Labels of classes, properties or concepts, in the order of IRIs; the CURIE where there is none."""
    wanted = sorted(set(names))
    values = look_up(store, wanted, (LABEL, PREFERRED), with_graphs)
    return {
        name: label_of(name, values.get(name, {}).get(LABEL) or values.get(name, {}).get(PREFERRED, ()))
        for name in wanted
    }
