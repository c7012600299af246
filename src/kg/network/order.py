"""Order and height in columns: barycentres against crossings, then places as near to neighbours as fit."""

from bisect import bisect_right, insort
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import pairwise
from typing import Final

SWEEPS: Final = 24
# As many rows as all sweeps are for; more rows get fewer sweeps, so that time grows little faster than the rows.
_ROWS: Final = 2000

Columns = list[list[str]]
Links = Mapping[str, Sequence[str]]
# The rows of a column in a new order, given where each would like to be.
Arrange = Callable[[int, Sequence[str], Mapping[str, float]], list[str]]


def arrange(columns: Columns, links: Links, room: Mapping[str, float], arrange_column: Arrange) -> Columns:
    """The columns with their rows in the order that showed the fewest crossings.

    links: row -> rows of its own and of neighbouring columns. room: height of each row with its gap.
    """
    column_of = {row: number for number, rows in enumerate(columns) for row in rows}
    current = [arrange_column(number, rows, {}) for number, rows in enumerate(columns)]
    best, fewest = current, crossings(current, links) + passed(current, links)
    middles = stacked(current, room)
    for sweep in range(_sweeps(current)):
        forward = sweep % 2 == 0
        numbers = range(len(current)) if forward else range(len(current) - 1, -1, -1)
        current = list(current)
        for number in numbers:
            side = number - 1 if forward else number + 1
            inside = {row for row, column in column_of.items() if column == side}
            wishes = _wishes(current[number], links, middles, inside)
            current[number] = arrange_column(number, current[number], wishes)
            middles |= place(current[number], wishes, room, _height(current, room))
        count = crossings(current, links) + passed(current, links)
        if count < fewest:
            best, fewest = current, count
    return best


def settle(columns: Columns, links: Links, room: Mapping[str, float]) -> dict[str, float]:
    """The middle of each row, with the order kept: near the rows it is linked to, none over another."""
    middles = stacked(columns, room)
    height = _height(columns, room)
    for sweep in range(_sweeps(columns)):
        numbers = range(len(columns)) if sweep % 2 else range(len(columns) - 1, -1, -1)
        for number in numbers:
            wishes = _wishes(columns[number], links, middles, middles.keys())
            middles |= place(columns[number], wishes, room, height)
    return middles


def crossings(columns: Columns, links: Links) -> int:
    """How many pairs of links between neighbouring columns cross."""
    total = 0
    for left, right in pairwise(columns):
        place_of = {row: number for number, row in enumerate(right)}
        seen: list[int] = []
        for row in left:
            ends = sorted(place_of[other] for other in links.get(row, ()) if other in place_of)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def passed(columns: Columns, links: Links) -> int:
    """How many rows the links inside a column pass by."""
    total = 0
    for rows in columns:
        place_of = {row: number for number, row in enumerate(rows)}
        for row, number in place_of.items():
            ends = (place_of[other] for other in links.get(row, ()) if other in place_of)
            total += sum(max(0, end - number - 1) for end in ends)
    return total


def stacked(columns: Columns, room: Mapping[str, float]) -> dict[str, float]:
    """The middle of each row when rows stand on each other from the top, columns centred."""
    height = _height(columns, room)
    middles: dict[str, float] = {}
    for rows in columns:
        top = (height - sum(room[row] for row in rows)) / 2
        for row in rows:
            middles[row] = top + room[row] / 2
            top += room[row]
    return middles


def place(
    rows: Sequence[str], wishes: Mapping[str, float], room: Mapping[str, float], height: float
) -> dict[str, float]:
    """The middles nearest to the wishes (least squares) that keep the order, the room and the height.

    Pool adjacent violators on the wishes less the room above; Best, Chakravarti 1990.
    """
    above = 0.0
    offsets: list[float] = []
    pools: list[tuple[float, int]] = []  # sum of shifted wishes, how many rows
    for row in rows:
        offsets.append(above + room[row] / 2)
        above += room[row]
        pools.append((wishes[row] - offsets[-1], 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = (pools[-1][0] + last[0], pools[-1][1] + last[1])
    slack = max(0.0, height - above)
    shifts = [min(max(total / count, 0.0), slack) for total, count in pools for _ in range(count)]
    return {row: offset + shift for row, offset, shift in zip(rows, offsets, shifts, strict=True)}


def _wishes(
    rows: Sequence[str], links: Links, middles: Mapping[str, float], counted: Container[str]
) -> dict[str, float]:
    """Where each row would like its middle: the mean of its linked rows, else where it is."""
    wishes: dict[str, float] = {}
    for row in rows:
        linked = links.get(row, ())
        near = [middles[other] for other in linked if other in counted] or [
            middles[other] for other in linked
        ]
        wishes[row] = sum(near) / len(near) if near else middles[row]
    return wishes


def _sweeps(columns: Columns) -> int:
    """At least one in either direction."""
    return max(2, min(SWEEPS, SWEEPS * _ROWS // max(1, sum(map(len, columns)))))


def _height(columns: Columns, room: Mapping[str, float]) -> float:
    return max((sum(room[row] for row in rows) for rows in columns), default=0.0)
