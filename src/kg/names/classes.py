"""Classes of things: which things are of one, what a thing is, and the class that a word stands for."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from kg.errors import NotFound
from kg.names.normalise import normalise
from kg.names.read import of_class
from kg.namespaces import CLASS_PREFIX, KG, PREFIXES, class_of, shorten
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, serialise


def things_of(store: Store, class_: str, with_graphs: Sequence[str] = ()) -> set[str]:
    """The IRIs of the things of a class (IRI) or of one below it."""
    query = f"SELECT DISTINCT ?thing WHERE {{ {of_class(class_)}}}"
    rows = select(store, query, with_graphs=with_graphs).rows
    return {row[0].value for row in rows if isinstance(row[0], Iri)}


def among(
    store: Store, iris: Iterable[str], class_: str | None, with_graphs: Sequence[str] = ()
) -> list[str]:
    """Those of the IRIs that are things of the class (IRI) or of one below it, sorted; of any class for None."""
    listed = " ".join(serialise(Iri(iri)) for iri in sorted(set(iris)))
    if not listed:
        return []
    query = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {listed} }} {of_class(class_)}}}"
    rows = select(store, query, with_graphs=with_graphs).rows
    return sorted(row[0].value for row in rows if isinstance(row[0], Iri))


def class_curie(store: Store, iri: str, with_graphs: Sequence[str] = ()) -> str | None:
    """The class of a thing (main_class) as a CURIE; None for no thing of the store."""
    query = f"SELECT DISTINCT ?class WHERE {{ {serialise(Iri(iri))} a ?class }}"
    rows = select(store, query, with_graphs=with_graphs).rows
    found = main_class(iri, sorted(row[0].value for row in rows if isinstance(row[0], Iri)))
    return None if found is None else shorten(found)


def main_class(iri: str, types: Sequence[str]) -> str | None:
    """Of the classes (IRIs) of a thing the one that its prefix stands for, else the first; None without any."""
    named = class_of(iri)
    return named if named in types else next(iter(types), None)


def class_named(store: Store, text: str) -> str:
    """The IRI of the class that a word stands for.

    text: a CURIE, an IRI, the local name or the prefix of its things in any case (Technology, technology),
    or its label in either language. Raises NotFound, with near ones, for no class of the store.
    """
    query = (
        f"SELECT ?class ?label WHERE {{ ?class a <{PREFIXES['owl']}Class> ; <{PREFIXES['rdfs']}label> ?label "
        f"FILTER (STRSTARTS(STR(?class), '{KG}')) }}"
    )
    forms: dict[str, str] = {}
    for class_, label in sorted(select(store, query).rows, key=str):
        if isinstance(class_, Iri) and isinstance(label, Literal):
            local = class_.value.removeprefix(KG)
            words = (class_.value, shorten(class_.value), local, CLASS_PREFIX.get(local, local), label.value)
            for word in words:
                forms.setdefault(normalise(word), class_.value)
    wanted = normalise(text.strip("<>"))
    if wanted in forms:
        return forms[wanted]
    near = list(dict.fromkeys(shorten(forms[form]) for form in get_close_matches(wanted, forms, n=5)))
    zh = f"；相近的：{'、'.join(near)}" if near else "；例如 company、kg:Technology、法律"
    en = f"; near: {', '.join(near)}" if near else "; write company, kg:Technology or law, say"
    raise NotFound(f"没有名为“{text}”的类{zh}", f"no class is called {text!r}{en}")
