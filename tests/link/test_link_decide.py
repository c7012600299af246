"""From a thing to its record, another of the name, or none; always with reasons."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import NotFound, ParseError
from kg.link.decide import decide, decide_all
from kg.link.records import Decision, Name, NameKind, Subject, Verdict
from kg.link.targets.lines import Lines
from kg.link.targets.profiles import open_target
from kg.link.weights import read_weights, written

Make = Callable[..., Subject]


def answer(subject: Subject, entities: Lines) -> Decision:
    return decide(subject, entities, read_weights())


@pytest.mark.parametrize(
    ("class_", "zh", "en", "qid"),
    [
        ("Company", "苹果公司", "Apple Inc.", "Q312"),
        ("Company", "华为", "Huawei", "Q160120"),
        ("Company", "腾讯", "Tencent", "Q860580"),
        ("Place", "北京", "Beijing", "Q956"),
        ("Technology", "区块链", "blockchain", "Q20514253"),
        ("Product", "智能手机", "smartphones", "Q22645"),
        ("Organization", "世界贸易组织", "World Trade Organization", "Q7825"),
    ],
)
def test_a_thing_and_its_record_are_found(
    class_: str, zh: str, en: str, qid: str, subject: Make, entities: Lines
) -> None:
    found = answer(subject(class_, zh, en), entities)
    assert (found.verdict, found.best and found.best.target.id) == (Verdict.ACCEPTED, qid)


@pytest.mark.parametrize(
    ("class_", "zh", "en", "also"),
    [
        ("Company", "蚂蚁集团", "Ant Group", ("蚂蚁",)),  # the insect
        ("Product", "麒麟操作系统", "Kylin", ("麒麟",)),  # the district of the name
        ("Company", "国际数据公司", "International Data Corporation", ("IDC",)),  # data centres
        ("Regulator", "国家工商行政管理总局", "State Administration for Industry and Commerce", ("SAIC",)),
        ("Law", "中华人民共和国数据安全法", "Data Security Law", ()),  # what it is about
        ("Company", "京东健康", "JD Health", ()),
    ],
)
def test_another_of_the_name_is_not_accepted(
    class_: str, zh: str, en: str, also: tuple[str, ...], subject: Make, entities: Lines
) -> None:
    assert answer(subject(class_, zh, en, also=also), entities).verdict is not Verdict.ACCEPTED


def test_the_company_and_the_fruit_are_told_apart(subject: Make, entities: Lines) -> None:
    company = answer(subject("Company", "苹果公司", "Apple Inc.", also=("苹果", "Apple")), entities)
    assert company.best is not None
    assert company.best.target.id == "Q312"
    pie = answer(subject("Topic", "苹果派", "apple pies"), entities)
    assert pie.best is not None
    assert pie.best.target.id == "Q1068034"


def test_nothing_alike_is_no_match_with_nearly_full_certainty(subject: Make, entities: Lines) -> None:
    found = answer(subject("Policy", "某省行动方案", "An action plan of some province"), entities)
    assert found.verdict is Verdict.NO_MATCH
    assert found.probability > 0.95


def test_each_candidate_says_what_speaks_for_it(subject: Make, entities: Lines) -> None:
    best = answer(subject("Company", "华为", "Huawei", about="A Chinese maker of devices."), entities).best
    assert best is not None
    reasons = {one.feature: one for one in best.contributions}
    assert {"name_latin", "name_han", "both_scripts", "class_fits"} <= set(reasons)
    assert "华为" in reasons["name_han"].reason.zh
    assert all(
        one.points == round(one.value * read_weights().features[one.feature], 4) for one in reasons.values()
    )


def test_people_s_pinyin_finds_a_chinese_name(entities: Lines) -> None:
    typed = Subject(
        "x", "Company", (Name("huawei jituan", "en", NameKind.ALIAS), Name("tengxun", "en", NameKind.ALIAS))
    )
    assert "Q860580" in [one.id for one in entities.find(typed)]
    spelt = Subject("x", "Company", (Name("知乎", "zh"),))
    assert [one.id for one in entities.find(spelt)] == ["Q15898172"]


def test_weights_are_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text(written(read_weights()), encoding="utf-8")
    assert written(read_weights(path)) == written(read_weights())


@pytest.mark.parametrize("text", ["wikidata-file", "wikidata-file=", "elsewhere=x"])
def test_an_unknown_target_is_answered_with_those_there_are(text: str) -> None:
    with pytest.raises(NotFound, match="wikidata-file=PATH"):
        open_target(text)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"qid": "Q1", "label_en": "x"}\n{"label_en": "y"}\n', encoding="utf-8")
    with pytest.raises(ParseError, match=r"broken\.jsonl:2"):
        Lines(path)


def test_an_rdf_file_is_a_target_too(tmp_path: Path, subject: Make) -> None:
    path = tmp_path / "things.ttl"
    path.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<http://example.org/Huawei> a <http://dbpedia.org/ontology/Company> ; rdfs:label "Huawei"@en, "华为"@zh .\n',
        encoding="utf-8",
    )
    found = decide(subject("Company", "华为", "Huawei"), open_target(f"file={path}"), read_weights())
    assert found.best is not None
    assert found.best.target.iri == "http://example.org/Huawei"


@pytest.mark.parametrize(
    ("class_", "zh", "en", "about"),
    [
        (
            "ActorGroup",
            "居民",
            "residents",
            "People who live in a place.",
        ),  # marked as of medicine, and a title
        ("Practice", "技术分析", "technical analysis", "Examining a matter from the side of technology."),
        ("Place", "城市", "urban areas", "The cities and towns of China."),  # no proper name
    ],
)
def test_a_record_that_is_marked_as_of_another_sense_is_not_accepted(
    class_: str, zh: str, en: str, about: str, subject: Make, entities: Lines
) -> None:
    assert answer(subject(class_, zh, en, about=about), entities).verdict is not Verdict.ACCEPTED


def test_a_mark_of_the_field_that_the_report_is_about_tells_no_other_sense(
    subject: Make, entities: Lines
) -> None:
    found = answer(
        subject("ActorGroup", "用户", "users", about="People who use internet products."), entities
    )
    assert found.best is not None
    assert found.best.target.id == "Q278368"
    assert "sense_marked" not in {one.feature for one in found.best.contributions}


def test_two_records_of_one_thing_do_not_keep_each_other_from_being_accepted(
    subject: Make, entities: Lines
) -> None:
    found = answer(subject("ActorGroup", "技能人才", "skilled workers"), entities)
    assert {one.target.id for one in found.candidates[:2]} == {"Q1391344", "Q1391083"}
    assert found.candidates[0].score < read_weights().accept <= found.probability
    assert found.verdict is Verdict.ACCEPTED


def test_the_country_is_not_its_capital_of_the_same_name(subject: Make, entities: Lines) -> None:
    found = answer(
        subject("Place", "新加坡", "Singapore", about="An island country in Southeast Asia."), entities
    )
    assert found.verdict is Verdict.ACCEPTED
    assert found.best is not None
    assert found.best.target.id == "Q334"


def test_what_stands_in_brackets_or_in_the_iri_alone_makes_ours_narrower(
    subject: Make, entities: Lines
) -> None:
    bracketed = answer(subject("Topic", "算据", "data (beside algorithms)"), entities).best
    minted = replace(
        subject("Topic", "算据", "data"), iri="https://w3id.org/internet-report-kg/id/topic/computing-data"
    )
    for found in (bracketed, answer(minted, entities).best):
        assert found is not None
        assert "ours_narrower" in {one.feature for one in found.contributions}


def test_one_record_is_accepted_for_one_thing_only(subject: Make, entities: Lines) -> None:
    by_name = replace(subject("Topic", "数据安全", "data security"), iri="urn:topic:a")
    by_alias = replace(
        subject("Topic", "数据保护", "protection of data", also=("data security", "数据安全")),
        iri="urn:topic:b",
    )
    found = {one.subject.iri: one for one in decide_all([by_alias, by_name], entities, read_weights())}
    assert found["urn:topic:a"].verdict is Verdict.ACCEPTED
    assert found["urn:topic:b"].verdict is not Verdict.ACCEPTED
