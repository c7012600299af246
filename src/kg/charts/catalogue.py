"""Every chart that the figures of a graph give, with a name to call it by and a title to read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.charts.grouping import Group, Kind, Measure, groups
from kg.charts.observations import Observation, Observations, observe, query_for
from kg.errors import Ambiguous, NotFound, Text
from kg.names.resolve import as_iri, by_name, resolve
from kg.namespaces import KG
from kg.network.origin import Origin, origin_of
from kg.query.sentences import capital
from kg.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. id: stable as long as its figures are; apart: ids of the other charts of its indicator."""

    id: str
    title: Text
    group: Group
    apart: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return self.group.kind

    @property
    def observations(self) -> tuple[Observation, ...]:
        return self.group.observations

    @property
    def query(self) -> str:
        """The SPARQL that gives what it draws."""
        return query_for(one.iri for one in self.observations)


@dataclass(frozen=True, slots=True)
class Charts:
    """The catalogue: charts in the order of ids, the figures behind them, and where the data is from."""

    charts: tuple[Chart, ...]
    figures: Observations
    origin: Origin
    graphs: tuple[str, ...]

    def get(self, name: str) -> Chart:
        """The chart of that id. Raises NotFound, with near ones."""
        for chart in self.charts:
            if chart.id == name:
                return chart
        hint = self.hint(name)
        raise NotFound(f"没有图“{name}”{hint.zh}", f"no chart {name!r}{hint.en}")

    def hint(self, name: str) -> Text:
        """Ids like a name, or where they are listed."""
        near = get_close_matches(name, [chart.id for chart in self.charts])
        if not near:
            return Text("；kg charts 列出全部图", "; kg charts lists all charts")
        return Text(f"；相近的图：{'、'.join(near)}", f"; near charts: {', '.join(near)}")


def charts_of(store: Store, with_graphs: Sequence[str] = ()) -> Charts:
    """All charts of a store. Raises as the store does."""
    figures = observe(store, with_graphs)
    found = groups(figures.drawable)
    ids = _ids(found)
    by_indicator: dict[str, list[str]] = {}
    for name, group in zip(ids, found, strict=True):
        by_indicator.setdefault(group.measure[0], []).append(name)
    charts = [
        Chart(
            name,
            _title(group, figures),
            group,
            tuple(sorted(other for other in by_indicator[group.measure[0]] if other != name)),
        )
        for name, group in zip(ids, found, strict=True)
    ]
    return Charts(
        tuple(sorted(charts, key=lambda chart: chart.id)),
        figures,
        origin_of(store, with_graphs),
        tuple(with_graphs),
    )


def find(store: Store, charts: Charts, text: str) -> Chart:
    """The chart with that id, else that of the indicator, figure or subject with that name.

    text: id, CURIE, IRI, the slug of an indicator, or a name or alias in Chinese or English. Of several charts of a thing the one with
    several figures is meant, if there is one. Raises Ambiguous, listing charts or things, and NotFound.
    """
    if any(chart.id == text for chart in charts.charts):
        return charts.get(text)
    slugs = {chart.group.measure[0] for chart in charts.charts if chart.group.measure[0].endswith(f"/{text}")}
    iri = slugs.pop() if len(slugs) == 1 else _iri(store, charts, text)
    found = [chart for chart in charts.charts if iri in _about(chart, charts.figures)]
    several = [chart for chart in found if len(chart.observations) > 1]
    for some in (found, several):
        if len(some) == 1:
            return some[0]
    if not found:
        raise NotFound(
            f"报告没有关于“{text}”的数字；kg charts 列出全部图",
            f"the report has no figure about {text!r}; kg charts lists all charts",
        )
    listed = [(chart.id, chart.title) for chart in found]
    zh = "\n".join(f"  {name}（{title.zh}）" for name, title in listed)
    en = "\n".join(f"  {name} ({title.en})" for name, title in listed)
    raise Ambiguous(
        f"关于“{text}”有 {len(found)} 张图，请指定一张：\n{zh}",
        f"there are {len(found)} charts about {text!r}; name one of them:\n{en}",
    )


def _iri(store: Store, charts: Charts, text: str) -> str:
    if as_iri(text) is not None:
        return resolve(store, text, with_graphs=charts.graphs)
    try:
        return by_name(store, text, class_=f"{KG}Indicator", with_graphs=charts.graphs)
    except NotFound:
        try:
            return by_name(store, text, with_graphs=charts.graphs)
        except NotFound as error:
            hint = charts.hint(text)
            raise NotFound(error.text.zh + hint.zh, error.text.en + hint.en) from None


def _about(chart: Chart, figures: Observations) -> set[str]:
    """What a chart can be asked for by: its figures, what they measure and of what, and wider indicators."""
    found = {chart.group.measure[0]}
    waiting = list(found)
    while waiting:
        wider = [iri for iri in figures.broader.get(waiting.pop(), ()) if iri not in found]
        found.update(wider)
        waiting += wider
    return found.union(*({one.iri, *one.subject, *one.place} for one in chart.observations))


def _ids(found: Sequence[Group]) -> list[str]:
    """A figure alone is called as it is; several by indicator and kind, by what tells them apart where that is not enough."""
    names = [_name(group) for group in found]
    for more in (_unit, _scope, _first):
        counts = Counter(names)
        names = [
            f"{name}-{more(group)}" if counts[name] > 1 and more(group) else name
            for name, group in zip(names, found, strict=True)
        ]
    return names


def _name(group: Group) -> str:
    first = group.observations[0]
    if len(group.observations) == 1:
        return first.slug
    operator = first.operator.rpartition("/")[2]
    when = first.period.slug if first.period and group.kind != "series" else ""
    parts = [first.indicator.rpartition("/")[2], operator, when]
    kind = "shares" if group.kind == "share" else group.kind
    return "-".join([part for part in parts if part] + [kind])


def _unit(group: Group) -> str:
    return group.observations[0].unit


def _scope(group: Group) -> str:
    return "-".join(iri.rpartition("/")[2] for iri in group.observations[0].scope)


def _first(group: Group) -> str:
    return group.observations[0].slug


def _title(group: Group, figures: Observations) -> Text:
    """What is measured, of what, when."""
    first = group.observations[0]
    name = figures.name(first.indicator)
    how = _how(group.measure, figures)
    what = Text(
        name.zh + (f"（{how.zh}）" if how else ""), capital(name.en) + (f" ({how.en})" if how else "")
    )
    entities = {one.entity for one in group.observations}
    if len(entities) == 1:
        who = entity_name(first, figures, with_place=False)
        zh, en = who.zh not in what.zh, who.en.casefold() not in what.en.casefold()
        what = Text(f"{what.zh}：{who.zh}" if zh else what.zh, f"{what.en}: {who.en}" if en else what.en)
    when = _when(group)
    return Text(f"{what.zh}，{when.zh}", f"{what.en}, {when.en}") if when else what


def _how(of: Measure, figures: Observations) -> Text | None:
    _, _, operator, base_kind, *_ = of
    names = [
        figures.name(iri)
        for iri in (operator, base_kind)
        if iri and not iri.endswith(("unspecified", "against"))
    ]
    return Text("，".join(n.zh for n in names), ", ".join(n.en for n in names)) if names else None


def _when(group: Group) -> Text | None:
    periods = [one.period for one in group.observations if one.period]
    if not periods:
        return None
    start, end = periods[0].name, periods[-1].name
    if group.kind != "series":
        return start if len(periods) == len(group.observations) else None
    years = sorted({month // 12 for p in periods for month in (p.first, p.last) if month is not None})
    if years and all(p.is_year for p in periods):
        return Text(f"{years[0]}—{years[-1]}年", f"{years[0]}–{years[-1]}")
    return Text(f"{start.zh}—{end.zh}", f"{start.en}–{end.en}")


def entity_name(one: Observation, figures: Observations, *, with_place: bool) -> Text:
    """The subject of a figure; with_place: and the place, where it says more."""
    subjects = [figures.name(iri) for iri in one.subject]
    places = [figures.name(iri) for iri in one.place if iri not in one.subject] if with_place else []
    zh = "、".join(name.zh for name in subjects)
    en = ", ".join(name.en for name in subjects)
    if places:
        where = Text("、".join(name.zh for name in places), ", ".join(name.en for name in places))
        return Text(f"{where.zh}（{zh}）", f"{where.en} ({en})") if zh else where
    return Text(zh, en)
