"""Counts of one graph as VoID wants them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.namespaces import ID, PREFIXES
from kg.settings import BASE

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


def graph_stats(quads: Iterable[ox.Quad]) -> GraphStats:
    """Count a graph; a triple that several files hold counts once."""
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    instances: dict[str, set[ox.NamedNode | ox.BlankNode | ox.Triple]] = defaultdict(set)
    for subject, predicate, obj in triples:
        if predicate.value == _TYPE and isinstance(obj, ox.NamedNode):
            instances[obj.value].add(subject)
    typed = set().union(*instances.values())
    return GraphStats(
        triples=len(triples),
        entities=sum(isinstance(s, ox.NamedNode) and s.value.startswith(ID) for s in typed),
        subjects=len({s for s, _, _ in triples}),
        objects=len({o for _, _, o in triples}),
        classes={name: len(found) for name, found in sorted(instances.items())},
        properties=dict(sorted(Counter(p.value for _, p, _ in triples).items())),
        links=dict(sorted(Counter(_links(triples)).items())),
    )


def _links(triples: Iterable[tuple[object, ox.NamedNode, object]]) -> Iterable[tuple[str, str]]:
    for subject, predicate, obj in triples:
        if (
            isinstance(subject, ox.NamedNode)
            and isinstance(obj, ox.NamedNode)
            and subject.value.startswith(ID)
            and not obj.value.startswith(BASE)
            and predicate.value != _TYPE
        ):
            site = urlsplit(obj.value)
            yield predicate.value, f"{site.scheme}://{site.netloc}/"
