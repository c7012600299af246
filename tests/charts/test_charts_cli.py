"""kg chart and kg charts, and what they say on the side."""

import csv
import io
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli.chart import command as chart
from kg.cli.charts import command as charts
from kg.cli.completion import charts as completed
from kg.errors import NotFound


def run(*args: str) -> Result:
    return CliRunner().invoke(chart, args, obj="en", catch_exceptions=True)


@pytest.mark.parametrize("ending", ["html", "svg", "csv", "png", "pdf"])
def test_the_ending_of_the_file_decides_the_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"index.{ending}"
    done = run("行业景气指数", "-o", str(path), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert f"wrote {path}" in done.stderr
    assert "no common axis with it: coincident-index-rise-end-2020" in done.stderr
    start = {
        "html": b"<!DOCTYPE",
        "svg": b"<?xml",
        "csv": b"\xef\xbb\xbfitem,",
        "png": b"\x89PNG",
        "pdf": b"%PDF",
    }
    assert path.read_bytes().lstrip().startswith(start[ending])


def test_standard_output_is_the_chart_alone() -> None:
    done = run("alibaba-fine-2021", "-f", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [(row["value"], row["unit"], row["as the report says it"]) for row in rows] == [
        ("18228000000", "yuan", "18.228 billion yuan")
    ]
    assert rows[0]["figure"] == "figure:alibaba-fine-2021"


def test_a_format_or_name_that_is_none_is_told_with_what_there_is() -> None:
    wrong = run("alibaba-fine-2021", "-o", "x.gif")
    assert isinstance(wrong.exception, NotFound)
    assert "'.gif' is no ending that can be written here; use: .html" in wrong.exception.text.en
    unknown = run("alibaba-fines-2021")
    assert isinstance(unknown.exception, NotFound)
    assert "near charts: alibaba-fine-2021" in unknown.exception.text.en


def test_the_list_has_every_chart_in_each_format() -> None:
    told = CliRunner().invoke(charts, ["--lang", "en"], obj="en")
    assert "Series\n  coincident-index-series" in told.stdout
    records = json.loads(CliRunner().invoke(charts, ["--format", "json"], obj="en").stdout)
    assert len({figure for one in records for figure in one["figures"]}) == 120
    assert {one["kind"] for one in records} == {"series", "comparison", "share", "change", "rank", "figure"}
    rows = list(csv.DictReader(io.StringIO(CliRunner().invoke(charts, ["--format", "csv"], obj="en").stdout)))
    assert [row["id"] for row in rows] == [one["id"] for one in records]


def test_the_tab_key_completes_ids() -> None:
    found = completed(click.Context(chart), chart.params[0], "coincident")
    assert [item.value for item in found] == ["coincident-index-rise-end-2020", "coincident-index-series"]


def test_a_figure_without_a_number_is_told_of(tmp_path: Path) -> None:
    from tests.charts.conftest import turtle

    path = tmp_path / "small.ttl"
    path.write_text(turtle(), encoding="utf-8")
    done = CliRunner().invoke(charts, ["--source", str(path), "--lang", "en"], obj="en")
    assert "kg: figure:empty cannot be drawn: it has no number" in done.stderr
