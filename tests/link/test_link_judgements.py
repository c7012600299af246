"""What people say of a pair: nothing is overwritten, the latest of each counts, contradictions link nothing."""

from pathlib import Path

import pytest

from kg.errors import KgError, SourceError
from kg.link.built import links, read_all, warnings
from kg.link.judgements import (
    CLOSE,
    IDENTICAL,
    add,
    contradictions,
    judged,
    settled,
    standing,
    with_predictions,
)
from kg.link.mapping import NO_TERM, PREDICTED, Mapping, MappingSet
from kg.link.sssom import save

BAIDU = "https://w3id.org/internet-report-kg/id/company/baidu"
METADATA = {
    "mapping_set_id": "https://w3id.org/internet-report-kg/links/test",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "curie_map": {
        "company": "https://w3id.org/internet-report-kg/id/company/",
        "wd": "http://www.wikidata.org/entity/",
    },
}
FILE = Path("f.tsv")
PAIR = ("company:baidu", "wd:Q14772")


def says(who: str, verdict: str, when: str = "2026-11-28", **more: str) -> Mapping:
    return judged(*PAIR, verdict, who=who, when=when, **more)


def predicted(obj: str) -> Mapping:
    return Mapping(
        subject_id=PAIR[0],
        predicate_id=CLOSE,
        object_id=obj,
        mapping_justification=PREDICTED,
        confidence="0.9999",
    )


def test_one_who_changes_their_mind_is_heard_the_second_time() -> None:
    rows = [says("Li", "same"), says("Li", "different", "2026-11-29")]
    found = standing(rows)[PAIR]
    assert (found.verdict, found.contradiction, len(found.rows)) == ("different", False, 2)


def test_two_who_contradict_each_other_leave_the_pair_open() -> None:
    found = MappingSet(METADATA, (says("Li", "same"), says("Wu", "different")))
    assert standing(found.mappings)[PAIR].verdict == "unsure"
    assert "f.tsv:0 Li 2026-11-28 same; f.tsv:0 Wu 2026-11-28 different" in contradictions(found, FILE)[0].en


def test_one_who_says_both_on_one_day_leaves_the_pair_open() -> None:
    for rows in (
        [says("Li", "different"), says("Li", "same")],
        [says("Li", "same"), says("Li", "different")],
    ):
        assert standing(rows)[PAIR].contradiction


def nothing_fits(who: str, when: str = "2026-11-28") -> Mapping:
    return judged(PAIR[0], NO_TERM, "same", who=who, when=when)


def test_nothing_fits_contradicts_a_record_that_another_holds_to_be_the_thing(tmp_path: Path) -> None:
    rows = (nothing_fits("Li"), says("Wu", "same"))
    found = MappingSet(METADATA, rows)
    [told] = contradictions(found, FILE)
    assert "wd:Q14772" in told.en
    assert "Wu 2026-11-28 same; f.tsv:0 Li 2026-11-28 sssom:NoTermFound" in told.en
    assert settled(found) == {}
    assert "Match" not in links(read_all(root_with(tmp_path, *rows)), {BAIDU})


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((says("Li", "same"), says("Wu", "different"), says("He", "different")), "different"),
        ((says("Li", "same"), says("Wu", "different"), says("He", "same")), "same"),
        ((nothing_fits("Li"), says("Wu", "same"), says("He", "same")), "same"),
        ((nothing_fits("Li"), says("Wu", "same"), nothing_fits("He")), "unsure"),
    ],
)
def test_a_third_settles_what_two_say_oppositely(rows: tuple[Mapping, ...], holds: str) -> None:
    found = MappingSet(METADATA, rows)
    assert standing(rows)[PAIR].verdict == holds
    assert contradictions(found, FILE) == []
    nothing = any(row.object_id == NO_TERM for row in rows)
    wanted = {PAIR[0]: "same"} if holds == "same" else {PAIR[0]: NO_TERM} if nothing else {}
    assert settled(found) == wanted


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((nothing_fits("Li"), says("Li", "same", "2026-11-29")), "same"),
        ((says("Li", "same"), nothing_fits("Li", "2026-11-29")), NO_TERM),
    ],
)
def test_one_who_finds_a_record_later_or_drops_it_does_not_contradict_themselves(
    rows: tuple[Mapping, ...], holds: str
) -> None:
    found = MappingSet(METADATA, rows)
    assert (settled(found), contradictions(found, FILE)) == ({PAIR[0]: holds}, [])


@pytest.mark.parametrize("other", [says("Wu", "different"), says("Wu", "same", predicate=CLOSE)])
def test_nothing_fits_does_not_contradict_that_a_record_is_another_or_kin(other: Mapping) -> None:
    assert contradictions(MappingSet(METADATA, (nothing_fits("Li"), other)), FILE) == []


def test_one_who_is_unsure_does_not_contradict() -> None:
    assert standing([says("Li", "same"), says("Wu", "unsure")])[PAIR].verdict == "same"


def test_of_two_degrees_of_likeness_the_weaker_holds() -> None:
    assert standing([says("Li", "same"), says("Wu", "same", predicate=CLOSE)])[PAIR].predicate == CLOSE


def test_new_predictions_leave_every_judgement() -> None:
    old = predicted("wd:Q1")
    new = predicted("wd:Q2")
    found = with_predictions(MappingSet(METADATA, (says("Li", "same"), old)), [new])
    assert set(found.mappings) == {says("Li", "same"), new}


def test_the_same_judgement_twice_is_one() -> None:
    once = add(MappingSet(METADATA), says("Li", "same"))
    assert add(once, says("Li", "same")) is once


def test_that_nothing_fits_is_an_answer() -> None:
    found = MappingSet(METADATA, (judged("company:baidu", NO_TERM, "same", who="Li", when="2026-11-28"),))
    assert settled(found) == {"company:baidu": NO_TERM}


@pytest.mark.parametrize(
    ("verdict", "who", "said"), [("maybe", "Li", "no judgement 'maybe'"), ("same", " ", "needs a judge")]
)
def test_a_judgement_says_what_and_by_whom(verdict: str, who: str, said: str) -> None:
    with pytest.raises(KgError, match=said):
        says(who, verdict)


def root_with(folder: Path, *rows: Mapping) -> Path:
    (folder / "data" / "links").mkdir(parents=True)
    save(folder / "data" / "links" / "test.sssom.tsv", MappingSet(METADATA, rows))
    return folder


def test_a_link_is_what_was_judged_the_same(tmp_path: Path) -> None:
    no = judged("company:baidu", "wd:Q5", "different", who="Li", when="2026-11-28")
    text = links(read_all(root_with(tmp_path, says("Li", "same"), predicted("wd:Q9"), no)), {BAIDU})
    assert "company:baidu\n    skos:exactMatch wd:Q14772 .\n" in text
    assert not {"Q9", "Q5", "closeMatch"} & set(text.replace(":", " ").split())


def test_a_contradiction_makes_no_link(tmp_path: Path) -> None:
    assert "Q14772" not in links(
        read_all(root_with(tmp_path, says("Li", "same"), says("Wu", "different"))), {BAIDU}
    )


def test_a_judgement_of_nothing_there_is_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"test\.sssom\.tsv:\d+: there is no company:baidu"):
        links(read_all(root_with(tmp_path, says("Li", "same"))), set())


def test_same_as_needs_an_identifier() -> None:
    assert (
        "by which identifier"
        in warnings({FILE: MappingSet(METADATA, (says("Li", "same", predicate=IDENTICAL),))})[0].en
    )
