"""kg link judge."""

from datetime import date
from pathlib import Path

import click

from kg.cli.completion import things
from kg.cli.link_options import judges
from kg.cli.options import folder, graphs, languages, sources, ui
from kg.errors import Text


@click.command()
@click.argument("thing", shell_complete=things)
@click.argument("record", metavar="CURIE|none")
@click.argument("verdict", type=click.Choice(["same", "close", "different", "unsure"]))
@click.option("--why", default="", help="理由 · Why.")
@judges
@folder
@graphs
@sources
@languages
def command(
    thing: str,
    record: str,
    verdict: str,
    who: str,
    why: str,
    name: str,
    root: Path,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """记下一个判断 · Keep one judgement: THING by any of its names, RECORD as wd:Q95, or none for 'nothing fits'.

    \b
    Example: kg link judge 谷歌 wd:Q95 same --by "Li Hua" --why "the company, not the search engine"
    """
    from kg.link import judgements, sssom
    from kg.link.mapping import NO_TERM
    from kg.link.review import file_of, mappings, with_prefixes
    from kg.names.resolve import resolve
    from kg.namespaces import shorten
    from kg.query.labels import labels
    from kg.store.open import open_store

    path = file_of(root, name)
    known = mappings(path)
    store = open_store(source)
    iri = resolve(store, thing, with_graphs=with_graphs)
    row = judgements.judged(
        shorten(iri),
        NO_TERM if record == "none" else record,
        "same" if verdict == "close" else verdict,
        who=who,
        when=date.today().isoformat(),
        why=why,
        subject_label=labels(store, [iri], "en", with_graphs=with_graphs).get(iri, ""),
        predicate=judgements.CLOSE if verdict == "close" else judgements.EXACT,
    )
    found = with_prefixes(judgements.add(known, row))
    sssom.save(path, found)
    done = Text(f"已记入 {path}", f"kept in {path}")
    click.echo(f"kg: {done.in_(ui())}", err=True)
    for line in judgements.contradictions(mappings(path), path):
        click.echo(f"kg: {line.in_(ui())}", err=True)
