"""Which figures stand on one axis, and by what names charts are found."""

import pytest

from kg.charts.catalogue import Chart, Charts, find
from kg.errors import Ambiguous, NotFound
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store, select


def drawn(charts: Charts) -> dict[str, tuple[str, list[str]]]:
    return {c.id: (c.kind, [one.slug for one in c.observations]) for c in charts.charts}


def test_values_of_one_subject_at_several_times_are_a_series(charts: Charts) -> None:
    assert drawn(charts)["users-series"] == ("series", ["u15", "u16", "u18", "u19", "u20", "u22"])


def test_another_scope_or_length_of_period_stands_apart(charts: Charts) -> None:
    found = drawn(charts)
    assert found["narrow"] == ("figure", ["narrow"])
    assert found["half"] == ("figure", ["half"])
    assert charts.get("users-series").apart == ("half", "narrow")


def test_growth_on_the_year_and_on_the_period_before_never_meet(charts: Charts) -> None:
    found = drawn(charts)
    assert found["growth-growth-series"] == ("series", ["yoy-15", "yoy-16"])
    assert found["pop-15"] == ("figure", ["pop-15"])


def test_a_multiple_is_drawn_beside_its_base_and_not_beside_rates(charts: Charts) -> None:
    assert drawn(charts)["times"] == ("change", ["times"])


def test_several_subjects_at_one_time_are_compared_the_largest_first(charts: Charts) -> None:
    found = drawn(charts)
    assert found["share-2020-shares"] == ("share", ["share-c", "share-d", "share-a"])
    assert found["size-comparison"] == ("comparison", ["size-b", "size-c", "size-d"])
    assert found["wide-2020-06-comparison"][0] == "comparison"


def test_several_subjects_over_time_are_lines_of_one_chart(charts: Charts) -> None:
    assert drawn(charts)["wide-series"] == ("series", ["cn-20", "cn-21", "d-20", "d-21"])


def test_parts_are_set_side_by_side_only_within_one_whole(charts: Charts) -> None:
    found = drawn(charts)
    assert found["parts-shares"] == ("share", ["part-a", "part-d"])
    assert charts.get("parts-shares").group.is_complete
    assert found["of-more"] == ("share", ["of-more"])
    assert found["rank"] == ("rank", ["rank"])


def test_what_has_no_number_is_listed_with_the_reason(charts: Charts) -> None:
    assert [(iri.rpartition("/")[2], reason.en) for iri, reason in charts.figures.others] == [
        ("empty", "it has no number")
    ]


@pytest.mark.parametrize(
    "name",
    ["users-series", "users", "用户数", "人数", "NUMBER OF USERS", "indicator:users", "figure:u15"],
)
def test_a_chart_is_found_by_id_and_by_any_name_of_its_indicator(
    store: EmbeddedStore, charts: Charts, name: str
) -> None:
    assert find(store, charts, name).id == "users-series"


def test_a_name_of_several_charts_lists_them(store: EmbeddedStore, charts: Charts) -> None:
    with pytest.raises(Ambiguous, match=r"(?s)company A.*users-series \(Number of users"):
        find(store, charts, "company A")


def test_a_name_of_none_names_near_ones(store: EmbeddedStore, charts: Charts) -> None:
    with pytest.raises(NotFound, match="near charts: users-series"):
        find(store, charts, "user-series")
    with pytest.raises(NotFound, match="no figure about 'scope:s'; kg charts lists"):
        find(store, charts, "scope:s")


def test_the_query_shown_gives_the_figures_drawn(store: EmbeddedStore, charts: Charts) -> None:
    for chart in charts.charts:
        table = select(store, chart.query)
        given = {row[0].value for row in table.rows if row[0] is not None and hasattr(row[0], "value")}
        assert given == {one.iri for one in chart.observations}


def _measures(chart: Chart) -> set[tuple[object, ...]]:
    return {(o.unit, o.operator, o.base_kind, o.scope, o.nature, o.whole) for o in chart.observations}


def test_every_figure_of_the_report_stands_in_a_chart_and_none_is_mixed(real: Store) -> None:
    from kg.charts.catalogue import charts_of

    found = charts_of(real)
    counted = select(real, "SELECT ?f { ?f a <https://w3id.org/internet-report-kg/ontology#Figure> }").rows
    drawn_iris = {one.iri for chart in found.charts for one in chart.observations}
    assert len(drawn_iris) + len(found.figures.others) == len(counted) == 120
    assert all(len(_measures(chart)) == 1 for chart in found.charts)
    assert len({chart.id for chart in found.charts}) == len(found.charts)
    index = found.get("coincident-index-series")
    values = [(one.period.name.en if one.period else "", str(one.value)) for one in index.observations]
    assert values[0] == ("2015", "93.0") or values[0] == ("2015", "93")
    assert [float(value) for _, value in values] == [93, 96.5, 99.4, 102.1, 103.7, 103.8]
    assert index.apart == ("coincident-index-rise-end-2020",)
    half, year = (
        found.get("listed-internet-revenue-first-half-2021"),
        found.get("listed-internet-revenue-series"),
    )
    assert half.id in year.apart
