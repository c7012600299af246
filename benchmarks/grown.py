"""The data grown many times: copies whose things have names of their own, the vocabulary once."""

import io
import re
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from timing import progress

from kg.namespaces import DEFAULT_FILES, ID, PREFIXES, VOCABULARY_FILES
from kg.settings import root

_THING: Final = re.compile(rf"{re.escape(ID)}[^>]+")
_PREDICATE: Final = ox.NamedNode(f"{PREFIXES['rdf']}predicate")
_OBJECT: Final = ox.NamedNode(f"{PREFIXES['rdf']}object")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def grow(folder: Path, times: int) -> None:
    """An Oxigraph directory with the packaged data that many times.

    A copy's things are linked among themselves as those of the original are; every copy adds as many triples.
    """
    store = ox.Store(str(folder))
    for name in VOCABULARY_FILES:
        store.bulk_load(path=str(root() / name), format=ox.RdfFormat.TURTLE)
    data = next(name for name in DEFAULT_FILES if name not in VOCABULARY_FILES)
    quads = ox.parse(path=str(root() / data), format=ox.RdfFormat.TURTLE)
    text = (ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    for copy in range(times):
        named = text if copy == 0 else _THING.sub(rf"\g<0>.copy{copy}", text)
        store.bulk_load(io.BytesIO(named.encode()), format=ox.RdfFormat.N_TRIPLES)
        progress(copy + 1, times)
    store.flush()
    store.optimize()


def grow_linked(folder: Path, times: int) -> None:
    """As grow, and each copy linked to the next: every statement once more, with its object in the copy that follows.

    So there are that many times the things and twice that many times the statements and more, each with its claims.
    """
    grow(folder, times)
    store = ox.Store(str(folder))
    data = next(name for name in DEFAULT_FILES if name not in VOCABULARY_FILES)
    triples = list(ox.parse(path=str(root() / data), format=ox.RdfFormat.TURTLE))
    predicates = {triple.object for triple in triples if triple.predicate == _PREDICATE}
    claims = {triple.subject for triple in triples if triple.predicate == _PREDICATE}
    # The first copy is linked to the one after the next, too.
    for copy, step in (*((copy, 1) for copy in range(times)), (0, 2)):
        following = (copy + step) % times
        store.bulk_extend(
            ox.Quad(
                _linked(subject, copy, step) if subject in claims else _copied(subject, copy),
                predicate,
                moved,
            )
            for subject, predicate, value in ((t.subject, t.predicate, t.object) for t in triples)
            if subject in claims or predicate in predicates
            for moved in (
                _copied(value, following if predicate in predicates or predicate == _OBJECT else copy),
            )
        )
    store.flush()
    store.optimize()


def _copied(term: Term, copy: int) -> Any:
    if isinstance(term, ox.NamedNode) and _THING.fullmatch(term.value) and copy:
        return ox.NamedNode(f"{term.value}.copy{copy}")
    return term


def _linked(claim: Term, copy: int, step: int) -> Any:
    return ox.NamedNode(f"{claim.value}.linked{copy}-{step}") if isinstance(claim, ox.NamedNode) else claim
