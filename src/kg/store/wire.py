"""Answers on their way between processes: plain tuples, which pickle eight times faster than our records."""

from collections.abc import Iterable

from kg.store.protocol import Row
from kg.store.terms import BlankNode, Iri, Literal, Term, Triple

# An IRI is its text, a literal its three parts, a blank node its label alone in a tuple.
Packed = str | tuple[str, str, str | None] | tuple[str] | None


def pack(rows: Iterable[Row]) -> list[tuple[Packed, ...]]:
    """Rows as plain tuples."""
    return [tuple(map(_pack, row)) for row in rows]


def unpack(rows: Iterable[tuple[Packed, ...]]) -> list[Row]:
    """The rows again, equal to what they were."""
    return [tuple(map(_unpack, row)) for row in rows]


def cells(triples: Iterable[Triple]) -> Iterable[Row]:
    """Triples as rows of three cells."""
    return ((one.subject, one.predicate, one.object) for one in triples)


def triples(rows: Iterable[Row]) -> list[Triple]:
    """The triples again. Raises TypeError for rows that never were triples."""
    found = []
    for subject, predicate, object_ in rows:
        if isinstance(subject, Literal | None) or not isinstance(predicate, Iri) or object_ is None:
            raise TypeError(f"no triple: {subject!r} {predicate!r} {object_!r}")
        found.append(Triple(subject, predicate, object_))
    return found


def _pack(term: Term | None) -> Packed:
    if isinstance(term, Iri):
        return term.value
    if isinstance(term, Literal):
        return term.value, term.datatype, term.language
    return None if term is None else (term.label,)


def _unpack(packed: Packed) -> Term | None:
    if isinstance(packed, str):
        return Iri(packed)
    if packed is None:
        return None
    return Literal(*packed) if len(packed) == 3 else BlankNode(*packed)
