"""What a misspelt name or IRI may have meant."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from kg.names.normalise import normalise
from kg.names.read import Named
from kg.namespaces import PLACES, PREFIXES, shorten
from kg.store.protocol import Store, select
from kg.store.terms import Iri

_PLACES: Final = tuple(PREFIXES[name] for name in PLACES)
_NEAR: Final = 5


def near_iris(store: Store, iri: str, with_graphs: Sequence[str]) -> list[str]:
    """CURIEs close to that of an IRI, among those with its prefix."""
    prefix = shorten(iri).partition(":")[0]
    namespace = PREFIXES.get(prefix)
    if namespace is None:
        return []
    query = f"SELECT DISTINCT ?x WHERE {{ ?x a ?class FILTER (STRSTARTS(STR(?x), '{namespace}')) }}"
    rows = select(store, query, with_graphs=with_graphs).rows
    known = sorted(shorten(row[0].value) for row in rows if isinstance(row[0], Iri))
    return get_close_matches(shorten(iri), known, n=_NEAR)


def near_names(text: str, names: Sequence[Named], *, slugs: bool = False) -> list[str]:
    """Things with a name that holds the text or makes up half of it, then those whose name or CURIE is like it.

    slugs: also those whose CURIE is like it after its prefix.
    """
    wanted = normalise(text)
    forms: dict[str, list[Named]] = {}
    for one in sorted(names):
        if not one.iri.startswith(_PLACES):
            curie = shorten(one.iri)
            for form in (normalise(one.name), curie, *([curie.partition(":")[2]] if slugs else [])):
                forms.setdefault(form, []).append(one)
    inside = sorted((form for form in forms if _overlap(form, wanted)), key=lambda form: (len(form), form))
    alike = get_close_matches(wanted, forms, n=_NEAR)
    things: dict[str, str] = {}
    for form in (*inside, *alike):
        for one in forms[form]:
            things.setdefault(one.iri, f"{one.name} ({shorten(one.iri)})")
    return list(things.values())[:_NEAR]


def _overlap(form: str, wanted: str) -> bool:
    return len(wanted) > 1 and (wanted in form or (form in wanted and 2 * len(form) >= len(wanted)))
