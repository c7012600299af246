"""One thing that speaks for or against a record's being the subject."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from kg.errors import Text


class Feature(NamedTuple):
    """value: 0 to 1; seen: in words, for whoever must decide."""

    value: float
    seen: Text


class Context(NamedTuple):
    """What is known beyond the two. linked: IRI of a subject -> ids and IRIs of records that it was linked to."""

    linked: Mapping[str, Collection[str]] = {}


Features = dict[str, Feature]
