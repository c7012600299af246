"""The positions of a page as whole numbers, tenths of a pixel: boxes, the breaks of their lines, and routes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.query.sentences import capital
from kg.views.columnar import Table, signs

Json = Any
_NUMBER: Final = re.compile(r"-?[\d.]+")
_COMMAND: Final = re.compile(r"([MCHV])([^MCHV]*)")


def tenths(
    geometry: Mapping[str, Json], names: Sequence[str], edges: Sequence[Mapping[str, Json]], lang: str
) -> dict[str, Json]:
    """The same, in the order given; names: of the things in that language."""
    boxes, routes = geometry["boxes"], geometry["routes"]
    shapes = Table()
    places: list[int] = []
    kinds = []
    for route, edge in zip(routes, edges, strict=True):
        kind, numbers = _route(route["d"], boxes[edge["s"]], boxes[edge["o"]])
        kinds.append(shapes.number(kind))
        places += numbers
    return {
        **{name: geometry[name] for name in ("width", "height", "bands")},
        "boxes": {
            **{name: [_tenths(box[name]) for box in boxes] for name in ("x", "y", "w", "h")},
            "lines": [
                _breaks(box["lines"], capital(name) if lang == "en" else name)
                for box, name in zip(boxes, names, strict=True)
            ],
            "strong": signs([int(box["strong"]) for box in boxes]),
            "scale": {str(n): box["scale"] for n, box in enumerate(boxes) if "scale" in box},
        },
        "routes": {
            "shapes": shapes.items,
            "shape": signs(kinds),
            "places": places,
            "arrow": signs([1 + (route["arrow"][2] if route["arrow"] else 0) for route in routes]),
            "joins": signs([int(route["joins"]) for route in routes]),
        },
    }


def _route(path: str, source: Mapping[str, float], target: Mapping[str, float]) -> tuple[str, list[int]]:
    """Commands and numbers: the first point from the corner of its box, the last from that of its own.

    A curve whose middle lies half-way needs its end alone; c is one whose middle is said.
    """
    kind, numbers = "", []
    x = 0
    for command, text in _COMMAND.findall(path):
        given = [_tenths(float(number)) for number in _NUMBER.findall(text)]
        if command in "MH":
            x, told = given[0], given
        elif command == "V":
            told = given
        else:
            middle, to_x, to_y = given[0], given[4], given[5]
            half = 2 * middle == x + to_x
            command, told = ("C", [to_x, to_y]) if half else ("c", [middle, to_x, to_y])
            x = to_x
        kind += command
        numbers += told
    numbers[0] -= _tenths(source["x"])
    numbers[1] -= _tenths(source["y"])
    if kind[-1] in "Cc":
        numbers[-2] -= _tenths(target["x"])
        numbers[-1] -= _tenths(target["y"])
    return kind, numbers


def _tenths(value: float) -> int:
    return round(value * 10)


def _breaks(lines: Sequence[str], name: str) -> Json:
    """Where the lines of a name break, as the length of each; one line that is the name itself is 0.

    A negative length is cut off there and ends in an ellipsis. Lines that are not parts of the name are given themselves.
    """
    if list(lines) == [name]:
        return 0
    if max(name, default="") > "\uffff":  # two units of length in a script
        return list(lines)
    lengths: list[int] = []
    at = 0
    for number, line in enumerate(lines):
        if number and name[at : at + 1] == " ":
            at += 1
        if name.startswith(line, at):
            lengths.append(len(line))
        elif number == len(lines) - 1 and line[-1:] == "…" and name.startswith(line[:-1], at):
            lengths.append(1 - len(line))
        else:
            return list(lines)
        at += len(line)
    return lengths
