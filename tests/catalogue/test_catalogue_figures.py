"""What a reader of the report knows about its figures, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_the_index_has_six_years_and_five_falling_steps() -> None:
    years = [row for row in rows("coincident-index") if row["value"]]
    assert [row["period"] for row in years] == ["2015", "2016", "2017", "2018", "2019", "2020"]
    assert [float(row["step"]) for row in years[1:]] == [3.5, 2.9, 2.7, 1.6, 0.1]


def test_the_remarks_on_quarters_are_a_fall_and_a_rise_by_the_printed_points() -> None:
    remarks = [row for row in rows("coincident-index") if not row["value"]]
    assert "prosperity-index-first-decline" in {row["item"] for row in remarks}
    assert [(float(row["step"]), row["baseKind"]) for row in remarks if row["step"]] == [
        (0.17, "period-on-period")
    ]


def test_revenue_is_forecast_to_grow_by_half_of_what_it_did() -> None:
    figures = {row["object"]: row for row in rows("forecasts") if row["value"]}
    assert set(figures) == {"listed-internet-revenue-2025-forecast", "tiktok-monthly-active-users-2021"}
    revenue = figures["listed-internet-revenue-2025-forecast"]
    assert float(revenue["yearlyGrowth"]) == 8.0
    assert float(revenue["totalGrowth"]) == 47.1
    assert float(revenue["actualGrowth"]) == 16.7


def test_a_forecast_without_a_base_has_no_growth() -> None:
    (row,) = rows("forecasts", subject="product:tiktok")
    assert (row["base"], row["yearlyGrowth"]) == ("", "")


def test_new_listings_differ_by_ten_from_the_rise_in_listed_companies() -> None:
    (row,) = rows("figure-disagreements", figure="figure:new-internet-listings-13th-fyp")
    assert (float(row["value"]), float(row["implied"]), float(row["difference"])) == (64, 74, -10)


def test_the_multiple_of_research_spending_is_less_than_its_compound_growth() -> None:
    (row,) = rows("figure-disagreements", figure="figure:internet-rd-spending-cagr-2015-2020")
    assert (float(row["value"]), float(row["implied"])) == (29.2, 27.7)


def test_a_mismatch_of_indicators_has_no_difference() -> None:
    mismatched = rows("figure-disagreements", kind="anomaly-kind:indicator-mismatch")
    assert mismatched
    assert column(mismatched, "difference") == set()


def test_most_figures_have_no_named_source() -> None:
    sources = {row["figure"]: row["namedSource"] for row in rows("figure-sources")}
    assert sources["mobile-internet-users-2020"] == "cnnic"
    assert sources["internet-marketing-workers-2020"] == ""
    assert list(sources.values()).count("") > len(sources) / 2


def test_the_chart_of_the_index_is_the_authors_own() -> None:
    charts = rows("figure-sources", indicator="indicator:coincident-index")
    assert column(charts, "chartSource") == {"caict"}
    assert column(charts, "namedSource") == set()


def test_only_damage_in_extraction_is_known_against_a_source() -> None:
    compared = {row["figure"]: row["kind"] for row in rows("figures-against-sources") if row["kind"]}
    assert compared == {"newly-registered-market-entities-2020": "extraction-damage"}


def test_one_figure_is_not_what_its_source_released_and_one_is_rounded() -> None:
    differing = {
        row["figure"]: float(row["difference"])
        for row in rows("figures-against-sources")
        if row["ofRecord"] and float(row["difference"])
    }
    assert differing == {"monitored-apps-2020": -100_000, "china-rd-spending-2020": -2_600_000_000}


def test_a_series_keeps_levels_and_comparisons_apart() -> None:
    series = rows("indicator-series", indicator="indicator:online-retail-sales")
    assert {row["operator"] for row in series} == {"", "multiple"}


def test_growth_says_against_what() -> None:
    growth = {row["figure"]: row["basePeriod"] for row in rows("growth-rates")}
    assert growth["mobile-internet-users-increase"] == "2015"
    assert growth["internet-employment-doubled"] == ""


def test_firsts_and_onlys_of_the_report() -> None:
    said = {(row["subject"], row["object"]) for row in rows("superlatives")}
    assert ("apsara", "cloud-operating-systems") in said
    assert ("shenzhen-data-regulations-draft", "data-attribution") in said
    assert ("chinese-telecom-operators", "top-backbones-china") in said
    assert ("china", "4g-networks") in said


def test_few_superlatives_have_a_source() -> None:
    sourced = {row["namedSource"] for row in rows("superlatives")} - {""}
    assert sourced <= {"speedtest", "sensor-tower", "caida", "mckinsey"}
