"""What a chart says in words beside its marks: notes by number, scope, who measured, what is kept apart."""

from collections.abc import Iterator
from typing import Final

from kg.charts.catalogue import Chart, Charts, entity_name
from kg.charts.endings import BAR_TITLES, Ending, ending
from kg.charts.observations import Observation, Observations
from kg.charts.words import quantity, said
from kg.errors import Lang, Text
from kg.namespaces import KG

_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FORECAST: Final = Text("预测", "forecast")
MISSING: Final = Text("浅灰：报告没有给出该期数值", "Grey: the report gives no value for the period")
FORECAST_TITLE: Final = Text(
    "菱形、黄底：预测，不与实际值连线", "Diamond on yellow: forecast, not joined to actual values"
)
UNNAMED: Final = Text("报告没有点名来源", "the report names no source")


class Words:
    """The words of one chart; notes are numbered in the order of its figures, each once."""

    def __init__(self, chart: Chart, charts: Charts) -> None:
        self.chart = chart
        self.figures: Observations = charts.figures
        self._numbers: dict[Text, int] = {}
        for one in chart.observations:
            for note in self.own_notes(one):
                self._numbers.setdefault(note, len(self._numbers) + 1)

    @property
    def notes(self) -> list[Text]:
        return list(self._numbers)

    def marks(self, one: Observation) -> str:
        """The numbers of its notes, raised."""
        numbers = sorted({self._numbers[note] for note in self.own_notes(one)})
        return "\u2009".join(str(number).translate(_SUPERSCRIPTS) for number in numbers)

    def value(self, one: Observation, lang: Lang, *, marked: bool = True) -> str:
        """The value with its words of approximation; a forecast is called one; marked: with the numbers of its notes."""
        words = said(one, self.unit_name(one), lang)
        if one.forecast:
            words += f"（{FORECAST.zh}）" if lang == "zh" else f" ({FORECAST.en})"
        return words + self.marks(one) if marked else words

    def entity(self, one: Observation) -> Text:
        """What the figure is a number of; by the place where figures of the chart differ in it, and only in it."""
        places = {other.place for other in self.chart.observations}
        subjects = {other.subject for other in self.chart.observations}
        if len(places) > 1 and len(subjects) == 1 and one.place:
            return self._listed(one.place)
        return entity_name(one, self.figures, with_place=len(places) > 1)

    def sources(self, one: Observation) -> Text:
        """Who measured, as far as the report says."""
        if one.sources:
            return self._listed(one.sources)
        if one.chart_sources:
            name = self._listed(one.chart_sources)
            return Text(
                f"{name.zh}（报告为该指标所作之图的来源行所署；此数本身未署来源）",
                f"{name.en} (named in the source line of the report's own chart of the indicator; the figure itself names no source)",
            )
        return UNNAMED

    def evidence(self, one: Observation) -> Text:
        places = [place.citation for place in one.evidence]
        return Text("；".join(p.zh for p in places), "; ".join(p.en for p in places))

    def told(self, one: Observation, lang: Lang) -> str:
        """All of a figure in one line, for whoever points at it."""
        period = [one.period.name.in_(lang)] if one.period else []
        words = [self.entity(one).in_(lang), *period, self.value(one, lang, marked=False)]
        return " · ".join([*filter(None, words), self.sources(one).in_(lang), self.evidence(one).in_(lang)])

    def approximation(self, one: Observation) -> Text:
        """How exact the report says the value is, by its name in the vocabulary."""
        return self.figures.name(KG + one.approximation) if one.approximation else Text("", "")

    def endings(self) -> list[Ending]:
        """The kinds of marks that the legend explains; nothing where all values are exact."""
        found = {ending(one) for one in self.chart.observations}
        return [] if found == {"exact"} else [kind for kind in BAR_TITLES if kind in found]

    def lines(self, lang: Lang) -> Iterator[str]:
        """What stands below the picture: base, scope, source, notes, and other charts of the indicator."""
        first = self.chart.observations[0]
        colon, comma = ("：", "、") if lang == "zh" else (": ", ", ")
        if first.base_period:
            bases = list(
                dict.fromkeys(
                    one.base_period.name.in_(lang) for one in self.chart.observations if one.base_period
                )
            )
            yield f"{Text('基期', 'Base').in_(lang)}{colon}{comma.join(bases)}"
        if first.nature:
            yield f"{Text('时间性质', 'Nature').in_(lang)}{colon}{self.figures.name(first.nature).in_(lang)}"
        if first.scope:
            yield f"{Text('口径', 'Scope').in_(lang)}{colon}{self._listed(first.scope).in_(lang)}"
        yield from self._source_lines(lang, colon)
        for number, note in enumerate(self.notes, 1):
            yield f"{str(number).translate(_SUPERSCRIPTS)} {note.in_(lang)}"

    def _source_lines(self, lang: Lang, colon: str) -> Iterator[str]:
        measured = Text("谁统计", "Measured by").in_(lang)
        found: dict[Text, list[str]] = {}
        for one in self.chart.observations:
            found.setdefault(self.sources(one), []).append(self.told_short(one, lang))
        for source, those in found.items():
            which = ("、" if lang == "zh" else ", ").join(dict.fromkeys(those))
            yield f"{measured}{colon}{source.in_(lang)}" + (f" · {which}" if len(found) > 1 else "")

    def told_short(self, one: Observation, lang: Lang) -> str:
        """Which figure of the chart: subject in a comparison, period in a series."""
        period = one.period.name.in_(lang) if one.period else ""
        words = period if self.chart.kind == "series" else self.entity(one).in_(lang)
        return words or self.figures.name(one.indicator).in_(lang)

    def own_notes(self, one: Observation) -> list[Text]:
        """What is to be said of one figure: its notes, its right value, what is odd about it in the report."""
        notes = list(one.notes)
        if one.corrected is not None:
            value = Text(
                quantity(one.corrected, one.unit, self.unit_name(one), "zh"),
                quantity(one.corrected, one.unit, self.unit_name(one), "en"),
            )
            notes.append(
                Text(
                    f"图中按原文所印；更正值为{value.zh}。",
                    f"Drawn as printed; the right value is {value.en}.",
                )
            )
        for anomaly in one.anomalies:
            name = self.figures.name(anomaly)
            notes.append(Text(f"源文疑点：{name.zh}。", f"Anomaly of the source: {name.en}."))
        return notes

    def unit_name(self, one: Observation) -> Text:
        """The label of its unit in the graph."""
        return next(
            (name for iri, name in self.figures.names.items() if iri.endswith(f"/unit/{one.unit}")),
            Text("", ""),
        )

    def _listed(self, names: tuple[str, ...]) -> Text:
        found = [self.figures.name(iri) for iri in names]
        return Text("、".join(name.zh for name in found), ", ".join(name.en for name in found))
