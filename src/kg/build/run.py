"""kg build: data/source and ontology in; data/triples.ttl, outside.ttl and void.ttl out."""

from pathlib import Path
from typing import Final

from kg.build import vocabulary
from kg.build.outsidetriples import OutsideTripleMaker
from kg.build.source import SourceReader
from kg.build.triples import TripleMaker
from kg.build.void import VOID_FILE, describe
from kg.model import Encoding
from kg.rdfio.write import turtle
from kg.report.metadata import ReportMetadata
from kg.report.reportmap import ReportMap

TRIPLES: Final = "data/triples.ttl"
OUTSIDE: Final = "data/outside.ttl"
_HEADER: Final = """Built by `kg build` from data/source; do not edit. CC BY 4.0; identifiers and labels CC0.
中国互联网行业发展态势暨景气指数报告（2021）知识图谱，由 data/source 构建，请勿手改。"""
_OUTSIDE_HEADER: Final = """Built by `kg build` from data/source/outside; do not edit. What other sources say, not the report.
报告以外的来源所载的事实，由 data/source/outside 构建，请勿手改。CC BY 4.0; identifiers and labels CC0."""

_VOID_HEADER: Final = """Built by `kg build`; do not edit. The dataset described in VoID and DCAT 3.
数据集说明（VoID、DCAT 3），由 kg build 构建，请勿手改。CC BY 4.0; identifiers and labels CC0."""


def read(root: Path) -> tuple[Encoding, TripleMaker]:
    """Everything that data/source under root says. Raises SourceError with every mistake."""
    source = root / "data" / "source"
    terms = vocabulary.load(root / "ontology")
    folders = sorted(path.parent for path in source.glob("*/report.yaml"))
    maps = {folder.name: ReportMap.load(folder / "map.jsonl") for folder in folders}
    metadata = {folder.name: ReportMetadata.load(folder / "report.yaml") for folder in folders}
    encoding = SourceReader(source, terms).read(maps)
    return encoding, TripleMaker(encoding, terms, maps, metadata)


def build(root: Path) -> str:
    """The Turtle of data/triples.ttl. Raises SourceError, ParseError."""
    _, maker = read(root)
    return turtle(maker.triples(), _HEADER)


def outputs(root: Path) -> dict[str, str]:
    """Path below root -> text of every file that is built. Raises SourceError, ParseError."""
    encoding, maker = read(root)
    outside = OutsideTripleMaker(encoding, maker.vocabulary)
    texts = {
        TRIPLES: turtle(maker.triples(), _HEADER),
        OUTSIDE: turtle(outside.triples(), _OUTSIDE_HEADER),
    }
    # Last: it counts the other files.
    return {**texts, VOID_FILE: turtle(describe(root, texts), _VOID_HEADER)}


def stale(root: Path) -> list[str]:
    """The built files that are not what the source files say, by path below root."""
    return [
        name
        for name, text in outputs(root).items()
        if not (root / name).is_file() or (root / name).read_bytes() != text.encode()
    ]


def is_fresh(root: Path) -> bool:
    """Whether every built file is what the source files say."""
    return not stale(root)
