"""kg stats."""

import click

from kg.cli.options import emit_json, formats, languages, or_zh, sources


@click.command()
@formats
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
        emit_json(stats.to_json())
    else:
        click.echo(stats.table(or_zh(lang)))
