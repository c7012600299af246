"""A lens for any CONSTRUCT: things marked by their class, lines coloured by their property, in layers or communities."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.errors import Text
from kg.network.build import labels
from kg.store.protocol import Store
from kg.store.terms import Iri, Triple
from kg.views.lens import Lens
from kg.views.style import Colour, RelationStyle, Style, plain_style

# For the properties that occur most often, in this order. Light background, dark background.
_COLOURS: Final = (
    Colour("#1a4fa0", "#8ab4f8"),
    Colour("#a85a00", "#f2a65a"),
    Colour("#00695c", "#5fc9b8"),
    Colour("#b3261e", "#ff8a80"),
    Colour("#5b3a91", "#c3a5f0"),
    Colour("#6a6200", "#d4c95a"),
    Colour("#96316b", "#f09cc8"),
    Colour("#3d3d3d", "#d0d0d0"),
)
# More triples than this make layers too tall to look at; chosen by looking at pictures.
_LAYERED: Final = 1000
_TITLE: Final = Text("查询结果", "Result of a query")
_SUMMARY: Final = Text(
    "一条 CONSTRUCT 查询得到的事物与关系", "Things and relations that a CONSTRUCT query gives"
)


def neutral_lens(
    store: Store, query: str, triples: Sequence[Triple], with_graphs: Sequence[str] = ()
) -> Lens:
    """The lens of a query that gave these triples. The same class looks the same whatever the query."""
    return Lens("query", _TITLE, _SUMMARY, query, _style(store, triples, with_graphs))


def _style(store: Store, triples: Sequence[Triple], with_graphs: Sequence[str]) -> Style:
    """The looks of default.yaml, but a colour for each property: its groups would blur a small result."""
    used = Counter(t.predicate.value for t in triples if isinstance(t.object, Iri))
    often = sorted(used, key=lambda predicate: (-used[predicate], predicate))[: len(_COLOURS)]
    names = labels(store, often, with_graphs)
    plain = plain_style("layered" if len(triples) <= _LAYERED else "grouped")
    own = (
        RelationStyle(names[predicate], (predicate,), colour)
        for predicate, colour in zip(often, _COLOURS, strict=False)
    )
    return replace(plain, relations=(*own, plain.relations[-1]))
