"""The patterns of a rewritten SELECT as a tree: what holds together, and what is asked for by itself.

A node is a string as in kg.sparql.structure. Made by kg.sparql.rewriting.
"""

from dataclasses import dataclass, field

from kg.sparql.structure import Select, TriplePattern


@dataclass(frozen=True, slots=True)
class Chain:
    """A path under + or * between two nodes. step: one of its steps; at_least: of them, 0 or 1."""

    subject: str
    object: str
    at_least: int
    step: "StepPattern"


@dataclass(frozen=True, slots=True)
class StepPattern:
    """One step of a chain, from the variable start to the variable end."""

    text: str
    start: str
    end: str
    branch: "Branch"


@dataclass(slots=True)
class Branch:
    """What holds together. mark: bound where it does, None if always. graph: node of its GRAPH, or None.

    unbound: variables of its OPTIONALs that a filter wants without a value.
    """

    mark: str | None = None
    graph: str | None = None
    triples: list[TriplePattern] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    selects: list["Unit"] = field(default_factory=list)
    branches: list["Branch"] = field(default_factory=list)
    negates: bool = False
    unbound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A SELECT whose solutions are asked for by themselves. where: its rewritten WHERE, with braces.

    plain: its projected plain variables. keys: its group keys, each a variable with the expression it
    stands for, None where it is just a variable. graph: the node of the GRAPH around it and the node that
    stands for it inside, None without one.
    """

    select: Select
    where: str
    branch: Branch
    plain: tuple[str, ...]
    keys: tuple[tuple[str, str | None], ...]
    graph: tuple[str, str] | None

    @property
    def hidden(self) -> tuple[str, ...]:
        """The group keys that no column shows."""
        return tuple(dict.fromkeys(name for name, _ in self.keys if name not in self.plain))
