"""A place in a list of tokens, for reading a query from left to right. Never runs past the end."""

from collections.abc import Sequence
from typing import Final

from kg.sparql.prologue import body
from kg.sparql.tokens import Kind, Token, significant

_OPEN: Final = frozenset("{([")
_CLOSE: Final = frozenset("})]")


class Cursor:
    """The tokens of a text that mean something, and how far they have been read."""

    def __init__(self, text: str, tokens: Sequence[Token] | None = None) -> None:
        """tokens: those of the text that are to be read; all if None. Their offsets are in the text."""
        self.text = text
        self.tokens = significant(text, decode=False) if tokens is None else tokens
        self.position = 0

    @property
    def token(self) -> Token | None:
        """The next token; None at the end."""
        return self.ahead(0)

    def ahead(self, steps: int) -> Token | None:
        """The token some steps after the next one."""
        place = self.position + steps
        return self.tokens[place] if place < len(self.tokens) else None

    def at(self, *marks: str) -> bool:
        """Whether the next token is one of these punctuation marks."""
        token = self.token
        return token is not None and token.kind is Kind.PUNCTUATION and token.text in marks

    def at_word(self, *words: str) -> bool:
        """Whether the next token is one of these keywords."""
        token = self.token
        return token is not None and token.kind is Kind.WORD and token.text.upper() in words

    def at_kind(self, *kinds: Kind) -> bool:
        token = self.token
        return token is not None and token.kind in kinds

    def take(self) -> Token | None:
        """The next token, read."""
        token = self.token
        self.position += token is not None
        return token

    def skip(self, *marks_or_words: str) -> bool:
        """Reads the next token if it is one of these."""
        if self.at(*marks_or_words) or self.at_word(*marks_or_words):
            self.position += 1
            return True
        return False

    def skip_declarations(self) -> None:
        """Reads PREFIX, BASE and VERSION declarations, as many as stand here."""
        self.position = len(self.tokens) - len(body(self.tokens[self.position :]))

    def skip_brackets(self) -> None:
        """Reads from an opening bracket to the one that closes it."""
        depth = 0
        while (token := self.take()) is not None:
            if token.kind is Kind.PUNCTUATION:
                depth += (token.text in _OPEN) - (token.text in _CLOSE)
            if depth <= 0:
                return

    def since(self, start: int) -> Sequence[Token]:
        """The tokens read since a position."""
        return self.tokens[start : self.position]

    def text_since(self, start: int) -> str:
        """The source text of the tokens read since a position."""
        return text_of(self.text, self.since(start))


def text_of(text: str, tokens: Sequence[Token]) -> str:
    """The source text from the first to the last of some tokens."""
    return text[tokens[0].offset : tokens[-1].end] if tokens else ""
