"""Several reports in one root: found, recognised by their text, read by the profile they name."""

import shutil
from pathlib import Path

import pytest

from kg.errors import NotFound, ParseError, ReportError
from kg.namespaces import PREFIXES
from kg.report.library import find_report, load_reports, recognise, texts_of
from kg.report.profiles import CAICT_2021

TEXTS = Path(__file__).parents[1] / "series"


def test_a_report_takes_the_profile_it_names_with_the_layout_it_gives(series: Path) -> None:
    first, second = load_reports(series).values()
    assert first.profile.running_heads == CAICT_2021.running_heads
    assert second.profile.running_heads == ("月球互联网白皮书",)
    assert second.profile.section is CAICT_2021.section
    assert second.profile.id == "moon-2032"


@pytest.mark.parametrize("report", ["moon-2030", "moon-2032"])
def test_a_file_is_recognised_by_its_sentences(series: Path, report: str) -> None:
    found, alignment = recognise(TEXTS / f"{report}.txt", load_reports(series))
    assert found.id == report
    assert alignment.exact


def test_texts_of_several_files_stand_under_the_iris_of_their_reports(series: Path) -> None:
    texts = texts_of([TEXTS / "moon-2030.txt", TEXTS / "moon-2032.txt"], load_reports(series))
    sentence = f"{PREFIXES['sentence']}{{}}-2.2.1-s1"
    assert "背面" in texts[sentence.format("moon-2030")]
    assert "算力" in texts[sentence.format("moon-2032")]


def test_a_file_of_no_report_is_refused(series: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("火星上没有互联网。", encoding="utf-8")
    with pytest.raises(ReportError, match="has no sentence of report"):
        recognise(path, load_reports(series))
    with pytest.raises(NotFound, match="no map"):
        recognise(path, {})


def test_a_folder_must_have_the_name_of_its_report(series: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "source" / "mars-2030"
    folder.mkdir(parents=True)
    shutil.copy(series / "data" / "source" / "moon-2030" / "report.yaml", folder)
    with pytest.raises(ParseError, match="id must be the name of the folder, mars-2030, not moon-2030"):
        load_reports(tmp_path)


def test_an_unknown_report_is_named_with_those_there_are(series: Path) -> None:
    with pytest.raises(NotFound, match="there are: moon-2030, moon-2032"):
        find_report(load_reports(series), "moon-2031")


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ("[a]", "layout: should be a mapping"),
        ("{heads: [a]}", "layout.heads: unknown; known: runningHeads"),
        ("{runningHeads: a}", "layout.runningHeads: should be a list"),
        ("{firstPage: 0}", "layout.firstPage: should be a positive integer"),
        ("{residue: ['(']}", "layout.residue: '\\(' is no pattern"),
    ],
)
def test_each_mistake_in_the_layout_is_named(layout: str, message: str, series: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "source" / "moon-2030"
    folder.mkdir(parents=True)
    text = (series / "data" / "source" / "moon-2030" / "report.yaml").read_text(encoding="utf-8")
    (folder / "report.yaml").write_text(f"{text}layout: {layout}\n", encoding="utf-8")
    with pytest.raises(ParseError, match=message):
        load_reports(tmp_path)
