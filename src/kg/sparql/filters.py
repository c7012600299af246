"""What is not traced, read word for word: FILTER, BIND, VALUES, MINUS, SERVICE."""

from collections.abc import Sequence
from typing import Final

from kg.sparql.cursor import Cursor
from kg.sparql.structure import Untraced
from kg.sparql.tokens import Kind, Token

_VOLATILE: Final = ("UUID", "STRUUID", "RAND", "NOW", "BNODE")


def read_untraced(cursor: Cursor) -> Untraced:
    """The clause whose keyword is next, with what it lets through or gives a value."""
    start = cursor.position
    keyword = cursor.take()
    word = keyword.text.upper() if keyword else ""
    if word == "FILTER":
        skip_constraint(cursor)
        tokens = cursor.since(start)
        negates = word_negates(tokens)
        return Untraced(cursor.text_since(start), negates, tuple(_under_not_bound(tokens)))
    if word == "BIND":
        cursor.skip_brackets()
        tokens = cursor.since(start)
        name = next(t.text for t in reversed(tokens) if t.kind is Kind.VARIABLE)
        return Untraced(cursor.text_since(start), binds=(f"?{name[1:]}",), volatile=is_volatile(tokens))
    if word == "VALUES":
        head = cursor.position
        if cursor.at("("):
            cursor.skip_brackets()
        else:
            cursor.take()
        names = tuple(f"?{t.text[1:]}" for t in cursor.since(head) if t.kind is Kind.VARIABLE)
        cursor.skip_brackets()
        return Untraced(cursor.text_since(start), binds=names)
    if word == "SERVICE":
        cursor.skip("SILENT")
        cursor.take()
    body = cursor.position
    cursor.skip_brackets()
    inside = cursor.since(body)
    names = tuple(dict.fromkeys(f"?{t.text[1:]}" for t in inside if t.kind is Kind.VARIABLE))
    return Untraced(
        cursor.text_since(start), negates=word == "MINUS", binds=names if word == "SERVICE" else ()
    )


def skip_constraint(cursor: Cursor) -> None:
    """Reads what follows FILTER: brackets, a call, or [NOT] EXISTS with its group."""
    if not cursor.at("("):
        cursor.skip("NOT")
        cursor.take()
    cursor.skip_brackets()


def is_volatile(tokens: Sequence[Token]) -> bool:
    """Whether an expression gives another value at each run."""
    return any(token.is_word(word) for token in tokens for word in _VOLATILE)


def word_negates(tokens: Sequence[Token]) -> bool:
    """Whether NOT EXISTS or !EXISTS stands among the tokens."""
    for place, token in enumerate(tokens):
        if token.is_word("EXISTS"):
            before = place - 1
            while before > 0 and tokens[before].is_mark("("):
                before -= 1
            if tokens[before].is_word("NOT") or tokens[before].is_mark("!"):
                return True
    return False


def _under_not_bound(tokens: Sequence[Token]) -> list[str]:
    windows = zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
    return [
        f"?{variable.text[1:]}"
        for no, bound, _, variable in windows
        if no.is_mark("!") and bound.is_word("BOUND") and variable.kind is Kind.VARIABLE
    ]
