"""Comparisons and changes as tables, which are written in every format that rows have."""

from collections.abc import Iterable, Mapping
from typing import Final

from kg.errors import Lang, Text
from kg.link.snapshot.beside import Line, Verdict
from kg.link.snapshot.drift import Change, Finding
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.store.terms import Iri, Literal

_THING: Final = Column("thing", "iri", Text("事物", "thing"))
_RECORD: Final = Column("record", "iri", Text("外部记录", "record"))
_BESIDE: Final = (
    _THING,
    _RECORD,
    Column("property", "literal", Text("项目", "property")),
    Column("here", "literal", Text("本图", "here")),
    Column("there", "literal", Text("外部", "there")),
    Column("verdict", "literal", Text("对照", "verdict")),
)
_DRIFT: Final = (
    _THING,
    _RECORD,
    Column("change", "literal", Text("变动", "change")),
    Column("before", "literal", Text("从前", "before")),
    Column("now", "literal", Text("现在", "now")),
)
PROPERTY_WORDS: Final = {
    "name-zh": Text("中文名", "name (zh)"),
    "name-en": Text("英文名", "name (en)"),
    "kind": Text("类别", "kind"),
    "country": Text("国家", "country"),
    "headquarters": Text("所在地或总部", "headquarters"),
    "founded": Text("成立", "founded"),
    "ended": Text("终止", "ended"),
    "website": Text("网站", "web site"),
    "stock-code": Text("证券代码", "stock code"),
    "lei": Text("法人机构识别编码", "LEI"),
}
_VERDICTS: Final = {
    Verdict.AGREES: Text("一致", "agrees"),
    Verdict.DIFFERS: Text("不同", "differs"),
    Verdict.ABSENT_HERE: Text("本图没有", "absent here"),
    Verdict.ABSENT_THERE: Text("外部没有", "absent there"),
    Verdict.OPEN: Text("未定", "open"),
}
_CHANGES: Final = {
    Change.MOVED: Text("已并入他条", "redirected"),
    Change.GONE: Text("已删除", "deleted"),
    Change.ABSENT: Text("不在快照里", "not in the snapshot"),
    Change.LABEL: Text("名称变了", "label changed"),
    Change.NAMES: Text("没有共同的名称", "no name in common"),
    Change.TYPES: Text("类型变了", "types changed"),
    Change.CLASH: Text("类型与类不相容", "types do not suit"),
}


def of_lines(lines: Iterable[Line], labels: Mapping[str, str], lang: Lang) -> Table:
    """A row for each property. labels: IRI -> label, of things and records."""
    rows = [
        (
            Iri(one.link.subject),
            Iri(one.link.record),
            Literal(PROPERTY_WORDS[one.property].in_(lang)),
            Literal(" · ".join(one.ours)) if one.ours else None,
            Literal(" · ".join(one.theirs)) if one.theirs else None,
            Literal(_VERDICTS[one.verdict].in_(lang)),
        )
        for one in lines
    ]
    return Table(_BESIDE, list(rows), lang, labels, beside=True)


def of_findings(findings: Iterable[Finding], labels: Mapping[str, str], lang: Lang) -> Table:
    """A row for each change. labels: as in of_lines."""
    rows = [
        (
            Iri(one.link.subject),
            Iri(one.link.record),
            Literal(_CHANGES[one.change].in_(lang)),
            Literal(one.before) if one.before else None,
            Literal(one.now) if one.now else None,
        )
        for one in findings
    ]
    return Table(_DRIFT, list(rows), lang, labels, beside=True)


def verdict_counts(lines: Iterable[Line]) -> Text:
    """How many of each verdict."""
    listed = [one.verdict for one in lines]
    zh = "，".join(f"{words.zh} {listed.count(one)}" for one, words in _VERDICTS.items())
    en = ", ".join(f"{listed.count(one)} {words.en}" for one, words in _VERDICTS.items())
    return Text(f"{len(listed)} 行：{zh}", f"{len(listed)} lines: {en}")
