import pytest

from kg.errors import NotFound
from kg.report.addresses import Pages, cite, from_iri, iri, numeral, parse, prefix
from kg.report.reportmap import ReportMap

BASE = "https://w3id.org/internet-report-kg/id/"

CITATIONS: list[tuple[str, Pages | None, str, str]] = [
    ("3.4.1-s3", (29, 29), "三（四）第1段第3句，第29页", "Part 3, section (4), para. 1, sentence 3, p. 29"),
    (
        "3.4.2-s5",
        (29, 30),
        "三（四）第2段第5句，第29—30页",
        "Part 3, section (4), para. 2, sentence 5, pp. 29–30",
    ),
    ("3.4.1", (29, 29), "三（四）第1段，第29页", "Part 3, section (4), para. 1, p. 29"),
    ("3.4", (29, 29), "三（四）标题，第29页", "Part 3, section (4), title, p. 29"),
    ("3", (25, 25), "三标题，第25页", "Part 3, title, p. 25"),
    ("3.0.1-s2", (25, 25), "三导语第1段第2句，第25页", "Part 3, introduction, para. 1, sentence 2, p. 25"),
    ("3.0.1", (25, 25), "三导语第1段，第25页", "Part 3, introduction, para. 1, p. 25"),
    ("0", None, "前言标题", "Preface, title"),
    ("0.0.2-s1", (None, None), "前言第2段第1句", "Preface, para. 2, sentence 1"),
    ("fn1-s1", (3, 3), "脚注1第1句，第3页", "Footnote 1, sentence 1, p. 3"),
    ("fn1", (3, 3), "脚注1，第3页", "Footnote 1, p. 3"),
    ("fig1", (2, 2), "图1题注，第2页", "Figure 1, caption, p. 2"),
    (
        "11.20.3-s14",
        (7, None),
        "十一（二十）第3段第14句，第7页",
        "Part 11, section (20), para. 3, sentence 14, p. 7",
    ),
]


@pytest.mark.parametrize(("address", "pages", "zh", "en"), CITATIONS)
def test_a_person_can_cite_every_place(address: str, pages: Pages | None, zh: str, en: str) -> None:
    assert cite(address, pages, "zh") == zh
    assert cite(address, pages, "en") == en


@pytest.mark.parametrize(
    ("address", "class_prefix"),
    [
        ("3.4.1-s3", "sentence"),
        ("fn1-s1", "sentence"),
        ("3.4.1", "paragraph"),
        ("3.0.1", "paragraph"),
        ("3.4", "section"),
        ("3", "part"),
        ("0", "preface"),
        ("fn1", "footnote"),
        ("fig1", "caption"),
    ],
)
def test_each_kind_of_place_has_its_prefix(address: str, class_prefix: str) -> None:
    assert prefix(address) == class_prefix
    assert iri("caict-2021", address) == f"{BASE}{class_prefix}/caict-2021-{address}"
    assert str(parse(address)) == address


def test_every_address_of_the_report_comes_back_from_its_iri(report_map: ReportMap) -> None:
    for address in report_map.addresses():
        assert from_iri(iri("caict-2021", address)) == ("caict-2021", address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3.4.1-s0",
        "3.4.01",
        "03",
        "3.4-s1",
        "3-s1",
        "fig1-s1",
        "fn0",
        "0.1",
        "0.1.1",
        "0.0",
        "3.0",
        "a",
        "3.4.1.1",
        "3.4.1-s3\n",
        "３",
        "3.4.1-S3",
        " 3",
    ],
)
def test_what_is_no_address_is_refused_with_examples(text: str) -> None:
    with pytest.raises(NotFound, match=r"3\.4\.1-s3"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}section/caict-2021-3.4.1-s3",
        f"{BASE}report/caict-2021",
        f"{BASE}sentence/caict-2021",
        f"{BASE}company/alibaba",
        "https://example.org/id/sentence/caict-2021-3.4.1-s3",
        "",
    ],
)
def test_an_iri_of_something_else_is_no_place(text: str) -> None:
    with pytest.raises(NotFound, match="place in a report"):
        from_iri(text)


def test_numerals_are_written_as_in_titles() -> None:
    assert [numeral(n) for n in (1, 9, 10, 11, 20, 24, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十四",
        "九十九",
    ]
