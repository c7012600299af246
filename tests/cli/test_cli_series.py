"""Commands in a root with two reports say which report they mean, or ask."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.query import command as query
from kg.cli.verify import command as verify
from kg.errors import KgError, NotFound

TEXTS = Path(__file__).parents[1] / "series"


def _said(*args: str) -> str:
    return CliRunner().invoke(verify, [*args, "--lang", "en"], standalone_mode=False).output


def test_verify_finds_out_which_report_a_file_is(series: Path) -> None:
    said = _said(str(TEXTS / "moon-2032.txt"), "--root", str(series))
    assert said == "moon-2032: aligned 4 of 4 paragraphs and 7 of 7 sentences, identical to the source\n"


def test_verify_compares_with_another_report_when_told_to(series: Path) -> None:
    said = _said(str(TEXTS / "moon-2032.txt"), "--root", str(series), "--id", "moon-2030")
    assert said.startswith("moon-2030: aligned 0 of 4 paragraphs and 2 of 7 sentences; different: 1, 2")


def test_verify_gives_json(series: Path) -> None:
    said = json.loads(_said(str(TEXTS / "moon-2032.txt"), "--root", str(series), "--format", "json"))
    assert said == {
        "report": "moon-2032",
        "exact": True,
        "paragraphs": {"found": 4, "all": 4},
        "sentences": {"found": 7, "all": 7},
        "different": [],
    }


def test_a_map_is_never_written_by_guessing_whose_it_is(series: Path) -> None:
    args = [str(TEXTS / "moon-2032.txt"), "--root", str(series), "--write-map"]
    result = CliRunner().invoke(verify, args, standalone_mode=False)
    assert isinstance(result.exception, KgError)
    assert "--id" in str(result.exception)
    assert "moon-2030, moon-2032" in str(result.exception)


def test_a_map_written_twice_is_the_same(series: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(series / "data", root / "data")
    path = root / "data" / "source" / "moon-2032" / "map.jsonl"
    before = path.read_bytes()
    _said(str(TEXTS / "moon-2032.txt"), "--root", str(root), "--write-map", "--id", "moon-2032")
    assert path.read_bytes() == before


@pytest.mark.parametrize(("report", "strength"), [("moon-2030", "explore"), ("moon-2032", "establish")])
def test_a_question_is_asked_of_one_report(series: Path, report: str, strength: str) -> None:
    args = ["challenge-recommendations", "--only", report, "--format", "csv"]
    shown = CliRunner().invoke(
        query, [*args, "--source", str(series / "data" / "triples.ttl")], standalone_mode=False
    )
    rows = shown.stdout.splitlines()[1:]
    assert len(rows) == 1
    assert f"/strength/{strength}," in rows[0]


def test_a_report_that_is_not_there_cannot_be_asked(series: Path) -> None:
    args = ["challenge-recommendations", "--only", "mars-2030"]
    result = CliRunner().invoke(
        query, [*args, "--source", str(series / "data" / "triples.ttl")], standalone_mode=False
    )
    assert isinstance(result.exception, NotFound)
