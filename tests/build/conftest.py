"""A tiny root: the real ontology and rules, an invented report on lunar fisheries, and what people write about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.report.profiles import CAICT_2021
from kg.report.reportmap import make_map
from kg.report.segments import segment

ROOT = Path(__file__).parents[2]
TEXT = (
    " 一、月球渔业初具规模\n池塘 (一)\n"
    "池塘很深。月球渔业局今年三月罚了渔夫甲 3 枚硬币。渔夫可能偷懒，因此池塘更深。 \n"
    "夜里无鱼可看。 \n"
)
REPORT = """\
id: moon-2030
title: {zh: 月球渔业年报, en: Lunar Fishery Annual}
publisher: organization:moon-institute
year: 2030
profile: caict-2021
titles:
  "1": {zh: 月球渔业初具规模, en: Lunar fisheries take shape}
  "1.1": {zh: 池塘, en: Ponds}
"""
ENTITIES = {
    "organization": 'moon-institute: {zh: 月球研究所, en: Moon Institute, kind: public-institution, zhDefinition: "研究月球的机构。", enDefinition: "A body that studies the moon."}\n',
    "regulator": 'moon-fishery: {zh: 月球渔业局, en: Lunar Fishery Bureau, also: {zh: [渔业局]}, labelAuthority: Own, kind: state-body, zhDefinition: "管鱼的机关。", enDefinition: "The body in charge of fish."}\n',
    "group": 'fishers: {zh: 渔夫, en: fishers, kind: person-group, zhDefinition: "捕鱼的人。", enDefinition: "People who catch fish."}\n',
    "practice": 'idling: {zh: 偷懒, en: idling, zhDefinition: "该做而不做。", enDefinition: "Not doing what one should."}\n',
    "challenge": 'deep-pond: {zh: 池塘过深, en: ponds too deep, zhDefinition: "池塘深得见不到鱼的问题。", enDefinition: "The problem that ponds are too deep to see fish."}\n'
    'no-fish: {zh: 无鱼, en: no fish, zhDefinition: "看不到鱼的问题。", enDefinition: "The problem that no fish is seen."}\n',
    "indicator": 'fine: {zh: 罚款, en: fine, zhDefinition: "罚款的数额。", enDefinition: "The sum of a fine."}\n',
}
STATEMENTS = """\
"1.1":
- [challenge:no-fish, partOf, challenge:deep-pond]
1.1.1-s1:
- [challenge:deep-pond, harms, group:fishers, {basis: Implied}]
1.1.1-s2:
- {action: fisher-fine, zh: 渔业局罚渔夫, en: Bureau fines fishers, authority: regulator:moon-fishery, respondent: group:fishers, respondentPrecision: class, conduct: practice:idling, measure: fine, amount: figure:fisher-fine, period: 2030-03, periodPrinted: 今年三月}
- {figure: fisher-fine, indicator: indicator:fine, subject: group:fishers, value: 3, unit: one, approximation: Over, verbatim: 超过3枚}
1.1.1-s3:
- [group:fishers, practises, practice:idling, {modality: Hypothetical}]
- [practice:idling, worsens, challenge:deep-pond, {basis: Editorial, rationale: {zh: 试验用, en: for the test}}]
1.1.2-s1:
- {none: {zh: 承接句, en: a transition}}
"""


def make_root(folder: Path) -> Path:
    """Write the tiny root into a folder and return it."""
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copytree(ROOT / "queries" / "rules", folder / "queries" / "rules")
    source = folder / "data" / "source"
    report = source / "moon-2030"
    (source / "entities").mkdir(parents=True)
    report.mkdir()
    (report / "report.yaml").write_text(REPORT, encoding="utf-8")
    (report / "map.jsonl").write_text(
        make_map(segment(TEXT, CAICT_2021), CAICT_2021).dump(), encoding="utf-8"
    )
    (report / "1.1.yaml").write_text(STATEMENTS, encoding="utf-8")
    for name, text in ENTITIES.items():
        (source / "entities" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def moon(tmp_path: Path) -> Path:
    """The tiny root."""
    return make_root(tmp_path)


@pytest.fixture
def append(moon: Path) -> Callable[[str, str], None]:
    """Adds lines to a source file of the tiny root: append('moon-2030/1.1', text)."""

    def add(name: str, text: str) -> None:
        path = moon / "data" / "source" / f"{name}.yaml"
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")

    return add
