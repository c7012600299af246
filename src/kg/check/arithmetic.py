"""What can be recomputed from the figures: growth against end points, totals against parts, counts against lists.

A disagreement that an anomaly of the data records is a note on the source; any other is a violation:
either the figure was read wrongly, or the source's own slip has not been recorded.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kg.check.figures import Amount, Figure, read_figures
from kg.check.files import RDF_TYPE, Index
from kg.check.violations import Violation
from kg.errors import Text
from kg.namespaces import KG, PREFIXES

CHECKS: Final = (
    "growth-against-levels",
    "multiple-against-growth-rate",
    "total-against-parts",
    "count-against-list",
    "share-or-rank-out-of-range",
)
_RDF: Final = PREFIXES["rdf"]
_HUNDRED: Final = Decimal(100)
# In these relations the members of a list stand to what is counted.
_LISTING: Final = tuple(f"{KG}{name}" for name in ("memberOf", "exampleOf", "partOf", "locatedIn"))


class Disagreement(NamedTuple):
    """What does not agree. figures: IRIs at issue, the first being the one that is shown."""

    check: str
    figures: tuple[str, ...]
    text: Text


def check(index: Index) -> Iterator[Violation]:
    """Everything in the figures of the data that does not agree with itself."""
    figures = read_figures(index)
    recorded = _recorded(index)
    for rule in (_growth, _rates, _totals, _ranges):
        for found in rule(figures):
            yield _violation(found, recorded)
    for found in _lists(figures, index):
        yield _violation(found, recorded)


def _growth(figures: Sequence[Figure]) -> Iterator[Disagreement]:
    """A growth, multiple or difference whose two end points are figures too."""
    levels: dict[tuple[str, str, str, str], Figure] = {}
    for one in figures:
        if one.operator is None and one.year:
            levels.setdefault((one.indicator, one.subject, one.unit, one.year), one)
    units = {one.unit for one in figures}
    for one in figures:
        if one.operator is None or not one.year or not one.base_year:
            continue
        for unit in sorted(units):
            end = levels.get((one.indicator, one.subject, unit, one.year))
            base = levels.get((one.indicator, one.subject, unit, one.base_year))
            if end is None or base is None or not base.amount.is_positive:
                continue
            computed = _compared(one.operator, end.amount, base.amount, one.years)
            if computed and not computed.meets(one.amount):
                yield Disagreement(
                    "growth-against-levels",
                    (one.iri, end.iri, base.iri),
                    Text(
                        f"所印为 {one.printed}，由 {base.printed} 与 {end.printed} 推算为 {computed}。",
                        f"Printed is {one.printed}; {base.printed} and {end.printed} give {computed}.",
                    ),
                )


def _compared(operator: str, end: Amount, base: Amount, years: int) -> Amount | None:
    match operator:
        case "multiple":
            return end / base
        case "growth":
            return (end / base).minus(1).times(_HUNDRED)
        case "cagr" if years > 0:
            return (end / base).root(years).minus(1).times(_HUNDRED)
        case "difference" | "percentage-points" | "index-points":
            return end - base
        case _:
            return None


def _rates(figures: Sequence[Figure]) -> Iterator[Disagreement]:
    """A multiple and a yearly rate over the same years say the same thing."""
    rates = {one.key: one for one in figures if one.operator == "cagr" and one.years > 0}
    for one in figures:
        rate = rates.get(one.key) if one.operator == "multiple" else None
        if rate is None:
            continue
        computed = one.amount.root(rate.years).minus(1).times(_HUNDRED)
        if not computed.meets(rate.amount):
            yield Disagreement(
                "multiple-against-growth-rate",
                (one.iri, rate.iri),
                Text(
                    f"{one.printed}折合每年增长 {computed} 个百分点，所印年均增速为 {rate.printed}。",
                    f"{one.printed} comes to {computed} per cent a year; the rate printed is {rate.printed}.",
                ),
            )


def _totals(figures: Sequence[Figure]) -> Iterator[Disagreement]:
    """A number without a place, against those of the places named in the same sentence."""
    groups: defaultdict[tuple[str, str, str, tuple[str, ...]], list[Figure]] = defaultdict(list)
    for one in figures:
        if one.operator is None and one.unit != f"{PREFIXES['unit']}percent":
            groups[one.indicator, one.unit, one.year, one.evidence].append(one)
    for group in groups.values():
        wholes = [one for one in group if not one.place]
        parts = [one for one in group if one.place]
        if len(wholes) != 1 or len(parts) < 2:
            continue
        total = Amount.sum(part.amount for part in parts)
        if not total.meets(wholes[0].amount):
            yield Disagreement(
                "total-against-parts",
                (wholes[0].iri, *(part.iri for part in parts)),
                Text(
                    f"所印总数为 {wholes[0].printed}，各部分合计为 {total}。",
                    f"The total printed is {wholes[0].printed}; its parts come to {total}.",
                ),
            )


def _ranges(figures: Sequence[Figure]) -> Iterator[Disagreement]:
    """Shares beyond 0 to 100, ranks and counts beyond the field they stand in."""
    for one in figures:
        is_share = (
            one.operator is None and one.unit == f"{PREFIXES['unit']}percent" and "share" in one.indicator
        )
        limit = one.of_how_many or (_HUNDRED if is_share else None)
        if limit is not None and not Amount(Decimal(0), limit).meets(one.amount):
            yield Disagreement(
                "share-or-rank-out-of-range",
                (one.iri,),
                Text(
                    f"所印为 {one.printed}，超出 0 至 {limit} 的范围。",
                    f"Printed is {one.printed}, beyond the range from 0 to {limit}.",
                ),
            )


def _lists(figures: Sequence[Figure], index: Index) -> Iterator[Disagreement]:
    """A count against the members that a closed list in the same sentence names."""
    members: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in index.subjects():
        if f"{KG}Claim" not in index.iris(claim, RDF_TYPE):
            continue
        if f"{KG}Closed" in index.iris(claim, f"{KG}enumeration"):
            (predicate,) = index.iris(claim, f"{_RDF}predicate") or ("",)
            for subject in index.iris(claim, f"{_RDF}subject") if predicate in _LISTING else ():
                for whole in index.iris(claim, f"{_RDF}object"):
                    for place in index.iris(claim, f"{KG}evidence"):
                        members[whole, place].add(subject)
    for one in figures:
        if one.operator is not None or not one.counts_things:
            continue
        named: set[str] = set()
        for place in one.evidence:
            named |= members.get((one.subject, place), set())
        if named and not Amount(Decimal(len(named)), Decimal(len(named))).meets(one.amount):
            yield Disagreement(
                "count-against-list",
                (one.iri,),
                Text(
                    f"所印为 {one.printed}，穷尽列举的却有 {len(named)} 个。",
                    f"Printed is {one.printed}, but the closed list names {len(named)}.",
                ),
            )


def _recorded(index: Index) -> dict[str, set[str]]:
    """Figure -> the anomalies that are about it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for subject in index.subjects():
        if f"{KG}Anomaly" in index.iris(subject, RDF_TYPE):
            for thing in index.iris(subject, f"{KG}about"):
                found[thing].add(subject)
    return found


def _violation(found: Disagreement, recorded: dict[str, set[str]]) -> Violation:
    known = set.intersection(*(recorded.get(iri, set()) for iri in found.figures[:2]))
    if known:
        return Violation(found.check, "note", found.figures[0], found.text)
    return Violation(
        found.check,
        "violation",
        found.figures[0],
        Text(
            f"{found.text.zh}请改正数据；若原文如此，请写一个 anomaly。",
            f"{found.text.en} Correct the figures; if the text has it so, write an anomaly.",
        ),
    )
