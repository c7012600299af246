"""A lens for any CONSTRUCT: things marked by their class, lines coloured by their property, in layers."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from kg.errors import Text
from kg.namespaces import CLASS_PREFIX, KG
from kg.network.build import labels
from kg.network.geometry import LayoutSpec
from kg.store.protocol import Store
from kg.store.terms import Iri, Triple
from kg.views.lens import Lens
from kg.views.style import LINES, MARKS, ClassStyle, Colour, LineStyle, RelationStyle, Style

# Light background, dark background; told apart by people who see no red or no green, too.
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
_GREY: Final = Colour("#5f6368", "#b0b5ba")
_OTHER: Final = Text("其他", "Other")
_DASHES: Final = ((), (7.0, 4.0), (1.5, 4.0), (12.0, 3.0), (9.0, 3.0, 2.0, 3.0), (3.0, 2.0))
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
    used = Counter(t.predicate.value for t in triples if isinstance(t.object, Iri))
    often = sorted(used, key=lambda predicate: (-used[predicate], predicate))[: len(_COLOURS)]
    names = labels(store, often, with_graphs)
    return Style(
        layout="layered",
        spec=LayoutSpec(columns=()),
        headings=(),
        classes={f"{KG}{name}": _class(number) for number, name in enumerate(CLASS_PREFIX)},
        other_classes=ClassStyle("cross", _GREY),
        relations=(
            *(
                RelationStyle(names[predicate], (predicate,), colour)
                for predicate, colour in zip(often, _COLOURS, strict=False)
            ),
            RelationStyle(_OTHER, (), _GREY),
        ),
        lines={name: LineStyle(dash, 1.6) for name, dash in zip(LINES, _DASHES, strict=True)},
    )


def _class(number: int) -> ClassStyle:
    """Mark and colour advance at different paces, so that no two classes look alike."""
    turn, mark = divmod(number, len(MARKS))
    return ClassStyle(MARKS[mark], _COLOURS[(mark + turn) % len(_COLOURS)])
