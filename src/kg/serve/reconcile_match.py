"""Reconciliation queries: candidates by name, type and property values, with scores that can be explained."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Final

from kg.errors import Lang
from kg.names.classes import main_class, things_of
from kg.names.match import NAME, Candidate
from kg.names.resolve import as_iri
from kg.names.search import Search
from kg.namespaces import ID, PREFIXES, shorten
from kg.query.labels import labels, name_of
from kg.query.lookup import iris, look_up, text_of
from kg.serve.faults import TooLarge
from kg.serve.receiving import bad
from kg.serve.reconcile_terms import expanded, matches, values_of, wanted_values
from kg.serve.site import Site
from kg.store.protocol import ask
from kg.store.terms import Iri, Term, is_iri, serialise

_TYPE: Final = f"{PREFIXES['rdf']}type"
_DEFINITION: Final = f"{PREFIXES['skos']}definition"
_LIMIT, _MOST, _LONGEST = 10, 50, 500
# A candidate this good, with no other as good, is a match.
_CERTAIN: Final = 94.0
# How much of the score property values make, where there are any.
_SHARE: Final = 0.3
# Properties of a query and of a batch, and types of a query: each is a question to the store.
_MOST_NAMED: Final = 30
_OTHER_TYPE: Final = 0.7

_Values = Mapping[str, list[tuple[Term, tuple[str, ...]]]]
_Read = Callable[[str], _Values]


class Reconciler:
    """Over one site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @property
    def search(self) -> Search:
        return self.site.indexes.search()

    def iri(self, text: str) -> str:
        """The IRI of an identifier (company/alibaba), a CURIE or an IRI."""
        return as_iri(text) or ID + text

    def type_record(self, iri: str, lang: Lang) -> dict[str, str]:
        known = labels(self.site.store, [iri], lang)
        return {"id": shorten(iri), "name": name_of(iri, known)}

    def batch(self, batch: dict[str, Any], lang: Lang) -> dict[str, Any]:
        """The results, indexed as the queries are. Raises Problem (400) for a query that is none."""
        read = cache(partial(values_of, self.site.store))  # a batch asks for the same properties often
        named: set[str] = set()
        return {key: {"result": self._answer(key, query, lang, read, named)} for key, query in batch.items()}

    def _answer(self, key: str, query: Any, lang: Lang, read: _Read, named: set[str]) -> list[dict[str, Any]]:
        """read: the values of a property. named: the properties that the batch has named so far."""
        if not isinstance(query, dict):
            raise bad(f"查询 {key} 不是对象", f"query {key} is no object")
        name, properties = query.get("query"), query.get("properties", [])
        if (name is not None and not isinstance(name, str)) or not isinstance(properties, list):
            raise bad(
                f"查询 {key} 的 query 或 properties 不对", f"query or properties of query {key} is wrong"
            )
        if not (name and name.strip()) and not properties:
            raise bad(f"查询 {key} 缺少 query 或 properties", f"query {key} has neither query nor properties")
        wanted = [wanted_values(key, one) for one in properties[: _MOST_NAMED + 1]]
        named.update(prop for prop, _ in wanted)
        if max(len(wanted), len(named)) > _MOST_NAMED:
            raise TooLarge(
                f"一批查询最多用 {_MOST_NAMED} 个属性", f"a batch uses at most {_MOST_NAMED} properties"
            )
        types, strict = _types(key, query)
        fitting = self._fitting(types, strict)
        soft = strict == "should"
        found = self._candidates((name or "").strip()[:_LONGEST], wanted, None if soft else fitting, read)
        records = self._records(found, wanted, fitting, lang, read)
        return records[: _limit(key, query)]

    def _candidates(
        self, name: str, wanted: list[tuple[str, list[Any]]], among: set[str] | None, read: _Read
    ) -> list[Candidate]:
        if not name:
            things = {iri for prop, values in wanted for iri in _having(read(prop), values)}
            return [Candidate(0.0, iri, "") for iri in sorted(things) if among is None or iri in among]
        iri = self._identifier(name)
        own = [Candidate(NAME, iri, name)] if iri and (among is None or iri in among) else []
        found = self.site.indexes.matcher().candidates(name, among)
        return own + [one for one in found if one.iri != iri]

    def _identifier(self, name: str) -> str | None:
        """The thing that a text identifies, if it does: company/alibaba, a CURIE or an IRI."""
        iri = self.iri(name)
        if not iri.startswith(ID) or not is_iri(iri):
            return None
        return iri if ask(self.site.store, f"ASK {{ {serialise(Iri(iri))} a ?class }}") else None

    def _fitting(self, types: list[str], strict: str) -> set[str] | None:
        if not types:
            return None
        sets = [things_of(self.site.store, one) for one in types]
        return set.intersection(*sets) if strict == "all" else set.union(*sets)

    def _records(
        self,
        found: list[Candidate],
        wanted: list[tuple[str, list[Any]]],
        fitting: set[str] | None,
        lang: Lang,
        read: _Read,
    ) -> list[dict[str, Any]]:
        values = [(prop, read(prop), asked) for prop, asked in wanted]
        scored: list[tuple[float, Candidate, list[dict[str, Any]]]] = []
        for one in found:
            features: list[dict[str, Any]] = []
            score = one.score
            if one.name:
                features.append({"id": "name", "value": one.score})
            if values:
                hits = [matches(own.get(one.iri, ()), asked) for _, own, asked in values]
                features += [
                    {"id": f"property {shorten(prop)}", "value": hit}
                    for (prop, _, _), hit in zip(values, hits, strict=True)
                ]
                share = 100 * sum(hits) / len(hits)
                score = share if not one.name else (1 - _SHARE) * score + _SHARE * share
            if fitting is not None:
                features.append({"id": "type", "value": one.iri in fitting})
                score *= 1 if one.iri in fitting else _OTHER_TYPE
            scored.append((round(score, 1), one, features))
        scored.sort(key=lambda item: (-item[0], item[1].iri))
        best = scored[:_MOST]
        known = look_up(self.site.store, [one.iri for _, one, _ in best], (_TYPE, _DEFINITION))
        classes = {iri: main_class(iri, iris(own.get(_TYPE, ()))) for iri, own in known.items()}
        named = labels(self.site.store, {*known, *(kind for kind in classes.values() if kind)}, lang)
        certain = [score for score, _, _ in scored if score >= _CERTAIN]
        records: list[dict[str, Any]] = []
        for score, one, features in best:
            definition = text_of(known.get(one.iri, {}).get(_DEFINITION, ()))
            kind = classes.get(one.iri)
            records.append(
                {
                    "id": one.iri.removeprefix(ID),
                    "name": name_of(one.iri, named),
                    **({"description": definition.in_(lang)} if definition else {}),
                    "type": [{"id": shorten(kind), "name": name_of(kind, named)}] if kind else [],
                    "score": score,
                    "features": features,
                    "match": score >= _CERTAIN and (len(certain) == 1 or score > max(certain[1:])),
                }
            )
        return records


def _having(values: _Values, wanted: list[Any]) -> set[str]:
    return {iri for iri, own in values.items() if matches(own, wanted)}


def _types(key: str, query: dict[str, Any]) -> tuple[list[str], str]:
    given = query.get("type") or []
    listed = [given] if isinstance(given, str) else given
    strict = query.get("type_strict", "any")
    if isinstance(listed, list) and len(listed) > _MOST_NAMED:
        raise TooLarge(f"一个查询最多 {_MOST_NAMED} 个类", f"a query has at most {_MOST_NAMED} types")
    if not isinstance(listed, list) or strict not in ("any", "all", "should"):
        raise bad(f"查询 {key} 的 type 不对", f"the type of query {key} is wrong")
    found: list[str] = []
    for one in listed:
        name = one.get("id") if isinstance(one, dict) else one
        if not isinstance(name, str):
            raise bad(f"查询 {key} 的 type 不对", f"the type of query {key} is wrong")
        iri = expanded(name)
        if iri is not None:
            found.append(iri)
    # Types that are none leave nothing over, rather than everything.
    return (found or ["urn:none"] if listed else []), strict


def _limit(key: str, query: dict[str, Any]) -> int:
    limit = query.get("limit", _LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise bad(f"查询 {key} 的 limit 应是正整数", f"the limit of query {key} is a positive number")
    return int(min(limit, _MOST))
