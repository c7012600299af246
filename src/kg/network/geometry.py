"""Where everything is drawn: boxes with their lines of text, and the path of each edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.network.records import Edge

EdgeKey = tuple[str, str, str]
# Height of a line in units of the font size; left of the text of a box stand the stripe and the mark.
LINE_EM: Final = 1.32
PAD_PX: Final = 6.0  # above and below them
TEXT_LEFT_PX: Final = 27.0
TEXT_RIGHT_PX: Final = 9.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its left upper corner, its size, its label broken into lines. All in pixels at zoom 1.

    scale: size of its text in units of the font size of the whole.
    """

    iri: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    strong: bool = False
    scale: float = 1.0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Route:
    """An edge as SVG path data; arrow: x, y and direction (1 right, -1 left) of its head, None for none.

    joins: it shares its last part with others, so that dashes are counted from its end; two dashed
    lines out of step would look solid.
    """

    key: EdgeKey
    path: str
    arrow: tuple[float, float, int] | None
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A column: left edge and width."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Geometry:
    """A whole picture from (0, 0) to (width, height), boxes and routes in the order of the network."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What stands in it: single things before kinds (kg:kind), kinds before classes, all by IRI.

    tree: predicate IRIs from child to parent; the first that leads to a parent counts.
    in_order: by IRI, wherever the lines lead. first: what has lines to things of these classes, itself or through
    a thing of another column, stands above what has none; a branch with such a thing above one without.
    """

    classes: tuple[str, ...]
    width: float
    tree: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    in_order: bool = False
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutSpec:
    """What a layout may ask of a style, in pixels and lines. What no column names stands in the first column.

    scale: IRI -> size of its text in units of font_px, 1 where there is none.
    """

    columns: tuple[ColumnSpec, ...]
    font_px: float
    gap: float
    row_gap: float
    max_lines: int
    scale: Mapping[str, float] = field(default_factory=dict)

    def font_of(self, name: str) -> float:
        """Size of the text of a thing in pixels."""
        return self.font_px * self.scale.get(name, 1.0)


def key_of(edge: Edge) -> EdgeKey:
    """What names an edge in a geometry."""
    return edge.source, edge.predicate, edge.target


def rounded(value: float) -> float:
    """To a tenth of a pixel, so that the same numbers are written on any machine."""
    return round(value, 1) + 0.0


def written(value: float) -> str:
    """The shortest writing of a rounded number."""
    text = f"{rounded(value):.1f}"
    return text.removesuffix(".0")
