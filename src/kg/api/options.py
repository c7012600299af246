"""What the methods of a graph accept, and how it is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from kg.api.cell import Cell
from kg.errors import LANGS, KgError, Lang, QueryParameterError
from kg.store.terms import Term

Files = str | Path | Sequence[str | Path]
Param = str | Term | Cell


class Options(TypedDict, total=False):
    """The options of Graph.query."""

    with_graphs: str | Sequence[str]
    only: str | None
    evidence: bool
    report: Files
    labels: bool
    lang: Lang | None
    timeout_s: float | None
    services: Sequence[str]


def paths(given: Files | None) -> list[str]:
    """One path or several, as texts."""
    if given is None:
        return []
    return [str(given)] if isinstance(given, str | Path) else [str(one) for one in given]


def language(given: str) -> Lang:
    """zh or en. Raises KgError for any other."""
    for known in LANGS:
        if given == known:
            return known
    listed = ", ".join(LANGS)
    raise KgError(
        f"没有语言“{given}”；可用：{listed}", f"there is no language {given!r}; there are: {listed}"
    )


def graphs(given: str | Sequence[str]) -> tuple[str, ...]:
    """Names of graphs: as --with has them, with commas, or one by one."""
    return tuple(filter(None, given.split(","))) if isinstance(given, str) else tuple(given)


def term(name: str, value: Param) -> str | Term:
    """The value of a parameter. Raises QueryParameterError for an unbound cell."""
    if not isinstance(value, Cell):
        return value
    if value.term is None:
        raise QueryParameterError(
            f"参数“{name}”的单元格是空的", f"the cell for the parameter {name!r} is unbound"
        )
    return value.term
