"""kg sample."""

from pathlib import Path

import click

from kg.cli.options import emit, languages, or_zh, outputs, reports, sources, terminal_width
from kg.query.defaults import SAMPLE_SIZE, SEED


@click.command()
@click.option(
    "--n",
    "count",
    type=click.IntRange(min=1),
    default=SAMPLE_SIZE,
    show_default=True,
    help="抽取数 · How many.",
)
@click.option(
    "--seed",
    default=SEED,
    show_default=True,
    help="种子：同一种子抽出同样的陈述 · The same seed draws the same claims.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["table", "csv", "tsv", "json", "markdown"]),
    default="table",
    show_default=True,
)
@reports
@outputs
@sources
@languages
def command(
    count: int,
    seed: str,
    format_: str,
    report: tuple[Path, ...],
    output: Path | None,
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """抽样 · Draw claims at random, with their evidence, for somebody to judge.

    \b
    Example: kg sample --n 20 --seed 7 --lang en -f markdown
    """
    from kg.query.results import write
    from kg.query.sample import sample
    from kg.report.texts import texts_at
    from kg.store.open import open_store

    table = sample(open_store(source), count, seed, lang=or_zh(lang), texts=texts_at(report))
    width = terminal_width(output)
    emit(write(table, format_, lang=or_zh(lang), width=width), output)
