"""Frozen records of what people write in data/source, after every name has been resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import Text

# A property value: an IRI, text in one or two languages, or a typed literal.


@dataclass(frozen=True, slots=True)
class Thing:
    """Value that is an IRI."""

    iri: str


@dataclass(frozen=True, slots=True)
class Words:
    """Value in words; one literal for each language given."""

    zh: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """Value with a datatype; lexical is canonical."""

    lexical: str
    datatype: str


Value = Thing | Words | Typed
Values = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written: path relative to the root, line from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with names. Values are keyed by property IRI; evidence is empty for things that need none."""

    iri: str
    class_iri: str
    label: Text
    at: Place
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: Text | None = None
    values: Values = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with its evidence (IRIs of places, the first one being where it was written)."""

    iri: str
    subject: str
    predicate: str
    object: str
    basis: str
    modality: str
    evidence: tuple[str, ...]
    report: str
    at: Place
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Silence:
    """A place of the report that carries no claim, and why."""

    place: str
    reason: Text


@dataclass(frozen=True, slots=True)
class OutsideSource:
    """A document other than the report. version: its SHA-256, "sha256:" and 64 hex digits."""

    iri: str
    title: Text
    version: str


@dataclass(frozen=True, slots=True)
class OutsideRecord:
    """One row of an outside source. name: what the row is about; row: counted from 1 without the header."""

    iri: str
    source: str
    row: int
    name: str


@dataclass(frozen=True, slots=True)
class OutsideClaim:
    """One triple of record; records: IRIs of the rows it stands on, the one it was written under first."""

    subject: str
    predicate: str
    object: Value
    records: tuple[str, ...]
    review: str
    at: Place
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything of record. things: with the records that each stands on; they exist in this graph only."""

    sources: tuple[OutsideSource, ...] = ()
    records: tuple[OutsideRecord, ...] = ()
    things: tuple[tuple[Entity, tuple[str, ...]], ...] = ()
    claims: tuple[OutsideClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """Everything that one set of source files says, in the order of the files.

    retired: IRI that is used no more -> IRI that stands in its place.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    silences: tuple[Silence, ...]
    sections: tuple[str, ...]
    outside: Outside = field(default_factory=Outside)
    retired: Mapping[str, str] = field(default_factory=dict)
