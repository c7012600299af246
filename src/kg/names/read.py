"""The names of a store: labels and aliases, read by SPARQL, so from any engine."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kg.namespaces import ID, PREFIXES, is_id
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, serialise, tagged

_SUBCLASSES: Final = f"<{PREFIXES['rdfs']}subClassOf>*"
_NAMES: Final = (
    f"VALUES ?property {{ <{PREFIXES['rdfs']}label> <{PREFIXES['skos']}prefLabel> <{PREFIXES['skos']}altLabel> }} "
    "?thing ?property ?name"
)


class Named(NamedTuple):
    """A thing by one of its names."""

    iri: str
    name: str


def of_class(class_: str | None, variable: str = "?thing") -> str:
    """The SPARQL pattern of the things of a class or of one below it; of anything typed for None."""
    if class_ is None:
        return f"{variable} a ?class . "
    return f"{variable} a/{_SUBCLASSES} {serialise(Iri(class_))} . "


def exactly(store: Store, text: str, with_graphs: Sequence[str] = ()) -> list[Named]:
    """The things with this very name, in any language."""
    try:
        literals = [serialise(one) for one in (Literal(text), tagged(text, "zh"), tagged(text, "en"))]
    except ValueError:  # a lone surrogate is no character
        return []
    query = f"SELECT ?thing ?name WHERE {{ VALUES ?name {{ {' '.join(literals)} }} {_NAMES} }}"
    return _named(select(store, query, with_graphs=with_graphs).rows)


def all_names(store: Store, class_: str | None = None, with_graphs: Sequence[str] = ()) -> list[Named]:
    """Every name of every thing of the data, or of those of one class (IRI)."""
    kind = "" if class_ is None else of_class(class_)
    query = f"SELECT ?thing ?name WHERE {{ {kind}{_NAMES} FILTER (STRSTARTS(STR(?thing), '{ID}')) }}"
    return _named(select(store, query, with_graphs=with_graphs).rows)


def _named(rows: Iterable[Sequence[object]]) -> list[Named]:
    """Things of the data; words of the vocabulary are found by their CURIE."""
    return [
        Named(thing.value, name.value)
        for thing, name in rows
        if isinstance(thing, Iri) and isinstance(name, Literal) and is_id(thing.value)
    ]
