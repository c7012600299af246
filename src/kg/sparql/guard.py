"""What is refused before any engine sees a query: too long, too deep, or reaching outside the dataset.

The engine alone judges syntax; the guard passes what it does not understand. It looks at tokens,
never at matched text, and reads a text that has codepoint escapes both ways (kg.sparql.tokens).

Measured with pyoxigraph 0.5.13 (8 MB of stack): the process is killed at some 2,150 nested groups,
2,640 `AS`, 2,700 MINUS, 2,900 BIND, 4,500 list items, 6,960 UNION, 7,100 operators in a row, 10,150
`!`, 12,000 triple patterns. And it reads
keywords without a word boundary: `SERVICEex:a {}` and `true SERVICE<x>{}` without the blank both
perform a request, so a word that only contains SERVICE is refused as well.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from kg.errors import QueryRefused
from kg.namespaces import GRAPH, NAMED_GRAPHS, graph_iri, report_of_graph
from kg.settings import MAX_QUERY_BYTES, MAX_QUERY_DEPTH, MAX_QUERY_REPEATS, MAX_QUERY_TOKENS
from kg.sparql.kept import kept
from kg.sparql.prologue import UPDATE_FORMS, body, declared, graph_clauses
from kg.sparql.tokens import Kind, Token, has_escapes, significant

_OPEN: Final = frozenset(("{", "(", "[", "<<", "<<(", "{|"))
_CLOSE: Final = frozenset(("}", ")", "]", ">>", ")>>", "|}"))
# Each makes a tree one level deeper in some engine, so each has a limit of its own below that of length.
_CHAINS: Final = frozenset(("+", "-", "*", "/", "!", "|", "&&", "||"))
_CHAIN_WORDS: Final = ("UNION", "MINUS", "OPTIONAL", "BIND", "LATERAL", "AS")
_REACHING: Final = ("SERVICE", "LOAD")
# For allowed_graphs: whatever FROM names. Only for an engine that never fetches what it has not, as ours.
ANY_GRAPH: Final = "*"
# For allowed_services: any port of this machine, by http. For tests of conformance.
LOOPBACK: Final = "http://localhost/"
_LOOPBACK: Final = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::[0-9]+)?(?:[/?][^@]*)?")


def default_graphs() -> frozenset[str]:
    """The IRIs that FROM may name unless a caller says otherwise: graph/report and the named graphs."""
    return frozenset(graph_iri(name) for name in ("report", *NAMED_GRAPHS))


def check(
    query: str,
    *,
    allowed_graphs: Collection[str] | None = None,
    allowed_services: Collection[str] = (),
) -> None:
    """Raises QueryRefused, with line and column, for a query that must not reach an engine.

    allowed_services: IRIs that SERVICE may name, written out in full and character by character.

    allowed_graphs: IRIs that FROM and FROM NAMED may name; if None default_graphs() and the graph
    report/<id> of whatever report.
    """
    graphs = None if allowed_graphs is None else frozenset(allowed_graphs)
    _check(query, graphs, frozenset(allowed_services))


@kept
def _check(query: str, allowed_graphs: frozenset[str] | None, allowed_services: frozenset[str]) -> None:
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > MAX_QUERY_BYTES:
        raise QueryRefused(
            f"查询太长：{size} 字节，最多 {MAX_QUERY_BYTES} 字节",
            f"the query is too long: {size} bytes, at most {MAX_QUERY_BYTES}",
        )
    _check_tokens(significant(query, decode=False), allowed_graphs, allowed_services)
    if has_escapes(query):
        _check_tokens(significant(query, decode=True), allowed_graphs, allowed_services)


def _check_tokens(
    tokens: Sequence[Token], allowed_graphs: Collection[str] | None, allowed_services: Collection[str]
) -> None:
    _refuse_depth(tokens)  # before length: of a query too deep, that is what helps
    _refuse_length(tokens)
    _refuse_update(tokens)
    _refuse_reaching(tokens, allowed_services)
    _refuse_graphs(tokens, allowed_graphs)
    _refuse_chains(tokens)


def check_update(update: str, *, allowed_services: Collection[str] = ()) -> None:
    """Raises QueryRefused for an update that must not reach an engine: nested too deep, with SERVICE or LOAD.

    FROM and USING name graphs of the store itself. What stands in INSERT DATA may be as long as it likes.
    """
    for decode in (False, True) if has_escapes(update) else (False,):
        tokens = significant(update, decode=decode)
        _refuse_depth(tokens)
        _refuse_reaching(tokens, allowed_services)
        _refuse_chains(list(_without_data(tokens)))


def _without_data(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens outside the braces of INSERT DATA and DELETE DATA, in which nothing is evaluated."""
    depth, data_at = 0, -1
    for before, token in zip((None, *tokens), tokens, strict=False):
        if token.is_mark("{"):
            if data_at < 0 and before is not None and before.is_word("DATA"):
                data_at = depth
            depth += 1
        elif token.is_mark("}"):
            depth -= 1
            if depth <= data_at:
                data_at = -1
        elif data_at < 0:
            yield token


def _refuse_length(tokens: Sequence[Token]) -> None:
    if len(tokens) > MAX_QUERY_TOKENS:
        raise _refused(
            tokens[MAX_QUERY_TOKENS],
            f"查询太长：超过 {MAX_QUERY_TOKENS} 个词",
            f"the query is too long: more than {MAX_QUERY_TOKENS} words and signs",
        )


def _refuse_update(tokens: Sequence[Token]) -> None:
    rest = body(tokens)
    for word in UPDATE_FORMS:
        if rest and rest[0].is_word(word):
            raise _refused(
                rest[0],
                f"这里只回答查询，不执行更新（{word}）",
                f"only queries are answered here, updates ({word}) are not executed",
            )


def _refuse_reaching(tokens: Sequence[Token], allowed_services: Collection[str]) -> None:
    for position, (token, after) in enumerate(zip_longest(tokens, tokens[1:])):
        for word in _REACHING:
            if _reaches(token, after, word) and not _is_allowed(tokens, position, allowed_services):
                listed = f"；可用：{', '.join(sorted(allowed_services))}" if allowed_services else ""
                there = f"; allowed: {', '.join(sorted(allowed_services))}" if allowed_services else ""
                raise _refused(
                    token,
                    f"{word} 会向外部地址发出请求，这里不允许{listed}",
                    f"{word} would make a request to an outside address and is not allowed{there}",
                )


def _is_allowed(tokens: Sequence[Token], position: int, allowed_services: Collection[str]) -> bool:
    """SERVICE, perhaps SILENT, and an allowed IRI in full: no prefix, which a query could declare anew."""
    rest = tokens[position + 1 : position + 3]
    target = rest[1:] if rest and rest[0].is_word("SILENT") else rest[:1]
    is_iri = bool(target) and target[0].kind is Kind.IRI
    if not is_iri or not tokens[position].is_word("SERVICE"):
        return False
    iri = target[0].text[1:-1]
    return iri in allowed_services or (LOOPBACK in allowed_services and _LOOPBACK.fullmatch(iri) is not None)


def _reaches(token: Token, after: Token | None, word: str) -> bool:
    if token.kind in (Kind.WORD, Kind.ERROR):
        return word in token.text.upper()
    # A prefixed name before { is no SPARQL, but an engine without word boundaries reads a keyword.
    before_group = after is not None and after.is_mark("{")
    return token.kind is Kind.NAME and before_group and word in token.text.partition(":")[0].upper()


def _refuse_graphs(tokens: Sequence[Token], allowed_graphs: Collection[str] | None) -> None:
    allowed = default_graphs() if allowed_graphs is None else allowed_graphs
    for clause in graph_clauses(tokens) if ANY_GRAPH not in allowed else ():
        name = (clause.iri or "").removeprefix(GRAPH)
        is_report = allowed_graphs is None and report_of_graph(name) is not None
        if clause.iri is None or not (is_report or clause.iri in allowed):
            shown = clause.token.text
            listed = ", ".join(f"<{iri}>" for iri in sorted(allowed))
            raise _refused(
                clause.token,
                f"FROM 只能指数据集里的图，不能是 {shown}；可用：{listed}",
                f"FROM may only name graphs of the dataset, not {shown}; there are: {listed}",
            )
    _refuse_glued_from(tokens)


def _refuse_glued_from(tokens: Sequence[Token]) -> None:
    known = declared(tokens)
    for token in tokens:
        if token.is_mark("{"):
            break  # dataset clauses stand before the first group
        word = token.text.upper()
        if token.kind is Kind.NAME:
            prefix = token.text.partition(":")[0]
            word = "" if prefix in known else prefix.upper()
        elif token.kind is not Kind.WORD:
            continue
        if "FROM" in word and word != "FROM":
            raise _refused(token, "FROM 前后缺空格", "a blank is missing before or after FROM")


def _refuse_depth(tokens: Sequence[Token]) -> None:
    depth = 0
    for token in tokens:
        if token.kind is not Kind.PUNCTUATION:
            continue
        if token.text in _OPEN:
            depth += 1
        elif token.text in _CLOSE:
            depth = max(0, depth - 1)
        if depth > MAX_QUERY_DEPTH:
            raise _refused(
                token,
                f"括号嵌套超过 {MAX_QUERY_DEPTH} 层",
                f"brackets are nested more than {MAX_QUERY_DEPTH} levels deep",
            )


def _refuse_chains(tokens: Sequence[Token]) -> None:
    counts: Counter[str] = Counter()
    for token in tokens:
        if token.kind is Kind.PUNCTUATION and token.text in _CHAINS:
            found = [token.text]
        elif token.kind is Kind.WORD:
            found = [word for word in _CHAIN_WORDS if _counts_as(token.text.upper(), word)]
        else:
            continue
        counts.update(found)
        for item in found:
            if counts[item] > MAX_QUERY_REPEATS:
                raise _refused(
                    token,
                    f"{item} 出现超过 {MAX_QUERY_REPEATS} 次",
                    f"{item} occurs more than {MAX_QUERY_REPEATS} times",
                )


def _counts_as(text: str, word: str) -> bool:
    return text == word if word == "AS" else word in text


def _refused(token: Token, zh: str, en: str) -> QueryRefused:
    place = f"{token.line}:{token.column}"
    return QueryRefused(f"查询第 {place} 处：{zh}", f"query {place}: {en}")
