import re
from pathlib import Path

import pytest

from kg.errors import NotFound, OutputError, ParseError, ReportError
from kg.report.evidence import sentences_in
from kg.report.profiles import Profile
from kg.report.reportmap import ReportMap, make_map, write_map
from kg.report.segments import Segment

ROOT = Path(__file__).parents[2]


def test_the_committed_map_is_fresh(report_folder: Path, source: Path, tmp_path: Path) -> None:
    write_map(report_folder / "report.txt", tmp_path / "map.jsonl")
    assert (source / "map.jsonl").read_bytes() == (tmp_path / "map.jsonl").read_bytes()


def test_the_committed_map_holds_no_words(source: Path) -> None:
    assert not re.search("[\u3400-\u9fff]{6}", (source / "map.jsonl").read_text(encoding="utf-8"))


def test_the_map_has_the_whole_report(report_map: ReportMap) -> None:
    assert len(report_map) == 122
    assert sum(entry.kind == "paragraph" for entry in report_map) == 80
    assert len(list(report_map.sentence_addresses())) == 413


@pytest.mark.parametrize("folder", ["src/kg/report", "tests/report", "data/source/caict-2021"])
def test_no_file_of_the_room_contains_a_sentence_of_the_report(folder: str, report_map: ReportMap) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".yaml", ".jsonl"}]
    assert files
    assert {path.name: sentences_in(path.read_text(encoding="utf-8"), report_map) for path in files} == {
        path.name: [] for path in files
    }


def test_a_sentence_in_a_file_is_noticed_whatever_its_line_breaks(tiny_map: ReportMap) -> None:
    assert sentences_in("# 月球上有池塘\n# 3 座", tiny_map) == []
    assert sentences_in("x = '夜里无鱼\n可 看。'", tiny_map) == ["1.1.2-s1"]


def test_what_is_dumped_loads_as_the_same_map(tiny_map: ReportMap, tmp_path: Path) -> None:
    path = tmp_path / "map.jsonl"
    path.write_text(tiny_map.dump(), encoding="utf-8", newline="\n")
    assert ReportMap.load(path) == tiny_map
    assert ReportMap.load(path).dump() == tiny_map.dump()


@pytest.mark.parametrize(
    ("address", "there"),
    [
        *[(one, True) for one in ("1.1.1-s3", "1.1", "2", "fn1-s1", "fig1", "0", "0.0.1")],
        *[(one, False) for one in ("1.1.1-s4", "fn2", "fig1-s1", "1.2", "鱼")],
    ],
)
def test_the_map_knows_which_addresses_there_are(tiny_map: ReportMap, address: str, there: bool) -> None:
    assert tiny_map.has(address) is there


def test_addresses_sort_in_the_order_of_the_report(tiny_map: ReportMap) -> None:
    in_order = list(tiny_map.addresses())
    assert sorted(sorted(in_order), key=tiny_map.order_key) == in_order
    assert in_order[:4] == ["0", "0.0.1", "0.0.1-s1", "1"]
    with pytest.raises(NotFound, match=r"1\.9\.9"):
        tiny_map.order_key("1.9.9")


def test_pages_of_an_address_run_from_first_to_last(tiny_map: ReportMap) -> None:
    assert tiny_map.pages("1.1.1") == (5, 6)
    assert tiny_map.pages("1.1.1-s2") == (5, 5)
    assert tiny_map.pages("1.1") == (5, 5)
    assert tiny_map.pages("0.0.1-s1") == (None, None)
    assert tiny_map.sentence("1.1.1-s3").pages == (5, 6)
    with pytest.raises(NotFound, match="sentence"):
        tiny_map.sentence("1.1.1")


def test_numbers_have_decimals_and_per_cent_but_no_letters(tiny_profile: Profile) -> None:
    text = "鱼 12.5 米，30% 与 29.2 % 在 2015-2020 年用 5G、C2M 与 14.8ZB。"
    segment = Segment("1.1.1", "paragraph", "1.1", (1, 1), 1, text, "", ((0, len(text)),), ((1, 1),))
    (entry,) = make_map([segment], tiny_profile)
    assert [text[start:end] for start, end in entry.numbers] == ["12.5", "30%", "29.2 %", "2015", "2020"]


def test_a_lead_is_short_without_figures_and_in_a_numbered_section(tiny_map: ReportMap) -> None:
    assert [entry.id for entry in tiny_map if entry.lead] == ["1.1.1"]


def test_most_paragraphs_of_the_report_have_a_lead(report_map: ReportMap) -> None:
    without = [entry.id for entry in report_map if entry.kind == "paragraph" and not entry.lead]
    before_sections = ["0.0.1", "0.0.2", "0.0.3", "0.0.4", "1.0.1", "2.0.1", "3.0.1", "4.0.1"]
    assert sorted(without) == sorted(before_sections)


def test_a_broken_map_names_file_and_line(tmp_path: Path, tiny_map: ReportMap) -> None:
    path = tmp_path / "map.jsonl"
    path.write_text(tiny_map.dump().splitlines()[0] + '\n{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(ParseError, match=r"map\.jsonl:2: no map entry"):
        ReportMap.load(path)
    with pytest.raises(ParseError, match="cannot be read"):
        ReportMap.load(tmp_path / "none.jsonl")


def test_a_map_is_written_only_from_a_text_the_profile_knows(
    tiny_text: str, tiny_profile: Profile, tmp_path: Path
) -> None:
    report, out = tmp_path / "report.txt", tmp_path / "map.jsonl"
    report.write_text("鱼。", encoding="utf-8")
    with pytest.raises(ReportError, match="no section title"):
        write_map(report, out)
    report.write_text(tiny_text, encoding="utf-8")
    assert write_map(report, out, tiny_profile) == ReportMap.load(out)
    with pytest.raises(OutputError, match="cannot be written"):
        write_map(report, tmp_path / "none" / "map.jsonl", tiny_profile)
