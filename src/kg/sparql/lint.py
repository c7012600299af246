"""What makes a query give other rows on another engine, or none: found before any engine is asked.

Measured with rdflib 7.6, Oxigraph 0.5.13 and Virtuoso 7.2.5. A rule looks at tokens and at the structure
that tracing reads, never at matched text.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, NamedTuple

from kg.errors import Text
from kg.sparql.cursor import Cursor
from kg.sparql.paths import Alternative, Inverse, Path, Repeated
from kg.sparql.paths import Sequence as Steps
from kg.sparql.reading import Fresh, filtered, read
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
    Untraced,
    is_variable,
    visible,
)
from kg.sparql.tokens import Kind, Token, significant

_OUTSIDE: Final = ("SERVICE", "FROM")
_LOST: Final = Text(
    "VALUES ?x { UNDEF } 旁只有子查询给出 ?x，Virtuoso 会让它空着；请移进子查询",
    "beside VALUES ?x { UNDEF } only a sub-select gives ?x, and Virtuoso leaves it empty; "
    "move it into the sub-select",
)


class Finding(NamedTuple):
    """A place where engines part. line: from 1, in the text."""

    rule: str
    line: int
    text: Text


def lint(text: str, iris: Collection[str] = ()) -> list[Finding]:
    """What is to be written otherwise in a SELECT, in the order of lines; nothing for other forms.

    iris: the columns that hold IRIs.
    """
    fresh = Fresh(text)
    try:
        select = read(text, fresh)
        groups = [select.where, *filtered(text, fresh)]
    except Unreadable as error:
        return [Finding("readable", 1, error.text)]
    found = [*_words(text), *_ordered(text, select, iris)]
    found += [Finding("lost-parameter", line, _LOST) for line in _lost(text, groups)]
    for group in groups:
        found += _paths(group, lambda offset: text.count("\n", 0, offset) + 1)
    return sorted(set(found), key=lambda one: (one.line, one.rule))


def _lost(text: str, groups: Sequence[Group]) -> Iterator[int]:
    """Lines of parameters that no triple pattern beside them takes up, but a sub-select does."""
    for group in groups:
        taken = set(_bound(group.items))
        given = {name for item in group.items if not isinstance(item, Untraced) for name in visible(item)}
        for item in group.items:
            lost = isinstance(item, Untraced) and (given - taken) & set(item.binds)
            if isinstance(item, Untraced) and lost and _is_parameter(item.text):
                yield text.count("\n", 0, text.index(item.text)) + 1
            yield from _lost(text, _inside(item))


def _is_parameter(text: str) -> bool:
    tokens = significant(text)
    return tokens[0].is_word("VALUES") and any(token.is_word("UNDEF") for token in tokens)


def _words(text: str) -> Iterator[Finding]:
    tokens = significant(text, decode=False)
    for position, token in enumerate(tokens):
        if token.is_word("REGEX"):
            yield Finding(
                "regex",
                token.line,
                Text(
                    "Virtuoso 的 REGEX 遇汉字会漏；请用 CONTAINS",
                    "REGEX misses Chinese characters on Virtuoso; use CONTAINS",
                ),
            )
        for word in _OUTSIDE:
            if token.is_word(word):
                yield Finding(
                    "outside",
                    token.line,
                    Text(f"目录里的查询不用 {word}", f"a catalogued question has no {word}"),
                )
        if token.is_word("IF") and _gives_iri(Cursor(text, tokens[position + 1 :])):
            yield Finding(
                "iri-out-of-if",
                token.line,
                Text(
                    "Virtuoso 的 IF 把 IRI 变成字符串；请写 IRI(IF(…, STR(a), STR(b)))",
                    "IF makes strings of IRIs on Virtuoso; write IRI(IF(…, STR(a), STR(b)))",
                ),
            )


def _gives_iri(cursor: Cursor) -> bool:
    """Whether an argument of the call at the cursor is an IRI by itself."""
    opening = cursor.position
    cursor.skip_brackets()
    inside = cursor.since(opening)[1:-1]
    depth, argument = 0, 0
    arguments: list[list[Token]] = [[]]
    for token in inside:
        depth += (token.is_mark("(")) - (token.is_mark(")"))
        if token.is_mark(",") and depth == 0:
            arguments.append([])
            argument += 1
        else:
            arguments[argument].append(token)
    return any(len(one) == 1 and one[0].kind in (Kind.IRI, Kind.NAME) for one in arguments)


def _ordered(text: str, select: Select, iris: Collection[str]) -> Iterator[Finding]:
    last_line = text.rstrip().count("\n") + 1
    if "ORDER" not in select.tail:
        yield Finding("order", last_line, Text("缺少 ORDER BY", "ORDER BY is missing"))
        return
    line = text.count("\n", 0, text.rindex(select.tail["ORDER"])) + 1
    keys = _keys(select.tail["ORDER"])
    names = [name for name in keys if name is not None]
    of_iris = [name is not None and name[1:] in iris for name in keys]
    if True in of_iris and not all(of_iris[of_iris.index(True) :]):
        yield Finding(
            "iris-last",
            line,
            Text(
                "ORDER BY 里 IRI 应排在最后：各引擎对 IRI 与字面量的先后不一",
                "IRIs come last in ORDER BY: engines differ in how they order IRIs among other terms",
            ),
        )
    groups = [name for name, _ in select.group_by]
    whole = bool(groups) and set(groups) <= set(names)
    if not whole and not (select.is_grouped and not groups) and True not in of_iris:
        yield Finding(
            "unique-order",
            line,
            Text(
                "ORDER BY 要排到唯一的键：以 IRI 列收尾，或含全部分组键",
                "ORDER BY must reach a unique key: end with columns of IRIs, or name every group key",
            ),
        )


def _keys(order: str) -> list[str | None]:
    """The conditions of ORDER BY: a variable by name, None for an expression."""
    cursor = Cursor(order, significant(order)[2:])
    found: list[str | None] = []
    while cursor.token is not None:
        start = cursor.position
        if not cursor.at_kind(Kind.VARIABLE) and not cursor.at("("):
            cursor.take()
        if cursor.at("("):
            cursor.skip_brackets()
        else:
            cursor.take()
        variables = [token for token in cursor.since(start) if token.kind is Kind.VARIABLE]
        plain = len(cursor.since(start)) == 1 or cursor.tokens[start].text.upper() in ("ASC", "DESC")
        found.append(f"?{variables[0].text[1:]}" if plain and len(variables) == 1 else None)
    return found


def _paths(group: Group, line_of: Callable[[int], int]) -> Iterator[Finding]:
    """Paths of + and * whose ends an engine cannot start from, in a group and those inside it."""
    bound = set(_bound(group.items))
    free_property = any(
        isinstance(item, TriplePattern) and is_variable(item.predicate) for item in group.items
    )
    for item in group.items:
        if isinstance(item, PathPattern) and _repeats(item.path):
            if not _starts(item, bound):
                yield Finding(
                    "free-ends",
                    line_of(item.offset),
                    Text(
                        "+ 或 * 的路径两端都未绑定（VALUES 不算）；请在同一组里绑定一端",
                        "both ends of a path of + or * are free (VALUES does not count); bind one in the same group",
                    ),
                )
            if free_property:
                yield Finding(
                    "variable-property",
                    line_of(item.offset),
                    Text(
                        "同一组里 + 或 * 的路径旁有变量谓词，Virtuoso 什么也找不到；请列出谓词或放进子查询",
                        "beside a variable property in one group Virtuoso finds nothing for a path of + or *; "
                        "list the properties or put one of the two into a sub-select",
                    ),
                )
        for inner in _inside(item):
            yield from _paths(inner, line_of)


def _inside(item: Item) -> Sequence[Group]:
    match item:
        case Group():
            return [item]
        case Optional(group) | Named(_, group):
            return [group]
        case Union(branches):
            return branches
        case Select():
            return [item.where]
        case _:
            return []


def _bound(items: Sequence[Item]) -> Iterator[str]:
    """Variables that the triple patterns of a group give a value, and its paths of fixed length."""
    for item in items:
        if isinstance(item, TriplePattern):
            yield from filter(is_variable, (item.subject, item.predicate, item.object))
        elif isinstance(item, PathPattern) and not _repeats(item.path):
            yield from filter(is_variable, (item.subject, item.object))


def _starts(item: PathPattern, bound: Collection[str]) -> bool:
    """Whether an end is known: a constant, bound beside it, or led to by a step of fixed length."""
    if any(not is_variable(end) or end in bound for end in (item.subject, item.object)):
        return True
    path = item.path
    while isinstance(path, Inverse):
        path = path.path
    return isinstance(path, Steps) and any(not _repeats(step) for step in path.paths)


def _repeats(path: Path) -> bool:
    match path:
        case Repeated(inner, times):
            return times in ("+", "*") or _repeats(inner)
        case Inverse(inner):
            return _repeats(inner)
        case Steps(parts) | Alternative(parts):
            return any(map(_repeats, parts))
        case _:
            return False
