"""kg link review."""

import sys
from datetime import date
from pathlib import Path

import click

from kg.cli.link_options import access, classes, decided, judges, targets, weights
from kg.cli.options import folder, graphs, languages, or_zh, sources, ui
from kg.errors import Text

_KEYS = Text(
    "s 相同  d 不同  u 不定  k 相近  n 没有相符的  空格 跳过  q 停",
    "s same  d different  u unsure  k kin  n nothing fits  space skip  q stop",
)
# That nothing fits is said as: the same as no record.
_VERDICTS = {"s": "same", "k": "same", "n": "same", "d": "different", "u": "unsure"}


@click.command()
@targets
@classes
@weights
@judges
@folder
@access
@graphs
@sources
@languages
def command(
    target: str,
    class_: tuple[str, ...],
    weights: Path | None,
    who: str,
    name: str,
    root: Path,
    contact: str,
    cache: Path | None,
    max_age_days: float,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """逐对判断 · Go through what is open, one key each; every answer is kept at once and none is overwritten.

    \b
    Example: kg link review --target wikidata-file=entities.jsonl.gz --class Company --by "Li Hua" --lang en
    """
    from kg.link import judgements, sssom
    from kg.link.mapping import NO_TERM
    from kg.link.output import label_of, plain
    from kg.link.review import file_of, mappings, told, waiting, with_prefixes

    path = file_of(root, name)
    known = mappings(path)  # a broken file is told before anything is looked up
    decisions = decided(target, weights, class_, source, with_graphs, (contact, cache, max_age_days))
    today = date.today().isoformat()
    left = waiting(decisions, known)
    skip: set[str] = set()
    for pair in left:
        if pair.subject in skip:
            continue
        click.echo("\n".join(plain(line) for line in told(pair, or_zh(lang))))
        key = _key(_KEYS.in_(ui()))
        if key == "q":
            break
        if key == " ":
            continue
        why = (
            click.prompt("", default="", show_default=False, prompt_suffix="? ", err=True)
            if key in "duk"
            else ""
        )
        row = judgements.judged(
            pair.subject,
            NO_TERM if key == "n" else pair.object,
            _VERDICTS[key],
            who=who,
            when=today,
            why=why,
            subject_label=label_of(pair.decision, "en"),
            predicate=judgements.CLOSE if key == "k" else judgements.EXACT,
        )
        if key in "sn":
            skip.add(pair.subject)
        # Read again: somebody else may have judged meanwhile.
        known = judgements.add(mappings(path), row)
        sssom.save(path, with_prefixes(known))
    for line in judgements.contradictions(mappings(path), path):
        click.echo(f"kg: {line.in_(ui())}", err=True)
    click.echo(
        f"kg: {path}：{len(left)} 对待判断" if ui() == "zh" else f"kg: {path}: {len(left)} pairs were open",
        err=True,
    )


def _key(words: str) -> str:
    """One key of those there are; q at the end of the input."""
    while True:
        click.echo(f"{words} ", nl=False, err=True)
        pressed = click.getchar() if sys.stdin.isatty() else sys.stdin.readline()[:1] or "q"
        click.echo(pressed.strip(), err=True)
        if pressed in (*_VERDICTS, " ", "q"):
            return pressed
