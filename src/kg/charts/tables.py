"""A chart as rows: one for each figure, and one for each year of a series without a value.

The CSV is one rectangle, header first, with no line above or below it, which Datawrapper and Excel take as it
is: what is drawn stands in the first columns, words about each value in the columns after them. It begins with a
byte order mark, without which Excel takes UTF-8 for the code page of the machine.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kg.charts.catalogue import Chart, Charts
from kg.charts.lines import missing_years
from kg.charts.notes import Words
from kg.charts.observations import Observation
from kg.charts.periods import YEAR, year_words
from kg.charts.words import unit_words
from kg.errors import Lang, Text
from kg.namespaces import shorten
from kg.network.origin import LICENCE

BOM: Final = "\ufeff"
# In this order; value and forecast apart, so that no program joins them by one line.
COLUMNS: Final = {
    "label": Text("项目", "item"),
    "value": Text("数值", "value"),
    "forecast": Text("预测值", "forecast value"),
    "unit": Text("单位", "unit"),
    "said": Text("报告怎么说", "as the report says it"),
    "printed": Text("原文数字", "as printed"),
    "approximation": Text("近似程度", "approximation"),
    "lower": Text("下限", "lower bound"),
    "upper": Text("上限", "upper bound"),
    "subject": Text("主体", "subject"),
    "period": Text("时间", "period"),
    "base": Text("基期", "base period"),
    "whole": Text("总数", "of how many"),
    "measured": Text("谁统计", "measured by"),
    "evidence": Text("原文位置", "evidence"),
    "note": Text("说明", "note"),
    "figure": Text("数据", "figure"),
    "chart": Text("图", "chart"),
    "source": Text("来源与许可", "source and licence"),
}
# A program for tables takes a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NO_VALUE: Final = Text("报告没有给出该期数值", "the report gives no value for the period")
Row = dict[str, str]


def to_csv(chart: Chart, charts: Charts, lang: Lang) -> str:
    """The file as text, to be written as UTF-8, with CRLF at the ends of lines (RFC 4180)."""
    found = list(rows(chart, charts, lang))
    lines = list(dict.fromkeys(one.entity for one in chart.observations))
    if chart.kind == "series" and len(lines) > 1:
        header, table = _side_by_side(found, lang)
        when = {one.period.name.in_(lang): one.period.middle for one in chart.observations if one.period}
        # Years, some of which have no value, are their own order.
        table.sort(
            key=lambda row: when.get(
                row["label"], float(row["label"] or 0) * YEAR if row["label"].isdecimal() else 0.0
            )
        )
    else:
        header = {name: title.in_(lang) for name, title in COLUMNS.items()}
        table = found
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell("", title) for title in header.values()])
    for row in table:
        writer.writerow([_cell(name, row[name]) for name in header])
    return BOM + out.getvalue()


def rows(chart: Chart, charts: Charts, lang: Lang) -> Iterator[Row]:
    """COLUMNS of every figure in the order of the chart; numbers in the unit itself, not in millions.

    In a series years without a value stand between the others, empty, so that no line is drawn across them.
    """
    words = Words(chart, charts)
    missing = missing_years(chart.observations) if chart.kind == "series" else []
    found: list[tuple[tuple[int, float], Row]] = []
    numbers = {one.entity: place for place, one in reversed(list(enumerate(chart.observations)))}
    for place, one in enumerate(chart.observations):
        when = one.period.middle if one.period and chart.kind == "series" else float(place)
        found.append(((numbers[one.entity] if missing else 0, when), _row(words, charts, one, lang)))
    for entity, number in numbers.items() if missing else ():
        own = [one for one in chart.observations if one.entity == entity]
        found += [((number, year + (YEAR - 1) / 2), _empty(words, own[0], year, lang)) for year in missing]
    yield from (row for _, row in sorted(found, key=lambda item: item[0]))


def _side_by_side(found: list[Row], lang: Lang) -> tuple[Row, list[Row]]:
    """Several lines: one row for each time, a column for each line and for its forecasts; words of all in one cell."""
    names = list(dict.fromkeys(row["subject"] for row in found))
    header = {"label": COLUMNS["label"].in_(lang)}
    for kind in ("value", "forecast"):
        for place, name in enumerate(names):
            if kind == "value" or any(row["forecast"] for row in found if row["subject"] == name):
                tail = "" if kind == "value" else f" · {COLUMNS['forecast'].in_(lang)}"
                header[f"{kind} {place}"] = name + tail
    told = ("said", "measured", "evidence", "note", "figure")
    header |= {name: COLUMNS[name].in_(lang) for name in ("unit", *told, "chart", "source")}
    table: dict[str, Row] = {}
    colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
    for row in found:
        own = table.setdefault(row["label"], dict.fromkeys(header, ""))
        own |= {name: row[name] for name in ("label", "unit", "chart", "source") if row[name]}
        place = names.index(row["subject"])
        own |= {f"{kind} {place}": row[kind] for kind in ("value", "forecast") if row[kind]}
        for name in told:
            if row[name]:
                own[name] += (stop if own[name] else "") + row["subject"] + colon + row[name]
    return header, list(table.values())


def _row(words: Words, charts: Charts, one: Observation, lang: Lang) -> Row:
    sources = " ".join(source.in_(lang) for source in charts.origin.sources)
    value = _number(one.value)
    label = words.told_short(one, lang)
    if words.chart.kind == "series" and one.period and one.period.is_year:
        label = year_words(one.period.first or 0).in_(lang)
    elif words.chart.kind != "series" and one.approximation not in ("", "Exact"):
        # The label is what a chart made of this shows, whatever it leaves out.
        label += (
            f"（{words.value(one, lang, marked=False)}）"
            if lang == "zh"
            else f" ({words.value(one, lang, marked=False)})"
        )
    # The report itself stands under no such licence.
    said = f" 图谱数据：{LICENCE}" if lang == "zh" else f" Data of the graph: {LICENCE}"
    return {
        **dict.fromkeys(COLUMNS, ""),
        "label": label,
        "value": "" if one.forecast else value,
        "forecast": value if one.forecast else "",
        "unit": unit_words(one.unit, words.unit_name(one), lang),
        "said": words.value(one, lang, marked=False),
        "printed": one.verbatim,
        "approximation": words.approximation(one).in_(lang),
        "lower": _number(one.lower.value) if one.lower else "",
        "upper": _number(one.upper.value) if one.upper else "",
        "subject": words.entity(one).in_(lang),
        "period": one.period.name.in_(lang) if one.period else "",
        "base": one.base_period.name.in_(lang) if one.base_period else "",
        "whole": _number(one.whole) if one.whole is not None else "",
        "measured": words.sources(one).in_(lang),
        "evidence": words.evidence(one).in_(lang),
        "note": ("" if lang == "zh" else " ").join(note.in_(lang) for note in words.own_notes(one)),
        "figure": shorten(one.iri),
        "chart": f"{words.chart.id}: {words.chart.title.in_(lang)}",
        "source": f"{sources}{said}".strip(),
    }


def _empty(words: Words, one: Observation, year: int, lang: Lang) -> Row:
    name = year_words(year).in_(lang)
    return {
        **dict.fromkeys(COLUMNS, ""),
        "label": name,
        "unit": unit_words(one.unit, words.unit_name(one), lang),
        "subject": words.entity(one).in_(lang),
        "period": f"{name}年" if lang == "zh" else name,
        "note": _NO_VALUE.in_(lang),
        "chart": f"{words.chart.id}: {words.chart.title.in_(lang)}",
    }


def _number(value: Decimal) -> str:
    """All digits, no exponent."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _cell(name: str, value: str) -> str:
    is_number = name.partition(" ")[0] in ("value", "forecast", "lower", "upper", "whole")
    return "'" + value if value.startswith(_FORMULA) and not is_number else value
