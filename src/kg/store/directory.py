"""kg load: an Oxigraph directory of the whole dataset, there when it is complete and not before."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import KgError, OutputError
from kg.namespaces import DEFAULT_FILES, DERIVED_GRAPHS, NAMED_FILES, VOCABULARY_FILES, graph_iri
from kg.rdfio.load import load_file
from kg.settings import root
from kg.store.embedded import LOADING, lacks_vocabulary
from kg.store.fill import derive, derive_report, reports_in

Progress = Callable[[str], None]


class Loaded(NamedTuple):
    """What a directory holds: triples of the default graph and of all named graphs."""

    default: int
    named: int


def load_directory(
    target: Path, files: Sequence[Path] = (), *, replace: bool = False, progress: Progress | None = None
) -> Loaded:
    """Fills a directory with the packaged dataset, or with RDF files, and the graphs derived from it.

    files: read as the default graph, named graphs keeping their names; where they have claims without the
    vocabulary, the packaged one joins them. replace: an Oxigraph directory may stand there already. It
    stays until the new one is complete.
    Raises OutputError for a place that cannot be taken, and as kg.rdfio.load does.
    """
    _check_place(target, replace)
    tell = progress or (lambda _: None)
    beside = target.parent / f".{target.name}{LOADING}{os.getpid()}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(target)
        beside.mkdir()
    except OSError as error:
        raise _cannot(target, error) from error
    try:
        loaded = _fill(beside, files, tell)
        _put(beside, target)
    except OSError as error:
        raise _cannot(target, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return loaded


def _fill(folder: Path, files: Sequence[Path], tell: Progress) -> Loaded:
    store = ox.Store(str(folder))
    plan: list[tuple[Path, str | None]] = [(path, None) for path in files]
    if not files:
        plan = [(root() / name, None) for name in DEFAULT_FILES]
        plan += [(root() / name, graph_iri(graph)) for graph, names in NAMED_FILES.items() for name in names]
    for path, graph in plan:
        tell(path.name)
        load_file(store, path, graph, bulk=True)
    if lacks_vocabulary(store):
        for name in VOCABULARY_FILES:
            load_file(store, root() / name, bulk=True)
    for graph in DERIVED_GRAPHS:
        tell(graph)
        derive(store, [graph])
    for report in reports_in(store):
        tell(f"report/{report}")
        derive_report(store, report)
    store.flush()
    default = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return Loaded(default, len(store) - default)


def _check_place(target: Path, replace: bool) -> None:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not (target / "CURRENT").is_file():
        raise OutputError(
            f"{target} 已存在而不是 Oxigraph 数据目录，不会覆盖；请换一个位置",
            f"{target} exists and is not an Oxigraph directory, so it is left alone; choose another place",
        )
    if not replace:
        raise OutputError(
            f"{target} 已有数据；要换成新的请加 --replace",
            f"{target} has data already; add --replace to put the new in its place",
        )


def _put(beside: Path, target: Path) -> None:
    if not target.exists():
        beside.rename(target)
        return
    old = target.parent / f".{target.name}{LOADING}old-{os.getpid()}"
    target.rename(old)
    beside.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _remove_abandoned(target: Path) -> None:
    """What loads that were ended half-way have left beside the target."""
    for left in target.parent.glob(f".{target.name}{LOADING}*"):
        owner = left.name.rpartition("-")[2]
        if owner.isdecimal() and not _runs(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _cannot(target: Path, error: OSError) -> KgError:
    reason = error.strerror or str(error)
    return OutputError(f"无法写入 {target}：{reason}", f"cannot write {target}: {reason}")
