"""What stands in the way between and inside paragraphs: running heads, page numbers, notes, captions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.report.addresses import parse
from kg.report.fingerprints import dense
from kg.report.profiles import Profile
from kg.report.reportmap import MapEntry
from kg.report.segments import Span
from kg.report.stream import Stream, View

_MANY: Final = 12  # doubtful spans in one place, above which only single ones are tried
_NOTE_LINES: Final = 6  # lines of a footnote that differs from the map
_PAGE_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Furniture:
    """Spans of a stream that are not running text.

    sure: recognised whatever the line breaks (running heads, chart residue, footnotes and captions
    that have their checksum and their number). doubtful: recognised by standing alone on a line
    (page numbers, source lines), so perhaps text after all. guesses: one or the other of them may
    be furniture (digits touching a running head, footnotes that differ from the map). A cut of
    doubtful spans and guesses counts only if the rest has the checksum of the sentence.
    """

    sure: tuple[Span, ...]
    doubtful: tuple[Span, ...]
    guesses: tuple[Span, ...]

    def cuts(self, region: Span) -> Iterator[tuple[Span, ...]]:
        """What may be cut out of a region, likeliest first."""
        sure, doubtful, guesses = (
            _within(spans, region) for spans in (self.sure, self.doubtful, self.guesses)
        )
        yield sure
        yield (*sure, *doubtful)
        if len(doubtful) <= _MANY:
            for first, last in combinations(range(len(doubtful) + 1), 2):
                yield (*sure, *doubtful[first:last])
        else:
            for span in doubtful:
                yield (*sure, span)
        for guess in guesses:
            yield (*sure, guess)
            yield (*sure, *doubtful, guess)


def find_furniture(
    stream: Stream, whole: View, profile: Profile, missing: set[str], extras: Sequence[MapEntry]
) -> Furniture:
    """The furniture of a stream. extras: footnotes and captions; missing: those not found whole."""
    heads = tuple(_heads(stream, profile))
    sure = list(heads)
    for pattern in profile.residue:
        sure.extend(match.span() for match in pattern.finditer(stream.packed))
    for entry in extras:
        sure.extend(numbered(stream, whole, entry, profile))
    guesses = (*_touching(stream, heads), *_notes(stream, profile, missing))
    return Furniture(tuple(sure), tuple(_alone(stream, profile)), guesses)


def _heads(stream: Stream, profile: Profile) -> Iterator[Span]:
    for head in map(dense, profile.running_heads):
        start = stream.packed.find(head)
        while start >= 0:
            yield (start, start + len(head))
            start = stream.packed.find(head, start + 1)


def numbered(stream: Stream, whole: View, entry: MapEntry, profile: Profile) -> Iterator[Span]:
    """Where a footnote or caption stands behind its number; the spans include the number."""
    place = parse(entry.id)
    before = str(place.footnote) if place.footnote else f"{profile.caption_mark}{place.caption}"
    for offsets in whole.find(entry.mark):
        start = offsets[0] - len(before)
        if start >= 0 and stream.packed.startswith(before, start):
            yield (start, offsets[-1] + 1)


def _alone(stream: Stream, profile: Profile) -> Iterator[Span]:
    for start, end in stream.lines:
        line = stream.packed[start:end]
        if profile.page_number.fullmatch(line) or profile.source.fullmatch(line):
            yield (start, end)


def _touching(stream: Stream, heads: Sequence[Span]) -> Iterator[Span]:
    """One to three digits before or after a running head: a page number, or the end of a figure."""
    for start, end in heads:
        for length in range(1, _PAGE_DIGITS + 1):
            if stream.packed[max(0, start - length) : start].isdecimal():
                yield (max(0, start - length), start)
            if stream.packed[end : end + length].isdecimal():
                yield (end, end + length)


def _notes(stream: Stream, profile: Profile, missing: set[str]) -> Iterator[Span]:
    """Lines that look like a footnote the map knows but that differs, with one to six lines each."""
    for number, (start, end) in enumerate(stream.lines):
        raw = stream.text[stream.at[start] : stream.at[end - 1] + 1]
        match = profile.footnote.fullmatch(raw)
        if match and f"fn{match['number']}" in missing:
            for _, last in stream.lines[number : number + _NOTE_LINES]:
                yield (start, last)


def _within(spans: Sequence[Span], region: Span) -> tuple[Span, ...]:
    return tuple(span for span in spans if region[0] <= span[0] and span[1] <= region[1])
