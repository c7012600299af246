"""What a thing is directly related to, one step out."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from kg.errors import Lang
from kg.names.classes import main_class
from kg.namespaces import KG, PREFIXES
from kg.query.labels import labels, name_of
from kg.query.lookup import iris, look_up
from kg.query.wording import Name
from kg.store.protocol import Store, select
from kg.store.terms import Iri, serialise

Direction = Literal["out", "in", "both"]
_TYPE: Final = f"{PREFIXES['rdf']}type"
_RELATION: Final = f"?p <{PREFIXES['rdfs']}subPropertyOf>* <{KG}statement> ."


class Neighbour(NamedTuple):
    """outward: the thing is the subject of the relation."""

    outward: bool
    predicate: Name
    other: Name
    class_: Name | None


def neighbours(
    store: Store,
    iri: str,
    *,
    direction: Direction = "both",
    lang: Lang = "zh",
    with_graphs: Sequence[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[list[Neighbour], int]:
    """The other ends of the relations of a thing, outward first, by property and IRI; and how many in all.

    with_graphs: editorial, projected, inferred or outside add theirs.
    """
    term = serialise(Iri(iri))
    found: list[tuple[bool, str, str]] = []
    for outward, pattern in ((True, f"{term} ?p ?other"), (False, f"?other ?p {term}")):
        if direction == ("in" if outward else "out"):
            continue
        text = f"SELECT DISTINCT ?p ?other WHERE {{ {pattern} . FILTER (isIRI(?other)) {_RELATION} }}"
        rows = select(store, text, with_graphs=with_graphs).rows
        pairs = ((p.value, o.value) for p, o in rows if isinstance(p, Iri) and isinstance(o, Iri))
        found += sorted((outward, p, o) for p, o in pairs)
    shown = found[offset:] if limit is None else found[offset : offset + limit]
    types = look_up(store, {other for _, _, other in shown}, (_TYPE,), with_graphs)
    classes = {one: main_class(one, iris(own.get(_TYPE, ()))) for one, own in types.items()}
    named = {name for _, *names in shown for name in names} | {one for one in classes.values() if one}
    known = labels(store, named, lang, with_graphs)

    def name(one: str) -> Name:
        return Name(one, name_of(one, known))

    return [
        Neighbour(out, name(p), name(other), name(kind) if (kind := classes.get(other)) else None)
        for out, p, other in shown
    ], len(found)
