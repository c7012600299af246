"""Comparisons, shares and multiples as bars from zero, one row for each figure; parts that make up a whole in one bar."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from kg.charts.canvas import BOLD, HUES, Canvas, rect
from kg.charts.endings import ending
from kg.charts.marks import BAR_PX, BLUR_PX, OPEN_PX, bar
from kg.charts.notes import Words
from kg.charts.observations import Observation
from kg.charts.words import number
from kg.errors import Lang, Text
from kg.network.geometry import written
from kg.network.words import width_em, wrap

TEXT_PX: Final = 14.0
_LINE_PX: Final = 19.0
_ROW_GAP_PX: Final = 16.0
# Names stand beside their bars where they leave more than half the width for these, else above.
_MOST_NAME: Final = 0.34
_MOST_VALUE: Final = 0.3


def plot_bars(
    words: Words, canvas: Canvas, lang: Lang, width: float, link: Callable[[Observation], str]
) -> float:
    """Draws the rows and gives the height they take."""
    group = words.chart.group
    if group.kind == "share" and group.is_complete and len(group.observations) > 1:
        return _one_bar(words, canvas, lang, width, link)
    rows = list(group.observations)
    values = [words.value(one, lang) for one in rows]
    whole = group.whole if group.kind == "share" else None
    base = group.kind == "change"
    ends = [(_low(one), _high(one)) for one in rows] + ([(Decimal(0), Decimal(1))] if base else [])
    low = min([Decimal(0), *(end[0] for end in ends)])
    high = whole if whole is not None else max([Decimal(0), *(end[1] for end in ends)])
    names = [words.told_short(one, lang) if len(rows) > 1 else "" for one in rows]  # else the title has it
    if base and rows[0].base_period:
        names[0] = _dated(rows[0], lang)
    first = _base_name(rows[0], lang) if base else ""
    name_px = max(width_em(name) for name in [*names, first]) * TEXT_PX
    name_px += 16 if name_px else 0
    beside = name_px <= _MOST_NAME * width
    value_px = max(width_em(value) for value in values) * TEXT_PX * BOLD + 12
    value_beside = value_px <= _MOST_VALUE * width
    left = name_px if beside else 0.0
    right = width - (value_px if value_beside else 0) - (0 if whole is not None else OPEN_PX)
    scale = Scale(low, high, left + (OPEN_PX if low < 0 else 0), right)
    y = 0.0
    if base:
        y = _base_row(canvas, first, scale, beside, y)
    for one, name, value in zip(rows, names, values, strict=True):
        canvas.begin(words.told(one, lang), link(one))
        if not beside:
            y = _above(canvas, name, y, width)
        elif name:
            canvas.text(name, left - 12, y + BAR_PX - 5, TEXT_PX, anchor="end")
        if whole is not None:
            canvas.fill(rect(scale.at(Decimal(0)), y, scale.at(whole) - scale.at(Decimal(0)), BAR_PX), "gap")
        kind, start = ending(one), scale.at(Decimal(0))
        to, upto = scale.at(one.value), None
        if kind == "band" and one.lower and one.upper:
            to, upto = scale.at(one.lower.value), scale.at(one.upper.value)
        limit = scale.at(whole) if whole is not None else None
        bar(canvas, start, y, to, kind, "c0", upto=upto, limit=limit)
        _zero(canvas, start, y)
        if value_beside:
            beyond = {"up": OPEN_PX, "blurred": 2 * BLUR_PX, "down": OPEN_PX / 2}.get(kind, 0.0)
            end = scale.at(whole) if whole is not None else max(start, to, upto or 0) + beyond
            canvas.text(value, end + 8, y + BAR_PX - 5, TEXT_PX, bold=True)
        else:
            for line in wrap(value, width / TEXT_PX, 2):
                canvas.text(line, left, y + BAR_PX + _LINE_PX - 2, TEXT_PX, bold=True)
                y += _LINE_PX
        canvas.end(link(one))
        y += BAR_PX + _ROW_GAP_PX
    if whole is not None:
        y = _ends_of_whole(words, canvas, lang, scale, whole, y)
    return y


class Scale:
    """From values to pixels, rounded by whoever writes them."""

    def __init__(self, low: Decimal, high: Decimal, left: float, right: float) -> None:
        self.low, self.left = low, left
        self.per = (right - left) / float(high - low or 1)

    def at(self, value: Decimal) -> float:
        return self.left + float(value - self.low) * self.per


def _one_bar(
    words: Words, canvas: Canvas, lang: Lang, width: float, link: Callable[[Observation], str]
) -> float:
    """Parts that make up the whole: one bar, and one line for each below it."""
    group = words.chart.group
    scale = Scale(Decimal(0), group.whole or Decimal(1), 0, width)
    done, height = Decimal(0), BAR_PX * 1.6
    for place, one in enumerate(group.observations):
        canvas.begin(words.told(one, lang), link(one))
        x = scale.at(done)
        canvas.fill(rect(x, 0, max(scale.at(done + one.value) - x - 2, 1), height), HUES[place % len(HUES)])
        canvas.end(link(one))
        done += one.value
    y = height + 8
    whole = number(group.whole or Decimal(1), lang)
    for place, one in enumerate(group.observations):
        canvas.fill(rect(0, y + 3, 12, 12), HUES[place % len(HUES)])
        of = (
            f"{words.entity(one).in_(lang)}：{words.value(one, lang)}"
            if lang == "zh"
            else f"{words.entity(one).en}: {words.value(one, lang)}"
        )
        of += f"（共 {whole}）" if lang == "zh" else f" of {whole}"
        for line in wrap(of, (width - 20) / TEXT_PX, 3):
            canvas.text(line, 20, y + 14, TEXT_PX)
            y += _LINE_PX
        y += 4
    return y


def _ends_of_whole(words: Words, canvas: Canvas, lang: Lang, scale: Scale, whole: Decimal, y: float) -> float:
    first = words.chart.observations[0]
    end = f"{number(whole, lang)}%" if first.unit == "percent" else number(whole, lang)
    canvas.text("0", scale.at(Decimal(0)), y, 12.5, colour="soft")
    total = Text(f"共 {end}", f"of {end}") if first.unit != "percent" else Text(end, end)
    canvas.text(total.in_(lang), scale.at(whole), y, 12.5, colour="soft", anchor="end")
    return y + 12


def _base_row(canvas: Canvas, name: str, scale: Scale, beside: bool, y: float) -> float:
    if beside:
        canvas.text(name, scale.left - 12, y + BAR_PX - 5, TEXT_PX, anchor="end")
    else:
        y = _above(canvas, name, y, 10_000)
    canvas.fill(rect(scale.at(Decimal(0)), y, scale.at(Decimal(1)) - scale.at(Decimal(0)), BAR_PX), "c5")
    _zero(canvas, scale.at(Decimal(0)), y)
    return y + BAR_PX + _ROW_GAP_PX


def _zero(canvas: Canvas, x: float, y: float) -> None:
    """Where the bars begin."""
    canvas.stroke(f"M{written(x)} {written(y - 4)}v{written(BAR_PX + 8)}", "soft")


def _above(canvas: Canvas, name: str, y: float, width: float) -> float:
    for line in wrap(name, width / TEXT_PX, 3) if name else ():
        canvas.text(line, 0, y + TEXT_PX, TEXT_PX)
        y += _LINE_PX
    return y + 3


def _base_name(one: Observation, lang: Lang) -> str:
    name = one.base_period.name.in_(lang) if one.base_period else ""
    return f"{name} = 1（基期）" if lang == "zh" else f"{name} = 1 (base)"


def _dated(one: Observation, lang: Lang) -> str:
    return one.period.name.in_(lang) if one.period else ""


def _low(one: Observation) -> Decimal:
    return min([one.value, *(end.value for end in (one.lower, one.upper) if end)])


def _high(one: Observation) -> Decimal:
    return max([one.value, *(end.value for end in (one.lower, one.upper) if end)])
