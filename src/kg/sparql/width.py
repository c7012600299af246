"""How many columns of a terminal a text takes: Chinese characters two, combining marks none."""

import unicodedata
from typing import Final

_NONE: Final = frozenset(("Mn", "Me", "Cf"))


def char_width(char: str) -> int:
    """Columns of one character: 0, 1 or 2."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NONE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def width(text: str) -> int:
    """Columns of a text without line breaks."""
    return len(text) if text.isascii() else sum(map(char_width, text))
