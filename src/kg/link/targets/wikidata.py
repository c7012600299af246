"""Wikidata through its API: items are searched by each name, then read fifty at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kg.errors import SourceRefused
from kg.link.countries import country
from kg.link.identifiers import lei, ticker, website
from kg.link.records import Identifier, Name, NameKind, Subject, Target, Words
from kg.link.service import Service
from kg.namespaces import PREFIXES

_LANGS: Final = ("zh", "en")
_AT_ONCE: Final = 50
_HITS: Final = "7"
_INSTANCE, _COUNTRY, _WEBSITE, _TICKER, _LEI = "P31", "P17", "P856", "P249", "P1278"
_INCEPTION: Final = "P571"


class Wikidata:
    """The search API of Wikidata, or of any Wikibase that has it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._known: dict[str, Target | None] = {}  # None: there is no such item any more
        self._labels: dict[str, str] = {}

    def find(self, subject: Subject) -> Sequence[Target]:
        found = dict.fromkeys(qid for name in subject.names for qid in self._search(name))
        self._read([qid for qid in found if qid not in self._known])
        there = (self._known.get(qid) for qid in found)
        return [target for target in there if target is not None]

    def _search(self, name: Name) -> Iterator[str]:
        lang = name.lang if name.lang in _LANGS else "en"
        reply = self._service.ask(
            {
                "action": "wbsearchentities",
                "search": name.text,
                "language": lang,
                "uselang": lang,
                "type": "item",
                "limit": _HITS,
                "format": "json",
                "maxlag": "5",
            }
        )
        for hit in self._list(reply, "search"):
            yield str(hit["id"])

    def _read(self, qids: list[str]) -> None:
        for start in range(0, len(qids), _AT_ONCE):
            entities = self._entities(
                qids[start : start + _AT_ONCE], "labels|aliases|descriptions|claims|sitelinks"
            )
            named = {qid for one in entities.values() for qid in _values(one, (_INSTANCE, _COUNTRY))}
            self._name(sorted(named - set(self._labels)))
            for qid, one in entities.items():
                self._known[qid] = None if "missing" in one else self._target(qid, one)

    def _name(self, qids: list[str]) -> None:
        """Reads the English labels of classes and countries."""
        for start in range(0, len(qids), _AT_ONCE):
            for qid, one in self._entities(qids[start : start + _AT_ONCE], "labels").items():
                self._labels[qid] = str(one.get("labels", {}).get("en", {}).get("value", qid))

    def _entities(self, qids: list[str], props: str) -> Mapping[str, Any]:
        reply = self._service.ask(
            {
                "action": "wbgetentities",
                "ids": "|".join(qids),
                "props": props,
                "languages": "|".join((*_LANGS, "zh-hans", "zh-cn", "zh-hant")),
                "format": "json",
                "maxlag": "5",
            }
        )
        found = reply.get("entities") if isinstance(reply, dict) else None
        if not isinstance(found, dict):
            raise self._strange()
        return found

    def _target(self, qid: str, one: Mapping[str, Any]) -> Target:
        claims = {prop: list(_strings(one, prop)) for prop in (_WEBSITE, _TICKER, _LEI, _INCEPTION)}
        links = one.get("sitelinks") or {}
        return Target(
            id=qid,
            iri=PREFIXES["wd"] + qid,
            names=tuple(_names(one)),
            descriptions=tuple(
                Words(str(said["value"]), lang)
                for lang, said in (one.get("descriptions") or {}).items()
                if lang in _LANGS
            ),
            types=tuple(self._labels[q] for q in _values(one, (_INSTANCE,))),
            countries=tuple(country(self._labels[q]) for q in _values(one, (_COUNTRY,))),
            identifiers=tuple(_identifiers(claims)),
            dates=tuple(date.lstrip("+")[:10] for date in claims[_INCEPTION]),
            prominence=min(len(links), 100) / 100,
        )

    def _list(self, reply: Any, name: str) -> list[Mapping[str, Any]]:
        found = reply.get(name) if isinstance(reply, dict) else None
        if not isinstance(found, list) or any(not isinstance(hit, dict) or "id" not in hit for hit in found):
            raise self._strange()
        return found

    def _strange(self) -> SourceRefused:
        return SourceRefused(
            f"{self._service.source} 的答复不像 Wikibase 的",
            f"the reply of {self._service.source} is not one of Wikibase",
        )


def _names(one: Mapping[str, Any]) -> Iterator[Name]:
    given: set[str] = set()
    titles = {lang: (one.get("sitelinks") or {}).get(f"{lang}wiki", {}).get("title", "") for lang in _LANGS}
    listed = [
        *(Name(str(said["value"]), lang[:2]) for lang, said in sorted((one.get("labels") or {}).items())),
        *(
            Name(str(alias["value"]), lang[:2], NameKind.ALIAS)
            for lang, aliases in sorted((one.get("aliases") or {}).items())
            for alias in aliases
        ),
        *(Name(str(title), lang, NameKind.TITLE) for lang, title in titles.items()),
    ]
    for name in listed:
        if name.text and name.text not in given:
            given.add(name.text)
            yield name


def _snaks(one: Mapping[str, Any], prop: str) -> Iterator[Any]:
    """The values of a property that nobody has deprecated."""
    for claim in (one.get("claims") or {}).get(prop, ()):
        snak = claim.get("mainsnak", {})
        if claim.get("rank") != "deprecated" and snak.get("snaktype") == "value":
            yield snak["datavalue"]["value"]


def _values(one: Mapping[str, Any], props: Iterable[str]) -> list[str]:
    found = (snak for prop in props for snak in _snaks(one, prop))
    return list(dict.fromkeys(str(snak["id"]) for snak in found if isinstance(snak, dict) and "id" in snak))


def _strings(one: Mapping[str, Any], prop: str) -> Iterator[str]:
    for snak in _snaks(one, prop):
        yield str(snak.get("time", "")) if isinstance(snak, dict) else str(snak)


def _identifiers(claims: Mapping[str, list[str]]) -> Iterator[Identifier]:
    readers = ((_WEBSITE, website), (_TICKER, ticker), (_LEI, lei))
    for prop, read in readers:
        yield from (found for text in claims[prop] if (found := read(text)) is not None)
