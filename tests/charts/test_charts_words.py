"""Numbers in words: every digit kept, the word of approximation never lost."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.charts.catalogue import Charts
from kg.charts.endings import ending
from kg.charts.notes import Words
from kg.charts.ticks import axis
from kg.charts.words import number, quantity
from kg.errors import Text

NONE = Text("", "")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("18228000000", "cny", "182.28亿元", "18.228 billion yuan"),
        ("5000000000000", "cny", "5万亿元", "5 trillion yuan"),
        ("22000", "company", "2.2万家", "22,000 companies"),
        ("1", "company", "1家", "1 company"),
        ("9651", "deal", "9651笔", "9,651 deals"),
        ("14800000000000000000000", "byte", "14.8 ZB", "14.8 ZB"),
        ("99.99", "percent", "99.99%", "99.99%"),
        ("20.1", "percentage-point", "20.1个百分点", "20.1 percentage points"),
        ("0.33", "cny-per-gigabyte", "0.33元/GB", "0.33 yuan per GB"),
        ("17", "rank", "第17位", "rank 17"),
        ("13", "one", "13个", "13"),
        ("-5", "usd", "−5美元", "−5 US dollars"),
        ("46.50", "index-point", "46.5点", "46.5 points"),
    ],
)
def test_a_quantity_is_written_as_people_do(value: str, unit: str, zh: str, en: str) -> None:
    assert quantity(Decimal(value), unit, NONE, "zh") == zh
    assert quantity(Decimal(value), unit, NONE, "en") == en


def test_a_unit_that_is_not_known_is_called_by_its_label() -> None:
    assert quantity(Decimal(3), "boat", Text("艘", "boat"), "zh") == "3艘"
    assert quantity(Decimal(3), "boat", Text("艘", "boat"), "en") == "3 boat"


@given(st.decimals(min_value=0, max_value=10**20, places=4, allow_nan=False))
def test_no_digit_is_lost(value: Decimal) -> None:
    scales = {" trillion": 10**12, " billion": 10**9, " million": 10**6}
    words = number(value, "en")
    size = next((s for word, s in scales.items() if words.endswith(word)), 1)
    assert Decimal(words.partition(" ")[0].replace(",", "")) * size == value


def test_no_digit_of_a_very_long_number_is_lost() -> None:
    assert number(Decimal("1" * 40), "zh").removesuffix("万亿").replace(".", "") == "1" * 40


@given(st.lists(st.decimals(min_value=-(10**15), max_value=10**15, places=3), min_size=1, max_size=8))
def test_the_ticks_hold_all_values_in_equal_steps(values: list[Decimal]) -> None:
    ticks = axis(values)
    assert 2 <= len(ticks) <= 9
    assert ticks[0] <= min(values)
    assert ticks[-1] > max(values)
    assert len({high - low for low, high in pairwise(ticks)}) == 1


def test_each_approximation_is_said_and_has_its_ending(charts: Charts) -> None:
    found = {}
    for chart in charts.charts:
        words = Words(chart, charts)
        for one in chart.observations:
            found[one.slug] = (
                ending(one),
                words.value(one, "zh", marked=False),
                words.value(one, "en", marked=False),
            )
    assert found["u15"] == ("exact", "100人", "100 people")
    assert found["u18"] == ("blurred", "约150人", "about 150 people")
    assert found["u19"] == ("up", "超过160人", "over 160 people")
    assert found["u20"] == ("down", "近180人", "nearly 180 people")
    assert found["u22"] == ("exact", "300人（预测）", "300 people (forecast)")
    assert found["share-d"] == ("down", "不足35.5%", "under 35.5%")
    assert found["size-c"] == ("blurred", "182.28元（约数）", "182.28 yuan (vague)")
    assert found["size-d"] == ("band", "1元—3元", "1 yuan to 3 yuan")
