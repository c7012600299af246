"""Properties in reconciliation: their names, the values that things have, and whether those are what is asked."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.errors import KgError
from kg.names.normalise import normalise
from kg.names.resolve import as_iri
from kg.namespaces import ID, KG, PREFIXES, expand
from kg.query.lookup import look_up
from kg.serve.receiving import bad
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term, is_iri, number, serialise

_NAMES: Final = tuple(
    f"{PREFIXES[p]}{n}" for p, n in (("rdfs", "label"), ("skos", "prefLabel"), ("skos", "altLabel"))
)
_MOST_VALUES: Final = 20


def expanded(name: str) -> str | None:
    """The IRI of a type or property by CURIE, IRI or local name; None for what can be none."""
    iri = as_iri(name) or (KG + name if name.isidentifier() else None)
    if iri is None:
        try:
            iri = expand(name)
        except KgError:
            return None
    return iri if is_iri(iri) else None


def wanted_values(key: str, one: Any) -> tuple[str, list[Any]]:
    """The property that a query names, and the values it wants. Raises Problem (400)."""
    pid = one.get("pid") if isinstance(one, dict) else None
    if not isinstance(pid, str) or "v" not in one:
        raise bad(f"查询 {key} 的 properties 缺少 pid 或 v", f"properties of query {key} lack pid or v")
    values = one["v"] if isinstance(one["v"], list) else [one["v"]]
    return expanded(pid) or "urn:none", values[:_MOST_VALUES]


def values_of(store: Store, prop: str) -> Mapping[str, list[tuple[Term, tuple[str, ...]]]]:
    """Thing -> the values of a property, each with its names where it is a thing itself."""
    text = f"SELECT ?x ?v WHERE {{ ?x {serialise(Iri(prop))} ?v FILTER (STRSTARTS(STR(?x), '{ID}')) }}"
    rows = [(x.value, v) for x, v in select(store, text).rows if isinstance(x, Iri) and v is not None]
    named = look_up(store, {v.value for _, v in rows if isinstance(v, Iri)}, _NAMES)
    names = {
        iri: tuple(t.value for terms in own.values() for t in terms if isinstance(t, Literal))
        for iri, own in named.items()
    }
    found: dict[str, list[tuple[Term, tuple[str, ...]]]] = {}
    for thing, value in rows:
        found.setdefault(thing, []).append(
            (value, names.get(value.value, ()) if isinstance(value, Iri) else ())
        )
    return found


def matches(own: Sequence[tuple[Term, tuple[str, ...]]], wanted: Iterable[Any]) -> bool:
    """Whether one of the values is one of those wanted."""
    return any(_same(term, names, value) for value in wanted for term, names in own)


def _same(term: Term, names: tuple[str, ...], wanted: Any) -> bool:
    if isinstance(wanted, dict):
        name = wanted.get("id")
        iri = (as_iri(name) or ID + name) if isinstance(name, str) else None
        return isinstance(term, Iri) and term.value == iri
    if isinstance(wanted, bool):
        return isinstance(term, Literal) and term.value in (("true", "1") if wanted else ("false", "0"))
    if isinstance(wanted, int | float):
        value = number(term) if isinstance(term, Literal) else None
        return value is not None and math.isclose(float(value), wanted, rel_tol=1e-9)
    if not isinstance(wanted, str):
        return False
    text = normalise(wanted)
    if isinstance(term, Iri):
        return term.value in (as_iri(wanted), ID + wanted) or any(normalise(name) == text for name in names)
    return isinstance(term, Literal) and normalise(term.value) == text
