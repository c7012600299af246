"""A path drawn from its end, so that its dashes are counted from there."""

import re
from typing import Final

_PART: Final = re.compile(r"([MLHVC])([^A-Za-z]*)")


def reversed_path(path: str) -> str:
    """The same line from its last point to its first. path: SVG path data of one M and any of L, H, V and C.

    A path with anything else is given back as it is.
    """
    parts = _PART.findall(path)
    if "".join(word + numbers for word, numbers in parts) != path or [p[0] for p in parts].count("M") != 1:
        return path
    points: list[list[str]] = []  # of each part: the points on the way and the one it ends in
    x = y = ""
    for word, written in parts:
        numbers = written.split()
        if word == "H":
            numbers = [numbers[0], y]
        elif word == "V":
            numbers = [x, numbers[0]]
        x, y = numbers[-2:]
        points.append(numbers)
    turned = [f"M{x} {y}"]
    for number in range(len(points) - 1, 0, -1):
        target = points[number - 1][-2:]
        between = points[number][:-2]
        pairs = [between[at : at + 2] for at in range(len(between) - 2, -1, -2)]
        flat = [value for pair in (*pairs, target) for value in pair]
        turned.append(("C" if between else "L") + " ".join(flat))
    return "".join(turned)
