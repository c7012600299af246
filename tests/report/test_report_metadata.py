from pathlib import Path

import pytest

from kg.errors import ParseError, Text
from kg.report.fingerprints import fingerprint
from kg.report.metadata import ReportMetadata
from kg.report.profiles import PROFILES
from kg.report.reportmap import ReportMap

GOOD = """\
id: tiny
title: {zh: 月球渔业年报, en: Lunar Fishery Annual}
publisher: organization:moon
year: 2021
profile: tiny
titles:
  "1.1": {zh: 池塘, en: Ponds}
numbersLeftOut:
  "1.1.1-s1": {"7": {zh: 脚注标记, en: a footnote mark}}
"""


@pytest.fixture(scope="module")
def metadata(source: Path) -> ReportMetadata:
    return ReportMetadata.load(source / "report.yaml")


def test_the_report_has_its_facts(metadata: ReportMetadata) -> None:
    assert (metadata.id, metadata.year, metadata.publisher) == ("caict-2021", 2021, "organization:caict")
    assert metadata.profile in PROFILES


def test_every_title_and_caption_of_the_map_is_there_as_printed(
    metadata: ReportMetadata, report_map: ReportMap
) -> None:
    untitled = {entry.id: entry.mark for entry in report_map if not entry.sentences}
    assert {address: fingerprint(title.zh) for address, title in metadata.titles.items()} == untitled
    assert list(metadata.titles) == list(untitled)


def test_no_two_titles_have_the_same_english(metadata: ReportMetadata) -> None:
    english = [title.en for title in metadata.titles.values()]
    assert len(set(english)) == len(english)


def test_a_small_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(GOOD, encoding="utf-8")
    loaded = ReportMetadata.load(path)
    assert loaded.titles == {"1.1": Text("池塘", "Ponds")}
    assert loaded.numbers_left_out == {"1.1.1-s1": {"7": Text("脚注标记", "a footnote mark")}}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: tiny\n", "", "id: missing"),
        ("year: 2021", "year: soon", "year: missing or no int"),
        ("year: 2021", "year: 2021\ncolour: red", "colour: unknown"),
        ('"1.1"', "1.1", r"titles\.1\.1: quote the address"),
        ('"1.1"', '"1.1-s1"', "is no address"),
        ('"7"', "7", r"numbersLeftOut\.1\.1\.1-s1: should be"),
        ("en: a footnote mark", "fr: renvoi", r"numbersLeftOut\.1\.1\.1-s1\.7: needs exactly zh and en"),
        ("en: Ponds", "fr: Etangs", r"titles\.1\.1: needs exactly zh and en"),
        ("en: Ponds}", "en: Ponds", r"report\.yaml:\d+: not YAML"),
        (GOOD, "- a", "should be a mapping"),
    ],
)
def test_a_mistake_is_named_with_file_and_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ParseError, match=message) as caught:
        ReportMetadata.load(path)
    assert str(path) in caught.value.text.zh


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="cannot be read"):
        ReportMetadata.load(tmp_path / "report.yaml")
