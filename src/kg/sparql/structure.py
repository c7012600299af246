"""What a SELECT query is made of, as far as tracing its evidence needs it. Read by kg.sparql.reading.

A node is a string: `?name` for a variable, else the source text of a constant, which only an engine
resolves. Blank nodes of the query are variables with fresh names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.errors import KgError
from kg.sparql.paths import Path


class Unreadable(KgError):
    """The query has a construct that tracing does not know (triple terms, say); the engine may know it."""


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """Subject, predicate and object, each a node."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class PathPattern:
    """Two nodes and a path that is more than one predicate. offset: where the path stands in the text."""

    subject: str
    path: Path
    object: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Untraced:
    """FILTER, BIND, VALUES, MINUS or SERVICE, word for word.

    negates: it lets a solution through because something is absent. unbound: variables under !BOUND.
    binds: variables it may give a value; volatile: that value differs from run to run.
    """

    text: str
    negates: bool = False
    unbound: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    volatile: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The inside of a pair of braces, in order."""

    items: tuple["Item", ...]


@dataclass(frozen=True, slots=True)
class Optional:
    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    branches: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """GRAPH with its node."""

    graph: str
    group: Group


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT, outermost or inside braces.

    items: (variable, expression or None) in order, None for `*`. group_by: (expression or variable,
    alias or None). where_text: with its braces. tail: keyword -> text, for GROUP, HAVING, ORDER, LIMIT,
    OFFSET and VALUES, keyword included. text: all of it, without declarations.
    """

    modifier: Literal["", "DISTINCT", "REDUCED"]
    items: tuple[tuple[str, str | None], ...] | None
    where: Group
    where_text: str
    group_by: tuple[tuple[str, str | None], ...]
    aggregates: bool
    tail: dict[str, str] = field(hash=False)
    items_text: str = ""
    text: str = ""

    @property
    def is_grouped(self) -> bool:
        return self.aggregates or "GROUP" in self.tail

    @property
    def is_cut(self) -> bool:
        """Whether LIMIT or OFFSET leaves solutions out."""
        return "LIMIT" in self.tail or "OFFSET" in self.tail

    @property
    def plain(self) -> tuple[str, ...]:
        """The projected variables that are no expression's name; for `*` all visible ones."""
        if self.items is None:
            return tuple(dict.fromkeys(visible(self.where)))
        return tuple(name for name, expression in self.items if expression is None)

    @property
    def projected(self) -> tuple[str, ...]:
        return self.plain if self.items is None else tuple(name for name, _ in self.items)


Item = TriplePattern | PathPattern | Untraced | Group | Optional | Union | Named | Select


def is_variable(node: str) -> bool:
    """Whether a node is a variable."""
    return node.startswith("?")


def visible(item: Item) -> Iterator[str]:
    """The variables that a pattern can give a value outside itself, with repetitions, in order."""
    match item:
        case TriplePattern(subject, predicate, object_):
            yield from filter(is_variable, (subject, predicate, object_))
        case PathPattern(subject, _, object_):
            yield from filter(is_variable, (subject, object_))
        case Untraced():
            yield from item.binds
        case Group(parts) | Union(parts):
            for part in parts:
                yield from visible(part)
        case Optional(group):
            yield from visible(group)
        case Named(graph, group):
            yield from filter(is_variable, (graph,))
            yield from visible(group)
        case Select():
            yield from item.projected


def volatile(group: Group) -> set[str]:
    """Variables whose value is made anew at each run (UUID, RAND, NOW, BNODE)."""
    found: set[str] = set()
    for item in group.items:
        match item:
            case Untraced(volatile=True):
                found |= set(item.binds)
            case Group():
                found |= volatile(item)
            case Optional(inner) | Named(_, inner):
                found |= volatile(inner)
            case Union(branches):
                for branch in branches:
                    found |= volatile(branch)
            case Select():
                made = {name for name, expression in item.items or () if expression}
                found |= made | (volatile(item.where) & set(item.projected))
            case _:
                pass
    return found
