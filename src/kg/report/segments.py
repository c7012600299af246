"""From the text layer of a report to its parts, sections, paragraphs, footnotes and captions."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from kg.report.addresses import Pages, numeral
from kg.report.profiles import Profile

Kind = Literal["preface", "part", "section", "paragraph", "footnote", "figure"]
Span = tuple[int, int]

_SENTENCE: Final = re.compile(r"[^。！？]*[。！？]+[”’」』]*|[^。！？]+")
_WHITE: Final = re.compile(r"\s+")
_ASCII_WORD: Final = re.compile(r"[A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the report; the reference form of `segments.jsonl`.

    lines: first and last line, from 1. sentences: code-point offsets [start, end) in text.
    pages: first and last printed page of each sentence. Both empty but for paragraphs and footnotes.
    """

    id: str
    kind: Kind
    within: str | None
    lines: Span
    page: int | None
    text: str
    sha256: str
    sentences: tuple[Span, ...] = ()
    pages: tuple[Pages, ...] = ()

    def to_json(self) -> str:
        """The line of `segments.jsonl`, without its line break."""
        record: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "within": self.within,
            "lines": self.lines,
            "page": self.page,
            "text": self.text,
            "sha256": self.sha256,
        }
        if self.sentences:
            record |= {"sentences": self.sentences, "pages": self.pages}
        return json.dumps(record, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: str
    text: str
    page: int | None
    opens_page: bool


@dataclass(slots=True)
class _Block:
    """A segment in the making; remembers on which page each of its lines begins."""

    id: str
    kind: Kind
    within: str | None
    text: str = ""
    lines: list[int] = field(default_factory=list)
    starts: list[tuple[int, int | None]] = field(default_factory=list)

    def add(self, line: _Line, text: str | None = None) -> None:
        text = line.text if text is None else text
        self.text = join(self.text, text)
        self.lines.append(line.number)
        self.starts.append((len(self.text) - len(text), line.page))

    def page_at(self, offset: int) -> int | None:
        return next(page for start, page in reversed(self.starts) if start <= offset)

    def done(self) -> Segment:
        text = _WHITE.sub("", self.text) if self.kind == "preface" else self.text
        sentences = split_sentences(text) if self.kind in ("paragraph", "footnote") else ()
        return Segment(
            id=self.id,
            kind=self.kind,
            within=self.within,
            lines=(self.lines[0], self.lines[-1]),
            page=self.starts[0][1],
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            sentences=sentences,
            pages=tuple((self.page_at(start), self.page_at(end - 1)) for start, end in sentences),
        )


def join(before: str, after: str) -> str:
    """Two stripped lines as one text: a space only between two ASCII word characters."""
    if before and after and _ASCII_WORD.match(before[-1]) and _ASCII_WORD.match(after[0]):
        return f"{before} {after}"
    return before + after


def split_sentences(text: str) -> tuple[Span, ...]:
    """Offsets [start, end) of the sentences; they cover the text, and a rest without a stop is one."""
    return tuple(match.span() for match in _SENTENCE.finditer(text))


def segment(text: str, profile: Profile) -> list[Segment]:
    """The segments of a text layer, in the order of their first lines."""
    return _Segmenter(profile).run(text)


class _Segmenter:
    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.segments: list[Segment] = []
        self.part = self.section = self.paragraphs = self.footnotes = self.captions = 0
        self.paragraph: _Block | None = None
        self.footnote: _Block | None = None

    def run(self, text: str) -> list[Segment]:
        for line in self.read_lines(text):
            if line.opens_page:
                self.close_footnote()  # footnotes stand at the foot of their page
            if not (self.is_dropped(line.text) or self.take_title(line) or self.take_footnote(line)):
                self.take_text(line)
        self.close_footnote()
        self.close_paragraph()
        return sorted(self.segments, key=lambda segment: segment.lines)

    def read_lines(self, text: str) -> Iterator[_Line]:
        """The lines that are not blank and no running head, with their pages."""
        page: int | None = None
        after_head = False
        for number, raw in enumerate(text.split("\n"), 1):
            stripped = raw.strip()
            if stripped in self.profile.running_heads:
                after_head = True
            elif stripped:
                opens = after_head or bool(self.profile.page_opening.search(raw))
                after_head = False
                if page is not None:
                    page += opens
                elif self.numbered(self.profile.part, stripped, numeral(1)):
                    page, opens = self.profile.first_page, True
                yield _Line(number, raw, stripped, page, opens)

    def is_dropped(self, text: str) -> bool:
        dense = _WHITE.sub("", text)
        return bool(
            self.profile.page_number.fullmatch(text)
            or self.profile.source.fullmatch(text)
            or any(pattern.fullmatch(dense) for pattern in self.profile.residue)
        )

    def numbered(self, pattern: re.Pattern[str], text: str, number: str) -> re.Match[str] | None:
        match = pattern.fullmatch(text)
        return match if match and match["number"] == number else None

    @property
    def holder(self) -> str:
        return f"{self.part}.{self.section}" if self.section else str(self.part)

    def take_title(self, line: _Line) -> bool:
        if not self.segments and self.profile.preface.fullmatch(line.text):
            self.title(line, _Block("0", "preface", None), line.text)
        elif match := self.numbered(self.profile.part, line.text, numeral(self.part + 1)):
            self.part, self.section, self.paragraphs = self.part + 1, 0, 0
            self.title(line, _Block(self.holder, "part", None), match["text"])
        elif self.part and (
            match := self.numbered(self.profile.section, line.text, numeral(self.section + 1))
        ):
            self.section, self.paragraphs = self.section + 1, 0
            self.title(line, _Block(self.holder, "section", str(self.part)), match["text"])
        elif match := self.numbered(self.profile.caption, line.text, str(self.captions + 1)):
            self.captions += 1
            self.close_footnote()
            block = _Block(f"fig{self.captions}", "figure", self.holder)
            block.add(line, match["text"])
            self.segments.append(block.done())
        else:
            return False
        return True

    def title(self, line: _Line, block: _Block, text: str) -> None:
        self.close_footnote()
        self.close_paragraph()
        block.add(line, text)
        self.segments.append(block.done())

    def take_footnote(self, line: _Line) -> bool:
        if match := self.numbered(self.profile.footnote, line.text, str(self.footnotes + 1)):
            self.close_footnote()
            self.footnotes += 1
            self.footnote = _Block(f"fn{self.footnotes}", "footnote", self.holder)
            self.footnote.add(line, match["text"])
        elif self.footnote:
            self.footnote.add(line)
        else:
            return False
        return True

    def take_text(self, line: _Line) -> None:
        if not self.paragraph:
            self.paragraphs += 1
            id_ = f"{self.part}.{self.section}.{self.paragraphs}"
            self.paragraph = _Block(id_, "paragraph", self.holder)
        self.paragraph.add(line)
        if self.profile.paragraph_end.search(line.raw):
            self.close_paragraph()

    def close_paragraph(self) -> None:
        if self.paragraph:
            self.segments.append(self.paragraph.done())
        self.paragraph = None

    def close_footnote(self) -> None:
        if self.footnote:
            self.segments.append(self.footnote.done())
        self.footnote = None
