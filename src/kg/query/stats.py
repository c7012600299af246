"""Counts of the graph: things by class and section, claims by basis and modality, coverage by section."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from kg.errors import Lang, Text
from kg.namespaces import shorten
from kg.query.answer import Answer, Table, text_of
from kg.query.catalogue import Column
from kg.query.labels import labels
from kg.query.layout import to_table
from kg.query.run import run
from kg.store.protocol import Row, Store, select
from kg.store.terms import Iri, Literal

_ABOUT: Final = """PREFIX kg: <https://w3id.org/internet-report-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_CLASSES: Final = f"""{_ABOUT}PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
  ?thing a ?class . ?class rdfs:subClassOf* ?top . VALUES ?top {{ kg:Entity kg:Claim }}
}} GROUP BY ?class ORDER BY DESC(?count) ?class"""
_CLAIMS: Final = f"""{_ABOUT}
SELECT ?basis ?modality (COUNT(DISTINCT ?claim) AS ?count) WHERE {{
  ?claim a kg:Claim ; kg:basis ?basis ; kg:modality ?modality .
}} GROUP BY ?basis ?modality ORDER BY DESC(?count) ?basis ?modality"""
# One row per encoded section; its title counts as a place of its own.
_COVERAGE: Final = f"""{_ABOUT}
SELECT ?report ?section ?number (COUNT(DISTINCT ?sentence) AS ?sentences)
  (COUNT(DISTINCT ?withClaim) AS ?covered) (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  ?node kg:encodes ?section .
  BIND (STRAFTER(STR(?node), "/report/") AS ?report)
  ?section kg:number ?number .
  ?paragraph dcterms:isPartOf ?section .
  ?sentence dcterms:isPartOf ?paragraph ; a kg:Sentence .
  OPTIONAL {{ ?claim a kg:Claim ; kg:evidence ?sentence . BIND (?sentence AS ?withClaim) }}
}} GROUP BY ?report ?section ?number ORDER BY ?report ?number"""

# A thing counts in each section whose claims speak of it, or whose sentences it stands on itself. Three
# small queries joined here: as one, engines try the places and the things in every combination.
_PLACES: Final = f"""{_ABOUT}
SELECT ?place ?number WHERE {{
  ?report kg:encodes ?section . ?section kg:number ?number .
  {{ ?paragraph dcterms:isPartOf ?section . ?place dcterms:isPartOf ?paragraph ; a kg:Sentence }}
  UNION {{ ?report kg:encodes ?place . FILTER (?place = ?section) }}
}}"""
_SPOKEN_OF: Final = f"""{_ABOUT}
SELECT DISTINCT ?place ?thing WHERE {{
  {{ ?claim kg:evidence ?place ; rdf:subject ?thing }} UNION {{ ?claim kg:evidence ?place ; rdf:object ?thing }}
  UNION {{ ?thing kg:evidence ?place FILTER NOT EXISTS {{ ?thing a kg:Claim }} }}
}}"""
_TYPES: Final = f"""{_ABOUT}
SELECT ?thing ?class WHERE {{ ?thing a ?class FILTER (STRSTARTS(STR(?class), STR(kg:))) }}"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Each a table with its own columns."""

    classes: Table
    claims: Table
    coverage: Table
    by_section: Table

    def table(self, lang: Lang) -> str:
        """All four, with totals, for people; with several reports also the coverage of each."""
        reports = self._reports()
        head = Text(
            f"事物 {self.entities}，陈述 {self.claim_count}，数据 {self.figures}；{self._covered(self.coverage.rows).zh}",
            f"{self.entities} things, {self.claim_count} claims, {self.figures} figures; "
            f"{self._covered(self.coverage.rows).en}",
        )
        each = [f"{report}: {self._covered(rows).in_(lang)}" for report, rows in reports.items()]
        several = len(reports) > 1
        shown = self.coverage if several else _without_first(self.coverage)
        parts = [head.in_(lang), *(["\n".join(each)] if several else [])]
        parts += [to_table(t) for t in (shown, self.claims, self.by_section, self.classes)]
        return "\n\n".join(part.rstrip("\n") for part in parts)

    def _reports(self) -> dict[str, list[Row]]:
        """Report id -> its rows of the coverage, one a section."""
        found: dict[str, list[Row]] = {}
        for row in self.coverage.rows:
            found.setdefault(text_of(row[0]), []).append(row)
        return found

    @staticmethod
    def _covered(rows: list[Row]) -> Text:
        total, covered = (sum(int(text_of(row[n])) for row in rows) for n in (3, 4))
        share = f"{100 * covered / total:.1f}" if total else "—"
        return Text(
            f"已编码各节 {total} 句中 {covered} 句有陈述（{share}%）",
            f"{covered} of {total} sentences in the encoded sections carry a claim ({share}%)",
        )

    @property
    def entities(self) -> int:
        """Things of the report's world: everything but claims."""
        return sum(self._by_class().values()) - self.claim_count

    @property
    def claim_count(self) -> int:
        return self._by_class().get("kg:Claim", 0)

    @property
    def figures(self) -> int:
        return self._by_class().get("kg:Figure", 0)

    def to_json(self) -> dict[str, Any]:
        return {
            "things": self.entities,
            "claims": self.claim_count,
            "figures": self.figures,
            "classes": self._by_class(),
            "bases": [
                [shorten(text_of(b)), shorten(text_of(m)), int(text_of(n))] for b, m, n in self.claims.rows
            ],
            "sections": [
                {
                    "report": text_of(report),
                    "section": text_of(number),
                    "sentences": int(text_of(sentences)),
                    "with_claim": int(text_of(covered)),
                    "claims": int(text_of(claims)),
                }
                for report, _, number, sentences, covered, claims in self.coverage.rows
            ],
            "things_by_section": {
                shorten(text_of(row[0])): {
                    column.name: int(text_of(cell))
                    for column, cell in zip(self.by_section.columns[1:], row[1:], strict=True)
                    if text_of(cell)
                }
                for row in self.by_section.rows
            },
        }

    def _by_class(self) -> dict[str, int]:
        return {shorten(text_of(c)): int(text_of(n)) for c, n in self.classes.rows}


def statistics(store: Store, lang: Lang = "zh") -> Statistics:
    """Count everything in the store."""
    classes, claims, coverage = (
        _as_table(run(store, text, lang=lang)) for text in (_CLASSES, _CLAIMS, _COVERAGE)
    )
    return Statistics(classes, claims, coverage, _by_section(store, lang))


def _by_section(store: Store, lang: Lang) -> Table:
    """Things by class, a row each, and section, a column each; several reports are taken together."""
    section = dict(_pairs(store, _PLACES))
    classes: dict[str, list[str]] = {}
    for thing, class_iri in _pairs(store, _TYPES):
        classes.setdefault(thing, []).append(class_iri)
    seen = {
        (class_iri, section[place], thing)
        for place, thing in _pairs(store, _SPOKEN_OF)
        if place in section
        for class_iri in classes.get(thing, ())
    }
    counts: dict[str, Counter[str]] = {}
    for class_iri, number, _ in seen:
        counts.setdefault(class_iri, Counter())[number] += 1
    numbers = sorted({number for row in counts.values() for number in row})
    columns = (
        Column("class", "iri", Text("类别", "class")),
        *(Column(number, "literal", Text(number, number)) for number in numbers),
    )
    rows: list[Row] = [
        (Iri(iri), *(Literal(str(row[number] or "")) for number in numbers))
        for iri, row in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    ]
    return Table(columns, rows, lang, labels(store, counts, lang))


def _pairs(store: Store, text: str) -> Iterator[tuple[str, str]]:
    for first, second in select(store, text).rows:
        yield text_of(first), text_of(second)


def _as_table(answer: Answer) -> Table:
    if not isinstance(answer, Table):
        raise TypeError("a SELECT gives a table")
    return answer


def _without_first(table: Table) -> Table:
    return replace(table, columns=table.columns[1:], rows=[row[1:] for row in table.rows])
