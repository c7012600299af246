"""What was asked, and the answer to it: rows with headings, triples, or yes and no."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import Lang
from kg.query.catalogue import Column
from kg.store.protocol import Dataset, Row
from kg.store.terms import Iri, Literal, Term, Triple


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the store: the query with its parameters bound, and the graphs it sees.

    written: the same before standard prefixes were declared, in which people look for a place; text if None.
    columns: those of a catalogued question; None for a free query, whose columns its answer tells.
    """

    text: str
    with_graphs: tuple[str, ...] = ()
    dataset: Dataset | None = None
    written: str | None = None
    columns: tuple[Column, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: columns with headings, rows in the engine's order, labels of the IRIs.

    labels: IRI -> label in `lang`, for those that have one. citations: address -> citation in words,
    filled by kg.query.evidence. asked: the query behind it, which evidence is traced by; None for a table
    that no query gave. beside: whether tables for reading show the IRIs too, each with its label beside it
    (the columns of a free query), or labels in their place (a catalogued question, whose headings are
    written for readers).
    """

    columns: tuple[Column, ...]
    rows: list[Row]
    lang: Lang
    labels: Mapping[str, str] = field(default_factory=dict)
    citations: Mapping[str, str] = field(default_factory=dict)
    asked: Asked | None = field(default=None, compare=False)
    beside: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def is_empty(self) -> bool:
        return not self.rows


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT while its rows are still coming: they can be gone through once."""

    variables: tuple[str, ...]
    rows: Iterator[Row]
    is_empty: bool


Answer = Table | list[Triple] | bool


def is_empty(answer: Answer | Rows) -> bool:
    """Whether there are no rows, no triples, or a no."""
    return not answer if isinstance(answer, bool | list) else answer.is_empty


def text_of(cell: Term | None) -> str:
    """A cell as plain text: an IRI in full, a literal's value, nothing where unbound."""
    if cell is None:
        return ""
    return cell.value if isinstance(cell, Iri | Literal) else f"_:{cell.label}"
