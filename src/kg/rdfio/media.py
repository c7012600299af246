"""The one table of media types: RDF syntaxes and query-result formats, by name, extension and type."""

from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import NotFound


class Media(NamedTuple):
    """One format: its short name, its media type, the file endings and the other types it goes by."""

    name: str
    label: str
    media_type: str
    extensions: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    holds_graphs: bool = False


RDF: Final = (
    Media("turtle", "Turtle", "text/turtle", (".ttl",), ("application/x-turtle",)),
    Media("ntriples", "N-Triples", "application/n-triples", (".nt",), ("text/plain",)),
    Media("rdfxml", "RDF/XML", "application/rdf+xml", (".rdf", ".owl", ".xml"), ("application/xml",)),
    Media("trig", "TriG", "application/trig", (".trig",), holds_graphs=True),
    Media("nquads", "N-Quads", "application/n-quads", (".nq",), ("text/x-nquads",), holds_graphs=True),
    Media("jsonld", "JSON-LD", "application/ld+json", (".jsonld",), ("application/json",), holds_graphs=True),
)

RESULTS: Final = (
    Media("json", "SPARQL JSON", "application/sparql-results+json", (".srj", ".json"), ("application/json",)),
    Media("csv", "CSV", "text/csv", (".csv",)),
    Media("tsv", "TSV", "text/tab-separated-values", (".tsv",)),
    Media("xml", "SPARQL XML", "application/sparql-results+xml", (".srx",), ("application/xml",)),
)


def by_name(name: str, table: tuple[Media, ...] = RDF) -> Media:
    """The format of that short name. Raises NotFound, which lists the names there are."""
    for media in table:
        if media.name == name:
            return media
    names = ", ".join(media.name for media in table)
    raise NotFound(f"没有名为“{name}”的格式；可用：{names}", f"no format named {name!r}; there are: {names}")


def by_extension(path: Path) -> Media:
    """The RDF format a file's ending stands for. Raises NotFound, which lists the endings."""
    for media in RDF:
        if path.suffix.lower() in media.extensions:
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
