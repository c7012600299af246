"""The folder of a server for spooled answers and dumps, which no end of the server leaves behind.

A lock is held in it as long as the server lives, however it ends: a folder whose lock can be had is nobody's.
"""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_BEGIN: Final = "kg-serve-"
_LOCK: Final = "lock"
_PATIENCE_S: Final = 2.0  # the files of a process that is killed are closed one after the other


class Workdir:
    """One folder, held until `remove`. Those of servers that were killed are taken away first."""

    def __init__(self) -> None:
        for left in Path(tempfile.gettempdir()).glob(f"{_BEGIN}*"):
            remove_if_left(left, 0)
        self.path = tempfile.mkdtemp(prefix=_BEGIN)
        self._lock = _locked(Path(self.path))

    def remove(self) -> None:
        """Takes it away with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def remove_if_left(folder: Path, patience_s: float = _PATIENCE_S) -> None:
    """Removes the folder of a server that is no more; one that lives on keeps its own."""
    end_s = time.monotonic() + patience_s
    while folder.is_dir():
        lock = _locked(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
        if lock is not None or time.monotonic() >= end_s:
            return
        time.sleep(0.05)


def _locked(folder: Path) -> int | None:
    """The open lock file, None where another process has it, where it is not ours, or where there are no locks."""
    with suppress(ImportError, OSError):
        import fcntl

        if folder.stat().st_uid != os.getuid():
            return None
        handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
    return None
