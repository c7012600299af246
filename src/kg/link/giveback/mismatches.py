"""What differs in Wikidata from what is known here, as a file that its Mismatch Finder imports."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.link.giveback.quickstatements import Label
from kg.link.giveback.statements import Statement, Value
from kg.namespaces import PREFIXES
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term

_COLUMNS: Final = (
    "item_id",
    "statement_guid",
    "property_id",
    "wikidata_value",
    "meta_wikidata_value",
    "external_value",
    "external_url",
    "type",
)
_WD: Final = PREFIXES["wd"]
_STATEMENT: Final = f"{_WD}statement/"
_CLAIM: Final = "http://www.wikidata.org/prop/"
_GREGORIAN: Final = "Q1985727"


class Theirs(NamedTuple):
    """A statement there. guid: Q312$8F5C...; value: as Value.text has it; none has a value only."""

    guid: str
    value: str


def mismatches(found: Iterable[Statement], beside: Store, urls: Mapping[str, str]) -> str:
    """A row for each statement of ours whose property has another value there, in the order given.

    Those that Wikidata lacks are no mismatches, but statements to add; those that agree with one of several
    values neither. beside: entities in Wikidata's RDF with their statements (Special:EntityData). urls: item ->
    address of our thing.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in found:
        theirs = _statements(beside, one)
        if theirs and not any(_agrees(one.value, each.value) for each in theirs):
            calendar = _GREGORIAN if one.value.kind == "date" else ""
            for each in theirs:
                writer.writerow(
                    (
                        one.item,
                        each.guid,
                        one.property,
                        each.value,
                        calendar,
                        one.value.text,
                        urls.get(one.item, ""),
                        "statement",
                    )
                )
    return out.getvalue()


def lacking_labels(names: Mapping[str, str], beside: Store) -> list[Label]:
    """Chinese labels of ours for items that are there and have none in any kind of Chinese. names: item -> label."""
    text = f'SELECT ?item ?label {{ ?item <{PREFIXES["rdfs"]}label> ?label FILTER STRSTARTS(STR(?item), "{_WD}") }}'
    languages: dict[str, set[str]] = {}
    for item, label in select(beside, text).rows:
        if isinstance(item, Iri) and isinstance(label, Literal):
            languages.setdefault(item.value.removeprefix(_WD), set()).add(
                (label.language or "").partition("-")[0]
            )
    return [
        (item, "zh", name)
        for item, name in sorted(names.items(), key=lambda one: int(one[0][1:]))
        if item in languages and "zh" not in languages[item]
    ]


def _statements(beside: Store, one: Statement) -> list[Theirs]:
    text = f"""SELECT ?statement ?value {{ <{_WD}{one.item}> <{_CLAIM}{one.property}> ?statement .
      ?statement <{_CLAIM}statement/{one.property}> ?value }}"""
    return sorted(
        Theirs(_guid(statement.value), _text(value))
        for statement, value in select(beside, text).rows
        if isinstance(statement, Iri) and value is not None
    )


def _guid(iri: str) -> str:
    """Q312$8F5C..., which in an IRI has a hyphen where the dollar stands."""
    item, _, rest = iri.removeprefix(_STATEMENT).partition("-")
    return f"{item}${rest}"


def _text(value: Term) -> str:
    if isinstance(value, Iri):
        return value.value.removeprefix(_WD)
    if isinstance(value, Literal):
        return value.value.partition("T")[0] if value.datatype.endswith("#dateTime") else value.value
    return ""


def _agrees(ours: Value, theirs: str) -> bool:
    return theirs.startswith(ours.text) if ours.kind == "date" else theirs == ours.text
