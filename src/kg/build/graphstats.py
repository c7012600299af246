"""Counts of one graph as VoID wants them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.namespaces import ID, PREFIXES
from kg.settings import BASE

Triple = tuple[str, str, str]
_TYPE: Final = f"{PREFIXES['rdf']}type"


@dataclass(frozen=True, slots=True)
class GraphStats:
    """Numbers of a graph. entities: typed subjects under …/id/; classes: class -> its instances;
    properties: property -> its triples; links: (property, site of the object) -> triples that leave us."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: Mapping[tuple[str, str], int]


def triples_of(quads: Iterable[ox.Quad]) -> set[Triple]:
    """The triples as plain strings, which are compared faster than terms; one that several files hold is there once."""
    return {
        (
            _name(quad.subject),
            quad.predicate.value,
            _name(quad.object),
        )
        for quad in quads
    }


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def is_iri(name: str) -> bool:
    """Whether a term as triples_of writes it is an IRI: literals begin with a quotation mark, blank nodes with _:."""
    return not name.startswith(('"', "_:", "<<"))


def graph_stats(triples: Collection[Triple]) -> GraphStats:
    """Count a graph, given as triples_of gives it."""
    instances: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, obj in triples:
        if predicate == _TYPE and is_iri(obj):
            instances[obj].add(subject)
    typed = set().union(*instances.values())
    return GraphStats(
        triples=len(triples),
        entities=sum(s.startswith(ID) for s in typed),
        subjects=len({s for s, _, _ in triples}),
        objects=len({o for _, _, o in triples}),
        classes={name: len(found) for name, found in sorted(instances.items())},
        properties=dict(sorted(Counter(p for _, p, _ in triples).items())),
        links=dict(sorted(Counter(_links(triples)).items())),
    )


def _links(triples: Iterable[Triple]) -> Iterable[tuple[str, str]]:
    for subject, predicate, obj in triples:
        if subject.startswith(ID) and is_iri(obj) and not obj.startswith(BASE) and predicate != _TYPE:
            site = urlsplit(obj)
            yield predicate, f"{site.scheme}://{site.netloc}/"
