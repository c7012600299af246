"""The layouts a style file can name; each gives fixed positions, the same on any machine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.errors import Lang
from kg.network.columns import column_layout
from kg.network.geometry import Geometry, LayoutSpec
from kg.network.layered import layered_layout
from kg.network.records import Edge, Node

Layout = Callable[[Sequence[Node], Sequence[Edge], LayoutSpec, Lang], Geometry]

LAYOUTS: Final[Mapping[str, Layout]] = {"columns": column_layout, "layered": layered_layout}
