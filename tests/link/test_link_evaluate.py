"""What the measures count, and how weights follow the judged answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ParseError
from kg.link.evaluate import evaluate
from kg.link.fit import Example, fitted
from kg.link.folds import decided_by_folds
from kg.link.gold import Gold, read_gold
from kg.link.records import Candidate, Decision, Name, Subject, Target, Verdict
from kg.link.targets.lines import Lines
from kg.link.weights import read_weights


def decision(iri: str, verdict: Verdict, *scores: tuple[str, float]) -> Decision:
    subject = Subject(iri, "Company", (Name(iri, "en"),))
    return Decision(subject, verdict, tuple(Candidate(Target(qid, qid, ()), score) for qid, score in scores))


def test_no_match_is_an_answer_and_either_of_two_items_is_right() -> None:
    gold = [
        Gold("a", frozenset({"Q1", "Q2"})),
        Gold("b", frozenset()),
        Gold("c", frozenset({"Q3"})),
        Gold("d", frozenset(), unsure=True),
    ]
    found = evaluate(
        [
            decision("a", Verdict.ACCEPTED, ("Q2", 0.9)),
            decision("b", Verdict.NO_MATCH),
            decision("c", Verdict.NO_MATCH, ("Q4", 0.1)),
            decision("d", Verdict.ACCEPTED, ("Q9", 0.9)),
        ],
        gold,
    )
    assert (found.judged, found.matches, found.precision, found.recall) == (3, 2, 1.0, 0.5)
    assert found.answers == pytest.approx(2 / 3)
    assert [one.subject for one in found.confusions] == ["c"]
    assert found.calibration_error == pytest.approx(abs((0.9 + 1.0 + 0.9) / 3 - 2 / 3))
    assert [one.count for one in found.bins] == [0, 0, 0, 0, 3]


def test_weights_follow_what_the_examples_show_and_no_match_competes() -> None:
    right = Example([{"name": 1.0}, {"like": 1.0}], frozenset({0}))
    none = Example([{"like": 1.0}, {"name": 1.0, "clash": 1.0}], frozenset())
    bias, weights = fitted([right] * 20 + [none] * 20, {"name": 0.0, "like": 0.0, "clash": 0.0, "never": 1.5})
    assert bias < 0 < weights["name"]
    assert weights["clash"] < 0
    assert weights["never"] == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ("company:x\tQ1\tmaybe", ":2"),
        ("company:x\t\tsame", ":2"),
        ("company:x\tQ1\tno match", ":2"),
        ("company:x", ":2"),
        ("company:x\t\tno match\ncompany:x\t\tno match", ":3"),
    ],
)
def test_a_wrong_row_of_a_table_of_judged_answers_is_named(tmp_path: Path, row: str, at: str) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(f"subject\ttargets\tjudgement\n{row}\n", encoding="utf-8")
    with pytest.raises(ParseError, match=rf"gold\.tsv{at}"):
        read_gold(path)


def test_a_fold_is_answered_by_weights_that_have_not_seen_it(entities: Lines) -> None:
    subjects = [
        Subject(f"urn:place:{number}", "Place", (Name(zh, "zh"), Name(en, "en")))
        for number, (zh, en) in enumerate([("北京", "Beijing"), ("华为", "Huawei"), ("腾讯", "Tencent")])
    ]
    gold = [Gold(one.iri, frozenset()) for one in subjects]
    flat = replace(read_weights(), bias=0.0, features={"name_latin": 0.0}, prior={})
    found = {one.subject.iri: one for one in decided_by_folds(subjects, entities, gold, flat, 3)}
    assert set(found) == {one.iri for one in subjects}
    # All others are judged to have no match, so nothing is accepted, though flat weights leave all open.
    assert {one.verdict for one in found.values()} == {Verdict.NO_MATCH}
    with pytest.raises(ValueError, match="1"):
        list(decided_by_folds(subjects, entities, gold, flat, 1))
