"""The one table of formats: RDF syntaxes, query results and what people read, by name, ending and type."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import NotFound

# What an answer is: the rows of SELECT, the yes or no of ASK, the triples of CONSTRUCT and DESCRIBE.
ROWS: Final = "rows"
BOOLEAN: Final = "boolean"
GRAPH: Final = "graph"


class Media(NamedTuple):
    """One format: its short name, its media type, the file endings and the other types it goes by.

    carries: which answers it can hold (ROWS, BOOLEAN, GRAPH). binary: not text.
    """

    name: str
    label: str
    media_type: str
    extensions: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    holds_graphs: bool = False
    carries: tuple[str, ...] = (GRAPH,)
    binary: bool = False


_BOTH: Final = (ROWS, BOOLEAN)

RDF: Final = (
    Media("turtle", "Turtle", "text/turtle", (".ttl",), ("application/x-turtle",)),
    Media("ntriples", "N-Triples", "application/n-triples", (".nt",), ("text/plain",)),
    Media("rdfxml", "RDF/XML", "application/rdf+xml", (".rdf", ".owl", ".xml"), ("application/xml",)),
    Media("trig", "TriG", "application/trig", (".trig",), holds_graphs=True),
    Media("nquads", "N-Quads", "application/n-quads", (".nq",), ("text/x-nquads",), holds_graphs=True),
    Media("jsonld", "JSON-LD", "application/ld+json", (".jsonld",), ("application/json",), holds_graphs=True),
)

# The four of W3C. Only JSON and XML are defined for ASK.
RESULTS: Final = (
    Media("csv", "CSV", "text/csv", (".csv",), carries=(ROWS,)),
    Media("tsv", "TSV", "text/tab-separated-values", (".tsv",), carries=(ROWS,)),
    Media(
        "json",
        "SPARQL JSON",
        "application/sparql-results+json",
        (".json", ".srj"),
        ("application/json",),
        carries=_BOTH,
    ),
    Media(
        "xml",
        "SPARQL XML",
        "application/sparql-results+xml",
        (".xml", ".srx"),
        ("application/xml",),
        carries=_BOTH,
    ),
)

_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE: Final = Media("table", "table", "text/plain", (".txt",), carries=_BOTH)
HTML: Final = Media("html", "HTML", "text/html", (".html", ".htm"), carries=_BOTH)
GRAPHML: Final = Media("graphml", "GraphML", "application/graphml+xml", (".graphml",))

# Whatever an answer can be written as, in the order in which messages list it.
OUTPUT: Final = (
    TABLE,
    *RESULTS,
    Media("markdown", "Markdown", "text/markdown", (".md", ".markdown"), carries=_BOTH),
    HTML,
    Media("xlsx", "Excel workbook", _SHEET, (".xlsx",), carries=(ROWS,), binary=True),
    Media(
        "parquet",
        "Apache Parquet",
        "application/vnd.apache.parquet",
        (".parquet",),
        carries=(ROWS,),
        binary=True,
    ),
    Media(
        "arrow",
        "Arrow IPC file",
        "application/vnd.apache.arrow.file",
        (".arrow", ".feather"),
        carries=(ROWS,),
        binary=True,
    ),
    *RDF,
    GRAPHML,
)

# Whatever a view of the graph can be written as. Of two with the same ending, the first is meant by it.
VIEW: Final = (
    HTML,
    Media("svg", "SVG", "image/svg+xml", (".svg",)),
    Media("png", "PNG", "image/png", (".png",), binary=True),
    Media("pdf", "PDF", "application/pdf", (".pdf",), binary=True),
    GRAPHML,
    Media("gexf", "GEXF", "application/gexf+xml", (".gexf",)),
    Media("cytoscape", "Cytoscape JSON", "application/json", (".cyjs",)),
    Media("nodelink", "node-link JSON", "application/json", (".json",)),
    Media("dot", "DOT", "text/vnd.graphviz", (".dot", ".gv")),
    Media("mermaid", "Mermaid", "text/vnd.mermaid", (".mmd", ".mermaid")),
    Media("csv", "node and edge CSV", "text/csv", (".csv",)),
    Media("nodes", "node CSV", "text/csv", (".csv",)),
    Media("edges", "edge CSV", "text/csv", (".csv",)),
)

# Whatever a matrix of two axes can be written as.
MATRIX: Final = (
    HTML,
    *(media for media in VIEW if media.name in ("svg", "png", "pdf")),
    Media("csv", "cell, link and finding CSV", "text/csv", (".csv",)),
    Media("cells", "cell CSV", "text/csv", (".csv",)),
    Media("links", "link CSV", "text/csv", (".csv",)),
    Media("findings", "finding CSV", "text/csv", (".csv",)),
)

# Whatever a chart can be written as.
CHART: Final = (
    *(media for media in VIEW if media.name in ("html", "svg", "png", "pdf")),
    next(media for media in RESULTS if media.name == "csv"),
)

_LETTERS: Final = re.compile(r"[^a-z0-9]")


def by_name(name: str, table: tuple[Media, ...] = RDF) -> Media:
    """The format of that short name. Raises NotFound, which lists the names there are."""
    for media in table:
        if media.name == name:
            return media
    names = ", ".join(media.name for media in table)
    raise NotFound(f"没有名为“{name}”的格式；可用：{names}", f"no format named {name!r}; there are: {names}")


def by_ending(path: Path, table: Iterable[Media]) -> Media | None:
    """The first format of the table that a file's ending stands for, None if it stands for none."""
    ending = path.suffix.lower()
    return next((media for media in table if ending in media.extensions), None)


def chosen(name: str | None, path: Path | None, table: tuple[Media, ...], otherwise: Media) -> Media:
    """The format named, else the one that a file's ending stands for; otherwise, where neither is given.

    Raises NotFound, which lists the names or endings of the table.
    """
    if name is not None:
        return output_named(name, table)
    if path is None or not path.suffix:
        return otherwise
    media = by_ending(path, table)
    if media is not None:
        return media
    endings = " ".join(dict.fromkeys(ending for media in table for ending in media.extensions))
    raise NotFound(
        f"{path}：扩展名“{path.suffix}”不是这里能写的格式；可用：{endings}，或用 --format 指定格式",
        f"{path}: {path.suffix!r} is no ending that can be written here; use: {endings}, or name a format with --format",
    )


def by_extension(path: Path) -> Media:
    """The RDF format a file's ending stands for. Raises NotFound, which lists the endings."""
    media = by_ending(path, RDF)
    if media is not None:
        return media
    known = " ".join(ending for media in RDF for ending in media.extensions)
    shown = path.suffix or path.name
    raise NotFound(
        f"{path}：扩展名“{shown}”不是已知的 RDF 格式；可用：{known}",
        f"{path}: {shown!r} is not the ending of an RDF format; known: {known}",
    )


def by_media_type(content_type: str, table: tuple[Media, ...] = RDF) -> Media | None:
    """The format of a Content-Type header (parameters such as charset ignored), None if not in the table."""
    wanted = content_type.partition(";")[0].strip().lower()
    for media in table:
        if wanted == media.media_type or wanted in media.aliases:
            return media
    return None


def carrying(form: str) -> tuple[Media, ...]:
    """The formats that can hold an answer of that form."""
    return tuple(media for media in OUTPUT if form in media.carries)


def output_named(name: str, table: tuple[Media, ...] = OUTPUT) -> Media:
    """The output format of a name as people write it: n-triples, json-ld, ttl and md will do.

    table: OUTPUT, VIEW for views of the graph, or CHART for charts.

    Raises NotFound, which lists the names there are.
    """
    wanted = _LETTERS.sub("", name.lower())
    for media in table:
        if wanted == media.name:
            return media
    for media in table:
        if wanted == _LETTERS.sub("", media.label.lower()) or f".{wanted}" in media.extensions:
            return media
    names = ", ".join(media.name for media in table)
    raise NotFound(f"没有格式“{name}”；可用：{names}", f"no format {name!r}; there are: {names}")
