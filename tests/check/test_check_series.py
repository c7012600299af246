"""kg check over two reports: nothing is wrong, and what is wrong in one is told of that one."""

import shutil
from pathlib import Path

import pytest

from kg.build.run import TRIPLES, build
from kg.check.run import check
from kg.check.titles import CHECK

TEXTS = Path(__file__).parents[1] / "series"


@pytest.fixture
def root(series: Path, tmp_path: Path) -> Path:
    shutil.copytree(series, tmp_path / "root")
    return tmp_path / "root"


def _edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "data" / "source" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (root / TRIPLES).write_text(build(root), encoding="utf-8")


def test_both_reports_are_checked_against_both_texts(series: Path) -> None:
    result = check(series, report=[TEXTS / "moon-2030.txt", TEXTS / "moon-2032.txt"])
    assert result.violations == ()
    assert result.not_run == ()


def test_a_sentence_left_out_of_one_report_is_told_with_that_report(root: Path) -> None:
    _edit(
        root,
        "moon-2032/1.1.yaml",
        "1.1.1-s1:\n- {none: {zh: 没有具体内容, en: nothing definite is said}}\n",
        "",
    )
    (found,) = check(root).violations
    assert found.check == "sentence-without-claim"
    assert found.evidence == ("moon-2032-1.1.1-s1",)


def test_a_number_left_out_of_one_report_is_told_with_that_report(root: Path) -> None:
    _edit(root, "moon-2032/1.1.yaml", "300 万人", "许多人")
    _edit(root, "moon-2032/1.1.yaml", "value: 3000000", "value: 5")
    text = TEXTS / "moon-2032.txt"
    found = [one for one in check(root, report=text).violations if one.check == "number-not-captured"]
    assert {one.focus.rpartition("/")[2] for one in found} == {"moon-2032-1.1.1-s2"}


@pytest.mark.parametrize(
    ("old", "new", "said", "address"),
    [
        ("月面算力供给不足", "月面算力供不应求", "differs from what is printed", "2.2"),
        ('  "2.2": {zh: 月面算力供给不足, en: Computing power on the moon falls short}\n', "", "is not given", "2.2"),
        ('titles:\n', 'titles:\n  "4": {zh: 后记, en: Afterword}\n', "has no place in the map", "4"),
    ],
)  # fmt: skip
def test_a_title_that_is_not_as_printed_is_found(
    old: str, new: str, said: str, address: str, root: Path
) -> None:
    _edit(root, "moon-2032/report.yaml", old, new)
    (found,) = [one for one in check(root).violations if one.check == CHECK]
    assert said in found.message.en
    assert found.evidence == (address,)
    assert "moon-2032" in found.message.en
