"""What a matrix holds: things on two axes in groups, links between them, and what was not found."""

from dataclasses import dataclass

from kg.errors import Text
from kg.network.origin import Origin
from kg.network.records import Edge, Node
from kg.views.matrix.spec import MatrixSpec
from kg.views.style import LINES, Style


@dataclass(frozen=True, slots=True)
class Tally:
    """Single things (without parts) of a group: how many, and of how many each of FINDINGS holds. count: sum."""

    stated: int
    implied: int
    none: int

    @property
    def count(self) -> int:
        return self.stated + self.implied + self.none


@dataclass(frozen=True, slots=True)
class Group:
    """Things of an axis that stand together: their numbers as an outline, with the depth of each.

    head: the number of the thing that the group is, None for one that is only a kind.
    """

    title: Text
    members: tuple[int, ...]
    depths: tuple[int, ...]
    head: int | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Axis:
    """things: in the order of IRIs. findings: of each thing, one of FINDINGS. groups: every thing in one or more."""

    things: tuple[Node, ...]
    groups: tuple[Group, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between the axes. row, column: numbers of things; relation: of the spec; line: of LINES."""

    edge: Edge
    row: int
    column: int
    relation: int
    line: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """links: in the order of edges. names: of classes, bases and modalities. addresses: of places."""

    spec: MatrixSpec
    style: Style
    graphs: tuple[str, ...]
    rows: Axis
    columns: Axis
    links: tuple[Link, ...]
    names: dict[str, Text]
    addresses: dict[str, str]
    origin: Origin

    def answers(self, link: Link) -> bool:
        """Whether a link counts for a finding: it answers, and the report says so or implies it."""
        return self.spec.relations[link.relation].answers and LINES[link.line] in ("stated", "implied")

    def lines(self) -> list[int]:
        """The numbers of LINES that a legend explains: stated and implied, and what else occurs."""
        return sorted({LINES.index("stated"), LINES.index("implied"), *(link.line for link in self.links)})

    def relations(self) -> list[int]:
        """The numbers of the relations that occur."""
        return sorted({link.relation for link in self.links})
