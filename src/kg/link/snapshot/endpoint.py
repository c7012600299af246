"""Linked records from a SPARQL endpoint, or from an RDF file behind the same queries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.link.snapshot.datasets import (
    ENDED,
    LISTING,
    PROP,
    QUALIFIER,
    STATEMENT,
    TICKER,
    WDT,
    WIKIDATA,
    DataSet,
)
from kg.link.snapshot.dates import date_literal
from kg.link.snapshot.records import Kept
from kg.link.snapshot.wikibase import AT_ONCE, VARIANTS, Batch
from kg.store.protocol import Row, Solutions
from kg.store.terms import BlankNode, Iri, Literal, Term, Triple, is_iri, serialise, tagged

_WIKIBASE: Final = "http://wikiba.se/ontology#"
_DATED: Final = tuple(
    iri.removeprefix(WDT) for role in ("inception", "ended") for iri in WIKIDATA.roles[role]
)
_LANGS: Final = ", ".join(f'"{tag}"' for tag in (*VARIANTS, "en", ""))


@dataclass(slots=True)
class Asked:
    """One endpoint. ask: runs a query over its default graph; source: for messages.

    whole: whether it claims to hold the dataset, so that what it lacks is gone; a file of some records does not.
    """

    ask: Callable[[str], object]
    source: str
    dataset: DataSet
    whole: bool = True

    def records(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Batch]:
        """The records of the IRIs, a batch for each round of questions. Raises as the endpoint does."""
        for start in range(0, len(iris), AT_ONCE):
            tell(f"{self.source} {start}/{len(iris)}")
            yield self._batch([iri for iri in iris[start : start + AT_ONCE] if is_iri(iri)])

    def names(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Triple]:
        """The labels of what the records point to."""
        for start in range(0, len(iris), AT_ONCE):
            tell(f"{self.source} {start}/{len(iris)}")
            listed = _values(iris[start : start + AT_ONCE])
            label = self.dataset.roles["label"][0]
            text = (
                f"SELECT DISTINCT ?x ?o WHERE {{ VALUES ?x {{ {listed} }} ?x <{label}> ?o "
                f"FILTER (LANG(?o) IN ({_LANGS})) }} ORDER BY ?x ?o"
            )
            yield from _in_ours(
                Triple(x, Iri(label), o) for x, o in self._rows(text) if isinstance(x, Iri) and o
            )

    def _batch(self, iris: Sequence[str]) -> Batch:
        there, day = self._there(iris)
        moved = self._moved([iri for iri in iris if iri in there])
        said = self._said([moved.get(iri, iri) for iri in iris if iri in there])
        found = []
        for iri in iris:
            if iri in there:
                found.append(Kept(iri, tuple(said.get(moved.get(iri, iri), ())), moved.get(iri, "")))
            elif self.whole:
                found.append(Kept(iri, gone=True))
        return Batch(day, found)

    def _there(self, iris: Sequence[str]) -> tuple[set[str], str]:
        """Those of which anything is said, and the day by the endpoint's clock."""
        rows = self._rows(
            f"SELECT DISTINCT ?x (NOW() AS ?now) WHERE {{ VALUES ?x {{ {_values(iris)} }} ?x ?p ?o }} ORDER BY ?x"
        )
        # Over a file NOW() is our own clock, which is nobody's answer.
        days = [now.value[:10] for _, now in rows if isinstance(now, Literal)] if self.whole else []
        return {x.value for x, _ in rows if isinstance(x, Iri)}, min(days, default="")

    def _moved(self, iris: Sequence[str]) -> dict[str, str]:
        """Record -> the one that it was merged into, at the end of the chain."""
        moved: dict[str, str] = {}
        left = list(iris)
        while left:
            text = (
                f"SELECT DISTINCT ?x ?to WHERE {{ VALUES ?x {{ {_values(left)} }} ?x <{self.dataset.moved}> ?to "
                f'FILTER (STRSTARTS(STR(?to), "{self.dataset.namespace}")) }} ORDER BY ?x ?to'
            )
            step = {
                x.value: to.value for x, to in self._rows(text) if isinstance(x, Iri) and isinstance(to, Iri)
            }
            step = {old: new for old, new in step.items() if old not in moved and new != old}
            moved |= step
            left = sorted(set(step.values()) - moved.keys())
        return {iri: _end(iri, moved) for iri in iris if iri in moved}

    def _said(self, iris: Sequence[str]) -> Mapping[str, list[Triple]]:
        if not iris:
            return {}
        properties = _values(self.dataset.properties)
        rows = self._rows(
            f"SELECT DISTINCT ?x ?p ?o WHERE {{ VALUES ?x {{ {_values(iris)} }} VALUES ?p {{ {properties} }} ?x ?p ?o "
            f"FILTER (!isBlank(?o) && (!isLiteral(?o) || LANG(?o) IN ({_LANGS}))) }} ORDER BY ?x ?p ?o"
        )
        precise, types = self._precise(iris), self.dataset.roles["type"]
        found: dict[str, list[Triple]] = {}
        for x, p, o in rows:
            if isinstance(x, Iri) and isinstance(p, Iri) and isinstance(o, Iri | Literal):
                if p.value in types and not o.value.startswith(self.dataset.classes):
                    continue
                value = precise.get((x.value, p.value, o.value), o) if isinstance(o, Literal) else o
                if value is not None:
                    found.setdefault(x.value, []).append(Triple(x, p, value))
        said = {iri: list(_in_ours(triples)) for iri, triples in found.items()}
        for iri, triple in self._listings(iris):
            said.setdefault(iri, []).append(triple)
        return said

    def _precise(self, iris: Sequence[str]) -> dict[tuple[str, str, str], Term | None]:
        """(Record, property, time) -> the date as precise as Wikidata's own nodes have it, None for one coarser than
        a year; nothing where there are no nodes."""
        if self.dataset is not WIKIDATA:
            return {}
        found: dict[tuple[str, str, str], Term | None] = {}
        for prop in _DATED:
            rows = self._rows(
                f"SELECT DISTINCT ?x ?time ?precision WHERE {{ VALUES ?x {{ {_values(iris)} }} "
                f"?x <{PROP}{prop}> ?s . ?s <{STATEMENT}value/{prop}> ?v . "
                f"?v <{_WIKIBASE}timeValue> ?time ; <{_WIKIBASE}timePrecision> ?precision }} ORDER BY ?x ?time"
            )
            for x, time, precision in rows:
                if isinstance(x, Iri) and isinstance(time, Literal) and isinstance(precision, Literal):
                    key = x.value, WDT + prop, time.value
                    found[key] = date_literal(time.value, int(precision.value)) or found.get(key)
        return found

    def _listings(self, iris: Sequence[str]) -> Iterator[tuple[str, Triple]]:
        if self.dataset is not WIKIDATA:
            return
        rows = self._rows(
            f"SELECT DISTINCT ?x ?s ?exchange ?code ?ended WHERE {{ VALUES ?x {{ {_values(iris)} }} "
            f"?x <{PROP}{LISTING}> ?s . ?s <{STATEMENT}{LISTING}> ?exchange ; <{QUALIFIER}{TICKER}> ?code . "
            f"OPTIONAL {{ ?s <{QUALIFIER}{ENDED}> ?ended }} "
            f"FILTER NOT EXISTS {{ ?s <{_WIKIBASE}rank> <{_WIKIBASE}DeprecatedRank> }} }} ORDER BY ?x ?s ?code"
        )
        for x, node, exchange, code, ended in rows:
            if isinstance(x, Iri) and isinstance(node, Iri) and exchange and code:
                yield x.value, Triple(x, Iri(PROP + LISTING), node)
                yield x.value, Triple(node, Iri(STATEMENT + LISTING), exchange)
                yield x.value, Triple(node, Iri(QUALIFIER + TICKER), code)
                if ended:
                    yield x.value, Triple(node, Iri(QUALIFIER + ENDED), ended)

    def _rows(self, text: str) -> list[Row]:
        found = self.ask(text)
        return found.rows if isinstance(found, Solutions) else []


def _end(iri: str, moved: Mapping[str, str]) -> str:
    seen = {iri}
    while (new := moved.get(iri)) is not None and new not in seen:
        seen.add(iri := new)
    return iri


def _values(iris: Sequence[str]) -> str:
    return " ".join(serialise(Iri(iri)) for iri in iris)


def _in_ours(triples: Iterator[Triple] | Sequence[Triple]) -> Iterator[Triple]:
    """The triples, their texts in English and in one variant of Chinese, as zh; no blank nodes."""
    listed = [one for one in triples if not isinstance(one.object, BlankNode)]
    chinese: dict[tuple[object, str], str] = {}
    for one in listed:
        tag = _tag(one)
        key = (one.subject, one.predicate.value)
        if tag in VARIANTS and (key not in chinese or VARIANTS.index(tag) < VARIANTS.index(chinese[key])):
            chinese[key] = tag
    for one in listed:
        tag = _tag(one)
        if tag not in VARIANTS:
            yield one
        elif chinese[one.subject, one.predicate.value] == tag and isinstance(one.object, Literal):
            yield Triple(one.subject, one.predicate, tagged(one.object.value, "zh"))


def _tag(one: Triple) -> str:
    return (one.object.language or "").lower() if isinstance(one.object, Literal) else ""
