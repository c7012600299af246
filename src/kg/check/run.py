"""kg check: every check over the vocabulary and the data of one folder."""

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from kg.check import arithmetic, invariants, lexical, numbers, queries
from kg.check.files import Checked, GraphFile, Index, read
from kg.check.textual import CHECKS as TEXTUAL
from kg.check.textual import Textual
from kg.check.violations import CheckReport, NotRun, Violation, finished
from kg.errors import NotFound, ReportError, Text
from kg.namespaces import DEFAULT_FILES, KG, NAMED_FILES
from kg.query.labels import labels
from kg.query.places import address_of
from kg.report.addresses import iri
from kg.report.evidence import EvidenceText
from kg.report.metadata import ReportMetadata
from kg.report.profiles import PROFILES
from kg.report.reportmap import ReportMap
from kg.store.embedded import EmbeddedStore

DATA: Final = "data/triples.ttl"
Progress = Callable[[str], None]


def check(
    root: Path,
    data_files: Sequence[Path] | None = None,
    report: Path | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """Checks the data against vocabulary, shapes, queries and invariants.

    root: folder with ontology/, queries/ and data/. data_files: what to check; data/triples.ttl if None.
    report: the report's text or PDF, for the checks that need it. progress: is told each step's name.
    Raises NotFound, ParseError and ReportError for what cannot be read; what is wrong in the data is
    in the result.
    """
    tell = progress or (lambda _: None)
    tell("RDF")
    checked, extra = _read(root, data_files)
    paths = [file.path for file in (*checked.ontology, *checked.data)]
    # pySHACL takes as long as everything else together, so it runs beside it.
    with ProcessPoolExecutor(
        1, get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL)
    ) as beside:
        shaped = beside.submit(_shaped, paths, root / "ontology" / "shapes.ttl")
        return _checked(root, data_files, report, tell, checked, extra, shaped)


def _checked(
    root: Path,
    data_files: Sequence[Path] | None,
    report: Path | None,
    tell: Progress,
    checked: Checked,
    extra: Sequence[GraphFile],
    shaped: Future[tuple[list[Violation], list[str]]],
) -> CheckReport:
    paths = [file.path for file in (*checked.ontology, *checked.data)]
    index = Index(checked.quads())
    found: list[Violation] = []
    ran: list[str] = []

    tell("lexical")
    for file in (*checked.ontology, *checked.data, *extra):
        found += lexical.check(file)
    ran.append("lexical")

    named = {name: [root / one for one in files] for name, files in NAMED_FILES.items()}
    store = EmbeddedStore(
        str(root), paths, {name: [p for p in f if p.is_file()] for name, f in named.items()}
    )
    for query in queries.load_all(root / "queries" / "checks"):
        tell(query.id)
        found += queries.run(store, query)
        ran.append(query.id)

    tell("invariants")
    data_index = Index(quad for file in checked.data for quad in file.quads)
    found += invariants.check(data_index, checked.data)
    maps = _maps(root)
    written = _shipped(root, paths) if data_files is None else list(data_files)
    found += invariants.report_text(written, maps, root)
    ran += invariants.CHECKS

    tell("arithmetic")
    found += arithmetic.check(data_index)
    ran += arithmetic.CHECKS

    tell("numbers")
    texts = None if report is None else _texts(report, maps)
    found += numbers.check(data_index, maps, _metadata(root), texts)
    ran.append(numbers.CHECK)

    not_run: list[NotRun] = []
    if texts is None:
        why = Text("没有报告文本（--report 或 KG_REPORT）", "no report text (--report or KG_REPORT)")
        not_run += [NotRun(name, why) for name in TEXTUAL]
    else:
        tell("textual")
        found += Textual(data_index, texts).run()
        ran += TEXTUAL

    tell("shapes")
    misshapen, constraints = shaped.result()
    found += misshapen
    ran += [f"shape:{one.partition('#')[2]}" for one in constraints]

    tell("labels")
    return CheckReport(_finished(found, index, store), tuple(ran), tuple(not_run))


def _shaped(data: Sequence[Path], shapes_file: Path) -> tuple[list[Violation], list[str]]:
    from kg.check.shapes import of_files  # late: only the process beside needs pySHACL

    return of_files(data, shapes_file)


def _read(root: Path, data_files: Sequence[Path] | None) -> tuple[Checked, list[GraphFile]]:
    """The default graph's files, and the files of named graphs whose literals are checked too."""
    vocabulary = [root / name for name in DEFAULT_FILES if name != DATA]
    data = [root / DATA] if data_files is None else list(data_files)
    checked = Checked(
        ontology=tuple(read(path, root) for path in vocabulary), data=tuple(read(path, root) for path in data)
    )
    named = [root / name for files in NAMED_FILES.values() for name in files]
    return checked, [read(path, root) for path in named if path.is_file()]


def _maps(root: Path) -> dict[str, ReportMap]:
    found = sorted((root / "data" / "source").glob("*/map.jsonl"))
    return {path.parent.name: ReportMap.load(path) for path in found}


def _metadata(root: Path) -> dict[str, ReportMetadata]:
    found = sorted((root / "data" / "source").glob("*/report.yaml"))
    return {path.parent.name: ReportMetadata.load(path) for path in found}


def _shipped(root: Path, checked: Sequence[Path]) -> list[Path]:
    """The files in which no sentence of a report may stand."""
    source = (root / "data" / "source").rglob("*.yaml")
    return sorted({*checked, *source})


def _texts(report: Path, maps: dict[str, ReportMap]) -> dict[str, str]:
    """IRI of each place -> its text, from the file of whichever report it is."""
    refused: ReportError | None = None
    for report_id, report_map in sorted(maps.items()):
        if report_id not in PROFILES:
            continue
        try:
            alignment = EvidenceText.load(report, report_map, PROFILES[report_id]).alignment
        except ReportError as error:
            refused = error
            continue
        return {iri(report_id, address): text for address, text in alignment.texts.items()}
    raise refused or NotFound(
        "data/source 中没有报告的地图（map.jsonl），无法核对原文",
        "data/source has no map of a report (map.jsonl), so the text cannot be compared",
    )


def _finished(found: list[Violation], index: Index, store: EmbeddedStore) -> tuple[Violation, ...]:
    focuses = sorted({one.focus for one in found})
    evidence: dict[str, tuple[str, ...]] = {}
    for focus in focuses:
        places = index.iris(focus, f"{KG}evidence")
        if not places and index.values(focus, f"{KG}number"):
            places = [focus]
        evidence[focus] = tuple(sorted(address_of(place) for place in places))
    chinese, english = labels(store, focuses, "zh"), labels(store, focuses, "en")
    names = {focus: Text(chinese[focus], english[focus]) for focus in focuses if focus in chinese}
    return finished(found, evidence, names)
