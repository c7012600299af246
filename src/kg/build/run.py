"""kg build: data/source and ontology in; data/triples.ttl, and what the rules infer from it, out."""

from pathlib import Path
from typing import Final

from kg.build import vocabulary
from kg.build.derivations import inferred_files
from kg.build.source import SourceReader
from kg.build.triples import TripleMaker
from kg.model import Encoding
from kg.rdfio.write import turtle
from kg.report.library import load_reports

TRIPLES: Final = "data/triples.ttl"
_HEADER: Final = """Built by `kg build` from data/source; do not edit. CC BY 4.0; identifiers and labels CC0.
{titles}知识图谱，由 data/source 构建，请勿手改。"""


def read(root: Path) -> tuple[Encoding, TripleMaker]:
    """Everything that data/source under root says. Raises SourceError with every mistake."""
    source = root / "data" / "source"
    terms = vocabulary.load(root / "ontology")
    reports = load_reports(root)
    maps = {report.id: report.map() for report in reports.values()}
    metadata = {report.id: report.metadata for report in reports.values()}
    encoding = SourceReader(source, terms).read(maps)
    return encoding, TripleMaker(encoding, terms, maps, metadata)


def build(root: Path) -> str:
    """The Turtle of data/triples.ttl. Raises SourceError, ParseError."""
    _, maker = read(root)
    titles = "、".join(f"{one.title.zh}（{one.year}）" for one in maker.metadata.values())
    return turtle(maker.triples(), _HEADER.format(titles=titles))


def build_all(root: Path) -> dict[str, str]:
    """Every built file: path from root -> Turtle, data/triples.ttl first. Raises SourceError, ParseError."""
    triples = build(root)
    return {TRIPLES: triples, **inferred_files(root, triples)}


def stale(root: Path) -> list[str]:
    """The built files that are missing or not what the source files and the rules say, as paths from root."""
    return [
        name
        for name, text in build_all(root).items()
        if not (root / name).is_file() or (root / name).read_bytes() != text.encode()
    ]


def is_fresh(root: Path) -> bool:
    """Whether every committed built file is what the source files and the rules say."""
    return not stale(root)
