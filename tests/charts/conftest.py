"""A small graph with every kind of figure and with hostile labels."""

import pytest
from tests.views.conftest import real

from kg.charts.catalogue import Charts, charts_of
from kg.namespaces import PREFIXES
from kg.settings import root
from kg.store.embedded import EmbeddedStore

__all__ = ["real"]

HOSTILE = "</title></script><script>document.title='broken'</script>\\\"'&"
LONG = "\u202e长" + "长" * 9_998
THINGS = {
    "indicator:users": ("Indicator", "用户数", "number of users"),
    "indicator:wide": ("Indicator", "宽指标", "wide indicator"),
    "indicator:share": ("Indicator", "占比", "share"),
    "indicator:parts": ("Indicator", "份数", "number of parts"),
    "indicator:lines": ("Indicator", "线", "lines"),
    "indicator:growth": ("Indicator", "增长", "growth of users"),
    "indicator:place": ("Indicator", "名次", "place in a list"),
    "indicator:size": ("Indicator", HOSTILE, HOSTILE),
    "company:a": ("Company", "甲公司", "company A"),
    "company:b": ("Company", HOSTILE, HOSTILE),
    "company:c": ("Company", LONG, "long " * 2_000),
    "company:d": ("Company", "=SUM(A1)", "=SUM(A1)"),
    "scope:s": ("StatisticalScope", "窄口径", "narrow scope"),
    "organization:o": ("Organization", "统计所", "counting house"),
    "anomaly:x": ("Anomaly", "数字可疑", "the number is odd"),
    "time:half": ("TimeExpression", "2021年上半年", "first half of 2021"),
}
YEAR, MONTH = '"%s"^^xsd:gYear', '"%s"^^xsd:gYearMonth'
# name: indicator, subject, value, unit, approximation, period, more
FIGURES: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "u15": ("users", "a", "100", "person", "Exact", YEAR % 2015, "kg:citedSource organization:o ;"),
    "u16": ("users", "a", "120", "person", "Exact", YEAR % 2016, ""),
    "u18": ("users", "a", "150", "person", "About", YEAR % 2018, ""),
    "u19": ("users", "a", "160", "person", "Over", YEAR % 2019, ""),
    "u20": ("users", "a", "180", "person", "Nearly", YEAR % 2020, ""),
    "u22": ("users", "a", "300", "person", "Exact", YEAR % 2022, "kg:forecast true ;"),
    "narrow": ("users", "a", "90", "person", "Exact", YEAR % 2017, "kg:statisticalScope scope:s ;"),
    "half": ("users", "a", "80", "person", "Exact", "time:half", ""),
    "share-a": (
        "share",
        "a",
        "20",
        "percent",
        "Over",
        YEAR % 2020,
        "kg:note '只计一部分。'@zh, 'A part only.'@en ;",
    ),
    "share-d": ("share", "d", "35.5", "percent", "Below", YEAR % 2020, ""),
    "share-c": ("share", "c", "99", "percent", "Over", YEAR % 2020, ""),
    "part-a": ("parts", "a", "7", "one", "Exact", "", "kg:ofHowMany 10.0 ;"),
    "part-d": ("parts", "d", "3", "one", "Exact", "", "kg:ofHowMany 10.0 ;"),
    "of-more": ("parts", "d", "3", "one", "Exact", "", "kg:ofHowMany 40.0 ;"),
    "yoy-15": ("growth", "a", "10", "percent", "Exact", YEAR % 2015, "kg:comparison comparison:yoy ;"),
    "yoy-16": ("growth", "a", "12", "percent", "Exact", YEAR % 2016, "kg:comparison comparison:yoy ;"),
    "pop-15": ("growth", "a", "2", "percent", "Exact", YEAR % 2015, "kg:comparison comparison:pop ;"),
    "times": ("growth", "a", "3.4", "multiple", "Exact", YEAR % 2020, "kg:comparison comparison:times ;"),
    "rank": ("place", "a", "17", "rank", "Exact", "", "kg:ofHowMany 180.0 ;"),
    "size-b": ("size", "b", "5000000000000", "cny", "Over", "", ""),
    "size-c": ("size", "c", "182.28", "cny", "Vague", "", ""),
    "size-d": ("size", "d", "2", "cny", "Range", "", "kg:lowerBound 1.0 ; kg:upperBound 3.0 ;"),
    "l-15": ("lines", "a", "10", "person", "Exact", YEAR % 2015, ""),
    "l-18": ("lines", "a", "14", "person", "Over", YEAR % 2018, ""),
    "m-16": ("lines", "d", "11", "person", "Exact", YEAR % 2016, ""),
    "m-19": ("lines", "d", "20", "person", "Exact", YEAR % 2019, "kg:forecast true ;"),
    "cn-20": ("wide", "a", "-5", "usd", "Exact", MONTH % "2020-06", ""),
    "cn-21": ("wide", "a", "7", "usd", "Exact", MONTH % "2020-07", ""),
    "d-20": ("wide", "d", "3", "usd", "Exact", MONTH % "2020-06", ""),
    "d-21": ("wide", "d", "4", "usd", "Exact", MONTH % "2020-07", ""),
}
BOUNDS = {"Exact": ("true", "true"), "Over": ("false", ""), "Nearly": ("", "false"), "Below": ("", "false")}
COMPARISONS = {
    "yoy": "operator:growth ; kg:baseKind base-kind:year-on-year",
    "pop": "operator:growth ; kg:baseKind base-kind:period-on-period",
    "times": 'operator:multiple ; kg:baseKind base-kind:against ; kg:basePeriod "2015"^^xsd:gYear',
}


def turtle() -> str:
    scheme = "https://w3id.org/internet-report-kg/scheme/"
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines += [f"@prefix {name}: <{scheme}{name}/> ." for name in ("unit", "operator", "base-kind", "nature")]
    for name, (class_name, zh, en) in THINGS.items():
        lines.append(f'{name} a kg:{class_name} ; rdfs:label """{zh}"""@zh, """{en}"""@en .')
    lines += [
        "indicator:users kg:broader indicator:wide ; skos:altLabel '人数'@zh .",
        'time:half kg:begin "2021-01"^^xsd:gYearMonth ; kg:end "2021-06"^^xsd:gYearMonth .',
        "anomaly:x kg:about figure:u16 .",
        "figure:empty a kg:Figure ; kg:indicator indicator:users ; kg:subject company:a .",
        "report:r a kg:Report ; rdfs:label '某报告'@zh, 'Some report'@en ; dcterms:issued '2021' .",
        "sentence:r-1.1.1-s1 rdfs:label '第1句'@zh, 'sentence 1'@en .",
        "sentence:r-1.1.1-s2 rdfs:label '第2句'@zh, 'sentence 2'@en .",
    ]
    lines += [
        f"comparison:{name} a kg:Comparison ; kg:operator {words} ." for name, words in COMPARISONS.items()
    ]
    for place, (name, figure) in enumerate(FIGURES.items()):
        indicator, subject, value, unit, approximation, period, more = figure
        for side, inclusive in zip(("lower", "upper"), BOUNDS.get(approximation, ("", "")), strict=True):
            if inclusive:
                more += f" kg:{side}Bound {value}.0 ; kg:{side}Inclusive {inclusive} ;".replace(
                    ".5.0", ".5"
                ).replace(".4.0", ".4")
        when = f"kg:period {period} ;" if period else ""
        number = value if "." in value else f"{value}.0"
        lines.append(
            f"figure:{name} a kg:Figure ; kg:indicator indicator:{indicator} ; kg:subject company:{subject} ; "
            f"kg:value {number} ; kg:unit unit:{unit} ; kg:approximation kg:{approximation} ; {when} {more} "
            f"kg:evidence sentence:r-1.1.1-s{place % 2 + 1} ; kg:verbatim '{value}'@zh ."
        )
    return "\n".join(lines)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    path = tmp_path_factory.mktemp("figures") / "small.ttl"
    path.write_text(turtle(), encoding="utf-8")
    ontology = root() / "ontology"
    return EmbeddedStore("small", [ontology / "kg.ttl", ontology / "schemes.ttl", path])


@pytest.fixture(scope="session")
def charts(store: EmbeddedStore) -> Charts:
    return charts_of(store)
