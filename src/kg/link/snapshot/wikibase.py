"""Linked items from Wikidata's API, fifty at a time, written as Wikidata's own RDF writes them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from kg.errors import SourceRefused
from kg.link.service import Service
from kg.link.snapshot.datasets import (
    DOCUMENT,
    ENDED,
    LISTING,
    PROP,
    QUALIFIER,
    STATEMENT,
    STATEMENT_NODE,
    TICKER,
    WDT,
    WIKIDATA,
)
from kg.link.snapshot.dates import date_literal
from kg.link.snapshot.records import Kept
from kg.namespaces import PREFIXES
from kg.store.terms import XSD, Iri, Literal, Term, Triple, is_iri, tagged

AT_ONCE: Final = 50
# Of the variants of Chinese the first that there is stands for all.
VARIANTS: Final = ("zh", "zh-hans", "zh-cn", "zh-sg", "zh-my")
_LANGS: Final = (*VARIANTS, "en")
_WD: Final = PREFIXES["wd"]
_SCHEMA: Final = "http://schema.org/"
_PROPERTIES: Final = tuple(iri.removeprefix(WDT) for iri in WIKIDATA.properties if iri.startswith(WDT))


class Batch(NamedTuple):
    """What one answer gives. day: of the answer, YYYY-MM-DD by the service's clock; empty where it tells none."""

    day: str
    records: list[Kept]


class Api:
    """Wikidata's API, or that of another Wikibase."""

    def __init__(self, service: Service) -> None:
        self.source = service.source
        self._service = service

    def records(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Batch]:
        """The records of items, a batch for each answer. tell: is told how far it is.

        Raises SourceUnavailable or SourceRefused where the service fails.
        """
        for start in range(0, len(iris), AT_ONCE):
            tell(f"{self.source} {start}/{len(iris)}")
            qids = [iri.removeprefix(_WD) for iri in iris[start : start + AT_ONCE]]
            found, day = _ask(self._service, qids, "info|labels|aliases|descriptions|claims")
            yield Batch(day, [_kept(self._service, qid, found) for qid in qids])

    def names(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Triple]:
        """The labels of the items that records point to."""
        for start in range(0, len(iris), AT_ONCE):
            tell(f"{self.source} {start}/{len(iris)}")
            qids = [iri.removeprefix(_WD) for iri in iris[start : start + AT_ONCE]]
            found, _ = _ask(self._service, qids, "labels")
            for qid, one in found.items():
                with _in_the_shape_of_wikibase(self._service):
                    said = list(_said(Iri(_WD + qid), WIKIDATA.roles["label"][0], one.get("labels")))
                yield from said


def _ask(service: Service, qids: Sequence[str], props: str) -> tuple[Mapping[str, Any], str]:
    reply = service.ask(
        {
            "action": "wbgetentities",
            "ids": "|".join(qids),
            "props": props,
            "languages": "|".join(_LANGS),
            "format": "json",
            "maxlag": "5",
            "curtimestamp": "1",
        }
    )
    found = reply.get("entities") if isinstance(reply, dict) else None
    if not isinstance(found, dict) or any(not isinstance(one, dict) for one in found.values()):
        raise _strange(service)
    return found, str(reply.get("curtimestamp") or "")[:10]


def _kept(service: Service, qid: str, found: Mapping[str, Any]) -> Kept:
    iri = _WD + qid
    one = found.get(qid)
    if one is None:
        # What was asked for and is not even said to be missing is no answer.
        raise SourceRefused(
            f"{service.source} 的答复里没有所问的 {qid}",
            f"the reply of {service.source} lacks {qid}, which was asked for",
        )
    if "missing" in one:
        return Kept(iri, gone=True)
    now = str(one.get("id") or qid)
    with _in_the_shape_of_wikibase(service):
        return Kept(iri, tuple(_triples(now, one)), moved=_item(now) if now != qid else "")


@contextmanager
def _in_the_shape_of_wikibase(service: Service) -> Iterator[None]:
    """What is read inside; anything that is not as Wikibase has it is a fault of the reply."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _strange(service) from error


def _strange(service: Service) -> SourceRefused:
    return SourceRefused(
        f"{service.source} 的答复不像 Wikibase 的",
        f"the reply of {service.source} is not one of Wikibase",
    )


def _triples(qid: str, one: Mapping[str, Any]) -> Iterator[Triple]:
    here = Iri(_WD + qid)
    roles = WIKIDATA.roles
    yield from _said(here, roles["label"][0], one.get("labels"))
    yield from _said(here, roles["alias"][0], one.get("aliases"))
    yield from _said(here, roles["description"][0], one.get("descriptions"))
    for prop in _PROPERTIES:
        for claim in _best(one, prop):
            value = _term(claim["mainsnak"]["datavalue"]["value"], prop)
            if value is not None:
                yield Triple(here, Iri(WDT + prop), value)
    yield from _listings(here, one)
    if "lastrevid" in one:  # the very version that was read
        page = Iri(DOCUMENT + qid)
        yield Triple(page, Iri(f"{_SCHEMA}about"), here)
        yield Triple(page, Iri(f"{_SCHEMA}version"), Literal(str(one["lastrevid"]), f"{XSD}integer"))
        if one.get("modified"):
            yield Triple(page, Iri(f"{_SCHEMA}dateModified"), Literal(str(one["modified"]), f"{XSD}dateTime"))


def _said(here: Iri, prop: str, texts: Any) -> Iterator[Triple]:
    """Texts in English, and in the first variant of Chinese that there is, as zh."""
    by_lang = texts if isinstance(texts, dict) else {}
    chinese = next((tag for tag in VARIANTS if by_lang.get(tag)), "zh")
    for tag, lang in ((chinese, "zh"), ("en", "en")):
        given = by_lang.get(tag) or ()
        for text in given if isinstance(given, list) else [given]:
            if text:
                yield Triple(here, Iri(prop), tagged(str(text["value"]), lang))


def _best(one: Mapping[str, Any], prop: str) -> list[Any]:
    """The statements that hold: the preferred ones if there are any, else the normal ones; with a value."""
    listed = [claim for claim in (one.get("claims") or {}).get(prop, ()) if _has_value(claim["mainsnak"])]
    preferred = [claim for claim in listed if claim.get("rank") == "preferred"]
    return preferred or [claim for claim in listed if claim.get("rank") != "deprecated"]


def _has_value(snak: Mapping[str, Any]) -> bool:
    return snak.get("snaktype") == "value"


def _term(value: Any, prop: str) -> Term | None:
    """The term of a value of Wikibase; None for one that no property of ours has."""
    if isinstance(value, dict) and "id" in value:
        return Iri(_item(value["id"]))
    if isinstance(value, dict) and "time" in value:
        return date_literal(str(value["time"]), int(value.get("precision", 11)))
    if isinstance(value, str):
        address = f"{WDT}{prop}" in WIKIDATA.roles["website"]
        return Iri(value) if address and is_iri(value) else Literal(value)
    return None


def _item(qid: Any) -> str:
    """The IRI of an item. Raises ValueError for what is no id of one."""
    if not re.fullmatch(r"[A-Z][0-9]+(?:-[A-Z][0-9]+)?", str(qid)):
        raise ValueError(qid)
    return f"{_WD}{qid}"


def _listings(here: Iri, one: Mapping[str, Any]) -> Iterator[Triple]:
    """Exchange and code of each listing, and when it ended: on a node of its own, since they belong together."""
    for claim in (one.get("claims") or {}).get(LISTING, ()):
        qualifiers = claim.get("qualifiers") or {}
        codes = [snak for snak in qualifiers.get(TICKER, ()) if _has_value(snak)]
        if claim.get("rank") == "deprecated" or not _has_value(claim["mainsnak"]) or not codes:
            continue
        node = Iri(STATEMENT_NODE + str(claim["id"]).replace("$", "-"))
        exchange = _term(claim["mainsnak"]["datavalue"]["value"], LISTING)
        if exchange is None:
            continue
        yield Triple(here, Iri(PROP + LISTING), node)
        yield Triple(node, Iri(STATEMENT + LISTING), exchange)
        for prop in (TICKER, ENDED):
            for snak in filter(_has_value, qualifiers.get(prop, ())):
                value = _term(snak["datavalue"]["value"], prop)
                if value is not None:
                    yield Triple(node, Iri(QUALIFIER + prop), value)
