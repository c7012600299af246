"""A chart as one SVG: title, plot, legend of inexact marks, notes, source and licence; no script, no request."""

from collections.abc import Callable
from typing import Final

from kg.charts.bars import plot_bars
from kg.charts.canvas import Canvas, diamond, rect
from kg.charts.cards import plot_card, plot_rank
from kg.charts.catalogue import Chart, Charts
from kg.charts.endings import BAR_TITLES, POINT_TITLES
from kg.charts.lines import missing_years, plot_series
from kg.charts.marks import sample
from kg.charts.notes import FORECAST_TITLE, MISSING, Words
from kg.charts.observations import Observation
from kg.charts.ticks import starts_at_zero
from kg.errors import Lang, Text
from kg.network.drawing import MARGIN_PX, RULE, Drawing, document, label
from kg.network.geometry import written
from kg.network.origin import LICENCE
from kg.network.words import wrap

WIDTH_PX: Final = 760.0
_TITLE_PX, _SMALL_PX = 22.0, 12.5
NOT_FROM_ZERO: Final = Text("纵轴不从零开始", "The vertical axis does not start at zero")

Link = Callable[[Observation], str]
_PLOTS: Final = {
    "series": plot_series,
    "comparison": plot_bars,
    "share": plot_bars,
    "change": plot_bars,
    "rank": plot_rank,
    "figure": plot_card,
}


def no_link(_: Observation) -> str:
    """A picture by itself leads nowhere."""
    return ""


def plot(words: Words, lang: Lang, width: float, link: Link = no_link) -> tuple[str, float]:
    """The marks with axes and legend: SVG elements from (0, 0), and the height they take."""
    canvas = Canvas()
    height = _PLOTS[words.chart.kind](words, canvas, lang, width, link)
    return canvas.svg + _legend(words, lang, width, height + 14), height + _legend_height(words, lang, width)


def draw(chart: Chart, charts: Charts, lang: Lang) -> Drawing:
    """The whole picture, for a file or to be printed."""
    words, inner = Words(chart, charts), WIDTH_PX - 2 * MARGIN_PX
    head, y = [], MARGIN_PX
    for line in wrap(chart.title.in_(lang), inner / _TITLE_PX / 1.05, 4):
        y += _TITLE_PX * 1.4
        head.append(label(line, MARGIN_PX, y - 8, _TITLE_PX, bold=True) + "\n")
    y += 14
    body, height = plot(words, lang, inner)
    head.append(f'<g transform="translate({written(MARGIN_PX)} {written(y)})">\n{body}</g>\n')
    y += height + 16
    head.append(f'<path d="M{written(MARGIN_PX)} {written(y)}h{written(inner)}" stroke="{RULE}"/>\n')
    y += 4
    said = told(words, charts, lang)
    for line in (part for note in said for part in wrap(note, inner / _SMALL_PX, 8)):
        y += _SMALL_PX * 1.5
        head.append(label(line, MARGIN_PX, y, _SMALL_PX, colour="#5b6268") + "\n")
    facts = elements(chart, charts, lang)
    return document("".join(head), WIDTH_PX, y + MARGIN_PX, lang, facts["title"], said, facts)


def told(words: Words, charts: Charts, lang: Lang) -> list[str]:
    """Everything a chart says in words below its picture, one a line."""
    evidence = dict.fromkeys(
        place.citation.in_(lang) for one in words.chart.observations for place in one.evidence
    )
    colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
    lines = list(words.lines(lang))
    lines.append(f"{Text('原文位置', 'Evidence').in_(lang)}{colon}{stop.join(evidence)}")
    lines += [
        f"{Text('来源', 'Source').in_(lang)}{colon}{source.in_(lang)}" for source in charts.origin.sources
    ]
    version = charts.origin.version
    lines.append(
        f"数据以 {LICENCE} 发布；数据版本 {version}；图 {words.chart.id}"
        if lang == "zh"
        else f"Data licensed {LICENCE}; data version {version}; chart {words.chart.id}"
    )
    return lines


def elements(chart: Chart, charts: Charts, lang: Lang) -> dict[str, str]:
    """The same as Dublin Core, by name."""
    sources = [source.in_(lang) for source in charts.origin.sources]
    return {
        "title": chart.title.in_(lang),
        "source": ("；" if lang == "zh" else "; ").join(sources),
        "rights": LICENCE,
        "identifier": f"chart {chart.id}, data {charts.origin.version}",
        "language": lang,
    }


def _entries(words: Words, lang: Lang) -> list[tuple[str, str]]:
    """Kind of sign and words of each entry of the legend."""
    those, kind = words.chart.observations, words.chart.kind
    found: list[tuple[str, str]] = []
    if kind not in ("rank", "figure"):
        titles = POINT_TITLES if kind == "series" else BAR_TITLES
        found += [(end, titles[end].in_(lang)) for end in words.endings()]
    if kind == "series":
        if any(one.forecast for one in those):
            found.append(("forecast", FORECAST_TITLE.in_(lang)))
        if missing_years(those):
            found.append(("missing", MISSING.in_(lang)))
        bounds = [end.value for one in those for end in (one.lower, one.upper) if end]
        if not starts_at_zero([one.value for one in those] + bounds):
            found.append(("", NOT_FROM_ZERO.in_(lang)))
    return found


def _legend_height(words: Words, lang: Lang, width: float) -> float:
    entries = _entries(words, lang)
    in_series = words.chart.kind == "series"
    return (
        20 + sum(_entry_height(sign, title, width, in_series) for sign, title in entries) if entries else 0.0
    )


def _entry_height(sign: str, title: str, width: float, in_series: bool) -> float:
    """An arrow that stands upright needs more than a line."""
    lines = len(_wrapped(title, width)) * 18
    return max(lines + 8, 42 if in_series and sign in ("up", "down") else 0)


def _wrapped(title: str, width: float) -> tuple[str, ...]:
    return wrap(title, (width - 60) / _SMALL_PX, 4)


def _legend(words: Words, lang: Lang, width: float, y: float) -> str:
    canvas = Canvas()
    in_series = words.chart.kind == "series"
    for sign, title in _entries(words, lang):
        height = _entry_height(sign, title, width, in_series)
        middle = y + (height - 8) / 2
        if sign == "missing":
            canvas.fill(rect(4, middle - 9, 32, 18), "gap")
        elif sign == "forecast":
            canvas.fill(rect(4, middle - 9, 32, 18), "ahead")
            canvas.stroke(diamond(20, middle, 6), "c0", 2, ground=True)
        for end in BAR_TITLES:
            if end == sign:
                sample(canvas, 0, middle, end, in_series=in_series)
        lines = _wrapped(title, width)
        for place, line in enumerate(lines):
            baseline = middle + 4 + 18 * (place - (len(lines) - 1) / 2)
            canvas.text(line, 56 if sign else 0, baseline, _SMALL_PX, colour="soft")
        y += height
    return canvas.svg
