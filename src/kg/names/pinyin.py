"""Names as they are typed on a Latin keyboard: by syllables without tones (shuju) or by initials (sj).

No index is built: measured on 2,700 Chinese names, the readings of all of them with their phrases take
0.45 s and a full-text table of their spellings another 0.6 s, where going through the characters' readings
takes 0.05 s; the readings of phrases are then asked for the names that match, to tell usual from unusual.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from kg.names.tokens import has_han, runs

_TYPED: Final = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")

# The readings of a name, unit by unit: a Chinese character, or a word of other letters, which has one.
Units = Sequence[Sequence[str]]


class Where(IntEnum):
    """Where the letters stand in a name as it is usually read; UNUSUAL if a character must be read otherwise."""

    WHOLE = 0
    BEGINS = 1
    WITHIN = 2
    UNUSUAL = 3


class Spelt(NamedTuple):
    """A name that the letters spell, or a part of which they spell, from a character on. place: of the name."""

    where: Where
    place: int


def typed(word: str) -> str | None:
    """The letters of a word that may be pinyin, two or more, ü as v; None for any other word."""
    letters = word.casefold().replace("ü", "v").replace("'", "")
    return letters if len(letters) > 1 and _TYPED.fullmatch(letters) else None


def spelling(name: str) -> str:
    """A name as it is usually read, unit by unit with blanks between, ü as v; nothing without a Chinese character.

    For a search elsewhere: letters find the name if they begin what follows some blank, without the blanks, or
    the initials from there on.
    """
    if not has_han(name):
        return ""
    pieces = runs(name)
    units = (one[0] for run, is_han in pieces for one in (_read(run) if is_han else [[run]]))
    return " ".join(units).replace("ü", "v")


def joined(name: str) -> str:
    """A name as it is usually typed, by syllables without tones and blanks: 知乎 is zhihu; other letters stay."""
    return "".join(
        "".join(reading[0] for reading in _read(run)) if is_han else run for run, is_han in runs(name)
    )


@cache
def character(han: str) -> str:
    """The first reading of one character; of many names this is much faster than spelling, and less exact."""
    return _read([han])[0][0]


class Pinyin:
    """Finds names by their pinyin."""

    def __init__(self, names: Sequence[str]) -> None:
        """names: those without a Chinese character are never found."""
        self._names = {place: runs(name) for place, name in enumerate(names) if has_han(name)}
        chars = sorted(
            {c for pieces in self._names.values() for run, is_han in pieces if is_han for c in run}
        )
        # Given as a list, each character is read by itself.
        readings = dict(zip(chars, _read(chars), strict=True))
        self._units = {
            place: [
                readings[c] if is_han else [c] for run, is_han in pieces for c in (run if is_han else [run])
            ]
            for place, pieces in self._names.items()
        }

    def spelt(self, letters: str) -> Iterator[Spelt]:
        """The names that the letters spell: all by syllables, the last one perhaps begun, or all by initials.

        Initials are those of the usual readings only: with the others they spell too much.
        """
        for place, units in self._units.items():
            if _starts(units, letters) and (where := self._where(place, units, letters)) is not None:
                yield Spelt(where, place)

    def _where(self, place: int, units: Units, letters: str) -> Where | None:
        usual: Units = [
            reading[:1]
            for run, is_han in self._names[place]
            for reading in (_read(run) if is_han else [[run]])
        ]
        starts = _starts(usual, letters)
        if not starts:
            by_syllables = any(_spells(units, n, letters) for n in range(len(units)))
            return Where.UNUSUAL if by_syllables else None
        wholes = ("".join(unit[0] for unit in units) for units in (usual, _initials(usual)))
        if letters in wholes:
            return Where.WHOLE
        return Where.BEGINS if 0 in starts else Where.WITHIN


def _read(han: str | list[str]) -> list[list[str]]:
    """The readings of each character, the usual one first: by phrases in a text (重庆 chongqing)."""
    from pypinyin import Style, pinyin  # late: its tables take 0.2 s to load

    return pinyin(han, style=Style.NORMAL, heteronym=True)


def _starts(units: Units, letters: str) -> list[int]:
    """The units from which on the letters spell the name."""
    short = _initials(units)
    places = range(len(units))
    return [n for n in places if _spells(units, n, letters) or _spells(short, n, letters)]


def _spells(units: Units, place: int, letters: str) -> bool:
    return place < len(units) and any(
        one.startswith(letters)
        or (letters.startswith(one) and _spells(units, place + 1, letters[len(one) :]))
        for one in units[place]
    )


def _initials(units: Units) -> Units:
    return [[one if one[:1].isdigit() else one[:1] for one in unit] for unit in units]
