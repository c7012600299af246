"""Finds the records whose names, pinyin or identifiers may be a subject's: by looking up, never by going through all.

Kept small: one entry is 8 bytes (40 bits of a key's hash, 24 bits of the record's place) in a sorted array.
Two keys with one hash give a candidate too many, which the score throws out.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from heapq import nlargest
from itertools import islice
from typing import Final

from kg.errors import KgError
from kg.link.names import Forms, forms
from kg.link.records import Identifier, Name, Subject, Target
from kg.names.pinyin import character, joined
from kg.names.tokens import has_han

_PLACE_BITS: Final = 24
_MAX_RECORDS: Final = 1 << _PLACE_BITS
_PLACE: Final = _MAX_RECORDS - 1
# A word that more records have tells little; it is not looked up.
_MAX_POSTINGS: Final = 2_000
# Of the records that share words, those with the rarest are kept.
_BY_WORDS: Final = 30
# The state in the titles of its laws, and words that mean nothing.
_COMMON: Final = frozenset({"people", "republic", "and", "for"})
# A name of more records than this is no name to link by.
_MAX_SAME: Final = 200


class Index:
    """The names and identifiers of the records of one target; records are known by their place in it."""

    def __init__(self, records: Iterable[Target]) -> None:
        """Raises KgError for more than 16,777,216 records."""
        keys: list[int] = []
        words: list[int] = []
        self.size = 0
        for place, record in enumerate(records):
            if place > _PLACE:
                raise KgError(
                    f"目标多于 {_MAX_RECORDS} 条记录，请分成几个文件",
                    f"the target has more than {_MAX_RECORDS} records; split it",
                )
            self.size = place + 1
            keys.extend(_pack(key, place) for key in set(_keys(record)))
            words.extend(_pack(word, place) for word in set(_words(record.names)))
        keys.sort()
        self._keys = array("Q", keys)
        del keys
        words.sort()
        self._words = array("Q", words)

    @property
    def bytes(self) -> int:
        """The memory that the entries take."""
        return (len(self._keys) + len(self._words)) * self._keys.itemsize

    def find(self, subject: Subject) -> list[int]:
        """The places of the records that may be the subject, in their order."""
        found = {place for key in _asked(subject) for place in self._places(self._keys, key, _MAX_SAME)}
        return sorted(found.union(self._by_words(subject.names)))

    def _by_words(self, names: Sequence[Name]) -> list[int]:
        best: dict[int, float] = {}
        for name in names:
            weights: dict[int, float] = {}
            total = 0.0
            for word in dict.fromkeys(_words_of(forms(name.text))):
                places = self._places(self._words, word, _MAX_POSTINGS + 1)
                # A word that no record has counts too: it is what the others lack.
                weight = math.log(1 + self.size / (1 + len(places)))
                total += weight
                if len(places) <= _MAX_POSTINGS:
                    for place in places:
                        weights[place] = weights.get(place, 0.0) + weight
            for place, weight in nlargest(_BY_WORDS, weights.items(), key=lambda item: (item[1], -item[0])):
                best[place] = max(best.get(place, 0.0), weight / total)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [place for place, share in islice(ranked, _BY_WORDS) if share > 0.3]

    @staticmethod
    def _places(entries: "array[int]", key: str, limit: int) -> list[int]:
        start = _pack(key, 0)
        end = start | _PLACE
        first = bisect_left(entries, start)
        found: list[int] = []
        while first < len(entries) and entries[first] <= end and len(found) < limit:
            found.append(entries[first] & _PLACE)
            first += 1
        return found


def _pack(key: str, place: int) -> int:
    hashed = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")
    return hashed << _PLACE_BITS | place


def _keys(record: Target) -> Iterator[str]:
    for name in record.names:
        yield from _name_keys(forms(name.text))
        if has_han(name.text):
            yield "p" + "".join(character(c) if has_han(c) else c for c in forms(name.text).bare)
    yield from (_identifier_key(one) for one in record.identifiers)


def _asked(subject: Subject) -> Iterator[str]:
    for name in subject.names:
        one = forms(name.text)
        yield from _name_keys(one)
        if one.han:
            yield "n" + joined(one.core)
        elif one.bare:
            yield "p" + one.bare
    yield from (_identifier_key(one) for one in subject.identifiers)


def _name_keys(one: Forms) -> Iterator[str]:
    """One kind of key for all forms, so that each form finds each other one."""
    yield from ("n" + form for form in (one.whole, one.bare, one.core) if form)
    if not one.han and len(one.stems) > 1:
        yield "s" + one.sorted_stems
    elif one.stems:
        yield "n" + one.stems[0]


def _identifier_key(one: Identifier) -> str:
    return f"i{one.scheme}:{one.value}"


def _words(names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        yield from _words_of(forms(name.text))


def _words_of(one: Forms) -> Iterator[str]:
    if one.han:
        yield from (one.core[start : start + 2] for start in range(len(one.core) - 1))
    else:
        yield from (word for word in one.sorted_stems.split() if len(word) > 1 and word not in _COMMON)
