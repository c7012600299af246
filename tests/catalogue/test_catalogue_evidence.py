"""What a reader of the report knows about its text and its voices, asked of the catalogue."""

from tests.catalogue.answers import column, rows


def test_the_one_quotation_is_said_to_stand_in_the_decision_and_is_doubtful() -> None:
    quoted = rows("voices", voice="person:xi-jinping")
    assert column(quoted, "role") == {"speaker"}
    assert column(quoted, "quotedFrom") == {"deepening-reform-decision"}
    assert column(quoted, "anomalyKind") == {"misattribution"}


def test_xinhua_stands_behind_dynamic_pricing_and_its_two_rates() -> None:
    said = rows("voices", voice="organization:xinhua")
    assert column(said, "role") == {"citedSource"}
    assert {"dynamic-pricing", "fare-commission-rate"} <= column(said, "object") | column(said, "predicate")


def test_one_sentence_carries_a_figure_and_no_claim_and_the_shares_add_up() -> None:
    sections = rows("coverage")
    assert [row["number"] for row in sections if row["withoutClaim"] != "0"] == ["1.6"]
    assert sum(int(row["sentences"]) for row in sections) == 405
    for row in sections:
        counted = [int(row[basis]) for basis in ("stated", "implied", "editorial")]
        assert sum(counted) == int(row["claims"])
        assert int(row["singleSentence"]) <= int(row["claims"])


def test_the_outline_has_a_preface_four_parts_and_twenty_four_sections() -> None:
    outline = rows("titles-and-structure")
    assert [row["number"] for row in outline if "." not in row["number"]] == ["0", "1", "2", "3", "4"]
    assert len(outline) == 29
    sections = [len(rows("titles-and-structure", within=f"part:caict-2021-{part}")) for part in (1, 2, 3, 4)]
    assert sections == [7, 5, 6, 6]
    (platforms,) = rows("titles-and-structure", section="section:caict-2021-3.4")
    assert (platforms["page"], platforms["titleZh"]) == ("29", "平台规范健康发展亟待加强")


def test_a_section_says_what_its_title_and_paragraphs_say_in_order() -> None:
    section = rows("statements-of-a-place", place="section:caict-2021-3.4")
    assert section[0]["sentence"] == "caict-2021-3.4"
    places = [row["sentence"] for row in section]
    assert places == sorted(places)
    paragraph = rows("statements-of-a-place", place="paragraph:caict-2021-3.4.1")
    assert {row["claim"] for row in paragraph} < {row["claim"] for row in section}
    sentence = rows("statements-of-a-place", place="sentence:caict-2021-3.4.1-s3")
    assert ("samr", "penalised", "alibaba") in {(r["subject"], r["predicate"], r["object"]) for r in sentence}


def test_without_a_place_only_titles_are_listed() -> None:
    assert all("-s" not in place for place in column(rows("statements-of-a-place"), "sentence"))


def test_a_theme_with_three_links_has_one_empty_row() -> None:
    for row in rows("themes", theme="technology:5g"):
        assert (row["thing"] == "") == (row["stage"] == "Challenge")
    for theme in column(rows("themes"), "theme"):
        answer = [row for row in rows("themes") if row["theme"] == theme]
        missing = {row["stage"] for row in answer if not row["thing"]}
        assert len(missing) == 4 - int(answer[0]["links"])


def test_the_fine_on_alibaba_can_be_cited_and_one_by_the_same_body_on_meituan_cannot() -> None:
    cited = {row["object"]: row for row in rows("citable-assertions", relation="kg:penalised")}
    assert (cited["alibaba"]["citable"], float(cited["alibaba"]["amount"])) == ("true", 18_228_000_000)
    assert (cited["meituan"]["citable"], cited["meituan"]["claim"]) == ("false", "")


def test_what_is_denied_forecast_supposed_or_the_editors_own_cannot_be_cited() -> None:
    answer = rows("citable-assertions")
    assert len(answer) == 10
    uncitable = {
        (row["modality"], row["basis"]) for row in answer if row["citable"] == "false" and row["claim"]
    }
    assert uncitable == {
        ("Negated", "Implied"),
        ("Forecast", "Stated"),
        ("Hypothetical", "Stated"),
        ("Asserted", "Editorial"),
    }
