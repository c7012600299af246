"""--evidence: for each row of an answer, the claims and sentences it stands on. Rows, number and order stay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kg.errors import Text
from kg.namespaces import is_id, shorten
from kg.query.answer import Table, text_of
from kg.query.catalogue import Column
from kg.query.labels import labels
from kg.query.marking import ends_of_claims, mark, names_of
from kg.query.places import addresses_of
from kg.query.tracing.grounds import Grounds, ground
from kg.query.tracing.status import Status
from kg.sparql.structure import Unreadable
from kg.store.protocol import Store
from kg.store.terms import Iri, Literal

CLAIMS: Final = Column("claims", "claim", Text("所据陈述", "Claims"))
EVIDENCE: Final = Column("evidence", "addresses", Text("出处", "Evidence"))
STATUS: Final = Column("status", "status", Text("依据", "Status"))
SENTENCE: Final = Column("sentence", "sentence", Text("原句", "Sentence"))
UNBACKED: Final = "unbacked"


class Evidenced(NamedTuple):
    """The table with its evidence; note: what to say on stderr, if anything."""

    table: Table
    note: Text | None


def add_evidence(store: Store, table: Table, *, texts: Mapping[str, str] | None = None) -> Evidenced:
    """Adds to each row of an answer of `kg.query.run.run` what it stands on, in new columns at the end.

    claims: IRIs of claims in report order, separated by blanks, the first 100 of them, and `unbacked`
    after them when something that needs a claim has none. evidence: addresses of sentences, titles,
    footnotes and captions, likewise. status: complete, partial, none needed or absence
    (kg.query.tracing.status). texts: IRI of a place -> what stands there, for whoever holds the report:
    adds a column `sentence`, with the names of the row's things marked « » in it. A new column whose name
    the query has taken gets `_` after it. What is traced: kg.query.tracing.trace.
    A query that tracing cannot read leaves every row partial, and the note says why. Raises KgError for
    a table that no query gave, and as the store does.
    """
    note: Text | None = None
    graphs: tuple[str, ...] = ()
    try:
        grounds, graphs = ground(store, table)
    except Unreadable as unreadable:
        grounds, note = [Grounds(Status.PARTIAL)] * len(table.rows), unreadable.text
    addresses = addresses_of(store, {place for one in grounds for place in one.places}, graphs)
    named = labels(store, addresses, table.lang, graphs)
    added = [_cells(one, addresses) for one in grounds]
    columns = [CLAIMS, EVIDENCE, STATUS]
    if texts is not None:
        columns.append(SENTENCE)
        names = _names_in_rows(store, table, grounds, graphs)
        added = [
            (*cells, _sentences(one, texts, known))
            for cells, one, known in zip(added, grounds, names, strict=True)
        ]
    rows = [(*row, *cells) for row, cells in zip(table.rows, added, strict=True)]
    citations = {addresses[place]: label for place, label in named.items()}
    columns = _with_free_names(columns, table.variables)
    evidenced = replace(table, columns=(*table.columns, *columns), rows=rows, citations=citations)
    return Evidenced(evidenced, note or _note(grounds))


def _cells(grounds: Grounds, addresses: Mapping[str, str]) -> tuple[Literal | None, ...]:
    claims = [*grounds.claims, *([UNBACKED] if grounds.unbacked else [])]
    places = dict.fromkeys(addresses[place] for place in grounds.places)
    return _listed(claims, " "), _listed([*places], " "), Literal(grounds.status.value)


def _listed(words: Sequence[str], between: str) -> Literal | None:
    return Literal(between.join(words)) if words else None


def _with_free_names(columns: Sequence[Column], taken: Sequence[str]) -> list[Column]:
    found: list[Column] = []
    for column in columns:
        name = column.name
        while name in taken:
            name += "_"
        found.append(replace(column, name=name))
    return found


def _names_in_rows(
    store: Store, table: Table, grounds: Sequence[Grounds], graphs: Sequence[str]
) -> list[set[str]]:
    """For each row the names of its things: those in its cells, and the subjects and objects of its claims."""
    ends = ends_of_claims(store, {claim for one in grounds for claim in one.claims}, graphs)
    things = [
        {cell.value for cell in row if isinstance(cell, Iri)}.union(*(ends.get(c, ()) for c in one.claims))
        for row, one in zip(table.rows, grounds, strict=True)
    ]
    names = names_of(store, {iri for row in things for iri in row if is_id(iri)}, graphs)
    return [{name for iri in row for name in names.get(iri, ())} for row in things]


def _sentences(grounds: Grounds, texts: Mapping[str, str], names: set[str]) -> Literal | None:
    return _listed([mark(texts[place], names) for place in grounds.places if texts.get(place)], "\n")


def _note(grounds: Sequence[Grounds]) -> Text | None:
    """How many rows have something unbacked, with an example."""
    rows = [one for one in grounds if one.unbacked]
    if not rows:
        return None
    shown = " ".join(shorten(text_of(term)) for term in rows[0].unbacked[0])
    return Text(
        f"{len(rows)} 行中有没有出处的内容，例如 {shown}",
        f"{len(rows)} rows rest on something without evidence, for example {shown}",
    )
