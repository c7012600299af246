"""kg search."""

from pathlib import Path

import click

from kg.cli.options import (
    emit_pieces,
    graphs,
    languages,
    must_be_writable,
    or_zh,
    outputs,
    row_formats,
    sources,
    tell,
    terminal_width,
)
from kg.query.defaults import SEARCH_LIMIT


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@click.option(
    "--class", "class_", metavar="CLASS", help="只找这一类，如 technology · Only things of this class."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=SEARCH_LIMIT,
    show_default=True,
    help="至多几行 · How many rows at most.",
)
@row_formats
@outputs
@graphs
@sources
@languages
def command(
    words: tuple[str, ...],
    class_: str | None,
    limit: int,
    format_: str | None,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """搜索 · Things by words of their names, aliases and definitions, all of them, in Chinese or English,
    by pinyin (shuju) or initials (sj). Best first: the name itself, its beginning, within it, aliases,
    definitions, pinyin.

    \b
    Example: kg search 数据 产权
    """
    from kg.query.formats import choose
    from kg.query.results import chunks
    from kg.query.search import how_many, search
    from kg.rdfio.media import ROWS
    from kg.store.open import open_store

    media = choose(format_, output, ROWS)
    must_be_writable(media, output)
    found = search(
        open_store(source),
        " ".join(words),
        class_=class_,
        limit=limit,
        lang=or_zh(lang),
        with_graphs=with_graphs,
    )
    note = how_many(found)
    if note:
        tell(note)
    width = terminal_width(output)
    emit_pieces(chunks(found.table, media.name, lang=or_zh(lang), width=width), output)
