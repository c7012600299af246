"""What a document about one thing says, as triples: a concise bounded description and the names of what it names.

After https://www.w3.org/submissions/CBD/, in both directions and within a limit: the statements of the thing,
with the blank nodes they lead to; those about it; each claim and figure that is about it or stands on it, whole; and
the labels of whatever else occurs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.namespaces import GRAPH, KG, NAMED_GRAPHS, PREFIXES
from kg.query.claims import EVIDENCE, OBJECT, SUBJECT
from kg.query.incoming import incoming
from kg.query.labels import values_blocks
from kg.query.lookup import look_up
from kg.store.protocol import Store, ask, construct, select
from kg.store.terms import BlankNode, Iri, Triple, is_iri, serialise

_LABELS: Final = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")
# Claims, and figures and other nodes that carry their own evidence, refer by these.
_TELLING: Final = (SUBJECT, OBJECT, EVIDENCE, f"{KG}subject", f"{KG}about")
_TYPE: Final = f"{PREFIXES['rdf']}type"
_REPLACED: Final = f"{PREFIXES['dcterms']}isReplacedBy"
_DEPRECATED: Final = f"{PREFIXES['owl']}deprecated"


@dataclass(frozen=True, slots=True)
class Document:
    """triples: each once, in no order. left_out: as in kg.query.incoming."""

    triples: list[Triple]
    left_out: Mapping[str, int]


def document(
    store: Store, iri: str, *, with_graphs: Sequence[str] = (), limit: int | None = None
) -> Document:
    """The description of a thing. limit: of the nodes that refer to it by one property, the first so many."""
    thing = Iri(iri)
    term = serialise(thing)
    own = construct(store, f"CONSTRUCT {{ {term} ?p ?o }} WHERE {{ {term} ?p ?o }}", with_graphs=with_graphs)
    if any(isinstance(triple.object, BlankNode) for triple in own):
        own = construct(store, f"DESCRIBE {term}", with_graphs=with_graphs)
    pairs, left_out = incoming(store, iri, with_graphs, limit)
    about = [Triple(Iri(node), Iri(prop), thing) for node, prop in pairs]
    told = {node for node, prop in pairs if prop in _TELLING}
    found = dict.fromkeys((*own, *about, *_whole(store, told, with_graphs)))
    found.update(dict.fromkeys(_names(store, found, with_graphs)))
    return Document(list(found), left_out)


def graphs_with(store: Store, iri: str) -> tuple[str, ...] | None:
    """The named graphs that are wanted to describe a thing: none where the default graph has it; None where
    no graph of the dataset has it."""
    if not is_iri(iri):
        return None
    term = serialise(Iri(iri))
    if ask(store, f"ASK {{ {term} ?p ?o }}"):
        return ()
    rows = select(store, f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {term} ?p ?o }} }}").rows
    there = {row[0].value.removeprefix(GRAPH) for row in rows if isinstance(row[0], Iri)}
    return tuple(name for name in NAMED_GRAPHS if name in there) or None


@dataclass(frozen=True, slots=True)
class Retired:
    """A name that is used no more. now: IRI of what is meant today, None where nothing is."""

    now: str | None


def retired(store: Store, iri: str) -> Retired | None:
    """What became of a thing that is no more; None for any other."""
    if not is_iri(iri):
        return None
    here, seen = iri, [iri]
    while True:
        found = look_up(store, [here], (_TYPE, _REPLACED, _DEPRECATED)).get(here, {})
        if found.get(_TYPE) or not (found.get(_REPLACED) or found.get(_DEPRECATED)):
            break
        after = [term.value for term in found.get(_REPLACED, ()) if isinstance(term, Iri)]
        if not after or after[0] in seen:
            return Retired(None)
        here = after[0]
        seen.append(here)
    return None if here == iri else Retired(here)


def _whole(store: Store, nodes: Iterable[str], with_graphs: Sequence[str]) -> Iterable[Triple]:
    for values in values_blocks(nodes):
        text = f"CONSTRUCT {{ ?x ?p ?o }} WHERE {{ VALUES ?x {{ {values} }} ?x ?p ?o }}"
        yield from construct(store, text, with_graphs=with_graphs)


def _names(store: Store, triples: Iterable[Triple], with_graphs: Sequence[str]) -> Iterable[Triple]:
    iris = {
        term.value
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, Iri)
    }
    wanted = set(filter(is_iri, iris))
    for iri, values in look_up(store, wanted, _LABELS, with_graphs).items():
        for prop, terms in values.items():
            yield from (Triple(Iri(iri), Iri(prop), term) for term in terms)
