"""--evidence: for each row of an answer, the sentences it stands on. Rows, number and order stay."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from kg.errors import NotFound, Text
from kg.namespaces import ID, KG
from kg.query.catalogue import Column
from kg.query.labels import labels, values_blocks
from kg.query.run import Table
from kg.report.addresses import from_iri, parse
from kg.store.protocol import Row, Store, select
from kg.store.terms import Iri, Literal

EVIDENCE: Final = Column("evidence", "addresses", Text("出处", "Evidence"))
SENTENCE: Final = Column("sentence", "literal", Text("原句", "Sentence"))
NOTE: Final = Text(
    "结果里没有带出处的陈述、数字、行动或职责：查询里要有一列给出它们（例如 ?claim a kg:Claim）",
    "nothing in the answer carries evidence: let the query give a column with claims, figures, actions "
    "or mandates (for example ?claim a kg:Claim)",
)

Key = tuple[int, ...]
# Report, whether the report lacks the address, the address in numbers, the address.
Place = tuple[str, int, Key, str]


class Evidenced(NamedTuple):
    """The table with its evidence; note: what to say on stderr, if anything."""

    table: Table
    note: Text | None


def add_evidence(
    store: Store,
    table: Table,
    *,
    texts: Mapping[str, str] | None = None,
    order: Callable[[str], Key] | None = None,
    with_graphs: Sequence[str] = (),
) -> Evidenced:
    """Adds the column `evidence`: addresses in report order, separated by blanks, of whatever in the row
    has kg:evidence; hidden columns count, and cells that list several IRIs between blanks.

    An address names its report (moon-2032-1.1.1-s2) where the store or the answer has several.
    texts: IRI of a place -> what stands there, for whoever holds the report: adds a column `sentence`.
    order: the place of an address in its report (ReportMap.order_key); by its numbers if None, with
    footnotes and captions last.
    """
    things = [_things(row) for row in table.rows]
    found = _evidence_of(store, {iri for row in things for iri in row}, with_graphs)
    direct = [n for n, column in enumerate(table.columns) if column.kind == "evidence"]
    per_row: list[list[str]] = []
    for row, iris in zip(table.rows, things, strict=True):
        standing_on = {evidence for iri in iris for evidence in found.get(iri, ())}
        for place in direct:
            standing_on |= set(_iris_in(row[place : place + 1]))
        per_row.append(sorted(standing_on))
    sources = {iri for row in per_row for iri in row}
    shown = addresses_of(store, sources, with_graphs)
    named = labels(store, sources, table.lang, with_graphs)
    key = _numbers if order is None else order
    rows = [
        _row(row, sorted(iris, key=lambda iri: _place(iri, key)), shown, texts)
        for row, iris in zip(table.rows, per_row, strict=True)
    ]
    columns = (*table.columns, EVIDENCE, *([SENTENCE] if texts is not None else []))
    citations = {shown[iri]: label for iri, label in named.items()}
    note = NOTE if table.rows and not sources else None
    return Evidenced(replace(table, columns=columns, rows=rows, citations=citations), note)


def addresses_of(store: Store, iris: Iterable[str], with_graphs: Sequence[str] = ()) -> dict[str, str]:
    """IRI of a place -> its address, with its report where the store or the places have several."""
    places = list(iris)
    found = select(store, f"SELECT ?report {{ ?report a <{KG}Report> }}", with_graphs=with_graphs).rows
    reports = {row[0].value.rpartition("/")[2] for row in found if isinstance(row[0], Iri)}
    is_series = len(reports | {report for report, _ in map(_split, places) if report}) > 1
    return {iri: iri.rpartition("/")[2] if is_series else address_of(iri) for iri in places}


def address_of(iri: str) -> str:
    """The address in the IRI of a sentence, title, footnote or caption; its last part for any other IRI."""
    return _split(iri)[1]


def _split(iri: str) -> tuple[str, str]:
    """Report and address of a place; no report and the last part for any other IRI."""
    try:
        return from_iri(iri)
    except NotFound:
        return "", iri.rpartition("/")[2]


def in_order(places: Iterable[str]) -> tuple[str, ...]:
    """IRIs of places in the order of the report; footnotes and captions, then any other IRI, last."""
    return tuple(sorted(set(places), key=place_order))


def _row(row: Row, ordered: Sequence[str], shown: Mapping[str, str], texts: Mapping[str, str] | None) -> Row:
    addresses = dict.fromkeys(shown[iri] for iri in ordered)
    cells: list[Literal | None] = [Literal(" ".join(addresses)) if addresses else None]
    if texts is not None:
        said = [texts[iri] for iri in ordered if texts.get(iri)]
        cells.append(Literal("\n".join(said)) if said else None)
    return (*row, *cells)


def _things(row: Row) -> list[str]:
    return list(dict.fromkeys(_iris_in(row)))


def _iris_in(cells: Iterable[object]) -> Iterable[str]:
    for cell in cells:
        if isinstance(cell, Iri):
            yield cell.value
        elif isinstance(cell, Literal) and ID in cell.value:
            yield from (word for word in cell.value.split() if word.startswith(ID))


def _evidence_of(store: Store, iris: Iterable[str], with_graphs: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for values in values_blocks(iris):
        text = f"SELECT ?x ?e WHERE {{ VALUES ?x {{ {values} }} ?x <{KG}evidence> ?e }}"
        for thing, evidence in select(store, text, with_graphs=with_graphs).rows:
            if isinstance(thing, Iri) and isinstance(evidence, Iri):
                found[thing.value].add(evidence.value)
    return found


@cache  # a place is the evidence of many statements
def place_order(iri: str) -> Place:
    """Sorts IRIs of places by report, then in its order, footnotes and captions last; others come last."""
    return _place(iri, _numbers)


def _place(iri: str, key: Callable[[str], Key]) -> Place:
    """Sorts by report, then as the report does; addresses the report does not have come last."""
    report, address = _split(iri)
    try:
        return report, 0, key(address), address
    except NotFound:
        return report, 1, (), address


def _numbers(address: str) -> Key:
    place = parse(address)
    footnote, caption = place.footnote or 0, place.caption or 0
    numbers = (place.part, place.section, place.paragraph)
    outside = int(bool(footnote or caption))
    return (outside, footnote, caption, *(number or 0 for number in numbers), place.sentence or 0)
