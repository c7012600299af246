"""kg stats."""

import json

import click

from kg.cli.options import languages, or_zh, sources


@click.command()
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@sources
@languages
def command(format_: str, source: tuple[str, ...], lang: str | None) -> None:
    """统计 · Counts of things by class, claims by basis, figures, and coverage by section.

    \b
    Example: kg stats --lang en
    """
    from kg.query.stats import statistics
    from kg.store.open import open_store

    stats = statistics(open_store(source), or_zh(lang))
    if format_ == "json":
        click.echo(json.dumps(stats.to_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(stats.table(or_zh(lang)))
