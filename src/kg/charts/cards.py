"""What stands alone: a number set large with its words; a rank as a place in its field."""

from collections.abc import Callable
from typing import Final

from kg.charts.canvas import BOLD, Canvas, disc
from kg.charts.marks import RADIUS_PX
from kg.charts.notes import Words
from kg.charts.observations import Observation
from kg.charts.words import number
from kg.errors import Lang
from kg.network.geometry import written
from kg.network.words import width_em, wrap

_LARGE_PX: Final = 42.0
_SMALLEST_PX: Final = 20.0


def plot_card(
    words: Words, canvas: Canvas, lang: Lang, width: float, link: Callable[[Observation], str]
) -> float:
    """The value in words as large as fits, what is printed below it; gives the height."""
    one = words.chart.observations[0]
    value, marks = words.value(one, lang, marked=False), words.marks(one)
    size = max(_SMALLEST_PX, min(_LARGE_PX, width / max(width_em(value + marks) * BOLD, 1)))
    canvas.begin(words.told(one, lang), link(one))
    y = 0.0
    for line in wrap(value + marks, width / size / BOLD, 3):
        y += size * (1.25 if y else 1)
        canvas.text(line, 0, y, size, colour="c0", bold=True)
    canvas.end(link(one))
    return y + 12


def plot_rank(
    words: Words, canvas: Canvas, lang: Lang, width: float, link: Callable[[Observation], str]
) -> float:
    """A place on the line from the first to the last of the field."""
    one = words.chart.observations[0]
    height = plot_card(words, canvas, lang, width, link)
    last = int(one.whole or 1)
    y, left, right = height + 16, 8.0, width - 8
    at = left + (right - left) * (float(one.value) - 1) / max(last - 1, 1)
    canvas.stroke(f"M{written(left)} {written(y)}H{written(right)}", "soft", 2)
    for end in (left, right):
        canvas.stroke(f"M{written(end)} {written(y - 6)}v12", "soft", 2)
    canvas.fill(disc(min(max(at, left), right), y, RADIUS_PX + 2), "c0")
    first = "第 1 位" if lang == "zh" else "1st"
    final = (
        f"第 {number(one.whole or one.value, lang)} 位"
        if lang == "zh"
        else f"last of {number(one.whole or one.value, lang)}"
    )
    canvas.text(first, 0, y + 26, 12.5, colour="soft")
    canvas.text(final, width, y + 26, 12.5, colour="soft", anchor="end")
    return y + 34
