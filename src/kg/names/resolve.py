"""The thing that a CURIE, an IRI or a name in Chinese or English stands for."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from kg.errors import Ambiguous, NotFound
from kg.names.normalise import normalise
from kg.namespaces import ID, PLACES, PREFIXES, expand, is_id, shorten
from kg.store.protocol import Store, ask, select
from kg.store.terms import Iri, Literal, serialise, tagged

_CURIE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*):([^\s/]\S*)")
_PLACES: Final = tuple(PREFIXES[name] for name in PLACES)
_NAMES: Final = (
    f"VALUES ?property {{ <{PREFIXES['rdfs']}label> <{PREFIXES['skos']}prefLabel> <{PREFIXES['skos']}altLabel> }} "
    "?thing ?property ?name"
)
_NEAR: Final = 5


class Named(NamedTuple):
    """A thing by one of its names."""

    iri: str
    name: str


def resolve(store: Store, text: str, *, with_graphs: Sequence[str] = ()) -> str:
    """The IRI that a text stands for.

    text: <IRI>, an absolute IRI, a CURIE of a standard prefix, or a label or alias in any language,
    exactly written or, failing that, but for width, case, blanks and marks.
    Raises Ambiguous, listing the candidates, for a name of several things, and NotFound, with near
    names, for one of none.
    """
    iri = _as_iri(text)
    if iri is not None:
        if _exists(store, iri, with_graphs):
            return iri
        raise _unknown(text, _near_iris(store, iri, with_graphs))
    found = _exactly(store, text, with_graphs)
    if not found:
        names = _all(store, with_graphs)
        wanted = normalise(text)
        found = [one for one in names if wanted and normalise(one.name) == wanted]
        if not found:
            raise _unknown(text, _near(text, names))
    return _only(text, found)


def _as_iri(text: str) -> str | None:
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if re.match(r"(https?|urn):", text):
        return text
    curie = _CURIE.fullmatch(text)
    return expand(text) if curie and curie[1] in PREFIXES else None


def _exists(store: Store, iri: str, with_graphs: Sequence[str]) -> bool:
    try:
        term = serialise(Iri(iri))
    except ValueError:
        return False
    return ask(store, f"ASK {{ {term} ?p ?o }}", with_graphs=with_graphs)


def _exactly(store: Store, text: str, with_graphs: Sequence[str]) -> list[Named]:
    try:
        literals = [serialise(one) for one in (Literal(text), tagged(text, "zh"), tagged(text, "en"))]
    except ValueError:  # a lone surrogate is no character
        return []
    query = f"SELECT ?thing ?name WHERE {{ VALUES ?name {{ {' '.join(literals)} }} {_NAMES} }}"
    return _named(select(store, query, with_graphs=with_graphs).rows)


def _all(store: Store, with_graphs: Sequence[str]) -> list[Named]:
    query = f"SELECT ?thing ?name WHERE {{ {_NAMES} FILTER (STRSTARTS(STR(?thing), '{ID}')) }}"
    return _named(select(store, query, with_graphs=with_graphs).rows)


def _named(rows: Iterable[Sequence[object]]) -> list[Named]:
    """Things of the data; words of the vocabulary are found by their CURIE."""
    return [
        Named(thing.value, name.value)
        for thing, name in rows
        if isinstance(thing, Iri) and isinstance(name, Literal) and is_id(thing.value)
    ]


def _only(text: str, found: Sequence[Named]) -> str:
    by_iri = {one.iri: one.name for one in sorted(found)}
    if len(by_iri) == 1:
        return next(iter(by_iri))
    listed = "\n".join(f"  {shorten(iri)}  {name}" for iri, name in by_iri.items())
    raise Ambiguous(
        f"“{text}”可指 {len(by_iri)} 个事物，请写明其一：\n{listed}",
        f"{text!r} may be {len(by_iri)} things; name one of them:\n{listed}",
    )


def _near_iris(store: Store, iri: str, with_graphs: Sequence[str]) -> list[str]:
    """Short names close to that of an IRI, among those with its prefix."""
    prefix = shorten(iri).partition(":")[0]
    namespace = PREFIXES.get(prefix)
    if namespace is None:
        return []
    query = f"SELECT DISTINCT ?x WHERE {{ ?x a ?class FILTER (STRSTARTS(STR(?x), '{namespace}')) }}"
    rows = select(store, query, with_graphs=with_graphs).rows
    known = sorted(shorten(row[0].value) for row in rows if isinstance(row[0], Iri))
    return get_close_matches(shorten(iri), known, n=_NEAR)


def _near(text: str, names: Sequence[Named]) -> list[str]:
    """Things with a name that holds the text or makes up half of it, then those whose name or CURIE is like it."""
    wanted = normalise(text)
    forms: dict[str, list[Named]] = {}
    for one in sorted(names):
        if not one.iri.startswith(_PLACES):
            forms.setdefault(normalise(one.name), []).append(one)
            forms.setdefault(shorten(one.iri), []).append(one)
    inside = sorted((form for form in forms if _overlap(form, wanted)), key=lambda form: (len(form), form))
    alike = get_close_matches(wanted, forms, n=_NEAR)
    things: dict[str, str] = {}
    for form in (*inside, *alike):
        for one in forms[form]:
            things.setdefault(one.iri, f"{one.name} ({shorten(one.iri)})")
    return list(things.values())[:_NEAR]


def _overlap(form: str, wanted: str) -> bool:
    return len(wanted) > 1 and (wanted in form or (form in wanted and 2 * len(form) >= len(wanted)))


def _unknown(text: str, near: Sequence[str]) -> NotFound:
    zh = f"；相近的：{'、'.join(near)}" if near else ""
    en = f"; near: {', '.join(near)}" if near else ""
    return NotFound(f"图中没有“{text}”{zh}", f"nothing in the graph is called {text!r}{en}")
