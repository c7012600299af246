"""Judged answers to measure a linker by: a table of subjects, the records that are right, and the judgement."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import NotFound, ParseError
from kg.namespaces import KG, class_of, expand

_COLUMNS: Final = ("subject", "targets", "judgement")
_JUDGEMENTS: Final = ("same", "no match", "unsure")


class Gold(NamedTuple):
    """One judged subject (IRI). targets: ids that are right, any of them, where the target holds one thing twice;
    none for "no match". unsure ones measure nothing."""

    subject: str
    targets: frozenset[str]
    unsure: bool = False


def read_gold(path: Path) -> list[Gold]:
    """The rows of a table of tab-separated values: subject (CURIE), targets (ids, | between), judgement.

    Raises NotFound for no file, ParseError with the line for a row that is not so, or a subject judged twice.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except FileNotFoundError:
        raise NotFound(f"没有文件 {path}", f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError):
        raise ParseError(f"{path} 读不出来", f"{path} cannot be read") from None
    if not rows or tuple(rows[0]) != _COLUMNS:
        raise ParseError(
            f"{path}:1 的列应是 {'、'.join(_COLUMNS)}，以制表符分隔",
            f"{path}:1 must name the columns {', '.join(_COLUMNS)}, with tabs between",
        )
    found: dict[str, Gold] = {}
    for number, row in enumerate(rows[1:], 2):
        one = _row(path, number, row)
        if one.subject in found:
            raise ParseError(f"{path}:{number} 重复了 {row[0]}", f"{path}:{number} judges {row[0]} again")
        found[one.subject] = one
    return list(found.values())


def classes(judged: Iterable[Gold]) -> tuple[str, ...]:
    """Local names of the classes that the judged things are of, by name."""
    return tuple(sorted({(class_of(one.subject) or "").removeprefix(KG) for one in judged}))


def _row(path: Path, number: int, row: Sequence[str]) -> Gold:
    targets = frozenset(one for one in row[1].split("|") if one) if len(row) == len(_COLUMNS) else frozenset()
    if len(row) != len(_COLUMNS) or row[2] not in _JUDGEMENTS or (row[2] == "same") != bool(targets):
        raise ParseError(
            f"{path}:{number} 应有三栏，判断为 {'、'.join(_JUDGEMENTS)}，只有 same 给出目标",
            f"{path}:{number} needs three columns; judgements are {', '.join(_JUDGEMENTS)}, and only same has targets",
        )
    return Gold(expand(row[0]), targets, row[2] == "unsure")
