"""What a reader of the report knows about its challenges, asked of the catalogue."""

from tests.catalogue.answers import column, rows

SIX = {
    "weak-international-competitiveness",
    "industrial-expansion-takes-long",
    "immature-data-factor-market",
    "platform-governance",
    "worker-protection-system",
    "data-governance-rules",
}


def test_the_chapter_on_challenges_has_its_six_sections() -> None:
    first = rows("challenge-tree", parent="challenge:orderly-development-challenges")
    assert column(first, "challenge") == SIX
    assert column(first, "level") == {"1"}


def test_overwork_belongs_to_two_problems() -> None:
    twice = [row for row in rows("challenge-tree") if row["challenge"] == "overwork"]
    assert {row["parent"] for row in twice} == {"platform-labour-disorder", "occupational-predicament"}


def test_a_problem_raised_with_its_recommendation_stands_outside_the_tree() -> None:
    (row,) = [row for row in rows("challenge-tree") if row["challenge"] == "large-platform-systemic-risk"]
    assert (row["level"], row["parent"]) == ("0", "")


def test_forced_exclusivity_squeezes_the_margins_of_small_merchants() -> None:
    chain = rows(
        "affected-groups", group="group:small-merchants", problem="challenge:squeezed-merchant-margins"
    )
    assert {(row["link"], row["thing"]) for row in chain} >= {
        ("harms", "small-merchants"),
        ("causes", "choose-one-of-two"),
    }


def test_riders_are_harmed_and_two_rules_fall_short_of_it() -> None:
    chain = rows("affected-groups", group="group:food-delivery-riders")
    lacking = {row["thing"] for row in chain if row["link"] == "fallsShortOf"}
    assert lacking == {"work-injury-protection", "worker-social-security"}
    assert "rest" in {row["thing"] for row in chain if row["link"] == "affects"}


def test_what_the_report_only_supposes_is_not_given_as_its_assertion() -> None:
    causes = rows("challenge-causes", challenge="challenge:multiple-data-supervision")
    assert column(causes, "cause") == {"no-specialised-data-regulator", "sector-by-sector-data-supervision"}
    assert column(causes, "modality") == {"Hypothetical"}


def test_causal_links_of_the_editors_come_in_only_when_asked_for() -> None:
    assert "Editorial" not in column(rows("challenge-causes"), "basis")
    assert "Editorial" in column(rows("challenge-causes", "editorial"), "basis")


def test_data_rights_were_first_raised_by_a_municipal_draft_that_took_effect_later() -> None:
    answer = rows("bearings-on-a-matter", "outside", matter="topic:data-rights-confirmation")
    (first,) = [row for row in answer if row["how"] == "firstRaises"]
    assert (first["who"], first["level"]) == ("shenzhen-data-regulations-draft", "municipality")
    assert (first["became"], first["inForce"]) == ("shenzhen-data-regulations", "2022-01-01")


def test_data_rights_have_local_answers_a_lacking_rule_and_one_company() -> None:
    answer = rows("bearings-on-a-matter", matter="topic:data-rights-confirmation")
    laws = {row["level"] for row in answer if row["how"] == "addresses" and row["class"] == "Law"}
    assert laws == {"municipality", "province"}
    assert {row["who"] for row in answer if row["how"] == "fallsShortOf"} == {"existing-laws-and-regulations"}
    assert {row["who"] for row in answer if row["class"] == "Company"} == {"jd"}


def test_only_two_draft_regulations_answer_what_no_central_rule_answers() -> None:
    local = rows("locally-answered-challenges")
    drafts = {"shenzhen-data-regulations-draft", "shanghai-data-regulations-draft"}
    assert column(local, "instrument") == drafts
    # The plan of Guangdong is paired with a problem that the central Opinions are paired with too.
    assert column(rows("locally-answered-challenges", "editorial"), "instrument") == drafts


def test_no_policy_or_law_bears_on_competitiveness_or_on_the_industrial_side() -> None:
    without = {"weak-international-competitiveness", "industrial-expansion-takes-long"}
    assert column(rows("policy-challenge-matrix"), "challenge") == SIX - without
