"""kg link run."""

from pathlib import Path

import click

from kg.cli.link_options import access, classes, decided, targets, weights
from kg.cli.options import emit, folder, graphs, languages, or_zh, outputs, sources, ui


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
@click.option(
    "--into",
    metavar="NAME",
    help="并写入 data/links/NAME.sssom.tsv，判断不动 · Also keep the predictions there; judgements stay.",
)
@folder
@access
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
    into: str | None,
    root: Path,
    contact: str,
    cache: Path | None,
    max_age_days: float,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """找候选 · Candidates for the things of the graph: accepted, open for a person, or no match, with reasons.

    \b
    Example: kg link run --target wikidata-file=entities.jsonl.gz --class Company --lang en
    """
    from kg.link import sssom
    from kg.link.judgements import with_predictions
    from kg.link.output import summary, written
    from kg.link.review import file_of, mappings, predictions, with_prefixes

    path = file_of(root, into) if into else None
    known = mappings(path) if path else None  # a broken file is told before anything is looked up
    spoken = (contact, cache, max_age_days)
    decisions = decided(target, weights, class_, source, with_graphs, spoken)
    shown = [one for one in decisions if everything or one.candidates]
    emit(written(shown, format_, or_zh(lang)), output)
    if path and known:
        sssom.save(path, with_prefixes(with_predictions(known, predictions(decisions))))
    click.echo(f"kg: {summary(decisions).in_(ui())}", err=True)
