"""Records as columns, and columns in few characters."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

Json = Any
_SIGNS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Table:
    """Values numbered in the order in which they first come."""

    def __init__(self) -> None:
        self.items: list[Json] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: Json) -> int:
        """-1 for None."""
        if value is None:
            return -1
        key = repr(value)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(value)
        return self._numbers[key]


def columns(records: Iterable[Mapping[str, Json]], names: Iterable[str]) -> dict[str, list[Json]]:
    """Records of the same names as a list for each name."""
    kept = list(records)
    return {name: [record[name] for record in kept] for name in names}


def signs(values: Sequence[int]) -> str | list[int]:
    """Small numbers as one character each, in base 36; as they are if one is larger."""
    kept = list(values)
    return "".join(_SIGNS[value] for value in kept) if max(kept, default=0) < len(_SIGNS) else kept


def rare(values: Sequence[Json], usual: Json) -> dict[str, Json]:
    """What is not as usual, by its place."""
    return {str(place): value for place, value in enumerate(values) if value != usual}
