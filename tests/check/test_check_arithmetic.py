"""Figures that do not agree with each other are found; those that an anomaly records are notes."""

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.check import arithmetic
from kg.check.figures import Amount
from kg.check.files import Index
from kg.namespaces import PREFIXES

PLACE = "<https://w3id.org/internet-report-kg/id/sentence/moon-2031-1.1.1-s1>"
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def level(name: str, value: str, printed: str, *, year: str = "", unit: str = "cny", more: str = "") -> str:
    period = f'kg:period "{year}"^^xsd:gYear ;' if year else ""
    return f"""figure:{name} a kg:Figure ; kg:indicator indicator:catch ; kg:subject group:anglers ; {period}
        kg:unit unit:{unit} ; kg:value {value} ; kg:lowerBound {value} ; kg:upperBound {value} ; {more}
        kg:verbatim "{printed}"@zh ; kg:evidence {PLACE} .\n"""


def compared(name: str, operator: str, value: str, printed: str, unit: str = "percent") -> str:
    more = f"kg:comparison comparison:{name} ;"
    return f'comparison:{name} kg:operator operator:{operator} ; kg:basePeriod "2030"^^xsd:gYear .\n' + level(
        name, value, printed, year="2032", unit=unit, more=more
    )


def found(*parts: str) -> list[tuple[str, str]]:
    quads = ox.parse(HEAD + "".join(parts), format=ox.RdfFormat.TURTLE)
    return [(one.check, one.severity) for one in arithmetic.check(Index(quads))]


ENDS = level("then", "2000.0", "2000元", year="2030") + level("now", "2420.0", "2420元", year="2032")


@pytest.mark.parametrize(
    ("operator", "value", "printed", "unit"),
    [
        ("growth", "21.0", "增长21%", "percent"),
        ("cagr", "10.0", "年均增长10%", "percent"),
        ("multiple", "1.2", "1.2倍", "multiple"),
        ("difference", "420.0", "增加420元", "cny"),
    ],
)
def test_comparison_that_its_end_points_bear_out_is_accepted(
    operator: str, value: str, printed: str, unit: str
) -> None:
    assert found(ENDS, compared("change", operator, value, printed, unit)) == []


@pytest.mark.parametrize(
    ("operator", "value", "printed", "unit"),
    [
        ("growth", "12.0", "增长12%", "percent"),
        ("cagr", "21.0", "年均增长21%", "percent"),
        ("multiple", "2.1", "2.1倍", "multiple"),
        ("difference", "240.0", "增加240元", "cny"),
    ],
)
def test_comparison_that_its_end_points_refute_is_found(
    operator: str, value: str, printed: str, unit: str
) -> None:
    wrong = compared("change", operator, value, printed, unit)
    assert found(ENDS, wrong) == [("growth-against-levels", "violation")]


def test_rounding_is_no_disagreement() -> None:
    ends = level("then", "20000.0", "2万元", year="2030") + level("now", "30000.0", "3万元", year="2032")
    assert found(ends, compared("change", "growth", "70.0", "增长70%")) == []


def test_multiple_and_yearly_rate_must_come_to_the_same() -> None:
    rate = compared("rate", "cagr", "10.0", "年均10%")
    assert found(rate, compared("times", "multiple", "1.2", "1.2倍", "multiple")) == []
    assert found(rate, compared("times", "multiple", "1.9", "1.9倍", "multiple")) == [
        ("multiple-against-growth-rate", "violation")
    ]


def test_disagreement_that_an_anomaly_records_is_a_note() -> None:
    anomaly = "anomaly:odd a kg:Anomaly ; kg:about figure:change, figure:now, figure:then .\n"
    wrong = compared("change", "growth", "12.0", "增长12%")
    assert found(ENDS, wrong, anomaly) == [("growth-against-levels", "note")]


@pytest.mark.parametrize(
    ("total", "expected"), [("3.0", []), ("4.0", [("total-against-parts", "violation")])]
)
def test_total_is_the_sum_of_its_places(total: str, expected: list[tuple[str, str]]) -> None:
    parts = level("a", "1.0", "1座", unit="one", more="kg:place place:crater ;")
    parts += level("b", "2.0", "2座", unit="one", more="kg:place place:sea ;")
    assert found(parts, level("all", total, f"{total[0]}座", unit="one")) == expected


@pytest.mark.parametrize(("count", "expected"), [("2.0", []), ("3.0", [("count-against-list", "violation")])])
def test_count_is_the_length_of_its_closed_list(count: str, expected: list[tuple[str, str]]) -> None:
    listed = "".join(
        f"""claim:{name} a kg:Claim ; rdf:subject company:{name} ; rdf:predicate kg:memberOf ;
            rdf:object group:anglers ; kg:enumeration kg:Closed ; kg:evidence {PLACE} .\n"""
        for name in ("a", "b")
    )
    assert found(listed, level("count", count, f"{count[0]}家", unit="company")) == expected
    assert found(listed.replace("kg:Closed", "kg:Open"), level("count", count, "家", unit="company")) == []


def test_rank_stays_within_its_field() -> None:
    field = "kg:ofHowMany 30.0 ;"
    assert found(level("rank", "17.0", "第17位", unit="rank", more=field)) == []
    assert found(level("rank", "71.0", "第71位", unit="rank", more=field)) == [
        ("share-or-rank-out-of-range", "violation")
    ]


def test_an_amount_without_an_upper_end_meets_everything_above() -> None:
    over = Amount(Decimal(20), Decimal("Infinity"))
    assert over.meets(Amount(Decimal(25), Decimal(25)))
    assert not over.meets(Amount(Decimal(15), Decimal(15)))
    assert str(over) == "20–∞"
