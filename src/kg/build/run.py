"""kg build: data/source, ontology and rules in; every file of data/ that is built out."""

from pathlib import Path
from typing import Final

from kg.build import vocabulary
from kg.build.derivations import inferred_files
from kg.build.outsidetriples import OutsideTripleMaker
from kg.build.questions import QUESTIONS, questions
from kg.build.source import SourceReader
from kg.build.triples import TripleMaker
from kg.build.void import VOID_FILE, describe
from kg.model import Encoding
from kg.rdfio.write import turtle
from kg.report.library import load_reports

TRIPLES: Final = "data/triples.ttl"
OUTSIDE: Final = "data/outside.ttl"
_HEADER: Final = """Built by `kg build` from data/source; do not edit. CC BY 4.0; identifiers and labels CC0.
{titles}知识图谱，由 data/source 构建，请勿手改。"""
_OUTSIDE_HEADER: Final = """Built by `kg build` from data/source/outside; do not edit. What other sources say, not the report.
报告以外的来源所载的事实，由 data/source/outside 构建，请勿手改。CC BY 4.0; identifiers and labels CC0."""
_QUESTIONS_HEADER: Final = """Built by `kg build` from queries/*.rq; do not edit. The catalogue as SHACL executables.
问题目录（SHACL 可执行查询），由 queries/*.rq 构建，请勿手改。CC BY 4.0; identifiers and labels CC0."""
_VOID_HEADER: Final = """Built by `kg build`; do not edit. The dataset described in VoID and DCAT 3.
数据集说明（VoID、DCAT 3），由 kg build 构建，请勿手改。CC BY 4.0; identifiers and labels CC0."""


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
    return _triples(maker)


def outputs(root: Path) -> dict[str, str]:
    """Path below root -> text of every file that is built, triples.ttl first. Raises SourceError, ParseError."""
    encoding, maker = read(root)
    triples = _triples(maker)
    outside = OutsideTripleMaker(encoding, maker.vocabulary)
    texts = {
        TRIPLES: triples,
        **inferred_files(root, triples),
        OUTSIDE: turtle(outside.triples(), _OUTSIDE_HEADER),
        QUESTIONS: turtle(questions(root), _QUESTIONS_HEADER),
    }
    # Last: it counts the other files.
    return {**texts, VOID_FILE: turtle(describe(root, texts), _VOID_HEADER)}


def stale(root: Path) -> list[str]:
    """The built files that are missing or not what the source files and the rules say, by path below root."""
    return [
        name
        for name, text in outputs(root).items()
        if not (root / name).is_file() or (root / name).read_bytes() != text.encode()
    ]


def is_fresh(root: Path) -> bool:
    """Whether every built file is what the source files and the rules say."""
    return not stale(root)


def _triples(maker: TripleMaker) -> str:
    titles = "、".join(f"{one.title.zh}（{one.year}）" for one in maker.metadata.values())
    return turtle(maker.triples(), _HEADER.format(titles=titles))
