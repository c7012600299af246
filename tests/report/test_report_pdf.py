"""A PDF made here from the report's lines: other pages, a running head and a page number on each."""

import html
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.report.align import align
from kg.report.profiles import CAICT_2021
from kg.report.reportmap import ReportMap
from kg.report.segments import Segment

HEAD = CAICT_2021.running_heads[0]
# Content of the top and of the bottom of each page.
LAYOUTS = {
    "number below": (f'"{HEAD}"', "counter(page)"),
    "number beside the head": (f'counter(page) " {HEAD}"', "none"),
    "number in dashes": (f'"{HEAD}"', '"— " counter(page) " —"'),
    "number alone": ("none", "counter(page)"),
}


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium must be there in CI")
        pytest.skip("no Chromium to print a PDF with")
    return found


def print_pdf(chromium: str, paragraphs: list[str], layout: str, size: int, folder: Path) -> Path:
    page, pdf = folder / "report.html", folder / "report.pdf"
    top, bottom = LAYOUTS[layout]
    style = (
        f"@page {{ size: A5; margin: 20mm; @top-center {{ content: {top} }}"
        f" @bottom-center {{ content: {bottom} }} }}"
        f' body {{ font: {size}pt "Noto Sans CJK SC" }} p {{ margin: 0 }}'
    )
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}", encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [chromium, *options, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return pdf


def kept_lines(text: str) -> list[str]:
    stripped = [line.strip() for line in text.split("\n")]
    return [line for line in stripped if line and line != HEAD and not line.isdecimal()]


@pytest.mark.parametrize(
    ("layout", "size"), [("number below", 10), ("number below", 14), *((layout, 11) for layout in LAYOUTS)]
)
def test_a_pdf_of_the_lines_aligns_in_full(
    chromium: str, report_text: str, report_map: ReportMap, tmp_path: Path, layout: str, size: int
) -> None:
    pdf = print_pdf(chromium, kept_lines(report_text), layout, size, tmp_path)
    alignment = align(pdf, report_map, CAICT_2021)
    # Measured: all of it; the differences are listed here when that changes.
    assert alignment.describe().en == "aligned 80 of 80 paragraphs and 413 of 413 sentences"
    assert not alignment.exact


def test_a_pdf_that_flows_aligns_in_full(
    chromium: str, report_segments: list[Segment], report_map: ReportMap, tmp_path: Path
) -> None:
    numbered = {"footnote": ("fn", ""), "figure": ("fig", "图 ")}
    paragraphs = []
    for one in report_segments:
        letters, mark = numbered.get(one.kind, ("", ""))
        number = f"{mark}{one.id.removeprefix(letters)} " if letters else ""
        paragraphs.append(number + one.text)
    alignment = align(print_pdf(chromium, paragraphs, "number below", 11, tmp_path), report_map, CAICT_2021)
    assert alignment.describe().en == "aligned 80 of 80 paragraphs and 413 of 413 sentences"
