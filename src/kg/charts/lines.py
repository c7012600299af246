"""A series: points over time, joined only where one period follows the next; forecasts apart, missing years shown."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from kg.charts.bars import Scale
from kg.charts.canvas import BOLD, HUES, Canvas, rect
from kg.charts.endings import ending
from kg.charts.marks import ARROW_PX, RADIUS_PX, marker
from kg.charts.notes import FORECAST, Words
from kg.charts.observations import Observation
from kg.charts.periods import YEAR, year_words
from kg.charts.ticks import axis
from kg.charts.words import number, unit_words
from kg.errors import Lang
from kg.network.geometry import written
from kg.network.words import width_em

TEXT_PX: Final = 14.0
_SMALL_PX: Final = 12.5
_PLOT_PX: Final = 260.0
_TOP_PX: Final = 34.0
_MOST_YEARS: Final = 60  # more are not shaded one by one
Place = tuple[float, float, float, float]


def plot_series(
    words: Words, canvas: Canvas, lang: Lang, width: float, link: Callable[[Observation], str]
) -> float:
    """Draws the whole plot with its axes and gives its height."""
    those = words.chart.observations
    lines = _lines(those)
    top = _key(words, canvas, lang, width, lines) + _TOP_PX
    bounds = [end.value for one in those for end in (one.lower, one.upper) if end]
    ticks = axis([one.value for one in those] + bounds)
    left = max(width_em(number(tick, lang)) for tick in ticks) * _SMALL_PX + 12
    down = Scale(ticks[0], ticks[-1], top + _PLOT_PX, top)
    unit = unit_words(those[0].unit, words.unit_name(those[0]), lang)
    canvas.text(unit, 0, top - 14, _SMALL_PX, colour="soft")
    across = _Time(those, left + 30, width - 30)
    _ground(canvas, those, across, top, lang)
    for tick in ticks:
        y = down.at(tick)
        canvas.stroke(f"M{written(left)} {written(y)}H{written(width)}", "rule")
        canvas.text(number(tick, lang), left - 8, y + 4, _SMALL_PX, colour="soft", anchor="end")
    taken: list[Place] = [(0, top + _PLOT_PX - 1, width, top + _PLOT_PX + 40)]  # the years
    for place, line in enumerate(lines):
        taken += _join(canvas, line, across, down, HUES[place])
        for one in line:
            up, low = (RADIUS_PX + (ARROW_PX if ending(one) == way else 0) for way in ("up", "down"))
            x, y = across.at(one), down.at(one.value)
            taken.append((x - RADIUS_PX, y - up, x + RADIUS_PX, y + low))
    for place, line in enumerate(lines):
        for one in line:
            canvas.begin(words.told(one, lang), link(one))
            x, y = across.at(one), down.at(one.value)
            ends = [down.at(end.value) if end else None for end in (one.lower, one.upper)]
            marker(
                canvas, x, y, ending(one), HUES[place], forecast=one.forecast, lower=ends[0], upper=ends[1]
            )
            _label(
                words,
                canvas,
                lang,
                one,
                (x, y),
                (left, width),
                taken,
                HUES[place] if len(lines) > 1 else "ink",
            )
            canvas.end(link(one))
    _times(canvas, across, top + _PLOT_PX + 18, lang)
    return top + _PLOT_PX + 28


class _Time:
    """From periods to pixels, and the years between the first and the last."""

    def __init__(self, those: Sequence[Observation], left: float, right: float) -> None:
        self.periods = [one.period for one in those if one.period]
        middles = [period.middle for period in self.periods]
        self.low, self.left = min(middles), left
        self.per = (right - left) / ((max(middles) - self.low) or 1)
        self.is_yearly = all(period.is_year for period in self.periods)

    def at(self, one: Observation) -> float:
        return self.at_month(one.period.middle if one.period else self.low)

    def at_month(self, month: float) -> float:
        return self.left + (month - self.low) * self.per

    def years(self) -> list[int]:
        """First months of the years from first to last."""
        first = min(period.first or 0 for period in self.periods)
        last = max(period.last or 0 for period in self.periods)
        return list(range(first, last + 1, YEAR))

    def missing(self) -> list[int]:
        """First months of the years for which no value is given; none where periods are no years."""
        if not self.is_yearly or len(self.years()) > _MOST_YEARS:
            return []
        given = {period.first for period in self.periods}
        return [year for year in self.years() if year not in given]


def missing_years(those: Sequence[Observation]) -> list[int]:
    """First months of the years inside a series for which the report gives no value."""
    return _Time(those, 0, 1).missing()


def _lines(those: Sequence[Observation]) -> list[list[Observation]]:
    found: dict[object, list[Observation]] = {}
    for one in those:
        found.setdefault(one.entity, []).append(one)
    return list(found.values())


def _key(
    words: Words, canvas: Canvas, lang: Lang, width: float, lines: Sequence[Sequence[Observation]]
) -> float:
    """Names of the lines above the plot, where there are several; gives where they end."""
    if len(lines) < 2:
        return 0
    x, y = 0.0, 14.0
    for place, line in enumerate(lines):
        name = words.entity(line[0]).in_(lang)[:60]
        needed = width_em(name) * TEXT_PX + 44
        if x and x + needed > width:
            x, y = 0.0, y + 20
        canvas.stroke(f"M{written(x)} {written(y - 5)}h22", HUES[place], 3)
        canvas.text(name, x + 28, y, TEXT_PX)
        x += needed
    return y + 8


def _ground(canvas: Canvas, those: Sequence[Observation], across: _Time, top: float, lang: Lang) -> None:
    """Grey where a year has no value, yellow from the first forecast on."""
    half = max(across.per * YEAR / 2, 1.0)
    for year in across.missing():
        middle = across.at_month(year + (YEAR - 1) / 2)
        canvas.fill(rect(middle - half + 1, top, 2 * half - 2, _PLOT_PX), "gap")
    ahead = [across.at(one) for one in those if one.forecast]
    if ahead:
        begin = min(ahead) - min(half, 28)
        canvas.fill(rect(begin, top, max(ahead) - begin + 28, _PLOT_PX), "ahead")
        canvas.text(FORECAST.in_(lang), max(ahead) + 24, top - 6, _SMALL_PX, colour="soft", anchor="end")


def _join(
    canvas: Canvas, line: Sequence[Observation], across: _Time, down: Scale, colour: str
) -> list[Place]:
    """A line between neighbours in time that are both exact and no forecast; gives where it runs."""
    taken: list[Place] = []
    for one, other in pairwise(line):
        sure = all(ending(end) == "exact" and not end.forecast for end in (one, other))
        if sure and _follows(one, other):
            x, y, to_x, to_y = across.at(one), down.at(one.value), across.at(other), down.at(other.value)
            canvas.stroke(f"M{written(x)} {written(y)}L{written(to_x)} {written(to_y)}", colour, 2.5)
            steps = max(int(max(abs(to_x - x), abs(to_y - y)) // 5), 1)
            for step in range(steps + 1):
                at = (x + (to_x - x) * step / steps, y + (to_y - y) * step / steps)
                taken.append((at[0] - 1, at[1] - 1, at[0] + 1, at[1] + 1))
    return taken


def _follows(one: Observation, other: Observation) -> bool:
    """Whether a period begins where the other ends."""
    if one.period is None or other.period is None or one.period.last is None:
        return False
    return other.period.first == one.period.last + 1


def _label(
    words: Words,
    canvas: Canvas,
    lang: Lang,
    one: Observation,
    point: tuple[float, float],
    edges: tuple[float, float],
    taken: list[Place],
    colour: str,
) -> None:
    """The value above, below or beside its point, wherever nothing stands yet; else the table has it."""
    text = (
        words.value(one, lang)
        if ending(one) != "exact"
        else number(one.value, lang) + ("%" if one.unit == "percent" else "") + words.marks(one)
    )
    half, (x, y) = width_em(text) * TEXT_PX * BOLD / 2, point
    kind = ending(one)
    up, down = (RADIUS_PX + (ARROW_PX if kind == way else 0) for way in ("up", "down"))
    above, below = y - up - 6, y + down + 16
    first = [(x, below), (x, above)] if kind == "up" else [(x, above), (x, below)]
    aside = [(x - half - 2, above), (x + half + 2, below), (x + half + 2, above), (x - half - 2, below)]
    beside = [(x - half - 10, y + 5), (x + half + 10, y + 5)]
    for middle, baseline in (*first, *aside, *beside, (x, above - 18), (x, below + 18)):
        middle = min(max(middle, edges[0] + half), edges[1] - half)
        box = (middle - half, baseline - 12, middle + half, baseline + 3)
        if not any(_overlap(box, other) for other in taken):
            canvas.text(text, middle, baseline, TEXT_PX, colour=colour, anchor="middle", halo=True, bold=True)
            taken.append(box)
            return


def _times(canvas: Canvas, across: _Time, y: float, lang: Lang) -> None:
    """Years below the plot, or the names of other periods; those that would overlap are left out."""
    if across.is_yearly:
        marks = [
            (across.at_month(year + (YEAR - 1) / 2), year_words(year).in_(lang)) for year in across.years()
        ]
        step = max(1, -(-len(marks) // max(1, int((marks[-1][0] - marks[0][0]) // 36 + 1))))
        marks = marks[::step]
    else:
        found = {period.name.in_(lang): across.at_month(period.middle) for period in across.periods}
        marks = [(x, name) for name, x in found.items()]
    end = float("-inf")
    for x, name in sorted(marks):
        half = width_em(name) * _SMALL_PX / 2
        if x - half > end:
            canvas.text(name, x, y, _SMALL_PX, colour="soft", anchor="middle")
            end = x + half + 4


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
