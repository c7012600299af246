"""Data extension: values of properties for things that have been matched, and which properties there are."""

import re
from typing import Any, Final

from kg.errors import Lang
from kg.names.resolve import as_iri
from kg.namespaces import ID, KG, PREFIXES, shorten
from kg.query.labels import labels, name_of
from kg.query.lookup import iris, look_up
from kg.serve.faults import TooLarge
from kg.serve.receiving import bad
from kg.serve.reconcile_terms import expanded
from kg.serve.site import Site
from kg.store.protocol import select
from kg.store.terms import NUMERIC, XSD, Iri, Literal, Term, is_iri, number, serialise

_RANGE: Final = f"{PREFIXES['rdfs']}range"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_IDS, _MOST_PROPERTIES = 200, 30
_PROPOSED: Final = 30


def extend(site: Site, wanted: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """The response to a data extension query. Raises Problem (400, 413)."""
    ids, properties = wanted.get("ids"), wanted.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise bad("ids 应是标识的数组", "ids is an array of identifiers")
    if not isinstance(properties, list) or not all(_is_property(one) for one in properties):
        raise bad("properties 应是带 id 的对象的数组", "properties is an array of objects with an id")
    if len(ids) > _MOST_IDS or len(properties) > _MOST_PROPERTIES:
        raise TooLarge(
            f"一次最多 {_MOST_IDS} 个标识、{_MOST_PROPERTIES} 个属性",
            f"at most {_MOST_IDS} identifiers and {_MOST_PROPERTIES} properties at a time",
        )
    props = {one["id"]: (expanded(one["id"]), _limit(one)) for one in properties}
    things = {one: iri for one in ids if is_iri(iri := as_iri(one) or ID + one)}
    known = [prop for prop, _ in props.values() if prop]
    found = look_up(site.store, things.values(), known) if known else {}
    others = {iri for own in found.values() for terms in own.values() for iri in iris(terms)}
    ranges = look_up(site.store, known, (_RANGE,)) if known else {}
    kinds = {prop: iris(own.get(_RANGE, ())) for prop, own in ranges.items()}
    named = labels(site.store, {*others, *known, *(k for own in kinds.values() for k in own)}, lang)

    def row(one: str) -> dict[str, list[dict[str, Any]]]:
        own = found.get(things.get(one, ""), {})
        cells = {
            name: [cell for term in own.get(prop or "", ()) if (cell := _cell(term, named, lang)) is not None]
            for name, (prop, _) in props.items()
        }
        return {name: cell[: props[name][1] or None] for name, cell in cells.items()}

    return {
        "meta": [_meta(name, prop, kinds, named) for name, (prop, _) in props.items()],
        "rows": {one: row(one) for one in ids},
    }


def propose(site: Site, type_: str, limit: str | None, lang: Lang) -> dict[str, Any]:
    """The properties that things of a type have, the most used first."""
    iri = expanded(type_)
    most = int(limit) if limit and limit.isascii() and limit.isdecimal() and len(limit) < 6 else _PROPOSED
    rows = []
    if iri is not None:
        text = (
            f"SELECT ?p (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a/<{PREFIXES['rdfs']}subClassOf>* {serialise(Iri(iri))} ; "
            "?p ?v } GROUP BY ?p ORDER BY DESC(?n) ?p"
        )
        rows = select(site.store, text).rows
    properties = [row[0].value for row in rows if isinstance(row[0], Iri)]
    shown = [prop for prop in properties if not prop.startswith(PREFIXES["rdf"])][:most]
    named = labels(site.store, shown, lang)
    return {
        "type": type_,
        "limit": most,
        "properties": [{"id": shorten(prop), "name": name_of(prop, named)} for prop in shown],
    }


def _meta(name: str, prop: str | None, kinds: dict[str, list[str]], named: dict[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {"id": name, "name": name_of(prop, named) if prop else name}
    kind = next((one for one in kinds.get(prop or "", ()) if one.startswith(KG)), None)
    if kind:
        record["type"] = {"id": shorten(kind), "name": name_of(kind, named)}
    return record


def _cell(term: Term, named: dict[str, str], lang: Lang) -> dict[str, Any] | None:
    """A value as the specification writes it; None for text in the other language."""
    if isinstance(term, Iri):
        name = name_of(term.value, named)
        is_thing = term.value.startswith(ID)
        return {"id": term.value.removeprefix(ID), "name": name} if is_thing else {"str": name}
    if not isinstance(term, Literal) or term.language not in (None, lang):
        return None
    value = number(term) if term.datatype in NUMERIC else None
    if value is not None:
        whole = value == value.to_integral_value()
        return {"int": int(value)} if whole else {"float": float(value)}
    if term.datatype == f"{XSD}date" and _DAY.fullmatch(term.value):
        return {"date": f"{term.value}T00:00:00"}
    return {"str": term.value}


def _is_property(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("id"), str)


def _limit(one: dict[str, Any]) -> int:
    """The setting `limit` of a property; OpenRefine sends numbers as text."""
    settings = one.get("settings")
    text = str(settings.get("limit", 0)) if isinstance(settings, dict) else "0"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
