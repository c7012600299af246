"""The text and the map of the report, and a tiny invented report with a profile of its own."""

import os
import re
from pathlib import Path

import pytest

from kg.report.profiles import CAICT_2021, Profile
from kg.report.reportmap import ReportMap, make_map
from kg.report.segments import Segment, segment

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "data" / "source" / "caict-2021"

TINY_PROFILE = Profile(
    id="tiny",
    running_heads=("月球渔业年报",),
    preface=re.compile("前言"),
    part=re.compile(r"(?P<number>[一二三])、(?P<text>.+)"),
    section=re.compile(r"(?P<text>.+?)\s*\((?P<number>[一二三])\)"),
    caption=re.compile(r"图\s*(?P<number>\d)\s+(?P<text>.+)"),
    caption_mark="图",
    footnote=re.compile(r"(?P<number>\d)\s+(?P<text>.+)"),
    source=re.compile("来源：.*"),
    page_number=re.compile(r"\d{1,3}"),
    residue=(re.compile(r"(?:甲池|乙池){3,}"),),
    paragraph_end=re.compile(r"。\s+$"),
    page_opening=re.compile(r"^\s+\S"),
    first_page=5,
    lead_max_chars=12,
)
# Invented: a fishery on the moon. Blanks at the ends of lines count, as in a text layer.
TINY_LINES = (
    "前言",
    "本年报只为测试而写。 ",
    " 一、月球渔业初具规模",
    "月球上有池塘 3 座，鱼由地球运",
    "来。大家都说好吃！ ",
    "池塘 (一)",
    "池塘越挖越深。甲池深 12.5 米，乙池深 30% 的部分住着",
    "金鱼 1，乙池另有“会唱歌吗？”的鱼与 Blue",
    "1 见钓友口述，未经核实。",
    "9",
    "月球渔业年报",
    "甲池 乙池 甲池",
    "Whale 同游。 ",
    "来源：月球渔业协会",
    "图 1 池塘深度",
    "夜里无鱼可看。 ",
    " 二、渔夫仍然太少",
    "渔夫只有 2 位，轮流值班。 ",
    "",
)


@pytest.fixture(scope="session")
def tiny_profile() -> Profile:
    return TINY_PROFILE


@pytest.fixture(scope="session")
def tiny_text() -> str:
    return "\n".join(TINY_LINES)


@pytest.fixture(scope="session")
def tiny_segments(tiny_text: str) -> list[Segment]:
    return segment(tiny_text, TINY_PROFILE)


@pytest.fixture(scope="session")
def tiny_map(tiny_segments: list[Segment]) -> ReportMap:
    return make_map(tiny_segments, TINY_PROFILE)


@pytest.fixture(scope="session")
def report_folder() -> Path:
    """The folder with the report's text, which is no part of the project."""
    folder = ROOT.parent / "shared" / "report"
    if not (folder / "report.txt").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} must be there in CI")
        pytest.skip(f"the report's text is not at {folder}")
    return folder


@pytest.fixture(scope="session")
def report_text(report_folder: Path) -> str:
    return (report_folder / "report.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def report_segments(report_text: str) -> list[Segment]:
    return segment(report_text, CAICT_2021)


@pytest.fixture(scope="session")
def source() -> Path:
    """The folder of what people edit and the map."""
    return SOURCE


@pytest.fixture(scope="session")
def report_map() -> ReportMap:
    """The map as committed."""
    return ReportMap.load(SOURCE / "map.jsonl")
