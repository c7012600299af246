"""The layouts a style file can name; each gives fixed positions, the same on any machine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from kg.errors import Lang
from kg.network.columns import ColumnPlan
from kg.network.geometry import Geometry, LayoutSpec
from kg.network.grouped import GroupedPlan
from kg.network.layered import LayeredPlan
from kg.network.records import Edge, Node


class Plan(Protocol):
    """What does not depend on the language of the labels."""

    def geometry(self, lang: Lang) -> Geometry:
        """Positions for the labels of one language, boxes and routes in the order of the network."""


LAYOUTS: Final[Mapping[str, Callable[[Sequence[Node], Sequence[Edge], LayoutSpec], Plan]]] = {
    "columns": ColumnPlan,
    "layered": LayeredPlan,
    "grouped": GroupedPlan,
}
