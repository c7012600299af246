import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.report.align import align, align_text
from kg.report.evidence import EvidenceText
from kg.report.fingerprints import dense
from kg.report.profiles import CAICT_2021, Profile
from kg.report.reportmap import ReportMap
from kg.report.segments import Segment

BREAKS = st.lists(st.tuples(st.floats(0, 1), st.sampled_from([" ", "\n", "\n\n", "\t", "\u3000", "\f"])))


def with_breaks(text: str, breaks: list[tuple[float, str]]) -> str:
    for where, white in breaks:
        at = int(where * len(text))
        text = text[:at] + white + text[at:]
    return text


def other_extraction(segments: list[Segment], width: int, every: int) -> Iterator[str]:
    """Lines of another width, page furniture every few lines, captions afloat, footnotes at the end."""
    number = 0
    floating: list[str] = []
    for one in segments:
        if one.kind == "figure":
            floating = ["来源：某处", f"图{one.id.removeprefix('fig')} {one.text}"]
        elif one.kind != "footnote":
            for start in range(0, len(one.text), width):
                number += 1
                yield one.text[start : start + width]
                if number % every == 0:
                    yield from (str(number // every), CAICT_2021.running_heads[0])
                if one.kind == "paragraph" and (start or len(one.text) <= width):
                    yield from floating
                    floating = []
    for one in segments:
        if one.kind == "footnote":
            yield f"{one.id.removeprefix('fn')} {one.text}"


def change(text: str, segment: Segment, number: int) -> str:
    """The text with one of the last characters of a sentence replaced."""
    start, end = segment.sentences[number - 1]
    tail = segment.text[start:end].replace(" ", "")[-6:]
    first_line = sum(len(line) + 1 for line in text.split("\n")[: segment.lines[0] - 1])
    found = re.compile(r"\s*".join(map(re.escape, tail))).search(text, first_line)
    assert found
    at = found.start()
    return text[:at] + "龘" + text[at + 1 :]


def test_the_source_itself_aligns_exactly(report_folder: Path, report_map: ReportMap) -> None:
    alignment = align(report_folder / "report.txt", report_map, CAICT_2021)
    assert alignment.exact
    assert (alignment.paragraphs, alignment.sentences) == ((80, 80), (413, 413))
    assert set(alignment.texts) == set(report_map.addresses())
    assert "identical" in alignment.describe().en


def test_aligning_without_segmenting_gives_the_same_texts(
    report_text: str, report_map: ReportMap, report_segments: list[Segment]
) -> None:
    alignment = align_text(report_text.replace("\n\n", "\n"), report_map, CAICT_2021)
    assert not alignment.exact
    assert {one.id: alignment.texts[one.id] for one in report_segments} == {
        one.id: one.text for one in report_segments
    }


@pytest.mark.parametrize(("width", "every"), [(20, 7), (29, 11), (47, 30), (1000, 3)])
def test_another_extraction_with_furniture_and_moved_footnotes_aligns_fully(
    report_segments: list[Segment], report_map: ReportMap, width: int, every: int
) -> None:
    text = "\n".join(other_extraction(report_segments, width, every))
    alignment = align_text(text, report_map, CAICT_2021)
    assert alignment.differences == ()
    assert alignment.titles_missing == ()
    assert (alignment.paragraph_share, alignment.sentence_share) == (1, 1)


@pytest.mark.parametrize("separator", ["", " "])
def test_a_text_without_line_breaks_aligns_fully(
    report_text: str, report_map: ReportMap, separator: str
) -> None:
    alignment = align_text(separator.join(report_text.split()), report_map, CAICT_2021)
    assert alignment.sentence_share == alignment.paragraph_share == 1


# Plain, broken by a footnote, broken by page number and running head, in a footnote, in the preface.
@pytest.mark.parametrize("address", ["3.4.1-s3", "1.1.3-s5", "3.6.2-s5", "fn1-s1", "fn6-s2", "0.0.1-s1"])
def test_one_changed_character_names_its_paragraph_and_sentence(
    report_text: str, report_segments: list[Segment], report_map: ReportMap, address: str
) -> None:
    holder = address.partition("-")[0]
    segment = next(one for one in report_segments if one.id == holder)
    changed = change(report_text, segment, int(address.partition("-s")[2]))
    alignment = align_text(changed, report_map, CAICT_2021)
    assert [one.address for one in alignment.differences] == [holder]
    assert [one.address for one in alignment.differences[0].sentences] == [address]
    assert alignment.sentences == (412, 413)
    assert address not in alignment.texts
    assert alignment.describe().zh.endswith(f"不同之处：{address}")


def test_the_text_that_stands_instead_is_shown(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    alignment = align_text(tiny_text.replace("都说好吃", "都说难吃"), tiny_map, tiny_profile)
    ((missing,),) = [one.sentences for one in alignment.differences]
    assert missing.found
    assert "都说难吃" in missing.found


def test_a_changed_title_or_caption_is_named(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    text = tiny_text.replace("渔夫仍然太少", "渔夫仍然太多").replace("图 1 池塘深度", "图 1 池塘宽度")
    alignment = align_text(text, tiny_map, tiny_profile)
    assert [one.address for one in alignment.titles_missing] == ["fig1", "2"]
    assert alignment.sentence_share == 1


def test_a_caption_with_its_number_written_otherwise_is_found(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    alignment = align_text(tiny_text.replace("图 1 池塘", "图表一：池塘"), tiny_map, tiny_profile)
    assert (alignment.differences, alignment.titles_missing) == ((), ())
    assert alignment.texts["fig1"] == "池塘深度"


def test_text_added_between_sentences_is_named_with_its_paragraph(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    alignment = align_text(tiny_text.replace("来。大家", "来。其实没有。大家"), tiny_map, tiny_profile)
    ((address, sentences),) = [(one.address, one.sentences) for one in alignment.differences]
    assert (address, sentences) == ("1.0.1", ())
    assert alignment.sentence_share == 1
    assert alignment.paragraphs == (4, 5)


def test_an_added_digit_is_never_taken_for_a_page_number(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    alignment = align_text(tiny_text.replace("深 30%", "深 130%"), tiny_map, tiny_profile)
    assert [one.address for one in alignment.differences] == ["1.1.1"]


def test_a_title_is_found_in_its_place_and_not_in_a_table_of_contents(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    contents = "目录\n一、月球渔业初具规模 5\n池塘 5\n二、渔夫仍然太少 7\n图 1 池塘深度 6\n"
    alignment = align_text(contents + tiny_text, tiny_map, tiny_profile)
    assert (alignment.differences, alignment.titles_missing) == ((), ())


def test_decomposed_characters_and_radicals_are_tolerated_but_width_is_not(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile
) -> None:
    decomposed = unicodedata.normalize("NFD", tiny_text).replace("大家", "\u2f24家")  # U+2F24 looks like 大
    assert align_text(decomposed, tiny_map, tiny_profile).sentence_share == 1
    alignment = align_text(tiny_text.replace("座，鱼", "座,鱼"), tiny_map, tiny_profile)
    assert [one.sentences[0].address for one in alignment.differences] == ["1.0.1-s1"]


def test_evidence_is_asked_for_by_address(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile, tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\ufeff" + tiny_text.replace("\n", "\r\n"), encoding="utf-8")
    evidence = EvidenceText.load(path, tiny_map, tiny_profile)
    assert evidence.alignment.exact
    assert evidence.sentence("1.0.1-s2") == "大家都说好吃！"
    assert evidence.sentence("1.1") == "池塘"
    assert evidence.sentence("fig1") == "池塘深度"
    assert evidence.sentence("1.1.9") is None


@given(BREAKS)
def test_white_space_never_changes_the_alignment_of_an_invented_report(
    tiny_text: str, tiny_map: ReportMap, tiny_profile: Profile, breaks: list[tuple[float, str]]
) -> None:
    expected = align_text(tiny_text, tiny_map, tiny_profile)
    alignment = align_text(with_breaks(tiny_text, breaks), tiny_map, tiny_profile)
    assert (alignment.differences, alignment.titles_missing) == ((), ())
    assert {one: dense(text) for one, text in alignment.texts.items()} == {
        one: dense(text) for one, text in expected.texts.items()
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 3000))
def test_white_space_never_changes_the_alignment_of_the_report(
    report_text: str, report_map: ReportMap, random: Random, count: int
) -> None:
    positions = [random.random() for _ in range(count)]
    breaks = [(at, "\n" if number % 2 else " ") for number, at in enumerate(positions)]
    alignment = align_text(with_breaks(report_text, breaks), report_map, CAICT_2021)
    assert (alignment.differences, alignment.titles_missing) == ((), ())
    assert alignment.sentences == (413, 413)
