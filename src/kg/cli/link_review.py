"""kg link review."""

import sys
from datetime import date
from pathlib import Path

import click

from kg.cli.link_options import access, classes, decided, targets, weights
from kg.cli.options import folder, graphs, languages, or_zh, sources, ui
from kg.errors import Text

_KEYS = Text(
    "s 相同  d 不同  u 不定  k 相近  n 没有相符的  空格 跳过  q 停",
    "s same  d different  u unsure  k kin  n nothing fits  space skip  q stop",
)


@click.command()
@targets
@classes
@weights
@click.option("--by", "who", envvar="KG_JUDGE", required=True, help="判断者 · Who judges.")
@click.option("--into", "name", default="wikidata", show_default=True, help="data/links/NAME.sssom.tsv")
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
    from kg.link.review import file_of, mappings, nothing_fits, told, waiting, with_prefixes

    path = file_of(root, name)
    known = mappings(path)  # a broken file is told before anything is looked up
    decisions = decided(target, weights, class_, source, with_graphs, (contact, cache, max_age_days))
    today = date.today().isoformat()
    left = waiting(decisions, known)
    skip: set[str] = set()
    for pair in left:
        if pair.subject in skip:
            continue
        click.echo("\n".join(_plain(line) for line in told(pair, or_zh(lang))))
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
        labels = {"subject_label": pair.decision.subject.names[0].text if pair.decision.subject.names else ""}
        if key == "n":
            row = nothing_fits(pair.subject, who, today, why, labels["subject_label"])
        else:
            verdict = {"s": "same", "k": "same", "d": "different", "u": "unsure"}[key]
            row = judgements.judged(
                pair.subject,
                pair.object,
                verdict,
                who=who,
                when=today,
                why=why,
                predicate=judgements.CLOSE if key == "k" else judgements.EXACT,
                **labels,
            )
        if key in "sn":
            skip.add(pair.subject)
        # Read again: somebody else may have judged meanwhile.
        known = judgements.add(mappings(path), row)
        sssom.save(path, with_prefixes(known))
    for line in judgements.contradictions(mappings(path)):
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
        if pressed in "sdukn q" and pressed:
            return pressed


def _plain(text: str) -> str:
    """Names of strangers may hold what moves the cursor of a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
