"""From what a person writes on a command line to an RDF term, and the checks of a catalogued query."""

import difflib
import re
from collections.abc import Mapping
from typing import Final

from kg.errors import KgError, NotFound, QueryParameterError
from kg.namespaces import CLASS_PREFIX, KG, PREFIXES, expand, shorten
from kg.query.catalogue import CatalogueQuery, Param
from kg.sparql.bind import unknown_parameter
from kg.store.protocol import Store, ask, select
from kg.store.terms import Iri, Literal, Term, serialise, tagged

_QUOTED: Final = re.compile(r'"(.*)"(?:@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^(\S+))?', re.DOTALL)
_CURIE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*):([^\s/][^\s]*)")
_SLUG: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def parse_term(text: str) -> Term:
    """<IRI>, a CURIE with a standard prefix, "text", "text"@zh, "1"^^xsd:integer; anything else is a string."""
    if text.startswith("<") and text.endswith(">"):
        return Iri(text[1:-1])
    curie = _CURIE.fullmatch(text)
    if curie and curie[1] in PREFIXES:
        return Iri(expand(text))
    quoted = _QUOTED.fullmatch(text)
    if not quoted:
        return Literal(text)
    value = quoted[1].replace('\\"', '"').replace("\\\\", "\\")
    if quoted[2]:
        return tagged(value, quoted[2])
    if quoted[3]:
        datatype = parse_term(quoted[3])
        if isinstance(datatype, Iri):
            return Literal(value, datatype.value)
    return Literal(value) if not quoted[3] else Literal(text)


def resolve(
    store: Store, query: CatalogueQuery, values: Mapping[str, str | Term], with_graphs: tuple[str, ...] = ()
) -> dict[str, Term]:
    """The terms for a catalogued query's parameters, each of the kind and the class it asks for.

    Raises QueryParameterError for an unknown or missing parameter or a value of the wrong kind,
    NotFound (with near ones) for an IRI that is nothing of the class.
    """
    accepted = {param.name: param for param in query.params}
    for name in values:
        if name not in accepted:
            raise unknown_parameter(name, list(accepted))
    for param in query.params:
        if param.required and param.name not in values:
            raise QueryParameterError(
                f"查询 {query.id} 需要参数“{param.name}”",
                f"query {query.id} needs the parameter {param.name!r}",
            )
    terms = {name: _term(accepted[name], value) for name, value in values.items()}
    for name, term in terms.items():
        if isinstance(term, Iri) and accepted[name].class_:
            _check_class(store, accepted[name], term, with_graphs)
    return terms


def _term(param: Param, value: str | Term) -> Term:
    if param.kind == "literal":
        if isinstance(value, str):
            quoted = _QUOTED.fullmatch(value)
            value = parse_term(value) if quoted else Literal(value)
        if isinstance(value, Literal):
            return value
        raise _wrong_kind(param, "字面量", "a literal")
    term = _iri(param, value) if isinstance(value, str) else value
    if isinstance(term, Iri):
        try:
            serialise(term)
        except ValueError:
            raise _wrong_kind(param, "IRI", "an IRI") from None
        return term
    raise _no_name(param, str(value.value if isinstance(value, Literal) else value))


def _no_name(param: Param, text: str) -> QueryParameterError:
    """What was given is no IRI and no CURIE; the nearest prefix helps where one was misspelt."""
    prefix = text.partition(":")[0]
    near = difflib.get_close_matches(prefix, PREFIXES, n=1) if ":" in text else []
    zh = f"；是否指 {near[0]}:" if near else ""
    en = f"; did you mean {near[0]}:?" if near else ""
    return QueryParameterError(
        f"参数“{param.name}”：“{text}”不是图中事物的写法{zh}；请写 前缀:标识（如 challenge:data-monopoly）或完整的 IRI",
        f"parameter {param.name!r}: {text!r} is not how a thing is written{en}; "
        "write prefix:slug (such as challenge:data-monopoly) or a full IRI",
    )


def _iri(param: Param, text: str) -> Term:
    """An IRI in full or as CURIE; a bare slug is one of the parameter's class."""
    if re.match(r"(https?|urn):", text):
        return Iri(text)
    term = parse_term(text)
    prefix = CLASS_PREFIX.get((param.class_ or "").removeprefix("kg:"))
    if isinstance(term, Literal) and prefix and _SLUG.fullmatch(text):
        return Iri(PREFIXES[prefix] + text)
    return term


def _check_class(store: Store, param: Param, term: Iri, with_graphs: tuple[str, ...]) -> None:
    try:
        wanted = Iri(expand(param.class_ or ""))
    except KgError:
        wanted = Iri(param.class_ or "")
    pattern = f"a/<{PREFIXES['rdfs']}subClassOf>* {serialise(wanted)}"
    if ask(store, f"ASK {{ {serialise(term)} {pattern} }}", with_graphs=with_graphs):
        return
    found = select(store, f"SELECT DISTINCT ?x {{ ?x {pattern} }}", with_graphs=with_graphs)
    known = sorted(shorten(row[0].value) for row in found.rows if isinstance(row[0], Iri))
    near = difflib.get_close_matches(shorten(term.value), known, n=5, cutoff=0.5)
    class_ = shorten(wanted.value).replace(KG, "kg:")
    zh = f"；相近的：{'、'.join(near)}" if near else ""
    en = f"; near: {', '.join(near)}" if near else ""
    raise NotFound(
        f"参数“{param.name}”：{shorten(term.value)} 不是图里的 {class_}{zh}",
        f"parameter {param.name!r}: {shorten(term.value)} is no {class_} of the graph{en}",
    )


def _wrong_kind(param: Param, zh: str, en: str) -> QueryParameterError:
    return QueryParameterError(f"参数“{param.name}”应当是{zh}", f"parameter {param.name!r} must be {en}")
