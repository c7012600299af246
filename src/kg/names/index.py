"""Which names and definitions match a word: SQLite FTS5 in memory over words and beginnings, and pinyin."""

import sqlite3
from collections.abc import Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from kg.names.normalise import normalise
from kg.names.pinyin import Pinyin, Where, typed
from kg.names.tokens import indexed, phrase


class Kind(IntEnum):
    """What a text is to its thing."""

    NAME = 0
    ALIAS = 1
    DEFINITION = 2


class Entry(NamedTuple):
    """One text of one thing."""

    iri: str
    kind: Kind
    text: str


class How(IntEnum):
    """How well something matches, the best first."""

    NAME = 0
    SAME_ALIAS = 1
    BEGINS_NAME = 2
    IN_NAME = 3
    IN_ALIAS = 4
    IN_DEFINITION = 5
    PINYIN = 6
    BEGINS_PINYIN = 7
    IN_PINYIN = 8
    UNUSUAL_PINYIN = 9


_BY_PINYIN: Final = {
    Where.WHOLE: How.PINYIN,
    Where.BEGINS: How.BEGINS_PINYIN,
    Where.WITHIN: How.IN_PINYIN,
    Where.UNUSUAL: How.UNUSUAL_PINYIN,
}


class Match(NamedTuple):
    """One entry that matches a word: how well, and which it is.

    rank: tells apart those of one How, the lower the better: bm25, or for pinyin the length of the name.
    """

    how: How
    rank: float
    entry: Entry


class Index:
    """Finds the entries that match a word. Pinyin is read when a word first may be pinyin."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._pinyin: Pinyin | None = None
        # Filled here and only read after, so any thread may.
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._table("words", "porter unicode61")
        self._table("beginnings", "unicode61")
        rows = [(place, indexed(one.text)) for place, one in enumerate(entries)]
        self._fill("words", rows)
        # Beginnings of English words are looked for in names only: in definitions they find too much.
        self._fill("beginnings", [row for row in rows if entries[row[0]].kind is not Kind.DEFINITION])

    def matches(self, word: str) -> dict[str, Match]:
        """Thing -> the best of its entries that match the word; nothing for a word without letters."""
        query = phrase(word)
        if query is None:
            return {}
        found = [self._match(place, rank, word) for place, rank in self._rows("words", query)]
        letters = typed(word)
        if letters is not None:
            rows = self._rows("beginnings", f"{query} *")
            found += [self._match(place, rank, word) for place, rank in rows]
            found += self._by_pinyin(letters)
        best: dict[str, Match] = {}
        for match in found:
            iri = match.entry.iri
            if iri not in best or match < best[iri]:
                best[iri] = match
        return best

    def _match(self, place: int, rank: float, word: str) -> Match:
        entry = self._entries[place]
        return Match(how_well(entry, normalise(word)), rank, entry)

    def _by_pinyin(self, letters: str) -> list[Match]:
        if self._pinyin is None:
            names = ("" if one.kind is Kind.DEFINITION else one.text for one in self._entries)
            self._pinyin = Pinyin([*names])
        found = [(spelt.where, self._entries[spelt.place]) for spelt in self._pinyin.spelt(letters)]
        return [Match(_BY_PINYIN[where], len(entry.text), entry) for where, entry in found]

    def _table(self, name: str, tokeniser: str) -> None:
        self._database.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(text, tokenize='{tokeniser}')")

    def _fill(self, name: str, rows: Sequence[tuple[int, str]]) -> None:
        self._database.executemany(f"INSERT INTO {name} (rowid, text) VALUES (?, ?)", rows)  # noqa: S608

    def _rows(self, name: str, query: str) -> list[tuple[int, float]]:
        text = f"SELECT rowid, bm25({name}) FROM {name} WHERE {name} MATCH ?"  # noqa: S608
        return self._database.execute(text, (query,)).fetchall()


def how_well(entry: Entry, wanted: str) -> How:
    """How an entry that matches does so, by its kind and by where the normalised text stands in it."""
    if entry.kind is Kind.DEFINITION:
        return How.IN_DEFINITION
    name = normalise(entry.text)
    if entry.kind is Kind.ALIAS:
        return How.SAME_ALIAS if name == wanted else How.IN_ALIAS
    if name == wanted:
        return How.NAME
    return How.BEGINS_NAME if name.startswith(wanted) else How.IN_NAME
