"""kg link compare."""

from pathlib import Path

import click

from kg.cli.link_options import classes
from kg.cli.options import (
    folder,
    graphs,
    languages,
    must_be_writable,
    or_zh,
    outputs,
    row_formats,
    sources,
    tell,
)


@click.command()
@click.argument("snapshot", type=click.Path(path_type=Path), nargs=-1)
@classes
@click.option(
    "--only",
    "verdicts",
    multiple=True,
    type=click.Choice(["agrees", "differs", "absent here", "absent there", "open"]),
    help="只列这种对照结果，可多次 · Only lines of this verdict; may be repeated.",
)
@row_formats
@outputs
@folder
@graphs
@sources
@languages
def command(
    snapshot: tuple[Path, ...],
    class_: tuple[str, ...],
    verdicts: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    root: Path,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """对照 · What the graph and the dataset say of each linked thing, side by side: agrees, differs, absent.

    SNAPSHOT: files of kg link fetch; those in data/links when none is given. Facts of record (graph outside) count as
    ours unless --with names other graphs.

    \b
    Example: kg link compare --class Company --only differs --lang en
    """
    from kg.cli.link_snapshots import files, labels_of, subjects_of, write_table
    from kg.link.snapshot.beside import beside, classes_of, read_ours
    from kg.link.snapshot.linked import linked_in
    from kg.link.snapshot.tables import of_lines, verdict_counts
    from kg.link.snapshot.written import read
    from kg.query.formats import choose
    from kg.rdfio.media import ROWS
    from kg.store.open import open_store

    media = choose(format_, output, ROWS)
    must_be_writable(media, output)
    merged = with_graphs or (() if source else ("outside",))
    store = open_store(source)
    found = [read(path) for path in files(snapshot, root)]
    links = [
        link
        for one in found
        for link in linked_in(root, one.dataset.namespace)
        if not class_ or classes_of([link])[:1] in [[name] for name in class_]
    ]
    subjects, ours = subjects_of(store, links, merged), read_ours(store, merged)
    lines = [
        line
        for one in found
        for line in beside(links, subjects, ours, one, or_zh(lang))
        if not verdicts or line.verdict.value in verdicts
    ]
    known = labels_of(store, links, found, or_zh(lang), merged)
    write_table(of_lines(lines, known, or_zh(lang)), media, or_zh(lang), output)
    tell(verdict_counts(lines))
