"""The dataset as files, a graph each or all graphs in one: same data, same bytes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.rdfio.load import rdf_format
from kg.rdfio.media import Media
from kg.store.contents import Graph
from kg.store.protocol import REPORT

_PREFIXES: Final = {
    prefix: iri
    for prefix, iri in PREFIXES.items()
    if prefix.replace("-", "").isalnum() and iri.endswith(("/", "#"))
}


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A file of lines, complete or not there."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)
    part.replace(path)


def quads(graphs: Sequence[Graph]) -> Iterable[str]:
    """The lines of all graphs as N-Quads; those of the graph `report` are in the default graph."""
    for graph in graphs:
        if graph.name == REPORT:
            yield from graph.lines
        else:
            yield from (f"{line.rstrip()[:-1]}<{graph.iri}> .\n" for line in graph.lines)


def convert(path: Path, source: Media, target: Path, media: Media) -> None:
    """Writes an RDF file in another format, in the order of its lines. Raises OSError."""
    part = target.with_name(f"{target.name}.part")
    parsed = ox.parse(path=str(path), format=rdf_format(source))
    items = parsed if media.holds_graphs else (quad.triple for quad in parsed)
    with part.open("wb") as out:
        ox.serialize(items, out, format=rdf_format(media), prefixes=_PREFIXES)
    part.replace(target)
