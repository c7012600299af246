"""The packaged default graph as an Oxigraph directory in the user's cache: one question does not wait for Turtle."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.settings import cache_folder, stamp


def place_of(files: Sequence[Path]) -> Path | None:
    """Where the graph of these files, as they now are, is kept; None where nothing can be.

    graph-PLACE-STATE: where the files are, and their sizes and times with the version of the engine.
    """
    with suppress(OSError, RuntimeError):
        place = "\n".join(str(path.resolve()) for path in files)
        state = repr((ox.__version__, [stamp(path) for path in files]))
        return cache_folder() / f"graph-{_short(place)}-{_short(state)}"
    return None


def opened(folder: Path) -> ox.Store | None:
    """What is kept there, read-only; None if nothing is, or it cannot be opened."""
    with suppress(OSError, RuntimeError):
        if folder.is_dir():
            return ox.Store.read_only(str(folder))
    return None


def keep(store: ox.Store, folder: Path) -> None:
    """Keeps the default graph of a store there, and puts away what its files were before.

    It is there when it is complete, whatever other process does the same. A cache that cannot be written is
    done without.
    """
    import shutil  # late, as tempfile: once for each state of the files
    import tempfile

    with suppress(OSError, RuntimeError):
        if opened(folder) is not None:
            return  # another process was faster
        shutil.rmtree(folder, ignore_errors=True)  # what cannot be opened would be in the way for ever
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=".graph-", ignore_cleanup_errors=True
        ) as beside:
            _fill(Path(beside) / "graph", store)
            (Path(beside) / "graph").rename(folder)
        for other in folder.parent.glob(f"{folder.name.rpartition('-')[0]}-*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)


def _fill(folder: Path, store: ox.Store) -> None:
    kept = ox.Store(str(folder))
    kept.bulk_extend(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    kept.optimize()
    kept.flush()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
