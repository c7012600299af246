"""kg link evaluate."""

from pathlib import Path

import click

from kg.cli.link_options import decided, decided_anew, targets, weights
from kg.cli.options import emit, graphs, languages, or_zh, outputs, sources


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@targets
@weights
@click.option(
    "--folds",
    type=click.IntRange(min=2),
    help="分成几份，每份用其余各份拟合的权重作答 · Answer each part with weights fitted to the other parts.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · Write JSON.")
@outputs
@graphs
@sources
@languages
def command(
    gold: Path,
    target: str,
    weights: Path | None,
    folds: int | None,
    as_json: bool,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """评测 · Precision, recall, F1, confusions and calibration of the answers beside a table of judged ones.

    GOLD: tab-separated subject, targets (ids, | between; any is right), judgement (same, no match, unsure).
    With --folds the judgements that the weights are fitted to are never those that they are measured by.

    \b
    Example: kg link evaluate gold.tsv --target wikidata-file=entities.jsonl.gz --folds 5
    """
    from kg.link.evaluate import evaluate
    from kg.link.gold import classes, read_gold
    from kg.link.output import measured, measured_json

    judged = read_gold(gold)
    which = target, weights, classes(judged), source, with_graphs
    answers = decided_anew(*which, judged, folds) if folds else decided(*which)
    found = evaluate(answers, judged)
    emit(measured_json(found) if as_json else measured(found, or_zh(lang)), output)
