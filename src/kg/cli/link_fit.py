"""kg link fit."""

from pathlib import Path

import click

from kg.cli.link_options import targets, weights
from kg.cli.options import emit, graphs, languages, outputs, sources, steps


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@targets
@weights
@outputs
@graphs
@sources
@languages
def command(
    gold: Path,
    target: str,
    weights: Path | None,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """拟合权重 · A file of weights fitted to judged answers; features that these never show keep their weight.

    \b
    Example: kg link fit gold.tsv --target wikidata-file=entities.jsonl.gz -o weights.yaml
    """
    from kg.link.examples import examples
    from kg.link.fit import refitted
    from kg.link.gold import classes, read_gold
    from kg.link.subjects import read_subjects
    from kg.link.targets.profiles import open_target
    from kg.link.weights import DEFAULT, read_weights, written
    from kg.store.open import open_store

    judged = read_gold(gold)
    known = read_weights(weights or DEFAULT)
    subjects = read_subjects(open_store(source), classes(judged), with_graphs)
    with steps() as tell:
        tell(target)
        found = examples(subjects, open_target(target), judged)
    emit(written(refitted(found, known)), output)
