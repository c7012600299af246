"""Frozen records of linking: what is linked, to what, how well a candidate fits and why, what was decided."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from kg.errors import Text


class NameKind(StrEnum):
    """What a name is to its thing, the strongest evidence first."""

    LABEL = "label"
    ALIAS = "alias"
    TITLE = "title"  # of an article about it
    TRANSLATION = "translation"  # ours, or a machine's: nobody else need call it so


class Name(NamedTuple):
    """A name as it is written. lang: a language tag in lower case; empty where it is not known."""

    text: str
    lang: str
    kind: NameKind = NameKind.LABEL


class Words(NamedTuple):
    """A description or definition. lang: as in Name."""

    text: str
    lang: str


class Identifier(NamedTuple):
    """scheme: website, ticker, lei, document or what else a target calls it; value: as kg.link.identifiers writes it."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of our graph that is to be linked.

    class_: local name of its class (Company). countries: as kg.link.countries writes
    them. dates: as printed in the graph, YYYY or longer.
    neighbours: IRIs of the things that a statement joins it to.
    """

    iri: str
    class_: str
    names: tuple[Name, ...]
    definitions: tuple[Words, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A record of an outside dataset.

    id: its identifier there (Q312), unique in one target. iri: what a link points to.
    types: what it is said to be, in the target's words (instance labels, categories).
    related: ids or IRIs of records that it points to. prominence: 0 up, how much the dataset makes of it.
    """

    id: str
    iri: str
    names: tuple[Name, ...]
    descriptions: tuple[Words, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    prominence: float = 0.0


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to a score. value: 0 to 1; points: value times weight, in log-odds; reason: what was seen."""

    feature: str
    value: float
    points: float
    reason: Text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the subject. score: calibrated probability that it is; contributions: the largest first."""

    target: Target
    score: float
    contributions: tuple[Contribution, ...] = ()


class Verdict(StrEnum):
    """What is done with a subject without a person."""

    ACCEPTED = "accepted"
    OPEN = "open"  # a person must look
    NO_MATCH = "no match"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for one subject. candidates: the best first; probability: that the answer is right."""

    subject: Subject
    verdict: Verdict
    candidates: tuple[Candidate, ...] = field(default=())
    probability: float = 1.0

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None
