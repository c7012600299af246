"""A cell of an answer: a thing with its label, or a value."""

from dataclasses import dataclass

from kg.namespaces import shorten
from kg.query.typed import Value, value_of
from kg.store.terms import Iri, Literal, Term


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. term: the RDF term, None where the variable is unbound. label: what tables show of it.

    Unbound cells are there too, so that `row.x.label` always works; they are false, all others true.

    >>> import kg
    >>> row = kg.open(lang="en").select("SELECT ?who ?n { BIND (company:alibaba AS ?who) BIND (3 AS ?n) }")[0]
    >>> row.who.label, row.who.curie, row.n.value
    ('Alibaba', 'company:alibaba', 3)
    """

    term: Term | None
    label: str

    @property
    def iri(self) -> str | None:
        """The IRI in full; None for anything else."""
        return self.term.value if isinstance(self.term, Iri) else None

    @property
    def curie(self) -> str | None:
        """The IRI as queries write it (company:alibaba), in full without a known prefix; None for anything else."""
        return shorten(self.term.value) if isinstance(self.term, Iri) else None

    @property
    def value(self) -> Value | None:
        """A number (int, Decimal, float), bool or date where the literal is one, else its text; an IRI in full."""
        return value_of(self.term)

    @property
    def language(self) -> str | None:
        """The language tag of a text that has one."""
        return self.term.language if isinstance(self.term, Literal) else None

    def __bool__(self) -> bool:
        return self.term is not None

    def __str__(self) -> str:
        return self.label
