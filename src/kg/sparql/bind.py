"""Parameters of a query: declared as `VALUES ?x { UNDEF }`, bound by putting a term for UNDEF.

Works on every engine and under every construct, because the bound query is plain SPARQL. Only
tokens are replaced, and a term is written so that no engine can read anything else in it.
"""

from collections.abc import Mapping, Sequence

from kg.errors import QueryParameterError
from kg.sparql.kept import kept
from kg.sparql.tokens import Kind, Token, significant
from kg.store.terms import Term, serialise


def parameters(query: str) -> list[str]:
    """The names of the parameters a query declares, in order of their first place."""
    return list(dict.fromkeys(name for name, _ in _places(query)))


def bind(query: str, values: Mapping[str, Term]) -> str:
    """The query with each UNDEF of a named parameter replaced by its term.

    A parameter without a value stays UNDEF, which means: any. Raises QueryParameterError for a name
    the query does not declare, and for a term that cannot be written (a broken IRI, say).
    """
    places = _places(query)
    accepted = list(dict.fromkeys(name for name, _ in places))
    written = {name: _write(name, term, accepted) for name, term in values.items()}
    pieces: list[str] = []
    position = 0
    for name, undef in places:
        if name in written:
            pieces += (query[position : undef.offset], written[name])
            position = undef.end
    return "".join((*pieces, query[position:]))


def unknown_parameter(name: str, accepted: Sequence[str]) -> QueryParameterError:
    """The error for a name that is no parameter of the query."""
    if not accepted:
        return QueryParameterError(
            f"没有参数“{name}”：这个查询没有参数", f"no parameter {name!r}: this query takes none"
        )
    listed = ", ".join(accepted)
    return QueryParameterError(
        f"没有参数“{name}”；可用：{listed}", f"no parameter {name!r}; there are: {listed}"
    )


def _write(name: str, term: Term, accepted: Sequence[str]) -> str:
    if name not in accepted:
        raise unknown_parameter(name, accepted)
    try:
        return serialise(term)
    except ValueError as error:
        raise QueryParameterError(
            f"参数“{name}”的值不能写成 RDF 项：{error}", f"parameter {name!r} is no RDF term: {error}"
        ) from error


@kept
def _places(query: str) -> tuple[tuple[str, Token], ...]:
    """(name, UNDEF token) of every `VALUES ?x { UNDEF }`.

    Codepoint escapes are not decoded here: what the engine takes for the inside of a string stays so.
    """
    tokens = significant(query, decode=False)
    windows = zip(tokens, tokens[1:], tokens[2:], tokens[3:], tokens[4:], strict=False)
    return tuple(
        (variable.text[1:], undef)
        for word, variable, opening, undef, closing in windows
        if word.is_word("VALUES")
        and variable.kind is Kind.VARIABLE
        and opening.is_mark("{")
        and undef.is_word("UNDEF")
        and closing.is_mark("}")
    )
