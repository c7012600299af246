"""What a lawyer reads out of the report on laws and regulators, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_no_finding_of_illegality_is_a_regulators_own() -> None:
    assert column(rows("findings-of-illegality"), "characterisedBy") == {"caict-2021"}


def test_the_sanction_on_one_company_names_its_authority_and_those_on_two_others_do_not() -> None:
    found = {
        row["respondent"]: row["authority"] for row in rows("findings-of-illegality") if row["respondent"]
    }
    assert found == {"alibaba": "samr", "meituan": "", "ele-me": ""}


def test_the_same_function_is_shared_only_by_two_names_of_one_institution() -> None:
    shared = [row for row in rows("shared-matters") if row["sameFunction"] != "1"]
    assert {row["matter"] for row in shared} == {"internet-content"}
    assert {(row["body"], row["sameInstitution"]) for row in shared} == {
        ("cac", "central-cac-office"),
        ("central-cac-office", "cac"),
    }


def test_ownership_of_data_is_dropped_and_three_rights_are_added() -> None:
    answer = rows("rights-undefined-and-recommended")
    undefined = {row["right"] for row in answer if row["rule"]}
    recommended = {row["right"] for row in answer if row["recommendation"] and row["within"]}
    assert undefined - recommended == {"ownership"}
    assert recommended - undefined == {"sharing", "information", "rectification"}
    assert recommended & undefined == {"use", "benefit"}
    later = {row["right"] for row in answer if row["laterText"] == "data-twenty"}
    assert later == {"data-resource-holding", "data-processing-and-use", "data-product-operation"}
    assert not later & (undefined | recommended)


def test_the_four_acts_given_as_localisation_are_doubtful() -> None:
    doubtful = {
        row["law"]
        for row in rows("foreign-laws")
        if row["principle"] == "data-localisation" and row["anomaly"]
    }
    assert doubtful == {"ccpa", "pdpb", "lgpd", "sovereign-internet-law"}


def test_the_principle_of_each_side_is_the_printed_one() -> None:
    ascribed = {(row["law"], row["how"], row["principle"]) for row in rows("foreign-laws")}
    assert ("cloud-act", "exampleOf", "long-arm-data-access") in ascribed
    assert ("gdpr", "protects", "free-data-flow-in-eu") in ascribed


def test_rules_that_are_only_recommended_are_told_from_those_that_exist() -> None:
    modality = {(row["instrument"], row["modality"]) for row in rows("regulated-matters")}
    assert ("data-pricing-rules", "Recommended") in modality
    assert ("data-security-law", "Asserted") in modality
