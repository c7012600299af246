"""Which records are linked to: of each pair that people have judged, and nobody else."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.link import judgements
from kg.link.built import declared, expanded, read_all
from kg.link.mapping import NO_TERM, SAME, MappingSet
from kg.namespaces import PREFIXES


class Link(NamedTuple):
    """One link. subject, record: IRIs; predicate: CURIE, as it is judged."""

    subject: str
    predicate: str
    record: str


def linked(found: Iterable[MappingSet], namespace: str) -> list[Link]:
    """The links into a namespace, by subject and record."""
    links: set[Link] = set()
    for one in found:
        prefixes: Mapping[str, str] = {**PREFIXES, **declared(one)}
        for (subject, obj), standing in judgements.standing(one.mappings).items():
            if standing.verdict == SAME and obj != NO_TERM:
                record = expanded(obj, prefixes)
                if record.startswith(namespace):
                    links.add(Link(expanded(subject, prefixes), standing.predicate, record))
    return sorted(links)


def linked_in(root: Path, namespace: str) -> list[Link]:
    """The links into a namespace from the files of a root. Raises as kg.link.built.read_all does."""
    return linked(read_all(root).values(), namespace)
