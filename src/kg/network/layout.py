"""The layouts a style file can name; each gives fixed positions, the same on any machine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.errors import Lang, NotFound
from kg.network.columns import column_layout
from kg.network.geometry import Geometry, LayoutSpec
from kg.network.layered import layered_layout
from kg.network.records import Edge, Node

Layout = Callable[[Sequence[Node], Sequence[Edge], LayoutSpec, Lang], Geometry]

LAYOUTS: Final[Mapping[str, Layout]] = {"columns": column_layout, "layered": layered_layout}


def layout_of(name: str) -> Layout:
    """The layout of that name. Raises NotFound, which lists the names there are."""
    try:
        return LAYOUTS[name]
    except KeyError:
        listed = ", ".join(LAYOUTS)
        raise NotFound(
            f"没有布局“{name}”；可用：{listed}", f"no layout {name!r}; there are: {listed}"
        ) from None
