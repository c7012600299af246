"""How wide a label is and where its lines break, without asking a font: the same on every machine."""

import re
import unicodedata
from typing import Final

_SPACE: Final = re.compile(r"\s+")
# A run without a place to break: Latin letters, digits and what clings to them; else one character.
_PIECE: Final = re.compile(r"[!-~\u00a1-\u02ff]+|\s|.", re.DOTALL)
_NOT_FIRST: Final = frozenset("，。、；：！？）》”’」』】〉…·,.;:!?)]}")
_NOT_LAST: Final = frozenset("（《“‘「『【〈([{")
_LATIN_EM: Final = 0.55
_CAPITAL_EM: Final = 0.72
ELLIPSIS: Final = "…"


def width_em(text: str) -> float:
    """An upper estimate of the width in units of the font size."""
    return sum(map(_char_em, text))


def plain(text: str) -> str:
    """The text on one line, without control characters and marks that turn the direction of writing."""
    kept = (c for c in _SPACE.sub(" ", text) if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return "".join(kept).strip()


def wrap(text: str, max_em: float, max_lines: int = 3) -> tuple[str, ...]:
    """At most so many lines, each no wider than max_em; what does not fit ends in an ellipsis.

    Chinese breaks between any two characters, but punctuation keeps its side; Latin breaks at spaces.
    """
    lines: list[str] = []
    line = ""
    pieces = _pieces(plain(text), max_em)
    for number, piece in enumerate(pieces):
        if width_em(line + piece.rstrip()) <= max_em or not line:
            line += piece if line else piece.lstrip()
            continue
        if len(lines) == max_lines - 1:
            return (*lines, _shorten(line + "".join(pieces[number : number + 8]), max_em))
        lines.append(line.rstrip())
        line = piece.lstrip()
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _pieces(text: str, max_em: float) -> list[str]:
    """Runs between which a line may break."""
    runs: list[str] = []
    for run in _PIECE.findall(text):
        cut = _cut(run, max_em)
        clings = runs and (run[0] in _NOT_FIRST or runs[-1][-1] in _NOT_LAST)
        if clings and width_em(runs[-1] + run) <= max_em:
            runs[-1] += run
        else:
            runs += cut
    return runs


def _cut(run: str, max_em: float) -> list[str]:
    """A run wider than a line, in parts that fit."""
    if width_em(run) <= max_em:
        return [run]
    parts = [""]
    for char in run:
        if parts[-1] and width_em(parts[-1] + char) > max_em:
            parts.append("")
        parts[-1] += char
    return parts


def _shorten(text: str, max_em: float) -> str:
    while text and width_em(text + ELLIPSIS) > max_em:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _char_em(char: str) -> float:
    if char.isascii():
        return _CAPITAL_EM if char.isupper() or char in "%@&" else _LATIN_EM
    # Ambiguous ones (curly quotes, the ellipsis) are as wide as a Chinese character in Chinese fonts.
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else _CAPITAL_EM
