"""Replies of outside services kept on disk with their age, so that a run that was stopped goes on where it was."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Final

from kg.errors import KgError

DAY_S: Final = 86_400.0


class Cache:
    """Text by key. An entry older than the limit counts as absent and is replaced."""

    def __init__(self, path: Path, max_age_days: float, now: Callable[[], float] = time.time) -> None:
        """path: an SQLite file, made if absent. now: the clock, in seconds.

        Raises KgError for a file that is no such cache.
        """
        self._path = path
        self._max_age_s = max_age_days * DAY_S
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as base, base:
                base.execute("CREATE TABLE IF NOT EXISTS reply (key TEXT PRIMARY KEY, at REAL, text TEXT)")
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error

    def get(self, *key: str) -> str | None:
        """The text kept under a key; None for none or one that is too old."""
        with closing(self._open()) as base:
            row = base.execute("SELECT at, text FROM reply WHERE key = ?", (_hashed(key),)).fetchone()
        return row[1] if row and self._now() - row[0] <= self._max_age_s else None

    def put(self, text: str, *key: str) -> None:
        """Keeps a text. It is on disk when this returns."""
        try:
            with closing(self._open()) as base, base:
                base.execute("REPLACE INTO reply VALUES (?, ?, ?)", (_hashed(key), self._now(), text))
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)

    def _broken(self, error: Exception) -> KgError:
        return KgError(
            f"缓存 {self._path} 不能用：{error}；请删去它，或用 --cache 另指一个",
            f"the cache {self._path} cannot be used: {error}; delete it, or name another with --cache",
        )


def _hashed(key: tuple[str, ...]) -> str:
    return sha256("\0".join(key).encode("utf-8", "surrogatepass")).hexdigest()
