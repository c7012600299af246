"""kg link check."""

from pathlib import Path

import click

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
from kg.errors import Text


@click.command()
@click.argument("snapshot", type=click.Path(path_type=Path), nargs=-1)
@click.option(
    "--before",
    type=click.Path(path_type=Path),
    help="旧快照；不给则用 data/links 里的 · The older snapshot; the one in data/links when not given.",
)
@row_formats
@outputs
@folder
@graphs
@sources
@languages
def command(
    snapshot: tuple[Path, ...],
    before: Path | None,
    format_: str | None,
    output: Path | None,
    root: Path,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> int:
    """查变动 · What moved, went or changed its name or type at the dataset; exit 1 when there is any.

    SNAPSHOT: a fresh file of kg link fetch -o; those in data/links when none is given, compared with the links
    alone. No judgement is changed.

    \b
    Example: kg link fetch --target wikidata -o fresh.ttl && kg link check fresh.ttl
    """
    from kg.cli.link_snapshots import files, labels_of, subjects_of, write_table
    from kg.link.snapshot.drift import drift
    from kg.link.snapshot.linked import linked_in
    from kg.link.snapshot.tables import of_findings
    from kg.link.snapshot.written import read
    from kg.namespaces import snapshot_file
    from kg.query.formats import choose
    from kg.rdfio.media import ROWS
    from kg.store.open import open_store

    media = choose(format_, output, ROWS)
    must_be_writable(media, output)
    store = open_store(source)
    findings, links, known = [], [], []
    for path in files(snapshot, root):
        new = read(path)
        kept = before or root / snapshot_file(new.dataset.name)
        old = read(kept) if before or (kept.is_file() and not kept.samefile(path)) else None
        ours = linked_in(root, new.dataset.namespace)
        findings += list(drift(ours, new, old, subjects_of(store, ours, with_graphs)))
        links += ours
        known += [new, old] if old else [new]
    if findings:
        table = of_findings(findings, labels_of(store, links, known, or_zh(lang), with_graphs), or_zh(lang))
        write_table(table, media, or_zh(lang), output)
    n = len({one.link for one in findings})
    tell(
        Text(
            f"{len(links)} 条链接，{n} 条有变动；判断未动，请用 kg link judge 另判",
            f"{len(links)} links, {n} with changes; judgements are as they were, judge anew with kg link judge",
        )
        if n
        else Text(f"{len(links)} 条链接，没有变动", f"{len(links)} links, no changes")
    )
    return int(bool(findings))
