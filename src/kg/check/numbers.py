"""Every number of the text is in the data: in a figure, a time, a quantifier, a name; or it is listed.

The map tells where numbers stand and how long they are, so a number is looked for by its length; who
holds the text has it looked for by its digits.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from kg.check.files import Index
from kg.check.violations import Violation
from kg.errors import Text
from kg.namespaces import KG, PREFIXES
from kg.report.addresses import iri
from kg.report.metadata import ReportMetadata
from kg.report.reportmap import MapEntry, ReportMap

CHECK: Final = "number-not-captured"
_RDF, _RDFS, _SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "skos"))
_NAMES: Final = (f"{_RDFS}label", f"{_SKOS}altLabel")
_WORDS: Final = (
    *_NAMES,
    *(
        f"{KG}{name}"
        for name in ("verbatim", "periodPrinted", "quantifierPrinted", "nameUsed", "gloss", "condition")
    ),
)
_VALUES: Final = tuple(f"{KG}{name}" for name in ("value", "ofHowMany", "period", "basePeriod"))
# What a node of the sentence names: its own name may hold the number (top 30, 4.0).
_NAMED: Final = (
    *(f"{_RDF}{name}" for name in ("subject", "object")),
    *(f"{KG}{name}" for name in ("indicator", "subject", "period", "comparison", "citedSource")),
)
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")


def check(
    index: Index,
    maps: Mapping[str, ReportMap],
    metadata: Mapping[str, ReportMetadata],
    texts: Mapping[str, str] | None = None,
) -> Iterator[Violation]:
    """Numbers of encoded places that nothing there captures and that no list excuses.

    index: the data. texts: IRI of each place -> what the report says there; None without the text.
    """
    captured = _captured(index)
    for report, report_map in sorted(maps.items()):
        encoded = set(index.iris(f"{PREFIXES['report']}{report}", f"{KG}encodes"))
        excused = metadata[report].numbers_left_out
        for entry in report_map.entries:
            if entry.within and encoded.isdisjoint({iri(report, entry.within), iri(report, entry.id)}):
                continue
            for address, offset, length in _numbers(entry):
                place = iri(report, address)
                text = texts.get(place) if texts else None
                printed = _digits(text[offset : offset + length]) if text else None
                known = captured.get(place, frozenset()).union(excused.get(address, ()))
                # A number in the map may end in a blank and a per cent sign.
                sizes = range(length - 2, length + 1)
                if not (printed in known if printed else any(len(one) in sizes for one in known)):
                    yield _violation(place, address, offset, printed)


def _violation(place: str, address: str, offset: int, printed: str | None) -> Violation:
    shown_zh, shown_en = (f"“{printed}”", f"{printed} ") if printed else ("", "")
    return Violation(
        CHECK,
        "violation",
        place,
        Text(
            f"第 {offset + 1} 字起的数字{shown_zh}没有进入数据：请写成数据、时间、范围或名称，"
            "或在 report.yaml 的 numbersLeftOut 中说明理由。",
            f"The number {shown_en}at character {offset + 1} is not in the data: write it as a figure, "
            "time, quantifier or name, or give the reason under numbersLeftOut in report.yaml.",
        ),
        (address,),
    )


def _numbers(entry: MapEntry) -> Iterator[tuple[str, int, int]]:
    """Address, offset in the sentence and length of the digits of each number of an entry."""
    for start, end in entry.numbers:
        for number, sentence in enumerate(entry.sentences, 1):
            first, last = sentence.at
            if first <= start < last:
                yield f"{entry.id}-s{number}", start - first, end - start


def _captured(index: Index) -> dict[str, frozenset[str]]:
    """Place -> the numbers in words and values of the nodes that stand on it, as digits."""
    found: dict[str, set[str]] = {}
    for subject in index.subjects():
        places = index.iris(subject, f"{KG}evidence")
        if not places:
            continue
        numbers = set(_said(index, subject, (*_WORDS, *_VALUES)))
        for prop in _NAMED:
            for thing in index.iris(subject, prop):
                numbers.update(_said(index, thing, (*_NAMES, *_VALUES)))
        for place in places:
            found.setdefault(place, set()).update(numbers)
    return {place: frozenset(numbers) for place, numbers in found.items()}


def _said(index: Index, subject: str, props: tuple[str, ...]) -> Iterator[str]:
    for prop in props:
        for value in index.values(subject, prop):
            if isinstance(value, ox.Literal):
                for digits in _DIGITS.findall(value.value):
                    yield digits
                    yield digits.removesuffix(".0")


def _digits(printed: str) -> str:
    found = _DIGITS.search(printed)
    return found[0] if found else printed
