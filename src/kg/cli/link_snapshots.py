"""What kg link compare and kg link check share: the snapshots that are meant, and the table that is written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Lang, NotFound

if TYPE_CHECKING:
    from kg.link.records import Subject
    from kg.link.snapshot.linked import Link
    from kg.link.snapshot.records import Snapshot
    from kg.query.answer import Table
    from kg.rdfio.media import Media
    from kg.store.protocol import Store


def files(given: Sequence[Path], root: Path) -> list[Path]:
    """The snapshots that were named, else those that are kept. Raises NotFound where there is none."""
    from kg.namespaces import snapshot_file

    found = list(given) or sorted(root.glob(snapshot_file("*")))
    if not found:
        raise NotFound(
            f"{root / 'data/links'} 里没有快照；请先运行 kg link fetch",
            f"there is no snapshot in {root / 'data/links'}; run kg link fetch first",
        )
    return found


def subjects_of(
    store: "Store", links: "Sequence[Link]", with_graphs: Sequence[str]
) -> "Mapping[str, Subject]":
    """The linked things by IRI."""
    from kg.link.snapshot.beside import classes_of
    from kg.link.subjects import read_subjects

    wanted = {one.subject for one in links}
    found = read_subjects(store, classes_of(links), with_graphs) if links else []
    return {one.iri: one for one in found if one.iri in wanted}


def labels_of(
    store: "Store",
    links: "Sequence[Link]",
    snapshots: "Sequence[Snapshot]",
    lang: Lang,
    with_graphs: Sequence[str],
) -> dict[str, str]:
    """IRI -> label: of things from the graph, of records from the snapshots."""
    from kg.link.snapshot.facts import texts
    from kg.query.labels import labels

    known = dict(labels(store, sorted({one.subject for one in links}), lang, with_graphs))
    for one in links:
        for found in snapshots:
            said = texts(found, one.record, "label", lang) or texts(found, one.record, "label")
            if said:
                known[one.record] = said[0]
    return known


def write_table(table: "Table", media: "Media", lang: Lang, output: Path | None) -> None:
    """The table in a format of rows, to the file or to standard output."""
    from kg.cli.options import emit_pieces, terminal_width
    from kg.query.results import chunks

    emit_pieces(chunks(table, media.name, lang=lang, width=terminal_width(output)), output)
