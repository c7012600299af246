"""The marks of values: bars that end where the value is known to end, markers with arrows where it is not."""

from typing import Final

from kg.charts.canvas import Canvas, arrow, diamond, disc, rect, stripes
from kg.charts.endings import Ending
from kg.network.geometry import written

BAR_PX: Final = 20.0
RADIUS_PX: Final = 5.0
# What an open bar needs beyond its value, and half the width of stripes.
OPEN_PX: Final = 24.0
BLUR_PX: Final = 9.0
ARROW_PX: Final = 24.0


def bar(
    canvas: Canvas,
    x: float,
    y: float,
    to: float,
    kind: Ending,
    colour: str,
    *,
    upto: float | None = None,
    limit: float | None = None,
) -> None:
    """A bar from x to where the value ends, as high as BAR_PX.

    upto: of a band, where the upper bound is. limit: what no value can pass; the sign of an open end then stands
    inside where there is no room before it.
    """
    width = to - x
    left, size = min(x, to), abs(width)
    way = 1 if width >= 0 else -1
    middle = y + BAR_PX / 2
    if kind == "down":
        canvas.fill(rect(left, y, size, BAR_PX), colour, opacity=0.14)
        canvas.stroke(rect(left, y, size, BAR_PX), colour, 1.5, dash="4 3")
        start = to if size > ARROW_PX + 8 else x + way * (size + ARROW_PX)
        canvas.stroke(arrow(start - way * 4, middle, -way * (ARROW_PX - 6), 0), colour, 1.5)
        return
    if kind == "blurred":
        solid = max(size - BLUR_PX, 0)
        canvas.fill(rect(x if way > 0 else x - solid, y, solid, BAR_PX), colour)
        begin = x + way * solid - (0 if way > 0 else 2 * BLUR_PX)
        canvas.stroke(stripes(begin, y, 2 * BLUR_PX, BAR_PX), colour, 1.2)
        return
    canvas.fill(rect(left, y, size, BAR_PX), colour)
    if kind == "up":
        inside = limit is not None and to + OPEN_PX > limit
        for step in (-21, -15, -9) if inside else (5, 11, 17):
            at, half = to + way * step, BAR_PX / 2 - 3
            head = f"l{written(way * 5)} {written(half)}l{written(-way * 5)} {written(half)}"
            canvas.stroke(f"M{written(at)} {written(y + 3)}{head}", "page" if inside else colour, 1.8)
    elif kind == "band" and upto is not None:
        canvas.fill(rect(min(to, upto), y, abs(upto - to), BAR_PX), colour, opacity=0.35)


def marker(
    canvas: Canvas,
    x: float,
    y: float,
    kind: Ending,
    colour: str,
    *,
    forecast: bool,
    lower: float | None = None,
    upper: float | None = None,
) -> None:
    """A point of a series; lower, upper: where the bounds of a band are. Only an exact value is filled."""
    shape = diamond(x, y, RADIUS_PX + 1.5) if forecast else disc(x, y, RADIUS_PX)
    if kind == "exact":
        if forecast:
            canvas.stroke(shape, colour, 2, ground=True)
        else:
            canvas.fill(shape, colour)
        return
    if kind == "up":
        canvas.stroke(arrow(x, y - RADIUS_PX, 0, -ARROW_PX), colour, 1.8)
    elif kind == "down":
        canvas.stroke(arrow(x, y + RADIUS_PX, 0, ARROW_PX), colour, 1.8)
    elif kind == "band" and lower is not None and upper is not None:
        canvas.fill(rect(x - 4, upper, 8, lower - upper), colour, opacity=0.35)
        return
    else:
        canvas.stroke(stripes(x - BLUR_PX, y - BLUR_PX, 2 * BLUR_PX, 2 * BLUR_PX), colour, 1)
    canvas.stroke(shape, colour, 2, ground=True)


def sample(canvas: Canvas, x: float, y: float, kind: Ending, *, in_series: bool) -> None:
    """What the legend shows of a kind, 44 px wide, around the line y."""
    if in_series:
        shift = {"up": 9.0, "down": -9.0}.get(kind, 0.0)
        marker(canvas, x + 20, y + shift, kind, "c0", forecast=False, lower=y + 8, upper=y - 8)
    else:
        ends: dict[Ending, float] = {"down": 40.0, "band": 20.0, "blurred": 30.0, "exact": 36.0, "up": 20.0}
        bar(canvas, x, y - BAR_PX / 2, x + ends[kind], kind, "c0", upto=x + 40)
