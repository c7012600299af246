"""The patterns of a query written out again one by one, and any query form read as a SELECT."""

from collections.abc import Iterator

from kg.sparql.cursor import Cursor, text_of
from kg.sparql.paths import Alternative, Inverse, Negated, Path, Repeated, Sequence, Step, written
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
)


def text_of_item(item: Item) -> str:
    """A pattern as SPARQL; blank nodes are the variables that stand for them."""
    match item:
        case TriplePattern(subject, predicate, object_):
            return f"{subject} {predicate} {object_} ."
        case PathPattern(subject, path, object_):
            return f"{subject} {written(path)} {object_} ."
        case Untraced(text):
            return text
        case Group(items):
            return f"{{ {' '.join(map(text_of_item, items))} }}"
        case Optional(group):
            return f"OPTIONAL {text_of_item(group)}"
        case Union(branches):
            return " UNION ".join(map(text_of_item, branches))
        case Named(graph, group):
            return f"GRAPH {graph} {text_of_item(group)}"
        case Select(text=text):
            return f"{{ {text} }}"


def as_select(query: str) -> tuple[str, str]:
    """The form of a query (SELECT, CONSTRUCT or ASK), and a SELECT with its declarations and its WHERE.

    Raises Unreadable for DESCRIBE, which may have no WHERE.
    """
    cursor = Cursor(query)
    cursor.skip_declarations()
    head = cursor.since(0)
    form = cursor.token
    if form is not None and form.is_word("SELECT"):
        return "SELECT", query
    if not cursor.skip("CONSTRUCT", "ASK"):
        raise Unreadable(
            "只能解释 SELECT、CONSTRUCT 和 ASK 查询", "only SELECT, CONSTRUCT and ASK can be put in words"
        )
    start = cursor.position
    if form is not None and form.is_word("CONSTRUCT") and cursor.at("{"):
        cursor.skip_brackets()
        start = cursor.position
    rest = cursor.tokens[start:]
    declarations = text_of(query, head)
    return form.text.upper() if form else "", f"{declarations} SELECT * {text_of(query, rest)}"


def constants(item: Item) -> Iterator[str]:
    """Every constant node and predicate below an item, with repetitions."""
    match item:
        case TriplePattern(subject, predicate, object_):
            yield from (node for node in (subject, predicate, object_) if not is_variable(node))
        case PathPattern(subject, path, object_):
            yield from (node for node in (subject, object_) if not is_variable(node))
            yield from _steps(path)
        case Group(parts) | Union(parts):
            for part in parts:
                yield from constants(part)
        case Optional(group):
            yield from constants(group)
        case Named(graph, group):
            yield graph
            yield from constants(group)
        case Select(where=where):
            yield from constants(where)
        case Untraced():
            return


def _steps(path: Path) -> Iterator[str]:
    match path:
        case Step(iri):
            yield iri
        case Inverse(inner) | Repeated(inner, _):
            yield from _steps(inner)
        case Sequence(paths) | Alternative(paths):
            for one in paths:
                yield from _steps(one)
        case Negated(forward, backward):
            yield from (*forward, *backward)
