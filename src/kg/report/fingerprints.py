"""Recognising a text without holding it: checksums that ignore white space, and a rolling hash.

Texts are compared in NFC, without white space and invisible characters, with the radicals that
some PDF fonts put in place of common characters (U+2E80 to U+2FDF) folded back. Nothing else is
folded: a half-width comma for a full-width one is a difference.
"""

import hashlib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

HEAD: Final = 8  # characters in the window of the rolling hash
_MODULUS: Final = (1 << 61) - 1
_BASE: Final = 1_000_003
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\x00\x02")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text. chars: length without white space; head: hash of its first characters
    (at most HEAD); checksum: first 16 hex digits of the sha-256 of the dense text."""

    chars: int
    head: str
    checksum: str


def is_blank(char: str) -> bool:
    """White space, or a character nobody sees."""
    return char.isspace() or char in _INVISIBLE


def normal(text: str) -> str:
    """NFC, with radicals folded to the characters they look like."""
    return unicodedata.normalize("NFC", "".join(map(_unradical, text)))


def _unradical(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "\u2e80" <= char <= "\u2fdf" else char


def dense(text: str) -> str:
    """The text as it is compared: normal, nothing blank."""
    return "".join(char for char in normal(text) if not is_blank(char))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of any text, e.g. of one line or of the same line broken in two."""
    packed = dense(text)
    return Fingerprint(len(packed), head(packed), checksum(packed))


def checksum(packed: str) -> str:
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def head(packed: str) -> str:
    """Rolling hash of the first HEAD characters, or of all when there are fewer."""
    value = 0
    for char in packed[:HEAD]:
        value = (value * _BASE + ord(char)) % _MODULUS
    return f"{value:016x}"


def windows(packed: str, size: int) -> dict[str, list[int]]:
    """Hash of each window of `size` characters -> where it stands, ascending. Linear in the text."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    leaving = pow(_BASE, size, _MODULUS)
    value = 0
    for end, char in enumerate(packed, 1):
        value = (value * _BASE + ord(char)) % _MODULUS
        if end > size:
            value = (value - ord(packed[end - size - 1]) * leaving) % _MODULUS
        if end >= size:
            found[f"{value:016x}"].append(end - size)
    return dict(found)
