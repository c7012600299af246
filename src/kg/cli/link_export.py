"""kg link export."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import emit, folder, languages, outputs, sources, ui
from kg.errors import KgError, Text

if TYPE_CHECKING:
    from kg.link.giveback.judged import Held
    from kg.store.protocol import Store

_FORMATS = ("sssom", "rdf", "csv", "quickstatements", "mismatches")


@click.command()
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(_FORMATS),
    default="sssom",
    show_default=True,
    help="输出格式 · sssom, rdf and csv: the judged links; the others: for Wikidata.",
)
@click.option(
    "--stated-in",
    metavar="QID",
    help="报告在维基数据的条目，quickstatements 须给 · Item of the report, which quickstatements need.",
)
@click.option(
    "--beside",
    type=click.Path(path_type=Path),
    multiple=True,
    help="条目的 RDF（Special:EntityData），可多次 · The items in Wikidata's RDF, of today: what it lacks or has otherwise.",
)
@outputs
@folder
@sources
@languages
def command(
    format_: str,
    stated_in: str | None,
    beside: tuple[Path, ...],
    output: Path | None,
    root: Path,
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """给出成果 · The judged links that hold, under CC0, or what Wikidata may take from here.

    quickstatements: fines with the page and section that tell of them, numbers and dates of instruments, what
    replaced them, LEIs whose check digits are right; with --beside Chinese labels where it has none.
    mismatches: what it has otherwise, for its Mismatch Finder. Nothing is sent; look at each line first.

    \b
    Example: kg link export -f quickstatements --stated-in Q123 -o batch.tsv
    """
    from kg.link.built import links, read_all, things
    from kg.link.giveback.judged import as_csv, as_set, held
    from kg.link.sssom import to_text

    found = read_all(root)
    judged = held(found)
    if format_ == "sssom":
        emit(to_text(as_set(judged, found)), output)
    elif format_ == "csv":
        emit(as_csv(judged, found), output)
    elif format_ == "rdf":
        emit(links(found, things(root)), output)
    elif format_ == "quickstatements":
        _quickstatements(judged, stated_in, beside, source, output)
    else:
        _mismatches(judged, beside, source, output)


def _quickstatements(
    judged: "list[Held]",
    stated_in: str | None,
    beside: tuple[Path, ...],
    source: tuple[str, ...],
    output: Path | None,
) -> None:
    from kg.link.giveback.mismatches import lacking_labels
    from kg.link.giveback.quickstatements import quickstatements
    from kg.link.giveback.statements import items, statements
    from kg.query.labels import labels
    from kg.store.open import open_store

    if not stated_in or not re.fullmatch(r"Q[1-9][0-9]*", stated_in):
        raise KgError(
            "请给出报告在维基数据的条目：--stated-in Q…；没有条目就先建一个",
            "give the item of the report in Wikidata: --stated-in Q...; make one first if there is none",
        )
    store = open_store(source)
    known = items(judged)
    missing = []
    if beside:
        names = labels(store, known, "zh", with_graphs=("outside",))
        missing = lacking_labels({known[iri]: name for iri, name in names.items()}, _records(beside))
    found = statements(store, known, stated_in)
    emit(quickstatements(found, missing), output)
    told = Text(
        f"{len(missing)} 个标签，{len(found)} 条陈述；提交前请逐条核对",
        f"{len(missing)} labels, {len(found)} statements; look at each before you send it",
    )
    click.echo(f"kg: {told.in_(ui())}", err=True)


def _mismatches(
    judged: "list[Held]", beside: tuple[Path, ...], source: tuple[str, ...], output: Path | None
) -> None:
    from kg.link.giveback.mismatches import mismatches
    from kg.link.giveback.statements import items, statements
    from kg.store.open import open_store

    if not beside:
        raise KgError(
            "请给出条目的 RDF：--beside Q….ttl", "give the items in Wikidata's RDF: --beside Q....ttl"
        )
    known = items(judged)
    urls = {item: iri for iri, item in known.items()}
    # What the report itself says is no value to differ from; the item of the report plays no part.
    found = statements(open_store(source), known, "")
    emit(mismatches(found, _records(beside), urls), output)


def _records(beside: tuple[Path, ...]) -> "Store":
    from kg.store.embedded import EmbeddedStore

    return EmbeddedStore("beside", list(beside))
