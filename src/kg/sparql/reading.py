"""Reads the WHERE of a SELECT into kg.sparql.structure. The engine has accepted the query already."""

from collections.abc import Iterator
from typing import Final

from kg.sparql.cursor import Cursor
from kg.sparql.filters import read_untraced
from kg.sparql.paths import Step, read_path, starts_path
from kg.sparql.selects import read_select
from kg.sparql.structure import (
    Group,
    Item,
    Named,
    Optional,
    PathPattern,
    Select,
    TriplePattern,
    Union,
    Unreadable,
)
from kg.sparql.tokens import Kind, has_escapes, significant

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UNTRACED: Final = ("FILTER", "BIND", "VALUES", "MINUS", "SERVICE")


class Fresh:
    """Variables that a query does not use."""

    def __init__(self, text: str) -> None:
        used = {t.text[1:] for t in significant(text) if t.kind is Kind.VARIABLE}
        stem = "traced"
        while any(name.startswith(stem) for name in used):
            stem += "_"
        self._stem, self._count = stem, 0

    def __call__(self) -> str:
        self._count += 1
        return f"?{self._stem}{self._count}"

    def made(self, name: str) -> bool:
        """Whether a variable is one of these."""
        return name.startswith(f"?{self._stem}")


def read(text: str, fresh: Fresh) -> Select:
    """The structure of a SELECT query with its declarations. Raises Unreadable."""
    try:
        return _read(Cursor(text), fresh)
    except Unreadable:
        if not has_escapes(text):
            raise
        # Codepoint escapes in IRIs and names; decoded everywhere they could end a string early.
        return _read(Cursor(text, significant(text)), fresh)


def filtered(text: str, fresh: Fresh) -> Iterator[Group]:
    """The group of every (NOT) EXISTS and MINUS of a query, which the structure keeps as text. Raises Unreadable."""
    cursor = Cursor(text)
    for position, token in enumerate(cursor.tokens):
        cursor.position = position + 1
        if (token.is_word("EXISTS") or token.is_word("MINUS")) and cursor.at("{"):
            yield _Reader(cursor, fresh).group()


def _read(cursor: Cursor, fresh: Fresh) -> Select:
    cursor.skip_declarations()
    return read_select(cursor, _Reader(cursor, fresh).group)


class _Reader:
    def __init__(self, cursor: Cursor, fresh: Fresh) -> None:
        self.cursor = cursor
        self.fresh = fresh
        self.blanks: dict[str, str] = {}

    def group(self) -> Group:
        """From an opening brace to the closing one."""
        cursor = self.cursor
        self._expect("{")
        if cursor.at_word("SELECT"):
            select = read_select(cursor, self.group)
            self._expect("}")
            return Group((select,))
        items: list[Item] = []
        while not cursor.skip("}"):
            if not cursor.skip("."):
                items += self._item()
        return Group(tuple(items))

    def _item(self) -> list[Item]:
        cursor = self.cursor
        if cursor.at("{"):
            branches = [self.group()]
            while cursor.skip("UNION"):
                branches.append(self.group())
            return [branches[0] if len(branches) == 1 else Union(tuple(branches))]
        if cursor.skip("OPTIONAL"):
            return [Optional(self.group())]
        if cursor.skip("GRAPH"):
            return [Named(self._term([]), self.group())]
        if cursor.at_word(*_UNTRACED):
            return [read_untraced(cursor)]
        found: list[Item] = []
        self._triples(found)
        return found

    def _triples(self, found: list[Item]) -> None:
        alone = self.cursor.at("[", "(")  # [ p o ] and ( … ) may stand without properties
        subject = self._term(found)
        if not alone or self._at_verb():
            self._properties(subject, found)

    def _at_verb(self) -> bool:
        return self.cursor.at_kind(Kind.VARIABLE) or starts_path(self.cursor)

    def _properties(self, subject: str, found: list[Item]) -> None:
        while True:
            offset = self.cursor.token.offset if self.cursor.token else 0
            if self.cursor.at_kind(Kind.VARIABLE):
                path, predicate = None, self._term(found)
            else:
                path = read_path(self.cursor)
                if path is None:
                    raise self._unreadable()
                predicate = path.iri if isinstance(path, Step) else ""
            while True:
                object_ = self._term(found)
                if path is None or predicate:
                    found.append(TriplePattern(subject, predicate, object_))
                else:
                    found.append(PathPattern(subject, path, object_, offset))
                if not self.cursor.skip(","):
                    break
            if not self.cursor.at(";"):
                return
            while self.cursor.skip(";"):
                pass
            if not self._at_verb():
                return

    def _term(self, found: list[Item]) -> str:
        """A node; the triples that its brackets stand for are added to those found."""
        cursor = self.cursor
        if cursor.skip("["):
            node = self.fresh()
            if not cursor.at("]"):
                self._properties(node, found)
            self._expect("]")
            return node
        if cursor.skip("("):
            return self._list(found)
        start = cursor.position
        sign = cursor.skip("+", "-")
        token = cursor.take()
        if token is None:
            raise self._unreadable()
        if token.kind is Kind.VARIABLE:
            return f"?{token.text[1:]}"
        if token.kind is Kind.BLANK:
            return self.blanks.setdefault(token.text, self.fresh())
        if token.kind is Kind.STRING:
            if cursor.skip("^^") or cursor.at_kind(Kind.LANGUAGE):
                cursor.take()
            return cursor.text_since(start)
        is_word = token.is_word("TRUE") or token.is_word("FALSE")
        if token.kind is Kind.NUMBER or (not sign and (token.kind in (Kind.IRI, Kind.NAME) or is_word)):
            return cursor.text_since(start)
        cursor.position -= 1
        raise self._unreadable()

    def _list(self, found: list[Item]) -> str:
        members: list[str] = []
        while not self.cursor.skip(")"):
            members.append(self._term(found))
        nodes = [self.fresh() for _ in members] + [f"<{_RDF}nil>"]
        for member, node, rest in zip(members, nodes, nodes[1:], strict=False):
            found.append(TriplePattern(node, f"<{_RDF}first>", member))
            found.append(TriplePattern(node, f"<{_RDF}rest>", rest))
        return nodes[0]

    def _expect(self, mark: str) -> None:
        if not self.cursor.skip(mark):
            raise self._unreadable()

    def _unreadable(self) -> Unreadable:
        token = self.cursor.token
        shown = f"{token.line}:{token.column} {token.text}" if token else "…"
        return Unreadable(f"这里的写法不能追溯出处：{shown}", f"evidence cannot be traced here: {shown}")
