"""kg check."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from kg.check.violations import Severity
from kg.cli.options import emit_json, folder, formats, languages, or_zh, steps, terminal_width
from kg.errors import Lang, Text

if TYPE_CHECKING:
    from kg.check.violations import CheckReport, Violation

_SEVERITY = {
    "violation": Text("违规", "violation"),
    "warning": Text("警告", "warning"),
    "note": Text("来源说明", "note on the source"),
}


@click.command()
@click.option(
    "--source",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="要检查的 RDF 文件，不给则为 data/triples.ttl · RDF files to check [data/triples.ttl].",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    multiple=True,
    envvar="KG_REPORT",
    help="报告文本或 PDF，用来核对原文 · The report's text or PDF, for the checks that need it.",
)
@formats
@folder
@languages
def command(
    source: tuple[Path, ...], report: tuple[Path, ...], format_: str, root: Path, lang: str | None
) -> int:
    """检查图谱 · Check the graph: shapes, statements, lexical forms. Exits 1 when there is a violation.

    \b
    Example: kg check --lang en
    """
    from kg.check.run import check

    with steps() as tell:
        result = check(root, list(source) or None, report, tell)
    if format_ == "json":
        emit_json(_as_json(result))
    else:
        _show(result, or_zh(lang))
    return 0 if result.conforms else 1


def _show(result: "CheckReport", lang: Lang) -> None:
    if result.violations:
        click.echo(_table(result.violations, lang), nl=False)
        click.echo()
    violations, warnings, notes = (result.count(one) for one in get_args(Severity))
    ran = len(result.ran)
    click.echo(
        Text(
            f"{violations} 处违规，{warnings} 处警告，{notes} 处来源说明；已运行 {ran} 项检查",
            f"{_number(violations, 'violation')}, {_number(warnings, 'warning')}, "
            f"{_number(notes, 'note')} on the source; {_number(ran, 'check')} ran",
        ).in_(lang)
    )
    for one in result.not_run:
        reason = one.reason.in_(lang)
        click.echo(
            f"未运行 {one.check}：{reason}" if lang == "zh" else f"not run: {one.check}: {reason}", err=True
        )


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _table(violations: "tuple[Violation, ...]", lang: Lang) -> str:
    from kg.query.answer import Table
    from kg.query.catalogue import Column
    from kg.query.layout import to_table
    from kg.store.terms import Literal

    heads = (
        ("severity", Text("程度", "Severity")),
        ("check", Text("检查", "Check")),
        ("focus", Text("对象", "Focus")),
        ("message", Text("问题", "Message")),
        ("place", Text("位置", "Place")),
    )
    columns = tuple(Column(name, "literal", label) for name, label in heads)
    rows = [
        tuple(
            Literal(cell)
            for cell in (
                _SEVERITY[one.severity].in_(lang),
                one.check,
                _named(one, lang),
                one.message.in_(lang),
                _place(one),
            )
        )
        for one in violations
    ]
    width = terminal_width()
    return to_table(Table(columns, [*rows], lang), width)


def _named(one: "Violation", lang: Lang) -> str:
    from kg.namespaces import shorten

    return f"{shorten(one.focus)} {one.label.in_(lang)}" if one.label else shorten(one.focus)


def _place(one: "Violation") -> str:
    return " ".join([*one.evidence, *([one.place] if one.place else [])])


def _as_json(result: "CheckReport") -> dict[str, Any]:
    from kg.namespaces import shorten

    return {
        "conforms": result.conforms,
        "counts": {severity: result.count(severity) for severity in get_args(Severity)},
        "violations": [
            {
                "check": one.check,
                "severity": one.severity,
                "focus": one.focus,
                "curie": shorten(one.focus),
                "label": one.label._asdict() if one.label else None,
                "message": one.message._asdict(),
                "evidence": list(one.evidence),
                "place": one.place,
            }
            for one in result.violations
        ],
        "ran": list(result.ran),
        "not_run": [{"check": one.check, "reason": one.reason._asdict()} for one in result.not_run],
    }
