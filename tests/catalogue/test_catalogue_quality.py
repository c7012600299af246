"""What a reader of the report knows about its gaps and faults, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_only_statutes_of_china_and_terms_of_law_have_statutory_names() -> None:
    statutory = rows("label-authority", authority="kg:StatutoryTranslation")
    assert {"data-security-law", "consumer-rights-protection-law"} <= column(statutory, "thing")
    assert "Organization" not in column(statutory, "class")


def test_drafts_and_self_regulatory_norms_have_names_of_ours() -> None:
    ours = column(rows("label-authority", authority="kg:Ours"), "thing")
    assert {"shanghai-data-regulations-draft", "isc-pr-convention"} <= ours


def test_more_than_twenty_places_are_doubtful_and_a_scale_is_missing() -> None:
    answer = rows("anomalies")
    assert len(column(answer, "anomaly")) > 20
    (scale,) = [row for row in answer if row["kind"] == "missing-scale"]
    assert (scale["about"], float(scale["value"])) == ("group-buying-funding-2020", 20)


def test_every_pairing_of_the_editors_has_a_reason_in_both_languages() -> None:
    answer = rows("editorial-pairings")
    assert all(row["reasonZh"] and row["reasonEn"] for row in answer)
    assert "addresses" in column(answer, "predicate")


def test_closed_lists_agree_with_the_totals_given() -> None:
    counted = [row for row in rows("open-and-closed-lists", enumeration="kg:Closed") if row["total"]]
    assert {row["whole"]: int(row["listed"]) for row in counted} == {
        "large-service-companies": 3,
        "backbone-interconnection-points": 14,
    }
    assert all(int(row["listed"]) == float(row["total"]) for row in counted)


def test_no_fact_of_record_was_reviewed_yet_and_each_has_a_row() -> None:
    answer = rows("facts-of-record")
    assert column(answer, "review") == {"Unreviewed"}
    assert all(row["row"] and bool(row["value"]) != bool(row["thing"]) for row in answer)
    entry = [
        r
        for r in rows("facts-of-record", document="law:data-security-law")
        if r["predicate"] == "inForceFrom"
    ]
    assert [row["value"] for row in entry] == ["2021-09-01"]


def test_names_that_readers_confuse_are_two_things() -> None:
    pairs = {(row["one"], row["other"]) for row in rows("never-merge")}
    assert {
        ("internet-for-industries", "industrial-internet"),
        ("employment-relationship", "service-relationship"),
        ("monopoly-conduct", "unfair-competition"),
        ("cac", "central-cac-office"),
        ("idc", "internet-data-centres"),
    } <= pairs


def test_six_fields_have_gaps_and_nobody_answers_a_single_problem_of_workers() -> None:
    fields = {row["field"]: row for row in rows("gaps-by-kind")}
    assert len(fields) == 6
    for row in fields.values():
        assert int(row["noImpliedAnswer"]) <= int(row["noStatedAnswer"]) <= int(row["problems"])
        assert int(row["noImpliedProblem"]) <= int(row["noStatedProblem"]) <= int(row["recommendations"])
        # No record says whether a rule existed; so nothing is claimed.
        assert (row["noRuleIn2021"], row["noRuleToday"]) == ("", "")
