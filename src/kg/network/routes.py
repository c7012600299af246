"""The paths of edges between columns: every end has a place of its own on the side of its box."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.network.geometry import Band, Box, EdgeKey, Route, rounded, written

_PORT_PX: Final = 9.0
_INSET_PX: Final = 7.0
_LOOP_PX: Final = 26.0
_LOOP_STEP_PX: Final = 8.0
ELBOW_PX: Final = 9.0


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a route passes a column: a box at its ends, a channel (row) in between."""

    row: str
    column: int


@dataclass(frozen=True, slots=True)
class Trace:
    """An edge as the stops it passes.

    branch: the edge of a tree inside one column; joins: its channels are shared up to its end.
    """

    key: EdgeKey
    stops: tuple[Stop, ...]
    branch: bool = False
    joins: bool = False

    @property
    def ends(self) -> Iterator[tuple[str, int, Stop]]:
        """(box, side, next stop) of both ends; side 1 is the right one."""
        first, second, before, last = self.stops[0], self.stops[1], self.stops[-2], self.stops[-1]
        yield first.row, self._side(first, second), second
        yield last.row, self._side(last, before), before

    @staticmethod
    def _side(here: Stop, there: Stop) -> int:
        return 1 if there.column >= here.column else -1


def routes(
    traces: Sequence[Trace], boxes: Mapping[str, Box], middles: Mapping[str, float], bands: Sequence[Band]
) -> list[Route]:
    """One route for each trace, in their order. middles: of every row, channels included."""
    ports = _ports(traces, boxes, middles)
    loops: defaultdict[int, int] = defaultdict(int)
    made = []
    for trace in traces:
        if trace.branch:
            made.append(_elbow(trace, boxes))
            continue
        points = [_port_point(trace, end, boxes, ports) for end in (0, 1)]
        if trace.stops[0].column == trace.stops[-1].column:
            column = trace.stops[0].column
            loops[column] += 1
            made.append(_loop(trace, points[0], points[1], bands[column], loops[column]))
        else:
            made.append(_through(trace, points[0], points[1], middles, bands))
    return made


def _ports(
    traces: Sequence[Trace], boxes: Mapping[str, Box], middles: Mapping[str, float]
) -> dict[tuple[str, int, str], float]:
    """(box, side, end) -> height on the box; ends that share a channel share a port."""
    wanted: defaultdict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for trace in traces:
        if not trace.branch:
            for number, (name, side, following) in enumerate(trace.ends):
                wanted[name, side][_end(trace, number, following, boxes)] = middles[following.row]
    ports: dict[tuple[str, int, str], float] = {}
    for (name, side), ends in wanted.items():
        ordered = sorted(ends, key=lambda end: (ends[end], end))
        box = boxes[name]
        step = min(_PORT_PX, (box.height - 2 * _INSET_PX) / max(1, len(ordered) - 1))
        top = box.middle - step * (len(ordered) - 1) / 2
        for number, end in enumerate(ordered):
            ports[name, side, end] = top + step * number
    return ports


def _end(trace: Trace, number: int, following: Stop, boxes: Mapping[str, Box]) -> str:
    return f"{number} {'|'.join(trace.key)}" if following.row in boxes else following.row


def _port_point(
    trace: Trace, number: int, boxes: Mapping[str, Box], ports: Mapping[tuple[str, int, str], float]
) -> tuple[float, float]:
    name, side, following = list(trace.ends)[number]
    box = boxes[name]
    return box.x + (box.width if side > 0 else 0), ports[name, side, _end(trace, number, following, boxes)]


def _through(
    trace: Trace,
    start: tuple[float, float],
    end: tuple[float, float],
    middles: Mapping[str, float],
    bands: Sequence[Band],
) -> Route:
    forward = 1 if trace.stops[-1].column > trace.stops[0].column else -1
    x, y = start
    path = [f"M{written(x)} {written(y)}"]
    # A box inside a tree is indented: the curve begins at the edge of its column.
    for stop in trace.stops[1:-1]:
        band = bands[stop.column]
        near, far = (band.x, band.x + band.width) if forward > 0 else (band.x + band.width, band.x)
        path.append(_curve(x, y, near, middles[stop.row]))
        path.append(f"H{written(far)}")
        x, y = far, middles[stop.row]
    last = bands[trace.stops[-1].column]
    if forward > 0 and end[0] > last.x:
        path.append(_curve(x, y, last.x, end[1]))
        path.append(f"H{written(end[0])}")
    else:
        path.append(_curve(x, y, end[0], end[1]))
    return Route(trace.key, "".join(path), (rounded(end[0]), rounded(end[1]), forward), trace.joins)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    numbers = (middle, y, middle, to_y, to_x, to_y)
    return "C" + " ".join(written(number) for number in numbers)


def _loop(
    trace: Trace, start: tuple[float, float], end: tuple[float, float], band: Band, number: int
) -> Route:
    """Out of the right side and back into it."""
    out = band.x + band.width + _LOOP_PX + _LOOP_STEP_PX * ((number - 1) % 6)
    numbers = (out, start[1], out, end[1], end[0], end[1])
    path = f"M{written(start[0])} {written(start[1])}C" + " ".join(written(n) for n in numbers)
    return Route(trace.key, path, (rounded(end[0]), rounded(end[1]), -1))


def _elbow(trace: Trace, boxes: Mapping[str, Box]) -> Route:
    """From below the parent down to the child, as in an outline."""
    child, parent = boxes[trace.stops[0].row], boxes[trace.stops[-1].row]
    x = parent.x + ELBOW_PX
    path = f"M{written(x)} {written(parent.y + parent.height)}V{written(child.middle)}H{written(child.x)}"
    return Route(trace.key, path, None)
