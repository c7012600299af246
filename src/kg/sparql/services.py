"""SERVICE clauses of a query, found and rewritten as tokens: asked elsewhere, or of a graph at hand."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.sparql.tokens import Kind, significant


class Clause(NamedTuple):
    """SERVICE [SILENT] <iri> {. start: offset of SERVICE; iri_at, iri_end: the IRI with its brackets; inside: after {."""

    iri: str
    start: int
    iri_at: int
    iri_end: int
    inside: int


def clauses(text: str) -> list[Clause]:
    """The clauses whose service is written as an IRI, in the order of the text; codepoint escapes are not decoded."""
    return list(_clauses(text)) if "service" in text.lower() else []


def _clauses(text: str) -> Iterator[Clause]:
    tokens = significant(text, decode=False)
    for position, token in enumerate(tokens):
        if not token.is_word("SERVICE"):
            continue
        rest = [one for one in tokens[position + 1 : position + 4] if not one.is_word("SILENT")]
        if len(rest) > 1 and rest[0].kind is Kind.IRI and rest[1].is_mark("{"):
            iri = rest[0]
            yield Clause(iri.text[1:-1], token.offset, iri.offset, iri.end, rest[1].end)


def rewritten(
    text: str, asked: Mapping[str, str], at_hand: Mapping[str, str], given: Mapping[str, str] | None = None
) -> str:
    """The query with its services as they are to be asked.

    asked: service as it is written -> the address that is asked instead of it. at_hand: service -> the graph, by IRI,
    in which its pattern is looked for instead: nothing else may pass for what the service says. given: service -> what
    is put at the beginning of its pattern. Other services stay as they are.
    """
    parts, at = [], 0
    for one in clauses(text):
        if one.iri in asked:
            before = (given or {}).get(one.iri, "")
            parts += [text[at : one.iri_at], f"<{asked[one.iri]}>", text[one.iri_end : one.inside], before]
            at = one.inside
        elif one.iri in at_hand:
            parts += [text[at : one.start], f"GRAPH <{at_hand[one.iri]}>"]
            at = one.iri_end
    return "".join((*parts, text[at:]))
