"""Which things a name from elsewhere may mean, each with a score: for matching a column of names.

What names of companies and laws have in common says nothing (阿里巴巴集团控股有限公司 and 京东集团控股有限公司 share
eight of twelve characters), so it is taken off before names are compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from kg.names.index import Entry, Kind
from kg.names.legal import LEGAL_EN, LEGAL_ZH
from kg.names.normalise import fold, normalise

# Scores, from 0 to 100: the very name; another name; either but for width, case and marks; but for the parts
# that many names have. What is merely alike stays below.
NAME, ALIAS, CORE, ALIKE = 100.0, 98.0, 94.0, 90.0
LEAST: Final = 40.0
# Of the names that share most pairs of characters so many are compared.
_COMPARED: Final = 60
# Latin words are whole ones: Cisco does not end in Co.
_WORDS: Final = "|".join(sorted({*LEGAL_EN, "technology", "technologies"}))
_ENDINGS: Final = re.compile(
    rf"(?:{'|'.join(LEGAL_ZH)}|\(中国\)|(?<![a-z0-9])(?:{_WORDS})(?![a-z0-9])|[,.\s])+$"
)
_BEGINNINGS: Final = re.compile(r"^(?:中华人民共和国|中国|国家|the\s)")
_COUNTRY: Final = re.compile(r"\s+of\s+(?:the\s+people.?s\s+republic\s+of\s+)?china$|\s*\((?:prc|china)\)$")


class Candidate(NamedTuple):
    """A thing, the name of it that fits best, and how well."""

    score: float
    iri: str
    name: str


class Matcher:
    """Finds candidates among the names and aliases of one store."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._names = [one for one in entries if one.kind is not Kind.DEFINITION]
        self._written = [normalise(one.text) for one in self._names]
        self._cores = [core(one.text) for one in self._names]
        self._pairs: defaultdict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        for place, text in enumerate(self._cores):
            pairs = _pairs_of(text)
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._pairs[pair].append(place)
        self._same: defaultdict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._written):
            self._same[text].append(place)

    def candidates(self, name: str, among: Container[str] | None = None) -> list[Candidate]:
        """The things that a name may mean, the best first; each once, at least LEAST.

        among: IRIs of the things that count; all if None.
        """
        written, stripped = normalise(name), core(name)
        places = self._near(stripped) | set(self._same.get(written, ()))
        best: dict[str, Candidate] = {}
        for place in places:
            one = self._names[place]
            if among is not None and one.iri not in among:
                continue
            score = self._score(place, name, written, stripped)
            found = Candidate(round(score, 1), one.iri, one.text)
            if score >= LEAST and (one.iri not in best or found.score > best[one.iri].score):
                best[one.iri] = found
        return sorted(best.values(), key=lambda one: (-one.score, one.iri))

    def _near(self, stripped: str) -> set[int]:
        shared: Counter[int] = Counter()
        own = _pairs_of(stripped)
        for pair in own:
            shared.update(self._pairs.get(pair, ()))
        alike = {place: 2 * n / (len(own) + self._sizes[place]) for place, n in shared.items()}
        return {*sorted(alike, key=lambda place: (-alike[place], place))[:_COMPARED]}

    def _score(self, place: int, name: str, written: str, stripped: str) -> float:
        one = self._names[place]
        best = NAME if one.kind is Kind.NAME else ALIAS
        if one.text == name:
            return best
        if self._written[place] == written:
            return best - 1
        if stripped == self._cores[place]:
            return CORE
        return ALIKE * SequenceMatcher(None, stripped, self._cores[place], autojunk=False).ratio()


def core(name: str) -> str:
    """A name without what many names have: legal forms, the country in the titles of laws."""
    text = _COUNTRY.sub("", _BEGINNINGS.sub("", fold(name).strip()))
    text = _ENDINGS.sub("", text)
    return normalise(text) or normalise(name)


def _pairs_of(text: str) -> set[str]:
    """The pairs of characters of a text, its ends marked, each once."""
    marked = f" {text} "
    return {marked[start : start + 2] for start in range(len(marked) - 1)}
