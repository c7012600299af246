"""Printed words against an invented text, and our words against its sentences."""

from pathlib import Path

import pytest

from kg.check.files import Checked, Index, read
from kg.check.textual import CHECKS, Textual
from kg.namespaces import expand

SENTENCES = {
    "sentence:moon-2031-1.1.1-s1": "月球上的池塘共 3 座，去年个别小钓户到夜里还在这几座池塘中捕鱼。",
    "sentence:moon-2031-1.1.1-s2": "去年5月环形山渔业被罚约3.5元，漏水超过 20处，池塘管理局说今后还会加强巡查。",
    "sentence:moon-2031-1.1.1-s3": "下面说说对策。",
    "sentence:moon-2031-fn1-s1": "深度为3至 5 米。",
    "sentence:moon-2031-1.2.1-s1": "应当多从地球运鱼来充实各座池塘里的鱼群。",
}
TEXTS = {expand(curie): text for curie, text in SENTENCES.items()}
TITLE = "关于多从地球运鱼来充实各座池塘里的鱼群的通知"
CHANGES = {
    "printed-words": [
        ('kg:verbatim "约3.5元"@zh', 'kg:verbatim "约3.6元"@zh'),
        ('kg:periodPrinted "去年"@zh', 'kg:periodPrinted "今年"@zh'),
        ('kg:quantifierPrinted "个别"@zh', 'kg:quantifierPrinted "所有"@zh'),
    ],
    "copied-words": [
        ('kg:note "前后不一。"@zh', 'kg:note "漏水超过20处，池塘管理局说今后还会加强巡查，属实。"@zh'),
        ('kg:gloss "有的小钓户夜里捕鱼。"@zh', 'kg:gloss "小钓户到夜里还在 这几座池塘中捕鱼。"@zh'),
        ('skos:definition "虚构的月球。"@zh', 'skos:definition "环形山渔业被罚约3.5元，漏水超过20处。"@zh'),
        ('rdfs:label "月球"@zh', f'rdfs:label "{TITLE}"@zh'),
        ('rdfs:label "没有水"@zh', 'rdfs:label "应当多从地球运鱼来充实各座池塘里的鱼群而且要快一点"@zh'),
    ],
}
ALLOWED = [
    # An official title, and whatever repeats no more than that title.
    ('rdfs:label "关于养鱼的通知"@zh', f'rdfs:label "{TITLE}"@zh'),
    # A short lead sentence as a label, and words that are the report's but short.
    ('rdfs:label "没有水"@zh', 'rdfs:label "应当多从地球运鱼来充实各座池塘里的鱼群"@zh'),
    ('kg:note "前后不一。"@zh', 'kg:note "管理局说还会加强巡查。"@zh'),
]
CASES = [(name, *pair) for name, pairs in CHANGES.items() for pair in pairs]


def found(good: Path, tmp_path: Path, old: str, new: str) -> list[str]:
    text = good.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "spoilt.trig"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [one.check for one in Textual(Index(read(path, tmp_path).quads), TEXTS).run()]


def test_good_graph_passes(checked: Checked) -> None:
    index = Index(checked.data[0].quads)
    assert [(one.check, one.focus, one.message) for one in Textual(index, TEXTS).run()] == []


@pytest.mark.parametrize(("name", "old", "new"), CASES)
def test_change_is_found(name: str, old: str, new: str, good: Path, tmp_path: Path) -> None:
    assert found(good, tmp_path, old, new) == [name]


@pytest.mark.parametrize(("old", "new"), ALLOWED)
def test_allowed_words_pass(old: str, new: str, good: Path, tmp_path: Path) -> None:
    assert found(good, tmp_path, old, new) == []


def test_every_check_has_a_change() -> None:
    assert set(CHANGES) == set(CHECKS)
