"""One table of media types, and every format in it can be read."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NotFound, ParseError
from kg.rdfio.load import load_file, parse_bytes, parse_file, rdf_format
from kg.rdfio.media import RDF, RESULTS, Media, by_extension, by_media_type, by_name


@pytest.mark.parametrize("media", RDF, ids=lambda media: media.name)
def test_every_format_is_found_by_name_ending_and_type_and_can_be_read(media: Media, tmp_path: Path) -> None:
    assert by_name(media.name) is media
    assert by_extension(Path(f"A{media.extensions[0].upper()}")) is media
    assert by_media_type(f"{media.media_type}; charset=utf-8") is media
    graph = ox.NamedNode("http://g") if media.holds_graphs else ox.DefaultGraph()
    quad = ox.Quad(ox.NamedNode("http://s"), ox.NamedNode("http://p#p"), ox.Literal("阿里"), graph)
    path = tmp_path / f"data{media.extensions[0]}"
    written = [quad] if media.holds_graphs else [quad.triple]
    ox.serialize(written, str(path), format=rdf_format(media))
    assert list(parse_file(path)) == [quad]
    store = ox.Store()
    load_file(store, path, "http://g")
    assert list(store) == [ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode("http://g"))]


def test_an_unknown_name_is_told_and_an_unknown_type_is_none() -> None:
    with pytest.raises(NotFound, match="there are: turtle, ntriples"):
        by_name("hdt")
    assert by_media_type("text/html") is None
    assert by_name("csv", RESULTS).media_type == "text/csv"


def test_a_broken_document_adds_nothing_and_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_bytes(b"<http://a> <http://b> 1 .\n<http://a> <http://b> \xff .")
    store = ox.Store()
    with pytest.raises(ParseError, match=r"broken\.ttl:2:\d+: not valid Turtle"):
        load_file(store, path)
    assert len(store) == 0
    with pytest.raises(ParseError, match=r"^the reply:1:"):
        list(parse_bytes(b"<http://a> 1 2 .", by_name("turtle"), "the reply"))
