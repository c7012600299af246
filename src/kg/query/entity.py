"""What kg show says of one thing, in one language: names, values, figures, statements, inferences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.errors import Lang
from kg.query.claims import Claim
from kg.query.explain import Proof
from kg.query.wording import Name

# IRI of a place -> what stands there, for whoever holds the report.
Texts = Mapping[str, str]


class Value(NamedTuple):
    """A value in words. iri: of the thing that it is; None for a literal."""

    words: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim seen from one of its ends. outward: the thing is its subject."""

    outward: bool
    predicate: Name
    other: Name
    claim: Claim


@dataclass(frozen=True, slots=True)
class Mention:
    """Another node that refers to the thing: predicate says as what."""

    node: Name
    predicate: Name
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """An inferred relation seen from one of its ends. proof: None where it was not asked for."""

    outward: bool
    predicate: Name
    other: Name
    words: str
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Description:
    """Everything about one thing, in one language.

    wider: the classes above its own, nearest first. values: property -> its values. evidence:
    IRIs of places it stands on itself. addresses, citations: IRI of a place -> its address, and the
    place in words. rules: rule -> what it says, for the rules in the proofs. names: every name of the
    thing and of those it is related to, to be marked in sentences. left_out: property -> how many nodes
    that refer to the thing by it were left out to keep within a limit; claims by rdf:subject and rdf:object.
    """

    thing: Name
    lang: Lang
    class_: Name | None
    wider: tuple[Name, ...]
    aliases: Mapping[str, tuple[str, ...]]
    definition: str | None
    values: tuple[tuple[Name, tuple[Value, ...]], ...]
    evidence: tuple[str, ...]
    figures: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    inferred: tuple[Inferred, ...]
    addresses: Mapping[str, str]
    citations: Mapping[str, str]
    rules: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
