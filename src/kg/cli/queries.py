"""kg queries."""

import click

from kg.cli.options import emit_json, formats, languages, or_zh
from kg.query.catalogue import GROUPS, Catalogue


@click.command()
@formats
@languages
def command(format_: str, lang: str | None) -> None:
    """问题目录 · List the catalogued questions.

    \b
    Example: kg queries --lang en
    """
    chosen = or_zh(lang)
    questions = list(Catalogue().all())
    if format_ == "json":
        records = [
            {
                "id": q.id,
                "title": q.title._asdict(),
                "summary": q.summary._asdict(),
                "params": [p.name for p in q.params],
                "columns": [c.name for c in q.columns],
                "group": q.group,
                "with": list(q.with_graphs),
            }
            for q in questions
        ]
        emit_json(records)
        return
    width = max((len(q.id) for q in questions), default=0)
    for group, heading in GROUPS.items():
        click.echo(f"{heading.in_(chosen)}")
        for question in (q for q in questions if q.group == group):
            click.echo(f"  {question.id:<{width}}  {question.title.in_(chosen)}")
            click.echo(f"  {'':<{width}}  {question.summary.in_(chosen)}")
