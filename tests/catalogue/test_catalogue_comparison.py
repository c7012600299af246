"""What a reader of the report knows about China and other countries, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_only_the_overseas_share_of_business_is_compared_on_one_measure() -> None:
    compared = {row["usMatter"]: row for row in rows("china-and-us") if row["comparable"] == "true"}
    assert set(compared) == {"overseas-business-share"}
    row = compared["overseas-business-share"]
    assert (float(row["chinaValue"]), row["chinaApproximation"]) == (10, "Below")
    assert (float(row["usValue"]), row["usApproximation"], float(row["difference"])) == (40, "AtLeast", -30)


def test_amazon_is_not_compared_on_the_same_measure() -> None:
    (row,) = [row for row in rows("china-and-us", side="company:amazon") if row["usValue"]]
    assert (float(row["chinaValue"]), float(row["usValue"])) == (23, 60)
    assert (row["chinaMatter"], row["comparable"]) == ("highest-overseas-revenue-share", "false")


def test_the_report_gives_no_root_server_for_china() -> None:
    (row,) = rows("china-and-us", matter="indicator:root-servers")
    assert (row["china"], row["chinaValue"], float(row["usValue"])) == ("", "", 10)


def test_one_operator_in_forty_is_not_eight_networks_in_ten() -> None:
    (row,) = rows("china-and-us", matter="indicator:top-backbone-networks")
    assert (float(row["chinaValue"]), float(row["usValue"]), row["comparable"]) == (1, 8, "false")


def test_what_is_denied_of_china_is_no_lead_of_china() -> None:
    led = [
        row
        for row in rows("china-and-us", matter="infrastructure:backbone-networks")
        if row["how"] == "leadsIn"
    ]
    assert [row["chinaMatter"] for row in led] == [""]


def test_three_things_are_lacking_beside_the_gdpr() -> None:
    answer = rows("gdpr-comparison")
    assert column(answer, "lack") == {
        "no-scenario-rules",
        "no-category-distinction",
        "no-transfer-party-rules",
    }
    # Only the section as a whole is answered in so many words, none of the three.
    assert not column(answer, "lack") & column(answer, "answered")


def test_the_editors_pair_one_lack_with_classification_and_grading() -> None:
    paired = [row for row in rows("gdpr-comparison", "editorial") if row["answered"] == row["lack"]]
    assert {(row["lack"], row["proposed"]) for row in paired} == {
        ("no-category-distinction", "supporting-data-regimes")
    }


def test_countries_that_only_a_law_stands_for_are_there() -> None:
    answer = rows("countries")
    assert {"brazil", "russia", "california", "india"} <= column(answer, "place")
    assert not {"china", "beijing", "better-placed-rural-areas"} & column(answer, "place")
    assert {row["via"] for row in answer if row["place"] == "brazil"} == {"lgpd"}


def test_what_japan_does_and_what_is_done_to_it() -> None:
    japan = rows("countries", place="place:japan")
    assert ("japan", "participatesIn", "rcep") in {(r["subject"], r["predicate"], r["object"]) for r in japan}
    assert "chinese-internet-companies" in {r["subject"] for r in japan if r["predicate"] == "expandsInto"}
    assert [float(r["value"]) for r in japan if r["value"]] == [1]


def test_markets_reached_are_kept_apart_from_markets_expected() -> None:
    into = rows("overseas-expansion", by="group:chinese-internet-companies")
    reached = {r["where"] for r in into if r["how"] == "expandsInto" and r["modality"] == "Asserted"}
    expected = {r["where"] for r in into if r["how"] == "expandsInto" and r["modality"] == "Forecast"}
    assert {"india", "asean-region", "latin-america"} <= reached
    assert expected == {"asean-region", "japan", "south-korea", "emerging-markets"}


def test_obstacles_abroad_are_protectionism_review_culture_and_compliance() -> None:
    stated = [r for r in rows("overseas-expansion") if r["where"] == "obstacles-to-internationalisation"]
    assert {
        "trade-protectionism",
        "foreign-acquisition-review",
        "weak-cultural-recognition",
        "rising-compliance-costs",
    } == {r["who"] for r in stated if r["how"] in ("partOf", "exampleOf")}


def test_rcep_is_signed_and_the_investment_agreement_is_not() -> None:
    status = {row["agreement"]: row["statusWorded"] for row in rows("international-agreements")}
    assert status == {"rcep": "signed", "eu-china-cai": "concluded-in-principle"}
    prohibited = [row for row in rows("international-agreements") if row["how"] == "prohibits"]
    assert [(row["agreement"], row["object"]) for row in prohibited] == [
        ("eu-china-cai", "forced-technology-transfer")
    ]
