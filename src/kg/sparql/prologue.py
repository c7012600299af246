"""What stands around a query's patterns: prefixes, form, dataset clauses, projection."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.namespaces import PREFIXES
from kg.sparql.kept import kept
from kg.sparql.tokens import Kind, Token, significant

QUERY_FORMS: Final = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
UPDATE_FORMS: Final = (
    *("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP"),
    *("CREATE", "ADD", "MOVE", "COPY"),
)


class Completed(NamedTuple):
    """A query with the declarations it lacked, each on a line of its own before the first line."""

    text: str
    lines_added: int


class GraphClause(NamedTuple):
    """FROM or FROM NAMED: the token that names the graph, and its IRI (None when it cannot be known)."""

    token: Token
    iri: str | None
    named: bool


def declared(tokens: Sequence[Token]) -> dict[str, str]:
    """The prefixes a query declares, with their namespaces; a later declaration wins."""
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.is_word("PREFIX")
        and name.kind is Kind.NAME
        and name.text.endswith(":")
        and iri.kind is Kind.IRI
    }


def used(tokens: Sequence[Token]) -> list[str]:
    """The prefixes of the prefixed names, in order of first use, declarations left out."""
    names = (
        token.text.partition(":")[0]
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.kind is Kind.NAME and not (before and before.is_word("PREFIX"))
    )
    return list(dict.fromkeys(names))


def declare(query: str) -> Completed:
    """The query with a declaration of each standard prefix that it uses without declaring it."""
    tokens = significant(query)
    have = declared(tokens)
    missing = [name for name in used(tokens) if name not in have and name in PREFIXES]
    lines = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing)
    return Completed(lines + query, len(missing))


@kept
def complete(query: str) -> Completed:
    """The query as the engine can take it: standard prefixes declared, names with dots written out."""
    text, lines_added = declare(query)
    tokens = significant(text, decode=False)
    known = declared(tokens)
    pieces: list[str] = []
    end = 0
    for token in tokens:
        pieces += (text[end : token.offset], written_out(token, known))
        end = token.end
    return Completed("".join((*pieces, text[end:])), lines_added)


def written_out(token: Token, known: Mapping[str, str]) -> str:
    """The token's text; a prefixed name with dots in it as a full IRI.

    SPARQL allows sentence:caict-2021-3.4.1-s3; measured, pyoxigraph 0.5.13 refuses a second dot.
    """
    prefix, colon, local = token.text.partition(":")
    if token.kind is Kind.NAME and colon and "." in local and "\\" not in local and prefix in known:
        return f"<{known[prefix]}{local}>"
    return token.text


def body(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens after BASE, PREFIX and VERSION declarations."""
    position = 0
    while position < len(tokens):
        if tokens[position].is_word("PREFIX"):
            position += 3
        elif tokens[position].is_word("BASE") or tokens[position].is_word("VERSION"):
            position += 2
        else:
            break
    return tokens[position:]


def form(query: str) -> str | None:
    """SELECT, CONSTRUCT, ASK or DESCRIBE; an update's first keyword; None for anything else."""
    rest = body(significant(query))
    word = rest[0].text.upper() if rest else ""
    return word if word in (*QUERY_FORMS, *UPDATE_FORMS) else None


def graph_clauses(tokens: Sequence[Token]) -> Iterator[GraphClause]:
    """Every FROM and FROM NAMED, wherever the word stands."""
    known = {**PREFIXES, **declared(tokens)}
    for position, token in enumerate(tokens):
        if token.is_word("FROM"):
            rest = tokens[position + 1 : position + 3]
            named = bool(rest) and rest[0].is_word("NAMED")
            graph = rest[1:2] if named else rest[:1]
            yield GraphClause(graph[0] if graph else token, _resolve(graph, known), named)


def projection(query: str) -> list[str] | None:
    """The variables of the outermost SELECT, in order; None for SELECT * and for other forms."""
    rest = body(significant(query))
    if not rest or not rest[0].is_word("SELECT"):
        return None
    names: list[str] = []
    depth, after_as = 0, False
    for token in rest[1:]:
        if token.is_mark("{") or token.is_word("WHERE") or token.is_word("FROM"):
            break
        if token.is_mark("*") and depth == 0:
            return None
        depth += token.is_mark("(") - token.is_mark(")")
        if token.kind is Kind.VARIABLE and (depth == 0 or (depth == 1 and after_as)):
            names.append(token.text[1:])
        after_as = token.is_word("AS")
    return names


def _resolve(graph: Sequence[Token], known: dict[str, str]) -> str | None:
    if not graph:
        return None
    if graph[0].kind is Kind.IRI:
        return graph[0].text[1:-1]
    prefix, _, local = graph[0].text.partition(":")
    if graph[0].kind is Kind.NAME and prefix in known and "\\" not in local:
        return known[prefix] + local
    return None
