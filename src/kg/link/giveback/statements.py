"""Statements that Wikidata may take: what the report says or is of record of things whose item people have judged."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.link.giveback.judged import Held
from kg.link.judgements import EXACT, IDENTICAL
from kg.namespaces import ID, KG, PREFIXES, expand
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term

_TABLE: Final = Path(__file__).parent / "wikidata.yaml"
_RDF: Final = PREFIXES["rdf"]


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """kind: item (Q312), text, or date (YYYY, YYYY-MM or YYYY-MM-DD)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Snak:
    """A property of Wikidata with its value."""

    property: str
    value: Value


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """About an item; qualifiers and the snaks of its one reference in the order in which they are written."""

    item: str
    property: str
    value: Value
    qualifiers: tuple[Snak, ...] = ()
    reference: tuple[Snak, ...] = ()


def items(links: list[Held]) -> dict[str, str]:
    """IRI of ours -> item; of two items of one thing the lower, into which Wikidata merges the other."""
    found: dict[str, str] = {}
    for one in links:
        prefix, _, item = one.object.partition(":")
        if prefix == "wd" and one.predicate in (EXACT, IDENTICAL):
            subject = expand(one.subject)
            found[subject] = min(found.get(subject, item), item, key=lambda each: int(each[1:]))
    return found


def statements(store: Store, known: Mapping[str, str], report: str) -> list[Statement]:
    """All that the table of properties names and that both ends have an item for, in order.

    known: as items gives. report: the item of the report, which its own statements are stated in. The store
    holds the graph outside as well (--with outside).
    """
    table = _table()
    found = {
        *_own(store, known, table),
        *_listed(store, known, table),
        *_issued(store, known, table),
        *_replaced(store, known, table),
        *_fined(store, known, table, report),
        *_said(store, known, table, report),
    }
    return sorted(found)


@cache
def _table() -> Mapping[str, Any]:
    import yaml  # late: only giving back reads it

    table: Mapping[str, Any] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return table


def _rows(store: Store, text: str) -> Iterator[tuple[Term | None, ...]]:
    for row in select(store, text, with_graphs=("outside",)).rows:
        yield tuple(row)


def _own(store: Store, known: Mapping[str, str], table: Mapping[str, Any]) -> Iterator[Statement]:
    for one in table["own"]:
        for who, value in _rows(store, f"SELECT ?who ?value {{ ?who <{KG}{one['of']}> ?value }}"):
            if not (isinstance(who, Iri) and who.value in known and isinstance(value, Literal)):
                continue
            if one["of"] != "legalEntityIdentifier" or _checks(value.value):
                yield Statement(known[who.value], one["to"], Value(one["kind"], value.value))


def _listed(store: Store, known: Mapping[str, str], table: Mapping[str, Any]) -> Iterator[Statement]:
    one = table["listed"]
    for who, value in _rows(store, f"SELECT ?who ?value {{ ?who <{KG}{one['of']}> ?value }}"):
        if isinstance(who, Iri) and who.value in known and isinstance(value, Literal):
            exchange, _, code = value.value.partition(":")
            if exchange in one["exchanges"]:
                qualifiers = (Snak(one["code"], Value("text", code)),)
                yield Statement(
                    known[who.value], one["to"], Value("item", one["exchanges"][exchange]), qualifiers
                )


def _issued(store: Store, known: Mapping[str, str], table: Mapping[str, Any]) -> Iterator[Statement]:
    stated_in = table["references"]["stated_in"]
    for one in table["issued"]:
        # A number may stand on the text itself, without an act that issued it.
        text = f"""SELECT ?law ?value {{ {{ ?act <{KG}instrument> ?law ; <{KG}{one["of"]}> ?value }}
          UNION {{ ?law <{KG}{one["of"]}> ?value }} }}"""
        for law, value in _rows(store, text):
            if isinstance(law, Iri) and law.value in known and isinstance(value, Literal):
                item = known[law.value]
                source = (Snak(stated_in, Value("item", item)),)
                yield Statement(item, one["to"], Value(one["kind"], value.value), (), source)


def _replaced(store: Store, known: Mapping[str, str], table: Mapping[str, Any]) -> Iterator[Statement]:
    one, stated_in = table["replaced"], table["references"]["stated_in"]
    for new, old in _rows(store, f"SELECT ?new ?old {{ ?new <{KG}{one['of']}> ?old }}"):
        if isinstance(new, Iri) and isinstance(old, Iri) and new.value in known and old.value in known:
            value = Value("item", known[new.value])
            yield Statement(known[old.value], one["to"], value, (), (Snak(stated_in, value),))


def _fined(
    store: Store, known: Mapping[str, str], table: Mapping[str, Any], report: str
) -> Iterator[Statement]:
    one = table["fined"]
    text = f"""SELECT ?who ?by ?on ?page ?number {{
      ?action a <{KG}EnforcementAction> ; <{KG}measure> <{PREFIXES["measure"]}fine> ;
        <{KG}respondent> ?who ; <{KG}authority> ?by ; <{KG}period> ?on ; <{KG}evidence> ?sentence .
      ?sentence <{KG}page> ?page ; <{KG}number> ?number . }}"""
    for who, by, on, page, number in _rows(store, text):
        if not (isinstance(who, Iri) and isinstance(by, Iri) and isinstance(on, Literal)):
            continue
        if who.value in known and by.value in known:
            qualifiers = (
                Snak(one["date"], Value("date", on.value)),
                Snak(one["by"], Value("item", known[by.value])),
            )
            reference = _reference(table, report, page, number)
            yield Statement(known[who.value], one["to"], Value("item", one["event"]), qualifiers, reference)


def _said(
    store: Store, known: Mapping[str, str], table: Mapping[str, Any], report: str
) -> Iterator[Statement]:
    for one in table["said"]:
        text = f"""SELECT ?who ?what ?page ?number {{
          ?claim <{_RDF}predicate> <{KG}{one["of"]}> ; <{_RDF}subject> ?who ; <{_RDF}object> ?what ;
            <{KG}basis> <{KG}Stated> ; <{KG}modality> <{KG}Asserted> ; <{KG}evidence> ?sentence .
          ?sentence <{KG}page> ?page ; <{KG}number> ?number .
          FILTER (STRSTARTS(STR(?who), "{ID}company/") && STRSTARTS(STR(?what), "{ID}company/")) }}"""
        for who, what, page, number in _rows(store, text):
            if isinstance(who, Iri) and isinstance(what, Iri) and who.value in known and what.value in known:
                value = Value("item", known[what.value])
                reference = _reference(table, report, page, number)
                yield Statement(known[who.value], one["to"], value, (), reference)


def _reference(
    table: Mapping[str, Any], report: str, page: Term | None, number: Term | None
) -> tuple[Snak, ...]:
    """Stated in the report, on a page, in a section: the sentence 3.4.1-s3 is in 3.4.1."""
    of = table["references"]
    where = number.value.partition("-")[0] if isinstance(number, Literal) else ""
    snaks = [Snak(of["stated_in"], Value("item", report))]
    if isinstance(page, Literal):
        snaks.append(Snak(of["page"], Value("text", page.value)))
    if where:
        snaks.append(Snak(of["section"], Value("text", where)))
    return tuple(snaks)


def _checks(code: str) -> bool:
    """Whether the check digits of a legal entity identifier are right (ISO 17442, as of ISO 7064)."""
    return (
        bool(re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code))
        and int("".join(str(int(c, 36)) for c in code)) % 97 == 1
    )
