"""An engine's syntax error as people need it: what was found where, a caret under it, what is expected.

Measured: the position pyoxigraph 0.5.13 reports is the farthest character any alternative looked at,
up to 15 beyond the mistake, because keywords are compared as whole slices. So the query is judged
once more with every token alone on a line behind a wide margin: then the farthest character lies
in or right behind the token that is wrong. This costs one more parse, after an error only.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.errors import QuerySyntaxError, Text
from kg.sparql.expected import Fault, expected, fault, undeclared
from kg.sparql.prologue import declare, declared, written_out
from kg.sparql.tokens import Kind, Token, significant
from kg.sparql.width import char_width, width
from kg.store.embedded import syntax_fault

_MARGIN: Final = "\n" + " " * 40
_PLACE: Final = re.compile(r"\bat (\d+):(\d+)\b")
_BROKEN_IRI: Final = re.compile(r"<[^<>\r\n]*>")
_SHOWN_COLUMNS: Final = 96
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Place(NamedTuple):
    """Where a mistake is. token is None at the end of the query."""

    token: Token | None
    line: int
    column: int


def explain(query: str, message: str) -> QuerySyntaxError:
    """The error to show for a query that an engine found not to be SPARQL.

    query: as the user wrote it, standard prefixes undeclared. message: the engine's own words, used
    only when our engine finds nothing wrong (an endpoint may know less SPARQL than we do).
    """
    completed = declare(query)
    tokens = significant(completed.text, decode=False)
    spread, starts = _spread(tokens)
    own = syntax_fault(spread)
    if own is None:
        return QuerySyntaxError(f"不是合法的 SPARQL：{message}", f"not valid SPARQL: {message}")
    kind = fault(own)
    place = _place(own, spread, starts, tokens, completed.text, kind)
    what, wanted = _found(place.token), _wanted(own, place.token, tokens, completed.text)
    place = place._replace(line=place.line - completed.lines_added)
    picture = _picture(query, place)
    return QuerySyntaxError(
        f"查询第 {place.line}:{place.column} 处：{what.zh}；{wanted.zh}\n{picture}",
        f"query {place.line}:{place.column}: {what.en}; {wanted.en}\n{picture}",
    )


def _spread(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """The tokens far from each other, and where each begins; what must stick together stays so."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    before: Token | None = None
    known = declared(tokens)
    for token in tokens:
        gap = "" if before is not None and _sticks(before, token) else _MARGIN
        # `<` may begin an IRI, and the engine then reads to the end of the text; `=` stands for it.
        written = "=" if token.is_mark("<") else written_out(token, known)
        starts.append(length + len(gap))
        pieces += (gap, written)
        length += len(gap) + len(written)
        before = token
    return "".join((*pieces, _MARGIN)), starts


def _sticks(before: Token, token: Token) -> bool:
    if before.end != token.offset:
        return False
    literal = token.kind is Kind.LANGUAGE or token.is_mark("^^") or before.is_mark("^^")
    signed = token.kind is Kind.NUMBER and (before.is_mark("-") or before.is_mark("+"))
    return literal or signed or Kind.ERROR in (before.kind, token.kind)


def _place(
    message: str, spread: str, starts: Sequence[int], tokens: Sequence[Token], text: str, kind: Fault | None
) -> Place:
    found = _PLACE.search(message)
    lines = spread.split("\n")
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), 1)
    offset = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    if kind is not None and kind.at_select:
        for token in tokens:
            if token.is_word("SELECT"):
                return Place(token, token.line, token.column)
    behind = [token for token, start in zip(tokens, starts, strict=True) if start <= offset]
    if behind and offset < len(spread):
        return Place(behind[-1], behind[-1].line, behind[-1].column)
    ended = text.rstrip()
    rows = re.split(r"\r\n|\r|\n", ended)
    return Place(None, len(rows), len(rows[-1]) + 1)


def _found(token: Token | None) -> Text:
    if token is None:
        return Text("查询到此结束", "found the end of the query")
    if token.kind is Kind.ERROR and token.text[0] in "\"'":
        return Text("字符串没有闭合", "the string is not closed")
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", token.text)
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return Text(f"遇到 {shown}", f"found {shown}")


def _wanted(message: str, token: Token | None, tokens: Sequence[Token], text: str) -> Text:
    if not tokens:
        return expected("expected CONSTRUCT", None)
    if token is not None and token.is_mark("<") and _BROKEN_IRI.match(text, token.offset):
        return expected("IRI parsing failed", token)
    if token is not None and token.kind is Kind.NAME:
        prefix = token.text.partition(":")[0]
        if prefix not in declared(tokens):
            return undeclared(token)
    return expected(message, token)


def _picture(query: str, place: Place) -> str:
    """The line of the query with a caret under the place, cut to what a terminal shows."""
    rows = re.split(r"\r\n|\r|\n", query)
    row = rows[place.line - 1] if 0 < place.line <= len(rows) else ""
    row = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", row.replace("\t", " "))
    start = 0
    while width(row[start : place.column - 1]) > _SHOWN_COLUMNS * 2 // 3:
        start += 1
    shown, room = "", _SHOWN_COLUMNS
    for char in row[start:]:
        room -= char_width(char)
        if room < 0:
            break
        shown += char
    return f"  {shown}\n  {' ' * width(row[start : place.column - 1])}^"
