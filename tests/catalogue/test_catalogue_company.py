"""What a reader of the report knows about its companies, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_bat_is_no_company_and_a_business_unit_belongs_to_its_group() -> None:
    names = {row["company"]: (row["standsFor"], row["whole"]) for row in rows("company-grain")}
    assert names["bat"] == ("informal-set", "")
    assert names["alibaba-cloud"] == ("business-unit", "alibaba")
    assert names["jd-logistics"] == ("legal-entity", "jd")


def test_six_companies_are_named_as_listed_a_second_time_in_hong_kong() -> None:
    named = {row["company"] for row in rows("companies-and-markets", market="organization:hkex")}
    assert named >= {"alibaba", "baidu", "netease", "jd", "trip-com", "bilibili"}
    assert named - {"alibaba", "baidu", "netease", "jd", "trip-com", "bilibili"} == {
        "internet-giants",
        "start-ups",
    }


def test_six_companies_have_payment_licences() -> None:
    owners = {row["company"] for row in rows("companies-and-markets", market="topic:payment-licences")}
    assert owners == {"ant-group", "tencent", "jd", "bytedance", "pinduoduo", "meituan"}


def test_the_profile_of_a_company_has_its_fine_and_both_directions() -> None:
    profile = rows("company-profile", company="company:alibaba")
    assert ("subject", "alibaba-fine-2021") in {(row["how"], row["subject"]) for row in profile}
    assert ("respondent", "samr-alibaba-2021") in {(row["how"], row["subject"]) for row in profile}
    assert ("penalised", "samr") in {(row["how"], row["subject"]) for row in profile}
    assert ("develops", "apsara") in {(row["how"], row["object"]) for row in profile}


def test_no_maker_is_supplied_for_systems_that_the_report_leaves_without_one() -> None:
    for product in ("product:kylin", "product:harmonyos", "product:tiktok"):
        assert rows("products-and-makers", thing=product) == []


def test_of_the_companies_punished_two_were_credited_before_and_one_was_not() -> None:
    answer = rows("praised-and-named")
    assert {row["thing"] for row in answer if row["named"] == "respondent"} == {"alibaba", "meituan"}
    assert {row["good"] for row in answer if row["thing"] == "alibaba"} == {
        "apsara",
        "e-commerce",
        "ewtp",
        "green-technologies",
    }


def test_big_data_and_algorithms_are_credited_before_they_carry_problems() -> None:
    named = {(row["thing"], row["bad"]) for row in rows("praised-and-named")}
    assert ("big-data", "existing-customer-discrimination") in named
    assert ("algorithm", "algorithmic-involution") in named


def test_cooperation_of_companies_with_foreign_ones_is_only_recommended() -> None:
    (row,) = rows("competition-and-cooperation", agent="group:international-advanced-companies")
    assert row["modality"] == "Recommended"
    assert column(rows("competition-and-cooperation"), "how") == {"cooperatesWith"}
