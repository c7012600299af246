"""Reads a SELECT around its WHERE: projection, grouping, and what stands after the group."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from kg.sparql.cursor import Cursor, text_of
from kg.sparql.structure import Group, Select, Unreadable
from kg.sparql.tokens import Kind, Token

_AGGREGATES: Final = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_TAIL: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def read_select(cursor: Cursor, read_group: Callable[[], Group]) -> Select:
    """The SELECT at the cursor, up to the end of the text or the brace that closes around it.

    read_group: reads a group from its opening brace. Raises Unreadable.
    """
    start = cursor.position
    if not cursor.skip("SELECT"):
        raise Unreadable("只能追溯 SELECT 查询的出处", "only a SELECT can be traced")
    modifier: Literal["", "DISTINCT", "REDUCED"] = ""
    if cursor.skip("DISTINCT"):
        modifier = "DISTINCT"
    elif cursor.skip("REDUCED"):
        modifier = "REDUCED"
    head = cursor.position
    items = _items(cursor)
    projection = cursor.since(head)
    while cursor.skip("FROM"):
        cursor.skip("NAMED")
        cursor.take()
    cursor.skip("WHERE")
    opening = cursor.position
    where = read_group()
    where_text = cursor.text_since(opening)
    tail = _tail(cursor)
    counted = (*projection, *tail.get("HAVING", ()), *tail.get("ORDER", ()))
    return Select(
        modifier,
        items,
        where,
        where_text,
        _group_by(cursor.text, tail.get("GROUP", ())),
        any(a.kind is Kind.WORD and a.text.upper() in _AGGREGATES for a in counted),
        {word: text_of(cursor.text, tokens) for word, tokens in tail.items()},
        text_of(cursor.text, projection),
        cursor.text_since(start),
    )


def _items(cursor: Cursor) -> tuple[tuple[str, str | None], ...] | None:
    if cursor.skip("*"):
        return None
    items: list[tuple[str, str | None]] = []
    while True:
        if cursor.at_kind(Kind.VARIABLE):
            token = cursor.take()
            items.append((f"?{token.text[1:]}" if token else "", None))
        elif cursor.at("("):
            start = cursor.position
            cursor.skip_brackets()
            expression, alias = _named(cursor.text, cursor.since(start)[1:-1])
            items.append((alias or "", expression))
        else:
            return tuple(items)


def _named(text: str, tokens: Sequence[Token]) -> tuple[str, str | None]:
    """An expression and the name that AS gives it."""
    if len(tokens) > 2 and tokens[-2].is_word("AS") and tokens[-1].kind is Kind.VARIABLE:
        return text_of(text, tokens[:-2]), f"?{tokens[-1].text[1:]}"
    return text_of(text, tokens), None


def _tail(cursor: Cursor) -> dict[str, Sequence[Token]]:
    """The tokens of each clause after the group, its keyword first."""
    found: dict[str, Sequence[Token]] = {}
    while cursor.at_word(*_TAIL):
        start = cursor.position
        word = cursor.tokens[start].text.upper()
        cursor.take()
        while cursor.token is not None and not cursor.at("}") and not cursor.at_word(*_TAIL):
            if cursor.at("(", "{"):
                cursor.skip_brackets()
            else:
                cursor.take()
        found[word] = cursor.since(start)
    return found


def _group_by(text: str, tokens: Sequence[Token]) -> tuple[tuple[str, str | None], ...]:
    """The conditions after GROUP BY: a variable, (expression), (expression AS ?name), or a call."""
    cursor = Cursor(text, tokens[2:])
    found: list[tuple[str, str | None]] = []
    while cursor.token is not None:
        start = cursor.position
        if cursor.at("("):
            cursor.skip_brackets()
            found.append(_named(text, cursor.since(start)[1:-1]))
        elif cursor.at_kind(Kind.VARIABLE):
            token = cursor.take()
            found.append((f"?{token.text[1:]}" if token else "", None))
        else:
            cursor.take()
            cursor.skip_brackets()
            found.append((cursor.text_since(start), None))
    return tuple(found)
