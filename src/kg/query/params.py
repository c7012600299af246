"""From what a person writes on a command line to an RDF term, and the checks of a catalogued query."""

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from kg.errors import Ambiguous, KgError, NotFound, QueryParameterError, Text
from kg.names.classes import among, class_curie, things_of
from kg.names.read import Named
from kg.names.resolve import as_iri, by_name, only
from kg.namespaces import CLASS_PREFIX, PREFIXES, SLUG, expand, shorten
from kg.query.catalogue import CatalogueQuery, Param
from kg.query.lookup import label_of, look_up
from kg.sparql.bind import unknown_parameter
from kg.store.protocol import Store
from kg.store.terms import Iri, Literal, Term, serialise, tagged

_QUOTED: Final = re.compile(r'"(.*)"(?:@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^(\S+))?', re.DOTALL)
_CURIE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*):([^\s/][^\s]*)")
_LABELS: Final = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")


class ByName(NamedTuple):
    """A parameter that was given by a name: the thing it stands for, and its label."""

    param: str
    iri: str
    label: Text

    @property
    def text(self) -> Text:
        """For people: the parameter, the thing's CURIE and its label."""
        curie = shorten(self.iri)
        return Text(f"{self.param} = {curie} {self.label.zh}", f"{self.param} = {curie} {self.label.en}")


OnName = Callable[[ByName], None]


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
    store: Store,
    query: CatalogueQuery,
    values: Mapping[str, str | Term],
    with_graphs: tuple[str, ...] = (),
    on_name: OnName | None = None,
) -> dict[str, Term]:
    """The terms for a catalogued query's parameters, each of the kind and the class it asks for.

    values: of a parameter of kind iri an IRI, a CURIE, the slug of a thing of the parameter's class, or
    any name or alias of one; in this order, so a slug that is also a name is the slug. on_name: is told
    what each name stands for.
    Raises QueryParameterError for an unknown or missing parameter or a value of the wrong kind,
    Ambiguous for a name of several things of the class, NotFound (with near ones) for what is nothing
    of the class.
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
    read = _Reader(store, with_graphs, on_name)
    return {name: read.term(accepted[name], value) for name, value in values.items()}


class _Reader:
    """Reads values as terms, over one store."""

    def __init__(self, store: Store, with_graphs: tuple[str, ...], on_name: OnName | None) -> None:
        self._store, self._graphs, self._on_name = store, with_graphs, on_name

    def term(self, param: Param, value: str | Term) -> Term:
        if param.kind == "literal":
            return _literal(param, value)
        if isinstance(value, str):
            iri = as_iri(value) or self._by_slug(param, value)
            if iri is None:
                return Iri(self._by_name(param, value))
            value = Iri(iri)
        if not isinstance(value, Iri):
            raise _wrong_kind(param, "IRI", "an IRI")
        try:
            serialise(value)
        except ValueError:
            raise _wrong_kind(param, "IRI", "an IRI") from None
        self._check_class(param, value.value)
        return value

    def _by_slug(self, param: Param, text: str) -> str | None:
        """The thing of the class with that slug; one with the class's own prefix first."""
        if not SLUG.fullmatch(text):
            return None
        iris = [PREFIXES[prefix] + text for prefix in CLASS_PREFIX.values()]
        found = among(self._store, iris, _class(param), self._graphs)
        own = PREFIXES.get(CLASS_PREFIX.get((param.class_ or "").removeprefix("kg:"), ""), "") + text
        if own in found or not found:
            return own if found else None
        return only(text, [Named(iri, self._label(iri).zh) for iri in found])

    def _by_name(self, param: Param, text: str) -> str:
        try:
            iri = by_name(self._store, text, class_=_class(param), with_graphs=self._graphs)
        except (Ambiguous, NotFound) as error:
            zh, en = error.text
            hint = _near_prefix(text)
            raise type(error)(
                f"参数“{param.name}”：{zh}{hint.zh}", f"parameter {param.name!r}: {en}{hint.en}"
            ) from None
        if self._on_name is not None:
            self._on_name(ByName(param.name, iri, self._label(iri)))
        return iri

    def _label(self, iri: str) -> Text:
        found = look_up(self._store, [iri], _LABELS, self._graphs).get(iri, {})
        return label_of(iri, [term for prop in _LABELS for term in found.get(prop, ())])

    def _check_class(self, param: Param, iri: str) -> None:
        wanted = _class(param)
        if wanted is None or among(self._store, [iri], wanted, self._graphs):
            return
        known = sorted(map(shorten, things_of(self._store, wanted, self._graphs)))
        near = difflib.get_close_matches(shorten(iri), known, n=5, cutoff=0.5)
        kind = class_curie(self._store, iri, self._graphs)
        zh = f"，而是 {kind}" if kind else ""
        en = f" but a {kind}" if kind else ""
        zh += f"；相近的：{'、'.join(near)}" if near else ""
        en += f"; near: {', '.join(near)}" if near else ""
        raise NotFound(
            f"参数“{param.name}”：{shorten(iri)} 不是图里的 {shorten(wanted)}{zh}",
            f"parameter {param.name!r}: {shorten(iri)} is no {shorten(wanted)} of the graph{en}",
        )


def _literal(param: Param, value: str | Term) -> Literal:
    if isinstance(value, str):
        value = parse_term(value) if _QUOTED.fullmatch(value) else Literal(value)
    if isinstance(value, Literal):
        return value
    raise _wrong_kind(param, "字面量", "a literal")


def _class(param: Param) -> str | None:
    """The IRI of the class that a parameter's values belong to."""
    if param.class_ is None:
        return None
    try:
        return expand(param.class_)
    except KgError:
        return param.class_


def _near_prefix(text: str) -> Text:
    """Helps where the prefix of a CURIE was misspelt."""
    prefix = text.partition(":")[0]
    near = difflib.get_close_matches(prefix, PREFIXES, n=1) if ":" in text else []
    return Text(f"；是否指 {near[0]}:", f"; did you mean {near[0]}:?") if near else Text("", "")


def _wrong_kind(param: Param, zh: str, en: str) -> QueryParameterError:
    return QueryParameterError(f"参数“{param.name}”应当是{zh}", f"parameter {param.name!r} must be {en}")
