from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.report.profiles import CAICT_2021, PROFILES, profile
from kg.report.segments import Segment, join, split_sentences


def test_the_report_segments_byte_for_byte_as_the_reference(
    report_folder: Path, report_segments: list[Segment]
) -> None:
    expected = (report_folder / "segments.jsonl").read_bytes()
    assert "".join(one.to_json() + "\n" for one in report_segments).encode() == expected


def test_an_invented_report_segments_by_its_own_profile(tiny_segments: list[Segment]) -> None:
    assert [(one.id, one.kind, one.within, one.lines, one.page) for one in tiny_segments] == [
        ("0", "preface", None, (1, 1), None),
        ("0.0.1", "paragraph", "0", (2, 2), None),
        ("1", "part", None, (3, 3), 5),
        ("1.0.1", "paragraph", "1", (4, 5), 5),
        ("1.1", "section", "1", (6, 6), 5),
        ("1.1.1", "paragraph", "1.1", (7, 13), 5),
        ("fn1", "footnote", "1.1", (9, 9), 5),
        ("fig1", "figure", "1.1", (15, 15), 6),
        ("1.1.2", "paragraph", "1.1", (16, 16), 6),
        ("2", "part", None, (17, 17), 7),
        ("2.0.1", "paragraph", "2", (18, 18), 7),
    ]


def test_a_paragraph_runs_on_over_footnote_page_break_and_chart_residue(
    tiny_segments: list[Segment],
) -> None:
    paragraph = next(one for one in tiny_segments if one.id == "1.1.1")
    assert paragraph.text.endswith("的鱼与 Blue Whale 同游。")
    assert paragraph.pages == ((5, 5), (5, 5), (5, 6))


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("", "a", "a"),
        ("a", "b", "a b"),
        ("鱼", "b", "鱼b"),
        ("a", "鱼", "a鱼"),
        ("3", "G", "3 G"),
        ("a-", "b", "a-b"),
    ],
)
def test_lines_join_with_a_space_only_between_ascii_words(before: str, after: str, joined: str) -> None:
    assert join(before, after) == joined


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("鱼来了。", ["鱼来了。"]),
        ("鱼？“来！”好；真好。", ["鱼？", "“来！”", "好；真好。"]),
        ("没有句号", ["没有句号"]),
        ("有。没有", ["有。", "没有"]),
        ("真的！？好", ["真的！？", "好"]),
    ],
)
def test_sentences_end_at_stops_and_their_closing_quotes(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_a_profile_is_found_by_report_id_or_named_as_unknown() -> None:
    assert profile("caict-2021") is CAICT_2021
    assert list(PROFILES) == ["caict-2021"]
    with pytest.raises(NotFound, match="caict-2021"):
        profile("caict-1921")
