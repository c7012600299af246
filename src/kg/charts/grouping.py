"""Which figures stand on one axis. Decided from the data alone; a figure stands in one chart at least.

A measure is an indicator with unit, manner and base kind of comparison, statistical scope, temporal nature and
size of the field: figures that differ in any of these are never drawn on one axis. Of one measure
- values of one subject and place at several times of like length are a series;
- values of several subjects or places at one time are a comparison, and parts of one whole where they have
  the same field; values without a time count as of one time only within one paragraph of the report;
- what is left stands alone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeVar

from kg.charts.observations import Observation
from kg.charts.periods import YEAR

Kind = Literal["series", "comparison", "share", "change", "rank", "figure"]
Measure = tuple[str, str, str, str, tuple[str, ...], str, Decimal | None]
Entity = tuple[tuple[str, ...], tuple[str, ...]]

MAX_LINES: Final = 6  # more colours are not told apart
_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one chart, in the order in which they are drawn: by time in a series, else the largest first."""

    kind: Kind
    observations: tuple[Observation, ...]

    @property
    def measure(self) -> Measure:
        return measure(self.observations[0])

    @property
    def whole(self) -> Decimal | None:
        """What the values are parts of: the field they are counted in, 100 for percentages of something."""
        first = self.observations[0]
        if first.whole is not None:
            return first.whole
        return Decimal(100) if first.unit == "percent" and not first.operator else None

    @property
    def is_within(self) -> bool:
        """Whether there is a whole and every value is a part of it."""
        return self.whole is not None and all(0 <= one.value <= self.whole for one in self.observations)

    @property
    def is_complete(self) -> bool:
        """Whether the parts are exact and make up the whole."""
        exact = all(one.approximation == "Exact" for one in self.observations)
        return exact and self.is_within and sum(one.value for one in self.observations) == self.whole


def measure(one: Observation) -> Measure:
    """What must agree on one axis."""
    return one.indicator, one.unit, one.operator, one.base_kind, one.scope, one.nature, one.whole


def groups(observations: Sequence[Observation]) -> tuple[Group, ...]:
    """Every chart that the figures give, in the order of measures; series before comparisons before the rest."""
    found: list[Group] = []
    for _, those in sorted(_by(observations, measure).items(), key=lambda item: _key(item[0])):
        made = [*_series(those), *_comparisons(those)]
        drawn = {one.iri for group in made for one in group.observations}
        made += [_alone(one) for one in those if one.iri not in drawn]
        found += made
    return tuple(found)


def _series(those: Sequence[Observation]) -> Iterator[Group]:
    dated = [
        one for one in those if one.period is not None and one.unit != "rank" and _length(one) is not None
    ]
    for _, alike in sorted(
        _by(dated, lambda one: (_length(one), _base(one))).items(), key=lambda item: str(item[0])
    ):
        lines = [line for _, line in sorted(_by(alike, lambda one: one.entity).items()) if _times(line) > 1]
        for start in range(0, len(lines), MAX_LINES):
            some = lines[start : start + MAX_LINES]
            yield Group("series", tuple(one for line in some for one in sorted(line, key=_when)))


def _comparisons(those: Sequence[Observation]) -> Iterator[Group]:
    for _, alike in sorted(
        _by(those, lambda one: (_time(one), _base(one))).items(), key=lambda item: str(item[0])
    ):
        entities = {one.entity for one in alike}
        if len(entities) > 1 and alike[0].unit != "rank":
            ordered = tuple(sorted(alike, key=lambda one: (-one.value, one.iri)))
            share = Group("share", ordered)
            yield share if share.is_within else Group("comparison", ordered)


def _alone(one: Observation) -> Group:
    if one.unit == "rank":
        return Group("rank" if one.whole else "figure", (one,))
    share = Group("share", (one,))
    if share.is_within:
        return share
    is_change = one.unit == "multiple" and one.base_period is not None and one.value > 0
    return Group("change" if is_change else "figure", (one,))


def _length(one: Observation) -> int | None:
    """What makes the lengths of two periods alike: stocks are taken at one time, within a year or shorter."""
    months = one.period.months if one.period else None
    if months is None or months <= 0:
        return None
    return 0 if one.nature.rpartition("/")[2] in ("stock", "cumulative") and months <= YEAR else months


def _base(one: Observation) -> Hashable:
    """Multiples of different base years do not compare; growth on the year before does."""
    if one.base_kind.rpartition("/")[2] != "against" or one.base_period is None:
        return ""
    return one.base_period.first, one.base_period.last


def _time(one: Observation) -> Hashable:
    """The period; the paragraph where there is none. Forecasts are never set beside what has been."""
    if one.period is not None:
        period = one.period
        return one.forecast, "", period.first, period.last, "" if period.first is not None else period.name.en
    return one.forecast, _paragraph(one.evidence[0].iri) if one.evidence else one.iri, None, None, ""


def _paragraph(place: str) -> str:
    """The paragraph, footnote or caption that a sentence is of; any other place is one by itself."""
    container, dash, number = place.rpartition("-s")
    return container if dash and number.isdecimal() else place


def _times(line: Sequence[Observation]) -> int:
    return len({(one.period.first, one.period.last) for one in line if one.period})


def _when(one: Observation) -> tuple[float, str]:
    return one.period.middle if one.period else 0.0, one.iri


def _by(those: Iterable[Observation], key: Callable[[Observation], _K]) -> dict[_K, list[Observation]]:
    found: defaultdict[_K, list[Observation]] = defaultdict(list)
    for one in those:
        found[key(one)].append(one)
    return dict(found)


def _key(measure: Measure) -> tuple[str, ...]:
    return tuple(map(str, measure))
