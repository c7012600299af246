"""Each file that is no report gives one clear line in both languages, naming the file and the remedy."""

from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.report.align import align
from kg.report.profiles import Profile
from kg.report.reading import MAX_TEXT_CHARS
from kg.report.reportmap import ReportMap

EMPTY_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        ("gone.txt", None, "没有这个文件", "no such file; check --report or KG_REPORT"),
        ("gb.txt", "渔业".encode("gb18030"), "iconv", "not UTF-8 text (byte 1); convert it first"),
        ("utf16.txt", "渔业".encode("utf-16"), "UTF-8", "not UTF-8 text"),
        ("text.pdf", "渔业".encode(), "不是 PDF", "not a PDF; give the PDF or UTF-8 text"),
        ("broken.pdf", b"%PDF-1.7 nothing", "无法打开 PDF", "the PDF cannot be opened"),
        ("scan.pdf", EMPTY_PDF, "没有文字层", "has no text layer; run text recognition"),
        ("scan.txt", EMPTY_PDF, "没有文字层", "has no text layer"),
        ("empty.txt", b" \n", "文件是空的", "the file is empty; give the full text"),
        ("long.txt", b"a" * (MAX_TEXT_CHARS + 1), "不像一份报告", "too long for one report"),
        ("other.txt", "此文与渔业无关。".encode(), "没有一句相同", "has no sentence of report tiny"),
    ],
)
def test_a_file_that_is_not_the_report_says_what_to_do(
    tmp_path: Path,
    tiny_map: ReportMap,
    tiny_profile: Profile,
    name: str,
    content: bytes | None,
    zh: str,
    en: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportError) as caught:
        align(path, tiny_map, tiny_profile)
    text = caught.value.text
    assert zh in text.zh
    assert en in text.en
    assert text.zh.startswith(str(path))
    assert text.en.startswith(str(path))
    assert "\n" not in text.zh + text.en


def test_a_folder_is_not_a_report(tmp_path: Path, tiny_map: ReportMap, tiny_profile: Profile) -> None:
    with pytest.raises(ReportError, match="not a regular file"):
        align(tmp_path, tiny_map, tiny_profile)
