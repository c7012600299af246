"""The figures of a graph as observations: value, bounds, unit, time, scope, sources and places of evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.charts.periods import Period, period_of
from kg.errors import Text
from kg.namespaces import KG
from kg.network.build import labels
from kg.network.records import Evidence
from kg.network.words import plain
from kg.query.lookup import Values, iris, look_up, text_of
from kg.query.places import in_order
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term, number, serialise

_TEXTS: Final = tuple(KG + name for name in ("note", "verbatim"))
_NOTHING: Final = Text("", "")
# The figures of a chart stand in VALUES, so that the query shown beside it gives what it draws. The source of a
# chart of the report speaks for the figures of its indicator only where they name none themselves.
QUERY: Final = """PREFIX kg: <https://w3id.org/internet-report-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?figure ?indicator ?subject ?value ?lower ?lowerInclusive ?upper ?upperInclusive ?approximation ?unit
  ?period ?forecast ?nature ?place ?scope ?whole ?corrected ?comparison ?operator ?baseKind ?basePeriod
  ?source ?chartSource ?anomaly ?evidence
WHERE {
  VALUES ?figure { UNDEF }
  ?figure a kg:Figure .
  OPTIONAL { ?figure kg:indicator ?indicator . }
  OPTIONAL { ?figure kg:subject ?subject . }
  OPTIONAL { ?figure kg:value ?value . }
  OPTIONAL { ?figure kg:lowerBound ?lower . }
  OPTIONAL { ?figure kg:lowerInclusive ?lowerInclusive . }
  OPTIONAL { ?figure kg:upperBound ?upper . }
  OPTIONAL { ?figure kg:upperInclusive ?upperInclusive . }
  OPTIONAL { ?figure kg:approximation ?approximation . }
  OPTIONAL { ?figure kg:unit ?unit . }
  OPTIONAL { ?figure kg:period ?period . }
  OPTIONAL { ?figure kg:forecast ?forecast . }
  OPTIONAL { ?figure kg:temporalNature ?nature . }
  OPTIONAL { ?figure kg:place ?place . }
  OPTIONAL { ?figure kg:statisticalScope ?scope . }
  OPTIONAL { ?figure kg:ofHowMany ?whole . }
  OPTIONAL { ?figure kg:correctedValue ?corrected . }
  OPTIONAL {
    ?figure kg:comparison ?comparison .
    OPTIONAL { ?comparison kg:operator ?operator . }
    OPTIONAL { ?comparison kg:baseKind ?baseKind . }
    OPTIONAL { ?comparison kg:basePeriod ?basePeriod . }
  }
  OPTIONAL { ?figure kg:citedSource ?source . }
  OPTIONAL {
    ?figure kg:indicator/kg:broader? ?measured .
    ?charted rdf:predicate kg:measuredBy ; rdf:object ?chartSource ; rdf:subject ?measured ; kg:evidence ?caption .
    ?caption a kg:Caption .
  }
  OPTIONAL { ?anomaly kg:about ?figure ; a kg:Anomaly . }
  OPTIONAL { ?figure kg:evidence ?evidence . }
}
ORDER BY ?figure"""


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit of a value; inclusive: whether it is possible itself."""

    value: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of the report with a number and an indicator. IRIs stand without brackets, "" for none.

    scope, place, subject: sorted, empty where the report gives none. whole: the field of a rank or count.
    sources: bodies that the report names for the figure; chart_sources: those below a chart of its indicator.
    """

    iri: str
    indicator: str
    subject: tuple[str, ...]
    value: Decimal
    lower: Bound | None
    upper: Bound | None
    approximation: str
    unit: str
    period: Period | None
    forecast: bool
    nature: str
    place: tuple[str, ...]
    scope: tuple[str, ...]
    whole: Decimal | None
    corrected: Decimal | None
    operator: str
    base_kind: str
    base_period: Period | None
    sources: tuple[str, ...]
    chart_sources: tuple[str, ...]
    anomalies: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    verbatim: str
    notes: tuple[Text, ...]

    @property
    def slug(self) -> str:
        return self.iri.rpartition("/")[2]

    @property
    def entity(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What it is a number of: subject and place."""
        return self.subject, self.place


@dataclass(frozen=True, slots=True)
class Observations:
    """All figures: those that can be drawn, the others with the reason, and the names of what they speak of.

    broader: indicator -> the wider ones directly above it.
    """

    drawable: tuple[Observation, ...]
    others: tuple[tuple[str, Text], ...]
    names: Mapping[str, Text]
    broader: Mapping[str, tuple[str, ...]]

    def name(self, iri: str) -> Text:
        return self.names.get(iri, _NOTHING)


def query_for(figures: Iterable[str]) -> str:
    """The query that gives these figures and no other."""
    listed = " ".join(serialise(Iri(iri)) for iri in sorted(figures))
    return QUERY.replace("UNDEF", listed, 1)


def observe(store: Store, with_graphs: Sequence[str] = ()) -> Observations:
    """Every kg:Figure of the store. Raises as the store does."""
    merged = _merged(store, with_graphs)
    comparisons = {iri: own["comparison"][0] for iri, own in merged.items() if own["comparison"]}
    texts = look_up(store, [*merged, *iris(comparisons.values())], _TEXTS, with_graphs)
    named = {
        term.value
        for own in merged.values()
        for values in own.values()
        for term in values
        if isinstance(term, Iri)
    }
    edges = look_up(store, named, (f"{KG}begin", f"{KG}end", f"{KG}broader"), with_graphs)
    # On one line and without marks that turn the direction of writing, wherever they will be shown.
    names = {iri: _plain(name) for iri, name in labels(store, {*named, *merged}, with_graphs).items()}
    drawable, others = [], []
    for iri, own in sorted(merged.items()):
        reason = _reason(own)
        if reason is None:
            drawable.append(_observation(iri, own, texts, edges, names))
        else:
            others.append((iri, reason))
    broader = {iri: tuple(iris(values.get(f"{KG}broader", ()))) for iri, values in edges.items()}
    return Observations(tuple(drawable), tuple(others), names, broader)


Own = Mapping[str, Sequence[Term]]


def _merged(store: Store, with_graphs: Sequence[str]) -> dict[str, Own]:
    """Figure -> variable -> its values, each once, in the order of their writing."""
    table = select(store, QUERY, with_graphs=with_graphs)
    found: dict[str, defaultdict[str, set[Term]]] = {}
    for row in table.rows:
        figure = row[0]
        if isinstance(figure, Iri):
            own = found.setdefault(figure.value, defaultdict(set))
            for name, term in zip(table.variables[1:], row[1:], strict=True):
                if term is not None:
                    own[name].add(term)
    return {
        iri: defaultdict(list, {name: sorted(terms, key=serialise) for name, terms in own.items()})
        for iri, own in found.items()
    }


def _reason(own: Own) -> Text | None:
    """Why a figure cannot be drawn; None if it can."""
    if not own["indicator"]:
        return Text("没有指标", "it has no indicator")
    if _decimal(own["value"]) is None:
        return Text("没有数值", "it has no number")
    if len(own["value"]) > 1:
        return Text("数值不止一个", "it has several numbers")
    return None


def _observation(iri: str, own: Own, texts: Values, edges: Values, names: Mapping[str, Text]) -> Observation:
    value = _decimal(own["value"])
    comparison = _first(own["comparison"])
    notes = [text_of(texts.get(one, {}).get(f"{KG}note", ())) for one in (iri, comparison) if one]
    verbatim = text_of(texts.get(iri, {}).get(f"{KG}verbatim", ()))
    return Observation(
        iri=iri,
        indicator=_first(own["indicator"]),
        subject=tuple(iris(own["subject"])),
        value=value if value is not None else Decimal(0),
        lower=_bound(own["lower"], own["lowerInclusive"]),
        upper=_bound(own["upper"], own["upperInclusive"]),
        approximation=_first(own["approximation"]).removeprefix(KG),
        unit=_first(own["unit"]).rpartition("/")[2],
        period=period_of(own["period"], edges, names),
        forecast=_is_true(own["forecast"]),
        nature=_first(own["nature"]),
        place=tuple(iris(own["place"])),
        scope=tuple(iris(own["scope"])),
        whole=_decimal(own["whole"]),
        corrected=_decimal(own["corrected"]),
        operator=_first(own["operator"]),
        base_kind=_first(own["baseKind"]),
        base_period=period_of(own["basePeriod"], edges, names),
        sources=tuple(iris(own["source"])),
        # A chart of the report shows what was, so its source did not make the forecast.
        chart_sources=() if own["source"] or _is_true(own["forecast"]) else tuple(iris(own["chartSource"])),
        anomalies=tuple(iris(own["anomaly"])),
        evidence=tuple(Evidence(place, names[place]) for place in in_order(iris(own["evidence"]))),
        verbatim=plain(verbatim.zh) if verbatim else "",
        notes=tuple(_plain(note) for note in notes if note),
    )


def _plain(text: Text) -> Text:
    return Text(plain(text.zh), plain(text.en))


def _bound(values: Sequence[Term], inclusive: Sequence[Term]) -> Bound | None:
    value = _decimal(values)
    return None if value is None else Bound(value, _is_true(inclusive))


def _decimal(values: Sequence[Term]) -> Decimal | None:
    return next(
        (found for term in values if isinstance(term, Literal) and (found := number(term)) is not None), None
    )


def _is_true(values: Sequence[Term]) -> bool:
    return any(isinstance(term, Literal) and term.value in ("true", "1") for term in values)


def _first(values: Sequence[Term]) -> str:
    return next(iter(iris(values)), "")
