"""Matching a text with the map: whole paragraphs first, then sentences, then sentences broken by furniture."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Final

from kg.report.addresses import parse
from kg.report.alignment import Alignment, Difference, Missing
from kg.report.furniture import find_furniture, numbered
from kg.report.profiles import Profile
from kg.report.reportmap import MapEntry, ReportMap
from kg.report.segments import Span
from kg.report.stream import Stream

_SHOWN: Final = 200  # characters of the file shown where a sentence should be
_REACH: Final = 20_000  # characters in which a broken sentence is looked for
_VIEWS: Final = 32  # neighbouring sentences are looked for in the same views
_NOTE_REACH: Final = 1_000  # and in which a footnote runs on over the end of its page


class Matcher:
    """found: address -> offsets in the stream. taken: offsets of what was found. cut: offsets of furniture."""

    def __init__(self, text: str, report_map: ReportMap, profile: Profile) -> None:
        self.stream = Stream(text)
        self.view = lru_cache(maxsize=_VIEWS)(self.stream.view)
        self.whole = self.stream.view()
        self.map = report_map
        self.profile = profile
        self.found: dict[str, Sequence[int]] = {}
        self.taken = bytearray(len(self.stream))
        self.bodies = [entry for entry in report_map if entry.sentences]
        self.flow = [
            address
            for entry in self.bodies
            if entry.kind == "paragraph"
            for address in entry.sentence_addresses
        ]
        self.position = {address: number for number, address in enumerate(self.flow)}

    def run(self) -> Alignment:
        extras = [entry for entry in self.map if entry.kind in ("footnote", "figure")]
        for entry in extras:
            self.take_extra(entry)
        for entry in self.bodies:
            self.take_whole(entry)
        missing = {entry.id for entry in extras if entry.id not in self.found}
        self.furniture = find_furniture(self.stream, self.whole, self.profile, missing, extras)
        self.cut = bytearray(len(self.stream))
        self.cut_out((*self.furniture.sure, *self.furniture.doubtful))
        differing = [entry for entry in self.bodies if entry.id not in self.found]
        for entry in differing:
            self.take_sentences(entry)
        if self.found:
            for entry in differing:
                self.take_broken_sentences(entry)
        for entry in differing:
            self.take_assembled(entry)
        for entry in self.map:
            if entry.kind in ("preface", "part", "section"):
                self.take_title(entry)
            elif entry.kind == "figure":
                self.take_whole(entry)  # a caption whose number is written otherwise
        return self.result()

    def take_extra(self, entry: MapEntry) -> None:
        """A footnote or caption behind its number."""
        spans = list(numbered(self.stream, self.whole, entry, self.profile))
        if spans:
            end = spans[0][1]
            self.keep(entry, range(end - entry.mark.chars, end))

    def take_whole(self, entry: MapEntry) -> None:
        if entry.id not in self.found and (offsets := self.first_free(self.whole.find(entry.mark))):
            self.keep(entry, offsets)

    def take_sentences(self, entry: MapEntry) -> None:
        """Sentences with nothing inside them: where they should be, or else anywhere."""
        for address, sentence in zip(entry.sentence_addresses, entry.sentences, strict=True):
            region = self.region(address)
            places = list(self.whole.find(sentence.mark))
            near = [one for one in places if region[0] <= one[0] and one[-1] < region[1]]
            if offsets := self.first_free([*near, *places]):
                self.keep_sentence(address, offsets)

    def take_broken_sentences(self, entry: MapEntry) -> None:
        """Sentences broken by page furniture, in the places where they may be."""
        for address, sentence in zip(entry.sentence_addresses, entry.sentences, strict=True):
            if address not in self.found:
                tries = (
                    (region, cut) for region in self.places(address) for cut in self.furniture.cuts(region)
                )
                for region, cut in tries:
                    view = self.view(region, cut)
                    if offsets := self.first_free(view.find(sentence.mark)):
                        self.keep_sentence(address, offsets)
                        self.cut_out(cut)
                        break

    def places(self, address: str) -> Iterator[Span]:
        """Where a broken sentence may be: near its neighbours, or if of a footnote, where one begins so."""
        if address in self.position:
            start, end = self.region(address)
            yield (start, min(end, start + _REACH))
        else:
            for start in self.whole.starts(self.map.sentence(address).mark):
                yield (start, min(len(self.stream), start + _NOTE_REACH))

    def cut_out(self, spans: Iterable[Span]) -> None:
        for start, end in spans:
            self.cut[start:end] = b"\x01" * (end - start)

    def take_assembled(self, entry: MapEntry) -> None:
        """A paragraph all of whose sentences follow each other with nothing but furniture among them."""
        pieces = [self.found.get(address, ()) for address in entry.sentence_addresses]
        offsets = [offset for piece in pieces for offset in piece]
        if not all(pieces) or offsets != sorted(offsets):
            return
        if all(run in self.furniture.guesses for run in self.between(offsets)):
            self.found[entry.id] = offsets

    def between(self, offsets: Sequence[int]) -> Iterator[Span]:
        """Runs among ascending offsets that are neither of them nor known to be furniture."""
        for before, after in pairwise(offsets):
            for known, run in groupby(range(before + 1, after), lambda offset: bool(self.cut[offset])):
                if not known:
                    stray = list(run)
                    yield (stray[0], stray[-1] + 1)

    def take_title(self, entry: MapEntry) -> None:
        """A title just before what it heads; elsewhere it may be a line of the table of contents."""
        places = list(self.whole.find(entry.mark))
        region = self.region(self.first_sentence_under(entry))
        inside = [one for one in places if region[0] <= one[0] and one[-1] < region[1]]
        if offsets := self.first_free([*reversed(inside), *places]):
            self.found[entry.id] = offsets

    def first_sentence_under(self, title: MapEntry) -> str | None:
        order = self.map.order_key(title.id)
        return next((one for one in self.flow if self.map.order_key(one) > order), None)

    def first_free(self, places: Iterable[Sequence[int]]) -> Sequence[int] | None:
        return next((place for place in places if not any(self.taken[offset] for offset in place)), None)

    def keep(self, entry: MapEntry, offsets: Sequence[int]) -> None:
        self.found[entry.id] = offsets
        start = 0
        for address, sentence in zip(entry.sentence_addresses, entry.sentences, strict=True):
            self.found[address] = offsets[start : start + sentence.mark.chars]
            start += sentence.mark.chars
        for offset in offsets:
            self.taken[offset] = 1

    def keep_sentence(self, address: str, offsets: Sequence[int]) -> None:
        self.found[address] = offsets
        for offset in offsets:
            self.taken[offset] = 1

    def region(self, address: str | None) -> Span:
        """Between the nearest sentences of the text that were found; a footnote may be anywhere."""
        position = self.position.get(address or "")
        if position is None:
            return (0, len(self.stream))
        before = self.nearest(reversed(self.flow[:position]), lambda offsets: offsets[-1] + 1, 0)
        after = self.nearest(self.flow[position + 1 :], lambda offsets: offsets[0], len(self.stream))
        if address in self.found:  # a title's region ends where its text begins
            after = self.found[address][0]
        return (before, after) if before <= after else (0, len(self.stream))

    def nearest(self, addresses: Iterable[str], edge: Callable[[Sequence[int]], int], default: int) -> int:
        return next((edge(self.found[one]) for one in addresses if one in self.found), default)

    def read(self, address: str) -> str:
        offsets = self.found[address]
        if self.map.entry(address).kind == "preface":  # its title is printed with blanks in it
            return "".join(self.stream.packed[offset] for offset in offsets)
        return self.stream.read(offsets)

    def missing(self, address: str) -> Missing:
        region = self.region(address)
        if address not in self.position or region[1] - region[0] > _SHOWN * 4:
            return Missing(address, None)
        view = self.stream.view(region, self.furniture.sure)
        return Missing(address, self.stream.read(view.offsets)[:_SHOWN] or None)

    def result(self) -> Alignment:
        texts = {one: self.read(one) for one in self.map.addresses() if one in self.found}
        absent = [entry for entry in self.map if entry.id not in texts]
        paragraphs = [entry.id for entry in self.bodies if parse(entry.id).paragraph]
        sentences = list(self.map.sentence_addresses())
        return Alignment(
            exact=False,
            texts=MappingProxyType(texts),
            differences=tuple(
                Difference(
                    entry.id,
                    tuple(self.missing(one) for one in entry.sentence_addresses if one not in texts),
                )
                for entry in absent
                if entry.sentences
            ),
            titles_missing=tuple(Missing(entry.id, None) for entry in absent if not entry.sentences),
            paragraphs=(sum(one in texts for one in paragraphs), len(paragraphs)),
            sentences=(sum(one in texts for one in sentences), len(sentences)),
        )
