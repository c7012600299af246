"""RDF terms as light frozen records, equal whichever engine they come from."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING: Final = f"{XSD}string"
XSD_BOOLEAN: Final = f"{XSD}boolean"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_INTEGERS: Final = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
)
FLOATING: Final = frozenset((f"{XSD}double", f"{XSD}float"))
NUMERIC: Final = frozenset(XSD + name for name in f"{_INTEGERS} decimal double float".split())

_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\ud800-\udfff]*')
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_BLANK: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
# u and U after a backslash are written as escapes of their own, so that no reader, whether it
# decodes \uXXXX before or after the grammar, sees a codepoint escape that is not meant.
_ESCAPES: Final = re.compile(r'\\[uU]|["\\\x00-\x1f\x7f]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True, slots=True)
class Iri:
    """An absolute IRI."""

    value: str


@dataclass(frozen=True, slots=True)
class BlankNode:
    """A blank node; its label means nothing outside one result."""

    label: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as the engine writes it, with its datatype; tagged strings also have a language."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None


Term = Iri | Literal | BlankNode


@dataclass(frozen=True, slots=True)
class Triple:
    """One statement of a CONSTRUCT or DESCRIBE result."""

    subject: Iri | BlankNode
    predicate: Iri
    object: Term


def tagged(value: str, language: str) -> Literal:
    """A string with a language tag."""
    return Literal(value, LANG_STRING, language)


def serialise(term: Term) -> str:
    """The term as SPARQL and Turtle write it.

    Raises ValueError when no writing could stand for it: an IRI that is relative or has forbidden
    characters, a bad language tag, a lone surrogate.
    """
    if isinstance(term, Iri):
        return _serialise_iri(term.value)
    if isinstance(term, BlankNode):
        if not _BLANK.fullmatch(term.label):
            raise ValueError(f"not a blank node label: {term.label!r}")
        return f"_:{term.label}"
    if _SURROGATE.search(term.value):
        raise ValueError("a lone surrogate is no character")
    quoted = f'"{_ESCAPES.sub(_escape, term.value)}"'
    if term.language is not None:
        if not _LANGUAGE.fullmatch(term.language):
            raise ValueError(f"not a language tag: {term.language!r}")
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD_STRING else f"{quoted}^^{_serialise_iri(term.datatype)}"


def is_iri(text: str) -> bool:
    """Whether `serialise` can write the text as an IRI."""
    return _IRI.fullmatch(text) is not None


def same_value(one: Term | None, other: Term | None) -> bool:
    """Whether two terms are equal, numbers compared by value (46.5 and 46.50, 1 and 1.0)."""
    if one == other:
        return True
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    if one.language is not None and other.language is not None:
        return one.value == other.value and one.language.lower() == other.language.lower()
    if one.datatype in NUMERIC and other.datatype in NUMERIC:
        first, second = number(one), number(other)
        return first is not None and first == second
    return False


def number(literal: Literal) -> Decimal | None:
    """The value of a numeric literal, None if it has none (also for INF and NaN)."""
    if literal.datatype not in NUMERIC:
        return None
    try:
        value = Decimal(literal.value.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _serialise_iri(value: str) -> str:
    if not is_iri(value):
        raise ValueError(f"not an absolute IRI: {value!r}")
    return f"<{value}>"


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _SHORT:
        return _SHORT[found]
    if len(found) == 2:
        return f"\\\\\\u{ord(found[1]):04X}"
    return f"\\u{ord(found):04X}"
