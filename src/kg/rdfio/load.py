"""Parsing RDF with pyoxigraph; a mistake is told as file, line and column in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import NotFound, ParseError
from kg.rdfio.media import Media, by_extension

_PLACE: Final = re.compile(r"^Parser error (?:at|between) .*?\d: ", re.DOTALL)
# What the parser says most often, in Chinese; other messages are quoted as they are.
_ZH: Final = (
    (re.compile(r"The prefix (\S*) has not been declared"), r"前缀 \1 没有声明"),
    (re.compile(r"Line jumps are not allowed in string literals.*"), "字符串里不能直接换行，请写 \\\\n"),
    (re.compile(r"(.+) is not a valid RDF object"), r"\1 不能作宾语"),
    (re.compile(r"(.+) is not a valid (?:RDF )?subject(?: or graph name)?"), r"\1 不能作主语"),
    (re.compile(r"(.+) is not a valid (?:RDF )?predicate"), r"\1 不能作谓语"),
    (re.compile(r"Unexpected end(?: of file)?"), "文件在此意外结束"),
    (re.compile(r"Invalid IRI.*|No scheme found in an absolute IRI"), "不是合法的绝对 IRI"),
)


def rdf_format(media: Media) -> ox.RdfFormat:
    """pyoxigraph's own name of one of our RDF formats."""
    found = ox.RdfFormat.from_media_type(media.media_type)
    if found is None:
        raise ValueError(f"pyoxigraph has no counterpart of {media.name}")
    return found


def parse_file(path: Path) -> Iterator[ox.Quad]:
    """All quads of an RDF file, its format known by the ending.

    Raises NotFound for a missing file or an unknown ending, ParseError for anything the format
    does not allow.
    """
    media = by_extension(path)
    _must_exist(path)
    try:
        yield from ox.parse(path=str(path), format=rdf_format(media), base_iri=_base(path))
    except SyntaxError as error:
        raise _parse_error(str(path), media, error) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def parse_bytes(data: bytes, media: Media, name: str, base: str | None = None) -> Iterator[ox.Quad]:
    """All quads of a document in memory; name stands for it in error messages. base: of its relative IRIs."""
    try:
        yield from ox.parse(data, format=rdf_format(media), base_iri=base)
    except SyntaxError as error:
        raise _parse_error(name, media, error) from error


def load_file(store: ox.Store, path: Path, graph: str | None = None, *, bulk: bool = False) -> None:
    """Adds a file's triples to the store: to its default graph, or to the graph named by an IRI.

    In a format that holds graphs, named graphs keep their names. A broken file adds nothing; with bulk,
    which is made for large files on disk, it may leave a part behind. Raises as parse_file does.
    """
    media = by_extension(path)
    _must_exist(path)
    target = ox.NamedNode(graph) if graph is not None and not media.holds_graphs else None
    try:
        load = store.bulk_load if bulk else store.load
        load(path=str(path), format=rdf_format(media), base_iri=_base(path), to_graph=target)
    except SyntaxError as error:
        raise _parse_error(str(path), media, error) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _must_exist(path: Path) -> None:
    if not path.is_file():
        raise NotFound(f"没有文件 {path}", f"there is no file {path}")


def _base(path: Path) -> str:
    return path.absolute().as_uri()


def _unreadable(path: Path, error: OSError) -> ParseError:
    reason = error.strerror or str(error)
    return ParseError(f"{path}：读不了（{reason}）", f"{path}: cannot be read ({reason})")


def _parse_error(name: str, media: Media, error: SyntaxError) -> ParseError:
    reason = _PLACE.sub("", error.msg)
    place = ":".join([name, *(str(n) for n in (error.lineno, error.offset) if n is not None)])
    return ParseError(
        f"{place}：不是合法的 {media.label}：{_in_chinese(reason)}",
        f"{place}: not valid {media.label}: {reason}",
    )


def _in_chinese(reason: str) -> str:
    for pattern, zh in _ZH:
        if pattern.fullmatch(reason):
            return pattern.sub(zh, reason)
    return reason
