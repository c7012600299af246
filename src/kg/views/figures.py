"""The figures of the things in a picture: each as its label says it, with a note and its place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Text
from kg.namespaces import KG
from kg.network.build import LABEL
from kg.network.records import Evidence
from kg.query.lookup import batches, iris, label_of, look_up, text_of
from kg.query.places import in_order
from kg.store.protocol import Store, select
from kg.store.terms import Iri, serialise

_NOTE, _EVIDENCE = f"{KG}note", f"{KG}evidence"
# What a figure is a figure of: whom it is about, or what it counts.
_OF: Final = f"<{KG}subject>|<{KG}indicator>"


@dataclass(frozen=True, slots=True)
class Figure:
    """words: thing, indicator and value with its approximation and unit. note: what to mind about it."""

    words: Text
    note: Text | None
    evidence: tuple[Evidence, ...]


def figures_of(
    store: Store, things: Iterable[str], with_graphs: Sequence[str] = ()
) -> dict[str, tuple[Figure, ...]]:
    """IRI of a thing -> its figures in the order of the report; nothing for things without any."""
    owned: defaultdict[str, set[str]] = defaultdict(set)
    for batch in batches(sorted(set(things))):
        listed = " ".join(serialise(Iri(thing)) for thing in batch)
        text = f"SELECT DISTINCT ?thing ?figure {{ VALUES ?thing {{ {listed} }} ?figure {_OF} ?thing ; a <{KG}Figure> }}"
        for thing, figure in select(store, text, with_graphs=with_graphs).rows:
            if isinstance(thing, Iri) and isinstance(figure, Iri):
                owned[thing.value].add(figure.value)
    wanted = {figure for figures in owned.values() for figure in figures}
    values = look_up(store, wanted, (LABEL, _NOTE, _EVIDENCE), with_graphs)
    places = {figure: in_order(iris(values.get(figure, {}).get(_EVIDENCE, ()))) for figure in wanted}
    cited = look_up(store, {place for found in places.values() for place in found}, (LABEL,), with_graphs)
    rank = {place: n for n, place in enumerate(in_order(p for found in places.values() for p in found))}

    def order(figure: str) -> tuple[int, str]:
        return min((rank[place] for place in places[figure]), default=len(rank)), figure

    made = {
        figure: Figure(
            label_of(figure, values.get(figure, {}).get(LABEL, ())),
            text_of(values.get(figure, {}).get(_NOTE, ())),
            tuple(
                Evidence(place, label_of(place, cited.get(place, {}).get(LABEL, ())))
                for place in places[figure]
            ),
        )
        for figure in wanted
    }
    return {
        thing: tuple(made[figure] for figure in sorted(figures, key=order))
        for thing, figures in sorted(owned.items())
    }
