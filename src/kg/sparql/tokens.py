"""A tokeniser of SPARQL 1.1 (and the brackets of 1.2). Total and linear: no text makes it fail or recurse.

Tokens cover the text without gaps, blanks and comments included, so they join back to it. With
`decode=True` the codepoint escapes \\uXXXX and \\UXXXXXXXX are decoded before anything else, as
SPARQL 1.1 section 19.2 says; positions are those of the text as it was given. Measured: pyoxigraph
0.5.13 decodes them only inside strings and IRIs, other engines first; so whoever has to be sure
(the guard) looks at the text both ways.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from kg.sparql.kept import kept


class Kind(StrEnum):
    """What a token is. WORD: keywords, function names, `a`, true, false. NAME: prefixed name."""

    IRI = "iri"
    NAME = "name"
    VARIABLE = "variable"
    BLANK = "blank"
    STRING = "string"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    PUNCTUATION = "punctuation"
    SPACE = "space"
    COMMENT = "comment"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. text: decoded; line, column (from 1, in code points), offset, end: in the text given."""

    kind: Kind
    text: str
    line: int
    column: int
    offset: int
    end: int

    def is_word(self, word: str) -> bool:
        """Whether the token is this keyword, in any case."""
        return self.kind is Kind.WORD and self.text.upper() == word

    def is_mark(self, mark: str) -> bool:
        """Whether the token is this punctuation."""
        return self.kind is Kind.PUNCTUATION and self.text == mark


# What names may hold beyond ASCII, as SPARQL 1.1 has it (PN_CHARS_BASE, and the marks of PN_CHARS).
_WIDE: Final = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_WIDE_MARKS: Final = "\u00b7\u0300-\u036f\u203f-\u2040"


def _patterns(wide: str, marks: str) -> tuple[tuple[Kind, str], ...]:
    """The kinds of token with their patterns, in this order; the first that fits wins."""
    base = f"A-Za-z{wide}"
    letter = f"_{base}"
    char = f"-0-9{marks}{letter}"
    plx = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
    # Bounded, because a run of words and dots without a colon would be read again from every word.
    prefix = f"[{base}](?:[{char}.]{{0,126}}[{char}])?"
    local = rf"(?:[0-9:{letter}]|{plx})(?:\.*(?:[{char}:]|{plx}))*"
    # A string's body takes any escaped character: whether the escape exists is for the engine to say.
    return (
        (Kind.SPACE, r"[ \t\r\n]+"),
        (Kind.COMMENT, r"#[^\r\n]*"),
        (Kind.STRING, r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""'),
        (Kind.STRING, r"'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''"),
        (Kind.STRING, r'"(?:[^"\\\r\n]|\\[^\r\n])*"'),
        (Kind.STRING, r"'(?:[^'\\\r\n]|\\[^\r\n])*'"),
        # An unclosed string is one error to the end of its line.
        (Kind.ERROR, r'"(?:[^"\\\r\n]|\\[^\r\n])*'),
        (Kind.ERROR, r"'(?:[^'\\\r\n]|\\[^\r\n])*"),
        (Kind.IRI, r'<[^<>"{}|^`\\\x00-\x20]*>'),
        (Kind.BLANK, rf"_:[0-9{letter}](?:[{char}.]*[{char}])?"),
        (Kind.NAME, f"(?:{prefix})?:(?:{local})?"),
        (Kind.VARIABLE, rf"[?$][0-9{letter}][0-9{marks}{letter}]*"),
        (Kind.LANGUAGE, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?"),
        (Kind.NUMBER, r"(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+"),
        (Kind.WORD, r"[^\W\d]\w*"),
        (Kind.PUNCTUATION, r"<<\(|\)>>|<<|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;*/|^+\-!=<>?~]"),
        (Kind.ERROR, r"[\s\S]"),
    )


@cache
def _token(*, ascii_only: bool) -> re.Pattern[str]:
    """The pattern of all tokens. Measured: the one for ASCII is compiled in 2 ms, the other in 42."""
    patterns = _patterns("", "") if ascii_only else _patterns(_WIDE, _WIDE_MARKS)
    return re.compile("|".join(f"(?P<g{n}>{pattern})" for n, (_, pattern) in enumerate(patterns)))


# A line that begins with # is a comment or lies inside a long string, and both take any character.
_COMMENT_LINE: Final = re.compile(r"^[ \t]*#[^\r\n]*", re.MULTILINE)


def _pattern_for(text: str) -> re.Pattern[str]:
    return _token(ascii_only=text.isascii() or _COMMENT_LINE.sub("", text).isascii())


_KINDS: Final = tuple(kind for kind, _ in _patterns("", ""))
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def tokenise(text: str, *, decode: bool = True) -> tuple[Token, ...]:
    """All tokens of a text, blanks and comments too. Never raises."""
    if decode and _ESCAPE.search(text):
        decoded, origins = _decode(text)
    else:
        decoded, origins = text, None
    return tuple(_tokens(decoded, origins, text))


def significant(text: str, *, decode: bool = True) -> tuple[Token, ...]:
    """The tokens that mean something: no blanks, no comments."""
    # Without escapes both readings are one, so that they are kept as one.
    return _significant(text, decode and has_escapes(text))


@kept
def _significant(text: str, decode: bool) -> tuple[Token, ...]:
    return tuple(t for t in tokenise(text, decode=decode) if t.kind not in (Kind.SPACE, Kind.COMMENT))


def has_escapes(text: str) -> bool:
    """Whether a codepoint escape stands anywhere, so that the two readings may differ."""
    return _ESCAPE.search(text) is not None


def _tokens(decoded: str, origins: list[int] | None, text: str) -> Iterator[Token]:
    line, line_start = 1, 0
    for match in _pattern_for(decoded).finditer(decoded):
        kind = _KINDS[(match.lastindex or 1) - 1]
        start, end = match.span()
        if origins is not None:
            start, end = origins[start], origins[end]
        yield Token(kind, match[0], line, start - line_start + 1, start, end)
        for newline in _LINE_END.finditer(text, start, end):
            line, line_start = line + 1, newline.end()


def _decode(text: str) -> tuple[str, list[int]]:
    """The text without codepoint escapes, and for each of its characters the offset it came from."""
    pieces: list[str] = []
    origins: list[int] = []
    position = 0
    for match in _ESCAPE.finditer(text):
        codepoint = int(match[1] or match[2], 16)
        if codepoint > 0x10FFFF:
            continue
        pieces += (text[position : match.start()], chr(codepoint))
        origins += range(position, match.start() + 1)
        position = match.end()
    pieces.append(text[position:])
    origins += range(position, len(text) + 1)
    return "".join(pieces), origins
