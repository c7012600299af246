"""The text of a file without its white space, and where each character stood: the ground of alignment."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from kg.report.fingerprints import HEAD, Fingerprint, checksum, is_blank, normal, windows
from kg.report.segments import Span, join


class Stream:
    """A text made dense. Spans and offsets count dense characters."""

    def __init__(self, text: str) -> None:
        self.text = normal(text)
        self.at = [offset for offset, char in enumerate(self.text) if not is_blank(char)]
        self.packed = "".join(self.text[offset] for offset in self.at)

    def __len__(self) -> int:
        return len(self.packed)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Spans of the lines that are not blank."""
        pairs = enumerate(pairwise(self.at), 1)
        breaks = [0, *(here for here, (before, after) in pairs if "\n" in self.text[before:after])]
        ends = [*breaks[1:], len(self.at)]
        return tuple(zip(breaks, ends, strict=True)) if self.at else ()

    def view(self, span: Span | None = None, without: Iterable[Span] = ()) -> "View":
        """The characters of a span (of all) that are in none of the spans cut out."""
        start, end = span or (0, len(self))
        kept: list[int] = []
        for first, last in sorted(without):
            kept.extend(range(start, min(first, end)))
            start = max(start, last)
        kept.extend(range(start, end))
        return View("".join(self.packed[offset] for offset in kept), kept)

    def read(self, offsets: Sequence[int]) -> str:
        """The text at dense offsets as one line: blanks inside a line stay single blanks, and line
        breaks and cuts are joined as in `segments`."""
        text = ""
        piece = ""
        before = -1
        for offset in offsets:
            char = self.text[self.at[offset]]
            between = self.text[self.at[before] + 1 : self.at[offset]] if before >= 0 else ""
            if before >= 0 and (offset != before + 1 or "\n" in between):
                text = join(text, piece)
                piece = char
            else:
                piece += (" " if any(map(str.isspace, between)) else "") + char
            before = offset
        return join(text, piece)


class View:
    """Dense characters with their offsets in the stream; finds what has a fingerprint."""

    def __init__(self, packed: str, offsets: Sequence[int]) -> None:
        self.packed = packed
        self.offsets = offsets
        self._windows: dict[int, dict[str, list[int]]] = {}

    def starts(self, mark: Fingerprint) -> Sequence[int]:
        """Offsets here of each text that begins as the one with this fingerprint does."""
        size = min(mark.chars, HEAD)
        if size not in self._windows:
            self._windows[size] = windows(self.packed, size)
        return self._windows[size].get(mark.head, ())

    def find(self, mark: Fingerprint) -> Iterator[Sequence[int]]:
        """Offsets in the stream of each text with this fingerprint, in order."""
        for start in self.starts(mark):
            end = start + mark.chars
            if end <= len(self.packed) and checksum(self.packed[start:end]) == mark.checksum:
                yield self.offsets[start:end]
