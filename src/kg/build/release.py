"""Which version this is and when it came out: CHANGELOG.md and the package say, no clock does."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from kg import __version__

_SECTION: Final = re.compile(r"^## (\d+\.\d+\.\d+\S*), (\d{4}-\d{2}-\d{2}|unreleased)$", re.MULTILINE)


class Release(NamedTuple):
    """version, and the date (YYYY-MM-DD) of its release; None while it is unreleased."""

    version: str
    issued: str | None


def newest_release(root: Path) -> Release:
    """The newest section of root/CHANGELOG.md if it is released; else this package's version, undated."""
    path = root / "CHANGELOG.md"
    found = _SECTION.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    if found and found[2] != "unreleased":
        return Release(found[1], found[2])
    return Release(__version__, None)
