"""kg queries."""

import click

from kg.cli.completion import questions as complete
from kg.cli.options import emit_json, formats, languages, or_zh
from kg.errors import Lang
from kg.query.catalogue import GROUPS, Catalogue, CatalogueQuery


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete)
@formats
@languages
def command(names: tuple[str, ...], format_: str, lang: str | None) -> None:
    """问题目录 · List the catalogued questions; with names, what each takes and gives.

    \b
    Example: kg queries --lang en
             kg queries policy-challenge
    """
    chosen = or_zh(lang)
    catalogue = Catalogue()
    questions = [catalogue.get(name) for name in names] if names else list(catalogue.all())
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
    if names:
        click.echo("\n\n".join(_details(one, chosen) for one in questions))
        return
    width = max((len(q.id) for q in questions), default=0)
    for group, heading in GROUPS.items():
        click.echo(f"{heading.in_(chosen)}")
        for question in (q for q in questions if q.group == group):
            click.echo(f"  {question.id:<{width}}  {question.title.in_(chosen)}")
            click.echo(f"  {'':<{width}}  {question.summary.in_(chosen)}")


def _details(question: CatalogueQuery, lang: Lang) -> str:
    """One question: what it says, its parameters with their types, its columns, and an example of asking it."""
    zh = lang == "zh"
    lines = [f"{question.id}  {question.title.in_(lang)}", f"  {question.summary.in_(lang)}"]
    for param in question.params:
        needed = ("必填" if zh else "required") if param.required else ("可不给" if zh else "optional")
        lines.append(f"  --param {param.name}={param.class_ or param.kind}  ({needed})")
    columns = ", ".join(f"{column.name} ({column.label.in_(lang)})" for column in question.columns)
    lines += [f"  {'列' if zh else 'columns'}: {columns}"] if columns else []
    graphs = ", ".join(question.with_graphs)
    lines += [f"  {'并入' if zh else 'with'}: {graphs}"] if graphs else []
    services = ", ".join(name for name, _ in question.services)
    lines += [f"  {'要问外部数据集' if zh else 'asks the outside dataset'}: {services}"] if services else []
    return "\n".join([*lines, f"  kg query {question.id}"])
