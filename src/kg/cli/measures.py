"""kg measures."""

from pathlib import Path

import click

from kg.cli.asked import asked
from kg.cli.completion import lenses
from kg.cli.options import (
    emit_pieces,
    graphs,
    label_columns,
    languages,
    must_be_writable,
    or_zh,
    outputs,
    row_formats,
    sources,
    tell,
    terminal_width,
)
from kg.query.defaults import MEASURES_LIMIT


@click.command()
@click.argument("lens", metavar="[LENS|FILE|-|CONSTRUCT]", required=False, shell_complete=lenses)
@click.option(
    "--of",
    "what",
    type=click.Choice(["things", "bridges", "communities"]),  # kg.network.measures.tables, imported late
    default="things",
    show_default=True,
    help="列事物、桥还是群 · What is listed.",
)
@click.option(
    "--by",
    type=click.Choice(["degree", "neighbours", "betweenness", "pagerank", "broker", "parts", "community"]),
    default="degree",
    show_default=True,
    help="事物按哪个度量排 · The measure by which things are ordered.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=MEASURES_LIMIT,
    show_default=True,
    help="至多几行，0 为全部 · How many rows at most; 0 for all.",
)
@label_columns
@row_formats
@outputs
@graphs
@sources
@languages
def command(
    lens: str | None,
    what: str,
    by: str,
    limit: int,
    labels: bool,
    format_: str | None,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """度量 · Measures of a view, or of everything that is said when none is named: centrality, communities,
    and what holds governance instruments and challenges together.

    The figures are rounded to four places and the same on every machine. What each means is told beside
    them: they measure how this graph encodes the report, not what matters in the world.

    \b
    Example: kg measures policy-challenge --by betweenness --limit 10
    """
    from kg.query.formats import choose
    from kg.query.results import DESCRIBED, chunks
    from kg.rdfio.media import ROWS
    from kg.store.open import open_store
    from kg.views.measured import measured

    media = choose(format_, output, ROWS)
    must_be_writable(media, output)
    found = measured(
        open_store(source),
        None if lens is None else asked(lens),
        what,
        by=by,
        limit=limit or None,
        lang=or_zh(lang),
        with_graphs=with_graphs,
    )
    for note in found.notes:
        tell(note)
    pieces = chunks(
        found.table,
        media.name,
        lang=or_zh(lang),
        width=terminal_width(output),
        with_labels=labels,
        about=found.about() if media.name in DESCRIBED else None,
    )
    emit_pieces(pieces, output)
