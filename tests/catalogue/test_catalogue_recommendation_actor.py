"""What a reader of the report knows about its recommendations, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_the_chapter_on_recommendations_has_its_six_sections() -> None:
    first = rows("recommendation-tree", parent="recommendation:sustainable-internet-industry")
    assert len(first) == 6
    assert column(first, "level") == {"1"}


def test_only_the_section_on_consumers_asks_for_punishment() -> None:
    harsh = [row for row in rows("directive-strengths") if row["strength"] == "prohibit"]
    assert [(row["section"], row["single"]) for row in harsh] == [("social-security-mechanism", "2")]


def test_no_supply_instrument_serves_competitiveness_and_no_demand_instrument_workers_or_platforms() -> None:
    cells = {(row["challenge"], row["family"]) for row in rows("instrument-types-by-challenge")}
    assert len(cells) == 15
    assert ("weak-international-competitiveness", "supply") not in cells
    assert ("worker-protection-system", "demand") not in cells
    assert ("platform-governance", "demand") not in cells


def test_unions_labour_tribunals_and_authorities_are_asked_to_act_together() -> None:
    joint = rows("requests-to-actors", recommendation="recommendation:joint-warning-unlawful-employment")
    bodies = {"human-resources-authorities", "labour-dispute-bodies", "trade-unions"}
    assert column(joint, "actor") == bodies
    assert (column(joint, "role"), column(joint, "basis")) == ({"participating"}, {"Stated"})


def test_most_actors_follow_from_sentences_without_a_subject() -> None:
    bases = [row["basis"] for row in rows("requests-to-actors")]
    assert bases.count("Implied") > bases.count("Stated") > 0


def test_a_measure_with_an_implied_problem_is_told_from_one_without_any() -> None:
    answer = {row["recommendation"]: row for row in rows("recommendations-without-problem")}
    assert answer["data-pricing-rules"]["basis"] == "Implied"
    assert answer["local-data-legislation"]["problem"] == ""


def test_a_problem_posed_only_with_its_recommendation_belongs_to_no_section() -> None:
    answer = rows("recommendations-without-problem", recommendation="recommendation:narrow-access-divide")
    found = {(row["problem"], row["basis"], row["challenge"]) for row in answer}
    assert found == {("access-divide", "Stated", ""), ("digital-divide", "Implied", "")}


def test_cracking_down_on_violations_states_its_problem() -> None:
    assert "crack-down-online-violations" not in column(
        rows("recommendations-without-problem"), "recommendation"
    )


def test_the_five_kinds_of_measure_on_algorithms_are_told_apart() -> None:
    kinds = {(row["instrument"], row["what"]) for row in rows("algorithm-measures")}
    assert kinds >= {
        ("disclosure", "algorithm-code-disclosure"),
        ("disclosure", "algorithm-open-sourcing"),
        ("institution-building", "algorithm-ethics-body"),
        ("institution-building", "algorithm-complaint-review"),
        ("assessment", "third-party-appraisal-bodies"),
    }


def test_no_problem_is_given_for_the_ethics_body_and_one_is_stated_for_price_discrimination() -> None:
    ethics = rows("algorithm-measures", measure="recommendation:algorithm-ethics-body")
    assert column(ethics, "problem") == set()
    stated = {row["measure"] for row in rows("algorithm-measures") if row["basis"] == "Stated"}
    assert stated == {"punish-algorithmic-pricing"}
