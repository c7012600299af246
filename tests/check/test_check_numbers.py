"""Numbers of the text that the data does not hold, with and without the text."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.check import numbers
from kg.check.files import Index
from kg.errors import Text
from kg.namespaces import KG, PREFIXES
from kg.report.metadata import ReportMetadata
from kg.report.profiles import CAICT_2021
from kg.report.reportmap import ReportMap, make_map
from kg.report.segments import segment

TEXT = "一、月球\n渔业 (一)\n月球上有池塘 12 座。第二句没有数。\n"
PLACE = f"{PREFIXES['sentence']}moon-2031-1.1.1-s1"
METADATA = ReportMetadata("moon-2031", Text("月", "Moon"), "organization:moon", 2031, "caict-2021", {})


@pytest.fixture
def moon() -> ReportMap:
    return make_map(segment(TEXT, CAICT_2021), CAICT_2021)


def index(*said: tuple[str, str, str]) -> Index:
    """The graph that encodes the section, with a node on the sentence that says the given words."""
    node, iri = ox.NamedNode(f"{PREFIXES['figure']}ponds"), ox.NamedNode
    quads = [
        ox.Quad(
            iri(f"{PREFIXES['report']}moon-2031"),
            iri(f"{KG}encodes"),
            iri(f"{PREFIXES['section']}moon-2031-1.1"),
        ),
        ox.Quad(node, iri(f"{KG}evidence"), iri(PLACE)),
    ]
    quads += [ox.Quad(node, iri(KG + name), ox.Literal(text, language=lang)) for name, text, lang in said]
    return Index(quads)


def found(moon: ReportMap, data: Index, *, with_text: bool, metadata: ReportMetadata = METADATA) -> list[str]:
    texts = {PLACE: "月球上有池塘 12 座。"} if with_text else None
    return [one.focus for one in numbers.check(data, {"moon-2031": moon}, {"moon-2031": metadata}, texts)]


@pytest.mark.parametrize("with_text", [True, False])
def test_number_that_a_figure_prints_is_captured(moon: ReportMap, with_text: bool) -> None:
    assert found(moon, index(("verbatim", "12 座", "zh")), with_text=with_text) == []


@pytest.mark.parametrize("with_text", [True, False])
def test_number_that_nothing_holds_is_found(moon: ReportMap, with_text: bool) -> None:
    assert found(moon, index(), with_text=with_text) == [PLACE]


def test_wrong_digits_are_seen_by_who_holds_the_text(moon: ReportMap) -> None:
    wrong = index(("verbatim", "21 座", "zh"))
    assert found(moon, wrong, with_text=True) == [PLACE]
    assert found(moon, wrong, with_text=False) == []


@pytest.mark.parametrize("with_text", [True, False])
def test_number_listed_with_a_reason_is_excused(moon: ReportMap, with_text: bool) -> None:
    why = Text("脚注标记", "a footnote mark")
    excused = replace(METADATA, numbers_left_out={"1.1.1-s1": {"12": why}})
    assert found(moon, index(), with_text=with_text, metadata=excused) == []


def test_place_that_is_not_encoded_is_not_asked_for(moon: ReportMap) -> None:
    assert found(moon, Index([]), with_text=True) == []
