"""The thing that a CURIE, an IRI or a name in Chinese or English stands for."""

import re
from collections.abc import Sequence
from typing import Final

from kg.errors import Ambiguous, NotFound
from kg.names.classes import among, class_curie
from kg.names.near import near_iris, near_names
from kg.names.normalise import normalise
from kg.names.read import Named, all_names, exactly
from kg.namespaces import PREFIXES, expand, shorten
from kg.store.protocol import Store, ask
from kg.store.terms import Iri, serialise

_CURIE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*):([^\s/]\S*)")


def resolve(store: Store, text: str, *, with_graphs: Sequence[str] = ()) -> str:
    """The IRI that a text stands for.

    text: <IRI>, an absolute IRI, a CURIE of a standard prefix, or a label or alias in any language,
    exactly written or, failing that, but for width, case, blanks and marks.
    Raises Ambiguous, listing the candidates, for a name of several things, and NotFound, with near
    names, for one of none.
    """
    iri = as_iri(text)
    if iri is None:
        return by_name(store, text, with_graphs=with_graphs)
    if _exists(store, iri, with_graphs):
        return iri
    raise _unknown(text, near_iris(store, iri, with_graphs))


def by_name(store: Store, text: str, *, class_: str | None = None, with_graphs: Sequence[str] = ()) -> str:
    """The IRI of the thing with that label or alias, written as resolve says.

    class_: IRI of the class among whose things, and those of the classes below it, one is looked for.
    Raises Ambiguous and NotFound as resolve does; NotFound also tells what the name stands for where that
    is of another class only.
    """
    found = exactly(store, text, with_graphs)
    fitting = _fitting(store, found, class_, with_graphs)
    if not fitting:
        wanted = normalise(text)
        every = all_names(store, None, with_graphs)
        found += [one for one in every if wanted and normalise(one.name) == wanted]
        fitting = _fitting(store, found, class_, with_graphs)
        if not fitting and found and class_ is not None:
            raise _of_another_class(store, text, found, class_, with_graphs)
        if not fitting:
            names = every if class_ is None else all_names(store, class_, with_graphs)
            raise _unknown(text, near_names(text, names, slugs=class_ is not None), class_)
    return only(text, fitting)


def as_iri(text: str) -> str | None:
    """The IRI that a text is: in brackets, absolute, or a CURIE of a standard prefix; None for anything else."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if re.match(r"(https?|urn):", text):
        return text
    curie = _CURIE.fullmatch(text)
    return expand(text) if curie and curie[1] in PREFIXES else None


def only(text: str, found: Sequence[Named]) -> str:
    """The one thing there is. Raises Ambiguous, listing them, for several."""
    by_iri = {one.iri: one.name for one in sorted(found)}
    if len(by_iri) == 1:
        return next(iter(by_iri))
    listed = "\n".join(f"  {shorten(iri)}  {name}" for iri, name in by_iri.items())
    raise Ambiguous(
        f"“{text}”可指 {len(by_iri)} 个事物，请写明其一：\n{listed}",
        f"{text!r} may be {len(by_iri)} things; name one of them:\n{listed}",
    )


def _exists(store: Store, iri: str, with_graphs: Sequence[str]) -> bool:
    try:
        term = serialise(Iri(iri))
    except ValueError:
        return False
    return ask(store, f"ASK {{ {term} ?p ?o }}", with_graphs=with_graphs)


def _fitting(
    store: Store, found: Sequence[Named], class_: str | None, with_graphs: Sequence[str]
) -> list[Named]:
    if class_ is None:
        return list(found)
    fitting = among(store, {one.iri for one in found}, class_, with_graphs)
    return [one for one in found if one.iri in fitting]


def _of_another_class(
    store: Store, text: str, found: Sequence[Named], class_: str, with_graphs: Sequence[str]
) -> NotFound:
    things = sorted({one.iri for one in found})
    listed = [(shorten(iri), class_curie(store, iri, with_graphs) or "-") for iri in things]
    zh = "、".join(f"{curie}（{kind}）" for curie, kind in listed)
    en = ", ".join(f"{curie} ({kind})" for curie, kind in listed)
    wanted = shorten(class_)
    return NotFound(f"“{text}”是 {zh}，不是 {wanted}", f"{text!r} is {en}, no {wanted}")


def _unknown(text: str, near: Sequence[str], class_: str | None = None) -> NotFound:
    zh = f"；相近的：{'、'.join(near)}" if near else ""
    en = f"; near: {', '.join(near)}" if near else ""
    if class_ is None:
        return NotFound(f"图中没有“{text}”{zh}", f"nothing in the graph is called {text!r}{en}")
    kind = shorten(class_)
    return NotFound(f"图中没有名为“{text}”的 {kind}{zh}", f"no {kind} of the graph is called {text!r}{en}")
