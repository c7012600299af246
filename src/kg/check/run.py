"""kg check: every check over the vocabulary and the data of one folder."""

import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from kg.check import arithmetic, invariants, lexical, numbers, queries, titles
from kg.check.files import Checked, GraphFile, Index, read
from kg.check.textual import CHECKS as TEXTUAL
from kg.check.textual import Textual
from kg.check.violations import CheckReport, NotRun, Violation, finished
from kg.errors import Text
from kg.namespaces import DEFAULT_FILES, KG, NAMED_FILES
from kg.query.labels import labels
from kg.query.places import addresses_of
from kg.report.library import load_reports, texts_of
from kg.store.embedded import EmbeddedStore

DATA: Final = "data/triples.ttl"
# What is of record is held to the same shapes and invariants as what the report says.
_SHAPED_GRAPHS: Final = ("outside",)

Progress = Callable[[str], None]


def check(
    root: Path,
    data_files: Sequence[Path] | None = None,
    report: Path | Sequence[Path] | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """Checks the data against vocabulary, shapes, queries and invariants.

    root: folder with ontology/, queries/ and data/. data_files: what to check; data/triples.ttl if None.
    report: the text or PDF of a report, or of several, for the checks that need it. progress: is told each step's name.
    Raises NotFound, ParseError and ReportError for what cannot be read; what is wrong in the data is
    in the result.
    """
    tell = progress or (lambda _: None)
    tell("RDF")
    checked, named = _read(root, data_files)
    paths = [file.path for file in (*checked.ontology, *checked.data)]
    outside = [file for name in _SHAPED_GRAPHS for file in named.get(name, ())]
    # pySHACL takes as long as everything else together, so it runs beside it.
    with ProcessPoolExecutor(
        1, get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL)
    ) as beside:
        shaped = beside.submit(
            _shaped, [*paths, *(file.path for file in outside)], root / "ontology" / "shapes.ttl"
        )
        return _checked(root, data_files, report, tell, checked, named, shaped)


def _checked(
    root: Path,
    data_files: Sequence[Path] | None,
    report: Path | Sequence[Path] | None,
    tell: Progress,
    checked: Checked,
    named_files: Mapping[str, Sequence[GraphFile]],
    shaped: Future[tuple[list[Violation], list[str]]],
) -> CheckReport:
    paths = [file.path for file in (*checked.ontology, *checked.data)]
    extra = [file for files in named_files.values() for file in files]
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
    outside = [file for name in _SHAPED_GRAPHS for file in named_files.get(name, ())]
    found += invariants.check(Index(quad for file in outside for quad in file.quads), outside)
    reports = load_reports(root)
    maps = {one.id: one.map() for one in reports.values() if one.map_path.is_file()}
    shipped = [*paths, *(file.path for file in outside)]
    written = _shipped(root, shipped) if data_files is None else list(data_files)
    found += invariants.report_text(written, maps, root)
    ran += invariants.CHECKS

    tell("arithmetic")
    found += arithmetic.check(data_index)
    ran += arithmetic.CHECKS

    tell("numbers")
    files = [report] if isinstance(report, Path) else list(report or ())
    texts = texts_of(files, reports) if files else None
    metadata = {one.id: one.metadata for one in reports.values()}
    found += numbers.check(data_index, maps, metadata, texts)
    found += titles.check(maps, metadata)
    ran += [numbers.CHECK, titles.CHECK]

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


def _read(root: Path, data_files: Sequence[Path] | None) -> tuple[Checked, dict[str, list[GraphFile]]]:
    """The default graph's files, and those of named graphs by its short name.

    What is of record hangs on our own data, so data of somebody else's is checked without it.
    """
    vocabulary = [root / name for name in DEFAULT_FILES if name != DATA]
    data = [root / DATA] if data_files is None else list(data_files)
    checked = Checked(
        ontology=tuple(read(path, root) for path in vocabulary), data=tuple(read(path, root) for path in data)
    )
    return checked, {
        graph: [read(root / name, root) for name in files if (root / name).is_file()]
        for graph, files in NAMED_FILES.items()
        if data_files is None or graph not in _SHAPED_GRAPHS
    }


def _shipped(root: Path, checked: Sequence[Path]) -> list[Path]:
    """The files in which no sentence of a report may stand."""
    source = (root / "data" / "source").rglob("*.yaml")
    return sorted({*checked, *source})


def _finished(found: list[Violation], index: Index, store: EmbeddedStore) -> tuple[Violation, ...]:
    focuses = sorted({one.focus for one in found})
    stands_on: dict[str, list[str]] = {}
    for focus in focuses:
        places = index.iris(focus, f"{KG}evidence")
        stands_on[focus] = places or ([focus] if index.values(focus, f"{KG}number") else [])
    shown = addresses_of(store, {place for places in stands_on.values() for place in places})
    evidence = {focus: tuple(sorted(shown[place] for place in places)) for focus, places in stands_on.items()}
    chinese, english = labels(store, focuses, "zh"), labels(store, focuses, "en")
    names = {focus: Text(chinese[focus], english[focus]) for focus in focuses if focus in chinese}
    return finished(found, evidence, names)
