"""Addresses a person can cite: `3.4.1-s3`, `3.4`, `fn1-s1`, `fig1`; to IRIs and back, and in words."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from kg.errors import Lang, NotFound
from kg.namespaces import ID

Prefix = Literal["preface", "part", "section", "paragraph", "sentence", "footnote", "caption"]
Pages = tuple[int | None, int | None]

_NUMBER: Final = r"[1-9]\d{0,3}"
_ADDRESS: Final = re.compile(
    rf"(?:fn(?P<footnote>{_NUMBER})"
    rf"|fig(?P<caption>{_NUMBER})"
    rf"|(?P<part>0|{_NUMBER})(?:\.(?P<section>0|{_NUMBER})(?:\.(?P<paragraph>{_NUMBER}))?)?)"
    rf"(?:-s(?P<sentence>{_NUMBER}))?"
)
_LOCAL: Final = re.compile(rf"(?P<report>[a-z0-9][a-z0-9.-]*?)-(?P<address>{_ADDRESS.pattern})")
_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a report. part 0 is the preface, section 0 what stands before a part's first section."""

    part: int | None = None
    section: int | None = None
    paragraph: int | None = None
    footnote: int | None = None
    caption: int | None = None
    sentence: int | None = None

    @property
    def prefix(self) -> Prefix:
        """The class prefix of the thing's IRI."""
        if self.sentence:
            return "sentence"
        if self.footnote:
            return "footnote"
        if self.caption:
            return "caption"
        if self.paragraph:
            return "paragraph"
        if self.section:
            return "section"
        return "part" if self.part else "preface"

    @property
    def container(self) -> str:
        """The address without its sentence number."""
        if self.footnote:
            return f"fn{self.footnote}"
        if self.caption:
            return f"fig{self.caption}"
        numbers = (self.part, self.section, self.paragraph)
        return ".".join(str(number) for number in numbers if number is not None)

    def __str__(self) -> str:
        return f"{self.container}-s{self.sentence}" if self.sentence else self.container


def parse(address: str) -> Address:
    """The parts of an address. Raises NotFound for what is none."""
    match = _ADDRESS.fullmatch(address)
    if match:
        numbers = {name: int(digits) for name, digits in match.groupdict().items() if digits}
        parsed = Address(**numbers)
        in_preface = parsed.part == 0
        bare_zero = parsed.section == 0 and not parsed.paragraph
        can_hold_sentences = parsed.paragraph or parsed.footnote
        if not (bare_zero or (in_preface and parsed.section) or (parsed.sentence and not can_hold_sentences)):
            return parsed
    raise NotFound(
        f"“{address}”不是地址；例：3.4.1-s3（句）、3.4.1（段）、3.4（节）、3（部分）、fn1-s1（脚注）、fig1（图）",
        f"{address!r} is no address; examples: 3.4.1-s3 (sentence), 3.4.1 (paragraph), 3.4 (section), "
        "3 (part), fn1-s1 (footnote), fig1 (caption)",
    )


def prefix(address: str) -> Prefix:
    """The class prefix of an address, e.g. 'sentence'."""
    return parse(address).prefix


def iri(report_id: str, address: str) -> str:
    """The IRI of a place, e.g. …/id/sentence/caict-2021-3.4.1-s3."""
    return f"{ID}{prefix(address)}/{report_id}-{address}"


def from_iri(iri: str) -> tuple[str, str]:
    """Report id and address of an IRI made by `iri`. Raises NotFound for any other."""
    path, _, local = iri.rpartition("/")
    match = _LOCAL.fullmatch(local)
    if match and path.startswith(ID):
        report_id, address = match["report"], match["address"]
        try:
            found = parse(address)
        except NotFound:
            found = None
        if found and path == ID + found.prefix:
            return report_id, address
    raise NotFound(f"“{iri}”不是报告中某处的 IRI", f"{iri} is not the IRI of a place in a report")


def numeral(number: int) -> str:
    """Chinese numeral of 1 to 99, as in titles."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def cite(address: str, pages: Pages | None, lang: Lang) -> str:
    """The place in words, with its printed pages: 三（四）第1段第3句，第29页.

    pages: first and last; None, or a pair of None, where no page number is printed.
    """
    place = parse(address)
    return (_in_chinese(place) if lang == "zh" else _in_english(place)) + _pages(pages, lang)


def _in_chinese(place: Address) -> str:
    if place.footnote:
        words = f"脚注{place.footnote}"
    elif place.caption:
        return f"图{place.caption}题注"
    else:
        words = numeral(place.part) if place.part else "前言"
        if place.section:
            words += f"（{numeral(place.section)}）"
        elif place.part and place.paragraph:
            words += "导语"
        words += f"第{place.paragraph}段" if place.paragraph else "标题"
    return words + (f"第{place.sentence}句" if place.sentence else "")


def _in_english(place: Address) -> str:
    words: list[str] = []
    if place.footnote:
        words += [f"Footnote {place.footnote}"]
    elif place.caption:
        words += [f"Figure {place.caption}", "caption"]
    else:
        words += [f"Part {place.part}" if place.part else "Preface"]
        if place.section:
            words += [f"section ({place.section})"]
        elif place.part and place.paragraph:
            words += ["introduction"]
        words += [f"para. {place.paragraph}" if place.paragraph else "title"]
    if place.sentence:
        words += [f"sentence {place.sentence}"]
    return ", ".join(words)


def _pages(pages: Pages | None, lang: Lang) -> str:
    first, last = pages or (None, None)
    if first is None:
        return ""
    if last is None or last == first:
        return f"，第{first}页" if lang == "zh" else f", p. {first}"
    return f"，第{first}—{last}页" if lang == "zh" else f", pp. {first}–{last}"
