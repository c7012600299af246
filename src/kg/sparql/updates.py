"""An update as an engine without protocol parameters can take it: USING written in, LOAD SILENT taken out."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.errors import KgError, QuerySyntaxError
from kg.sparql.tokens import Kind, Token, significant
from kg.store.terms import Iri, serialise

_OWN_DATASET: Final = ("USING", "WITH")


def with_using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with the dataset of using-graph-uri and using-named-graph-uri in each of its WHERE clauses.

    Raises QuerySyntaxError where it has USING or WITH of its own (SPARQL 1.1 Protocol, 2.2.3), KgError for
    what is no IRI.
    """
    if not default and not named:
        return update
    tokens = significant(update, decode=False)
    for token in tokens:
        if token.kind is Kind.WORD and token.text.upper() in _OWN_DATASET:
            raise QuerySyntaxError(
                f"更新里已有 {token.text}，不能再用 using-graph-uri 或 using-named-graph-uri",
                f"update {token.line}:{token.column}: it has {token.text}, so using-graph-uri and "
                "using-named-graph-uri cannot be given",
            )
    clause = "".join(
        [f" USING {_iri(iri)}" for iri in default] + [f" USING NAMED {_iri(iri)}" for iri in named]
    )
    return _edited(update, _insertions(update, tokens, f"{clause} "))


def without_loads(update: str) -> str:
    """The update with each LOAD SILENT made one that changes nothing, as if what it names could not be had."""
    tokens = significant(update, decode=False)
    edits: list[tuple[int, int, str]] = []
    for position, token in enumerate(tokens):
        after = tokens[position + 1 : position + 5]
        if not token.is_word("LOAD") or not after or not after[0].is_word("SILENT"):
            continue
        if len(after) > 1 and after[1].kind in (Kind.IRI, Kind.NAME):
            into = len(after) == 4 and after[2].is_word("INTO") and after[3].is_word("GRAPH")
            rest = tokens[position + 5 : position + 6]
            target = rest[0] if into and rest and rest[0].kind in (Kind.IRI, Kind.NAME) else after[1]
            same = f"{target.text} TO GRAPH {target.text}"
            edits.append((token.offset, target.end, f"ADD SILENT GRAPH {same}"))
        else:  # no SPARQL, which the engine is to say: so this is none either
            edits.append((token.offset, token.end, "CLEAR"))
    return _edited(update, edits)


def _insertions(update: str, tokens: Sequence[Token], clause: str) -> Iterator[tuple[int, int, str]]:
    """Where USING goes: before each WHERE outside braces; DELETE WHERE gets its pattern as a template first."""
    depth = 0
    for position, token in enumerate(tokens):
        depth += token.is_mark("{") - token.is_mark("}")
        if depth or not token.is_word("WHERE"):
            continue
        pattern = ""
        if position and tokens[position - 1].is_word("DELETE"):
            pattern = update[tokens[position + 1].offset : _closing(tokens, position + 1).end]
        yield token.offset, token.offset, f"{pattern}{clause}"


def _closing(tokens: Sequence[Token], start: int) -> Token:
    depth = 0
    for token in tokens[start:]:
        depth += token.is_mark("{") - token.is_mark("}")
        if depth <= 0:
            return token
    return tokens[-1]


def _edited(text: str, edits: "Iterator[tuple[int, int, str]] | list[tuple[int, int, str]]") -> str:
    pieces: list[str] = []
    position = 0
    for start, end, new in edits:
        pieces += (text[position:start], new)
        position = end
    return "".join((*pieces, text[position:]))


def _iri(iri: str) -> str:
    try:
        return serialise(Iri(iri))
    except ValueError:
        raise KgError(f"“{iri}”不是绝对 IRI", f"{iri!r} is no absolute IRI") from None
