"""SVG, PNG, PDF and CSV read back by others: what is inexact, missing or forecast is not drawn as a plain value."""

import csv
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pandas as pd
import pypdfium2
import pytest
from PIL import Image
from tests.charts.conftest import turtle

from kg.charts.catalogue import Charts
from kg.charts.render import TEXTS, content
from kg.charts.svg import draw
from kg.charts.tables import BOM, COLUMNS
from kg.errors import LANGS, Lang

SVG = "{http://www.w3.org/2000/svg}"


def svg_of(charts: Charts, name: str, lang: Lang = "en") -> ET.Element:
    return ET.fromstring(draw(charts.get(name), charts, lang).svg)  # noqa: S314 - our own


def texts(svg: ET.Element) -> list[str]:
    return ["".join(e.itertext()) for e in svg.iter(f"{SVG}text") if e.get("aria-hidden") is None]


def marks(svg: ET.Element) -> dict[str, ET.Element]:
    """The words of each figure -> the group that draws it."""
    return {
        (g.findtext(f"{SVG}title") or ""): g for g in svg.iter(f"{SVG}g") if g.find(f"{SVG}title") is not None
    }


def filled(mark: ET.Element) -> list[ET.Element]:
    return [
        path
        for path in mark.iter(f"{SVG}path")
        if path.get("fill") not in ("none", "#f7f7f5") and path.get("fill-opacity") is None
    ]


def test_only_exact_values_are_solid_points(charts: Charts) -> None:
    found = marks(svg_of(charts, "users-series"))
    solid = {title.split(" · ")[1] for title, mark in found.items() if filled(mark)}
    assert len(found) == 6
    assert solid == {"2015", "2016"}


def test_a_line_joins_only_exact_values_of_years_that_follow_each_other(charts: Charts) -> None:
    svg = svg_of(charts, "users-series")
    assert len([p for p in svg.iter(f"{SVG}path") if p.get("stroke-width") == "2.5"]) == 1


def test_missing_years_and_forecasts_have_a_ground_of_their_own_and_words(charts: Charts) -> None:
    svg = svg_of(charts, "users-series")
    grounds = [p.get("class") for p in svg.iter(f"{SVG}path")]
    assert grounds.count("f-gap") == 2 + 1  # 2017 and 2021, and the legend
    assert grounds.count("f-ahead") == 1 + 1
    words = " ".join(texts(svg))
    assert "forecast" in words
    assert "the report gives no value for the period" in words
    assert "Forecast" not in " ".join(texts(svg_of(charts, "growth-growth-series")))


def test_an_open_bar_does_not_end_where_an_exact_one_would(charts: Charts) -> None:
    found = marks(svg_of(charts, "share-2020-shares"))
    by_name = {title.split(" · ")[0]: mark for title, mark in found.items()}
    over, below = by_name["company A"], by_name["=SUM(A1)"]
    chevrons = [
        p for p in over.iter(f"{SVG}path") if p.get("fill") == "none" and p.get("stroke-width") == "1.8"
    ]
    assert len(chevrons) == 3
    dashed = [p for p in below.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert [p.get("class") for p in filled(below)] == ["f-gap"]  # the whole, no solid bar
    assert {"over 20%¹", "under 35.5%"} <= set(texts(svg_of(charts, "share-2020-shares")))


@pytest.mark.parametrize("lang", LANGS)
def test_the_svg_says_unit_source_evidence_licence_and_note(charts: Charts, lang: Lang) -> None:
    words = " ".join(texts(svg_of(charts, "users-series", lang)))
    zh = ["人", "统计所", "报告没有点名来源", "第1句", "《某报告》", "CC BY 4.0", "源文疑点：数字可疑"]
    en = [
        "people",
        "counting house",
        "names no source",
        "sentence 1",
        "Some report",
        "CC BY 4.0",
        "the number is odd",
    ]
    for expected in zh if lang == "zh" else en:
        assert expected in words


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_labels_are_text_in_every_svg(charts: Charts, lang: Lang) -> None:
    for chart in charts.charts:
        svg = svg_of(charts, chart.id, lang)
        allowed = {"svg", "title", "desc", "metadata", "rect", "g", "path", "text"}
        assert {e.tag.removeprefix(SVG) for e in svg.iter() if e.tag.startswith(SVG)} <= allowed
        names = {name.rpartition("}")[2] for e in svg.iter() for name in e.attrib}
        assert not {name for name in names if name.startswith("on") or name in ("href", "src", "style")}
        assert not any("\u202e" in line for line in texts(svg))
        assert max(map(len, texts(svg))) < 300
    assert any("</script>" in line for line in texts(svg_of(charts, "size-comparison", lang)))


def test_the_csv_is_one_rectangle_that_excel_and_others_read(charts: Charts, tmp_path: Path) -> None:
    for chart in charts.charts:
        for lang in LANGS:
            text = str(content(chart, charts, "csv", lang))
            assert text.startswith(BOM)
            assert text.count("\n") == text.count("\r\n")
            read = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
            assert len({len(row) for row in read}) == 1
            if chart.id not in ("wide-series", "lines-series"):
                assert read[0] == [title.in_(lang) for title in COLUMNS.values()]
    path = tmp_path / "users.csv"
    path.write_bytes(str(content(charts.get("users-series"), charts, "csv", "en")).encode())
    frame = pd.read_csv(path)
    assert list(frame["item"]) == [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022]
    assert list(frame["value"].dropna()) == [100, 120, 150, 160, 180]
    assert list(frame["forecast value"].dropna()) == [300]
    assert list(frame["approximation"].dropna()) == ["exact", "exact", "about", "over", "nearly", "exact"]
    assert frame["note"][2] == "the report gives no value for the period"
    assert frame["evidence"][0] == "sentence 1"
    assert frame["measured by"][0] == "counting house"


def test_a_label_of_the_csv_says_what_a_bar_would_hide_and_is_no_formula(charts: Charts) -> None:
    text = str(content(charts.get("share-2020-shares"), charts, "csv", "en")).removeprefix(BOM)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[2]["item"] == "company A (over 20%)"
    assert rows[1]["item"] == "'=SUM(A1) (under 35.5%)"
    assert (rows[2]["lower bound"], rows[2]["upper bound"], rows[1]["upper bound"]) == ("20", "", "35.5")
    negative = str(content(charts.get("wide-2020-06-comparison"), charts, "csv", "en")).removeprefix(BOM)
    assert [row["value"] for row in csv.DictReader(io.StringIO(negative))] == ["3", "-5"]


def test_several_lines_stand_side_by_side_in_the_csv(charts: Charts) -> None:
    text = str(content(charts.get("wide-series"), charts, "csv", "en")).removeprefix(BOM)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["item"], row["company A"], row["'=SUM(A1)"]) for row in rows] == [
        ("June 2020", "-5", "3"),
        ("July 2020", "7", "4"),
    ]
    years = str(content(charts.get("lines-series"), charts, "csv", "zh")).removeprefix(BOM)
    found = [list(row.values())[:4] for row in csv.DictReader(io.StringIO(years))]
    assert found == [
        ["2015", "10", "", ""],
        ["2016", "", "11", ""],
        ["2017", "", "", ""],
        ["2018", "14", "", ""],
        ["2019", "", "", "20"],
    ]
    assert rows[0]["as the report says it"] == "company A: −5 US dollars; =SUM(A1): 3 US dollars"


def test_the_pdf_is_text_and_the_png_says_what_it_is(charts: Charts) -> None:
    chart = charts.get("users-series")
    document = pypdfium2.PdfDocument(content(chart, charts, "pdf", "zh"))
    assert len(document) == 1
    read = re.sub(r"\s", "", document[0].get_textpage().get_text_range())
    assert "用户数" in read
    assert "超过160人" in read
    facts = document.get_metadata_dict()
    assert facts["Title"] == chart.title.zh
    assert (facts["CreationDate"], facts["ModDate"]) == ("", "")
    made = content(chart, charts, "png", "en")
    assert isinstance(made, bytes)
    image: Any = Image.open(io.BytesIO(made))
    image.load()
    drawing = draw(chart, charts, "en")
    assert image.size == pytest.approx((drawing.width * 2, drawing.height * 2), abs=1)
    assert image.text["Title"] == chart.title.en
    assert "CC BY 4.0" in image.text["Copyright"]
    colours = {colour: count for count, colour in image.convert("RGB").getcolors(1_000_000)}
    assert colours[0x1F, 0x5F, 0xA8] > 200


def test_every_text_format_is_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "small.ttl"
    path.write_text(turtle(), encoding="utf-8")
    code = (
        "import hashlib, sys; from kg.charts.catalogue import charts_of; from kg.charts.render import TEXTS\n"
        "from kg.settings import root; from kg.store.embedded import EmbeddedStore; from pathlib import Path\n"
        "o = root() / 'ontology'; s = EmbeddedStore('x', [o / 'kg.ttl', o / 'schemes.ttl', Path(sys.argv[1])])\n"
        "found = charts_of(s); seen = hashlib.sha256()\n"
        "[seen.update(write(c, found, l).encode()) for c in found.charts for write in TEXTS.values() for l in ('zh', 'en')]\n"
        "print(len(found.charts), seen.hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


def test_no_text_format_carries_a_date_or_a_path(charts: Charts) -> None:
    for write in TEXTS.values():
        text = write(charts.get("users-series"), charts, "en")
        assert not re.search(r"20\d\d-\d\d-\d\d", text)
        assert "/tmp/" not in text  # noqa: S108
