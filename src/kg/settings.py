"""The few values that are set once: where the files are, the base IRI, the limits."""

import os
import threading
from pathlib import Path
from typing import Final

from kg.errors import KgError

# Reserved, not registered: the one place where the base stands.
BASE: Final = "https://w3id.org/internet-report-kg/"

MAX_QUERY_BYTES: Final = 65_536
MAX_QUERY_DEPTH: Final = 64
MAX_QUERY_TOKENS: Final = 3_000
# How often one operator or one of UNION, OPTIONAL, BIND ... may stand in a query.
MAX_QUERY_REPEATS: Final = 200
# The longest reply read from a remote endpoint.
MAX_REPLY_BYTES: Final = 256 * 1024 * 1024

_INSTALLED: Final = Path(__file__).parent / "_files"
_CHECKOUT: Final = Path(__file__).parents[2]


def time_limit(seconds: float) -> float:
    """The seconds again. Raises KgError for what is no time that can be waited for."""
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise KgError(
            f"时限应是大于 0 的秒数，收到 {seconds:g}", f"a time limit is seconds above 0; got {seconds:g}"
        )
    return seconds


def root() -> Path:
    """The folder that holds ontology/, data/ and queries/: inside the wheel, or the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def cache_folder() -> Path:
    """Where what is worked out once is kept for this user; it need not be there. Raises RuntimeError without a home."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "internet-report-kg"


def stamp(path: Path) -> list[int]:
    """What changes when a file does: its size in bytes and the time of its last change in ns. Raises OSError."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
