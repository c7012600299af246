"""The catalogue of charts as records, for lists and other programs."""

from collections.abc import Mapping
from typing import Final, TypedDict

from kg.charts.catalogue import Charts
from kg.charts.grouping import Kind
from kg.errors import Text
from kg.namespaces import shorten

HEADINGS: Final[Mapping[Kind, Text]] = {
    "series": Text("各期数值", "Series"),
    "comparison": Text("比较", "Comparisons"),
    "share": Text("占比与部分", "Shares and parts of a whole"),
    "change": Text("与基期相比的倍数", "Multiples of a base period"),
    "rank": Text("位次", "Ranks"),
    "figure": Text("单个数字", "Single figures"),
}


class Record(TypedDict):
    """points: how many figures are drawn; figures: their CURIEs; apart: ids of other charts of the indicator."""

    id: str
    kind: Kind
    title: dict[str, str]
    indicator: str
    points: int
    figures: list[str]
    apart: list[str]


def records(charts: Charts) -> list[Record]:
    """One record for each chart, in the order of ids."""
    return [
        Record(
            id=chart.id,
            kind=chart.kind,
            title={"zh": chart.title.zh, "en": chart.title.en},
            indicator=shorten(chart.group.measure[0]),
            points=len(chart.observations),
            figures=[shorten(one.iri) for one in chart.observations],
            apart=list(chart.apart),
        )
        for chart in charts.charts
    ]
