"""Text as tokens for full-text search: words of alphabets as they are, Chinese as overlapping pairs of characters.

Chinese has no blanks between words, and the tokenisers of SQLite see a whole run of characters as one
word. With pairs (数据产权: 数据, 据产, 产权, 权) a word of two characters or more is a phrase of pairs, and
one of a single character the beginning of a pair; the last character stands alone for that.
"""

import re
from typing import Final

from kg.names.normalise import fold

_HAN: Final = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003347f"
_RUNS: Final = re.compile(rf"([{_HAN}]+)|[^\W_{_HAN}]+")
_IS_HAN: Final = re.compile(f"[{_HAN}]")


def indexed(text: str) -> str:
    """The tokens of a text, between blanks."""
    return " ".join(token for run, is_han in runs(text) for token in (_pairs(run) if is_han else [run]))


def phrase(word: str) -> str | None:
    """The FTS5 query for one word as people type it; None if nothing in it can be looked for."""
    found = runs(word)
    if not found:
        return None
    tokens = [token for run, is_han in found[:-1] for token in (_pairs(run) if is_han else [run])]
    last, is_han = found[-1]
    tokens += _pairs(last)[:-1] or [last] if is_han else [last]
    star = " *" if is_han and len(last) == 1 else ""
    return f'"{" ".join(tokens)}"{star}'


def runs(text: str) -> list[tuple[str, bool]]:
    """The text, folded, as runs of Chinese characters (True) and words of other scripts (False)."""
    return [(found[0], found[1] is not None) for found in _RUNS.finditer(fold(text))]


def has_han(text: str) -> bool:
    """Whether a Chinese character is in the text."""
    return _IS_HAN.search(text) is not None


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run))]
