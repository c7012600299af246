"""Lexical forms: each literal against its datatype, language tags, Unicode form, as the file has them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.check.files import GraphFile
from kg.check.violations import Violation
from kg.errors import Text
from kg.namespaces import PREFIXES, shorten

_XSD: Final = PREFIXES["xsd"]
_LANG_STRING: Final = f"{PREFIXES['rdf']}langString"
_TAGS: Final = ("zh", "en")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_TIME: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d)?"
)
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
# The parser lower-cases tags, so @ZH only shows in the text of a file.
_WRITTEN_TAG: Final = re.compile(r'(?<!\\)"@(?!prefix\b|base\b)([A-Za-z]+(?:-[A-Za-z0-9]+)*)')
_IDEOGRAPH: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_TEXT_FORMATS: Final = (".ttl", ".trig", ".nt", ".nq")


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_canonical_decimal(text: str) -> bool:
    """With a point and a digit on either side, and no zero that could be left out (46.5, 20.0, -0.25)."""
    return text != "-0.0" and bool(
        re.fullmatch(r"-?(0|[1-9]\d*)\.(0|\d*[1-9])", text) and Decimal(text).is_finite()
    )


def _is_month(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text))


def _is_moment(text: str) -> bool:
    found = _TIME.fullmatch(text)
    return found is not None and _is_date(found[1])


Form = tuple[Callable[[str], object], str]
# datatype -> (is it well formed, what is accepted)
FORMS: Final[Mapping[str, Form]] = {
    "gYear": (re.compile(r"(?!0000)\d{4}").fullmatch, "2021"),
    "gYearMonth": (_is_month, "2021-04"),
    "date": (_is_date, "2021-04-10"),
    "dateTime": (_is_moment, "2021-04-10T08:00:00Z"),
    "decimal": (_is_canonical_decimal, "46.5, 20.0"),
    "integer": (re.compile(r"0|-?[1-9]\d*").fullmatch, "20"),
    "boolean": (re.compile("true|false").fullmatch, "true, false"),
    "hexBinary": (re.compile(r"([0-9a-f]{2})+").fullmatch, "0a1b"),
    "anyURI": (_IRI.fullmatch, "https://example.org/"),
}


def check(file: GraphFile) -> Iterator[Violation]:
    """Every literal of a file that is not in its one accepted form."""
    lines = Lines(file)
    for quad in file.quads:
        if isinstance(quad.object, ox.Literal):
            for name, text in _faults(quad.object):
                yield _found(name, quad, text, lines)
    yield from _written_tags(file, lines)


def _faults(literal: ox.Literal) -> Iterator[tuple[str, Text]]:
    value, datatype = literal.value, literal.datatype.value
    if not unicodedata.is_normalized("NFC", value):
        yield "nfc", Text("文字不是 NFC 形式：请转换为 NFC。", "The text is not in NFC: convert it.")
    if _CONTROL.search(value):
        yield (
            "control",
            Text("文字含有控制字符：请删去。", "The text has a control character: remove it."),
        )
    if literal.language is not None:
        if literal.language not in _TAGS:
            yield "language", _tag_text(literal.language)
        elif literal.language == "zh" and (strange := _not_simplified(value)):
            yield (
                "simplified",
                Text(
                    f"“{strange}”不是简体字（不在 GB 2312 内）：请用简体。",
                    f"{strange} is not simplified Chinese (not in GB 2312): write it in simplified characters.",
                ),
            )
        return
    name = datatype.removeprefix(_XSD)
    if name in FORMS:
        is_well_formed, example = FORMS[name]
        if not is_well_formed(value):
            yield (
                name,
                Text(
                    f"“{value}”不是合法或规范的 xsd:{name}：应写作 {example} 的样子。",
                    f"{value!r} is no valid or no canonical xsd:{name}: expected is a form such as {example}.",
                ),
            )
    elif name != "string":
        accepted = ", ".join(f"xsd:{one}" for one in (*FORMS, "string"))
        shown = shorten(datatype)
        yield (
            "datatype",
            Text(
                f"不接受数据类型 {shown}：可用 {accepted}。",
                f"The datatype {shown} is not used here: accepted are {accepted}.",
            ),
        )


def _not_simplified(text: str) -> str:
    """The characters of a Chinese text that the simplified standard set of 6,763 does not have."""
    return "".join(char for char in dict.fromkeys(_IDEOGRAPH.findall(text)) if not _in_gb2312(char))


@cache
def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _tag_text(tag: str) -> Text:
    return Text(
        f"语言标记 @{tag} 不对：只用 @zh 和 @en。",
        f"The language tag @{tag} is wrong: only @zh and @en are used.",
    )


def _written_tags(file: GraphFile, lines: "Lines") -> Iterator[Violation]:
    if file.path.suffix.lower() not in _TEXT_FORMATS:
        return
    for number, line in enumerate(lines.text, 1):
        for found in _WRITTEN_TAG.finditer(line):
            if found[1] not in _TAGS and found[1].lower() in _TAGS:
                place = f"{file.shown}:{number}"
                yield Violation("lexical:language", "violation", place, _tag_text(found[1]), place=place)


def _found(name: str, quad: ox.Quad, text: Text, lines: "Lines") -> Violation:
    focus = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    prop = shorten(quad.predicate.value)
    message = Text(f"{prop}：{text.zh}", f"{prop}: {text.en}")
    return Violation(f"lexical:{name}", "violation", focus, message, place=lines.place(quad))


class Lines:
    """Finds the line of a literal in a file laid out as ours are: a subject at the start of its line."""

    def __init__(self, file: GraphFile) -> None:
        self._file = file
        self._text: list[str] | None = None

    @property
    def text(self) -> list[str]:
        """The lines of the file, read when first asked for."""
        if self._text is None:
            self._text = self._file.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return self._text

    def place(self, quad: ox.Quad) -> str:
        """file:line of the literal, of its subject if the literal is not found, else the file alone."""
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            names = (shorten(quad.subject.value), str(quad.subject))
            start = next((n for n, line in enumerate(self.text) if line.strip().startswith(names)), None)
            if start is not None:
                value = quad.object.value
                for number in range(start, min(start + 200, len(self.text))):
                    if value in self.text[number]:
                        return f"{self._file.shown}:{number + 1}"
                    if self.text[number].rstrip().endswith(" ."):
                        break
                return f"{self._file.shown}:{start + 1}"
        return self._file.shown
