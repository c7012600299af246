"""kg link run."""

from pathlib import Path

import click

from kg.cli.link_options import classes, decided, targets, weights
from kg.cli.options import emit, graphs, languages, or_zh, outputs, sources, ui


@click.command()
@targets
@classes
@weights
@click.option("--all", "everything", is_flag=True, help="也列出无匹配的 · List those without a match too.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["table", "tsv", "json"]),
    default="table",
    show_default=True,
)
@outputs
@graphs
@sources
@languages
def command(
    target: str,
    class_: tuple[str, ...],
    weights: Path | None,
    everything: bool,
    format_: str,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """找候选 · Candidates for the things of the graph: accepted, open for a person, or no match, with reasons.

    \b
    Example: kg link run --target wikidata-file=entities.jsonl.gz --class Company --lang en
    """
    from kg.link.output import summary, written

    decisions = decided(target, weights, class_, source, with_graphs)
    shown = [one for one in decisions if everything or one.candidates]
    emit(written(shown, format_, or_zh(lang)), output)
    click.echo(f"kg: {summary(decisions).in_(ui())}", err=True)
