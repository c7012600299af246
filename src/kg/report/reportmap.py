"""The map of a report: what ships instead of its text. Checksums, offsets and pages; no words.

One JSON object a line, in the order of the report, keys in the order of the fields:
id, kind, within, lines, page (as in `segments`), sha256 (of the exact text), chars, head, checksum
(see `fingerprints`), numbers (offsets of printed numbers), and for paragraphs and footnotes lead
(whether the first sentence acts as a heading) and sentences, each with at (offsets), pages and its
own sha256, chars, head and checksum.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from kg.errors import NotFound, OutputError, ParseError, ReportError
from kg.report.addresses import Pages, parse
from kg.report.fingerprints import Fingerprint, fingerprint
from kg.report.profiles import CAICT_2021, Profile
from kg.report.reading import read_report
from kg.report.segments import Kind, Segment, Span, segment

# A figure, with decimals and per cent; not the digit of a name such as 5G or C2M.
_NUMBER: Final = re.compile(r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?(?![A-Za-z0-9]|\.\d)(?:\s?%)?")


@dataclass(frozen=True, slots=True)
class SentenceEntry:
    """One sentence: at are its code-point offsets [start, end) in the text of its entry."""

    at: Span
    pages: Pages
    sha256: str
    mark: Fingerprint


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One segment without its text."""

    id: str
    kind: Kind
    within: str | None
    lines: Span
    page: int | None
    sha256: str
    mark: Fingerprint
    numbers: tuple[Span, ...] = ()
    lead: bool = False
    sentences: tuple[SentenceEntry, ...] = ()

    @property
    def sentence_addresses(self) -> tuple[str, ...]:
        return tuple(f"{self.id}-s{number}" for number in range(1, len(self.sentences) + 1))

    @property
    def pages(self) -> Pages:
        """First and last printed page."""
        return (self.page, self.sentences[-1].pages[1] if self.sentences else self.page)


@dataclass(frozen=True, slots=True)
class ReportMap:
    """All entries of one report, in its order; iterate over it, or ask by address."""

    entries: tuple[MapEntry, ...]
    _by_id: dict[str, tuple[int, MapEntry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entry.id: (n, entry) for n, entry in enumerate(self.entries)})

    def __iter__(self) -> Iterator[MapEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def has(self, address: str) -> bool:
        """Whether the report has this place; false for what is no address."""
        try:
            self._at(address)
        except NotFound:
            return False
        return True

    def entry(self, address: str) -> MapEntry:
        """The entry that is at the address, or holds the sentence. Raises NotFound."""
        return self._at(address)[1]

    def sentence(self, address: str) -> SentenceEntry:
        """The entry of a sentence. Raises NotFound."""
        _, entry, number = self._at(address)
        if not number:
            raise NotFound(f"“{address}”不是句子的地址", f"{address} is not the address of a sentence")
        return entry.sentences[number - 1]

    def pages(self, address: str) -> Pages:
        """First and last printed page, for `cite`. Raises NotFound."""
        _, entry, number = self._at(address)
        return entry.sentences[number - 1].pages if number else entry.pages

    def order_key(self, address: str) -> tuple[int, int]:
        """Sorts addresses in the order of the report; a paragraph before its sentences. Raises NotFound."""
        order, _, number = self._at(address)
        return (order, number)

    def addresses(self) -> Iterator[str]:
        """Every address in the order of the report: entries, each followed by its sentences."""
        for entry in self.entries:
            yield entry.id
            yield from entry.sentence_addresses

    def sentence_addresses(self) -> Iterator[str]:
        for entry in self.entries:
            yield from entry.sentence_addresses

    def _at(self, address: str) -> tuple[int, MapEntry, int]:
        place = parse(address)
        order, entry = self._by_id.get(place.container, (0, None))
        number = place.sentence or 0
        if entry is None or number > len(entry.sentences):
            raise NotFound(f"报告中没有“{address}”", f"the report has no {address}")
        return order, entry, number

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a map. Raises ParseError with file and line."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ParseError(f"{path}：无法读取：{error}", f"{path}: cannot be read: {error}") from None
        entries = []
        for number, line in enumerate(lines, 1):
            try:
                entries.append(_from_json(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                what = f"{type(error).__name__}: {error}"
                raise ParseError(
                    f"{path}:{number}: 不是地图条目（{what}）；请用 write_map 重新生成",
                    f"{path}:{number}: no map entry ({what}); write it anew with write_map",
                ) from None
        return cls(tuple(entries))

    def dump(self) -> str:
        """The map as text; the same entries give the same bytes."""
        return "".join(json.dumps(_to_json(entry)) + "\n" for entry in self.entries)


def make_map(segments: Iterable[Segment], profile: Profile) -> ReportMap:
    """The map of the segments of a report."""
    return ReportMap(tuple(_entry(segment, profile) for segment in segments))


def write_map(report_path: Path, out_path: Path, profile: Profile = CAICT_2021) -> ReportMap:
    """Write the map of the text layer that the profile was made for; the same text gives the same bytes.

    Raises ReportError if the file is not that text layer, OutputError if the map cannot be written.
    """
    report_map = make_map(segment(read_report(report_path), profile), profile)
    if not any(entry.kind == "section" for entry in report_map):
        raise ReportError(
            f"{report_path}：没有“{profile.id}”规则所指的节标题；请给出该报告的文字层文本",
            f"{report_path}: has no section title as profile {profile.id} knows them; "
            "give the text layer of that report",
        )
    try:
        out_path.write_text(report_map.dump(), encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{out_path}：无法写入（{reason}）", f"{out_path}: cannot be written ({reason})"
        ) from None
    return report_map


def _entry(segment: Segment, profile: Profile) -> MapEntry:
    numbers = tuple(match.span() for match in _NUMBER.finditer(segment.text))
    return MapEntry(
        id=segment.id,
        kind=segment.kind,
        within=segment.within,
        lines=segment.lines,
        page=segment.page,
        sha256=segment.sha256,
        mark=fingerprint(segment.text),
        numbers=numbers,
        lead=_has_lead(segment, numbers, profile),
        sentences=tuple(
            SentenceEntry(at, pages, _sha256(segment.text[slice(*at)]), fingerprint(segment.text[slice(*at)]))
            for at, pages in zip(segment.sentences, segment.pages, strict=True)
        ),
    )


def _has_lead(segment: Segment, numbers: Sequence[Span], profile: Profile) -> bool:
    """Whether the first sentence acts as a heading: short, without figures, in a numbered section."""
    if segment.kind != "paragraph" or len(segment.sentences) < 2 or not parse(segment.id).section:
        return False
    end = segment.sentences[0][1]
    return end <= profile.lead_max_chars and not any(start < end for start, _ in numbers)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _mark_to_json(sha256: str, mark: Fingerprint) -> dict[str, Any]:
    return {"sha256": sha256, "chars": mark.chars, "head": mark.head, "checksum": mark.checksum}


def _to_json(entry: MapEntry) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind,
        "within": entry.within,
        "lines": entry.lines,
        "page": entry.page,
        **_mark_to_json(entry.sha256, entry.mark),
        "numbers": entry.numbers,
    }
    if entry.sentences:
        record["lead"] = entry.lead
        record["sentences"] = [
            {"at": one.at, "pages": one.pages, **_mark_to_json(one.sha256, one.mark)}
            for one in entry.sentences
        ]
    return record


def _span(pair: Sequence[Any]) -> tuple[Any, Any]:
    first, last = pair
    return (first, last)


def _mark(record: dict[str, Any]) -> Fingerprint:
    return Fingerprint(record["chars"], record["head"], record["checksum"])


def _from_json(record: dict[str, Any]) -> MapEntry:
    return MapEntry(
        id=record["id"],
        kind=record["kind"],
        within=record["within"],
        lines=_span(record["lines"]),
        page=record["page"],
        sha256=record["sha256"],
        mark=_mark(record),
        numbers=tuple(_span(pair) for pair in record["numbers"]),
        lead=record.get("lead", False),
        sentences=tuple(
            SentenceEntry(_span(one["at"]), _span(one["pages"]), one["sha256"], _mark(one))
            for one in record.get("sentences", ())
        ),
    )
