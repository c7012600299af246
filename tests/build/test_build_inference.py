"""What each rule infers, and what it must not: the smallest graph that shows it, with the real rules and ontology."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build.inference import Derivation, infer
from kg.build.rules import load_rules
from kg.errors import ParseError
from kg.namespaces import PREFIXES, VOCABULARY_FILES, expand, shorten
from kg.rdfio.load import load_file

ROOT = Path(__file__).parents[2]
RULES = ROOT / "queries" / "rules"
PREFIX_LINES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def infer_from(turtle: str, folder: Path = RULES) -> dict[str, Derivation]:
    """What follows from some Turtle and the ontology: 's p o' in short names -> its derivation."""
    store = ox.Store()
    for name in VOCABULARY_FILES:
        load_file(store, ROOT / name)
    store.load((PREFIX_LINES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return {" ".join(map(shorten, edge)): why for edge, why in infer(store, load_rules(folder)).items()}


def premises(why: Derivation) -> set[str]:
    return {" ".join(map(shorten, premise)) for premise in why.premises}


# rule -> what is given, what follows from it, what does not
CASES = {
    "sub-class": (
        "company:a a kg:Company . claim:c a kg:Claim . sentence:s a kg:Sentence .",
        ["company:a rdf:type kg:Agent", "company:a rdf:type kg:Entity", "company:a rdf:type org:Organization",
         "sentence:s rdf:type kg:DocumentPart"],
        ["company:a rdf:type kg:Regulator", "claim:c rdf:type rdf:Statement"],
    ),
    "sub-property": (
        "law:l kg:fallsShortOf challenge:c . law:l kg:jurisdiction place:p .",
        ["law:l kg:bearsOn challenge:c"],
        ["law:l kg:statement challenge:c", "law:l kg:addresses challenge:c", "law:l kg:bearsOn place:p"],
    ),
    "inverse": (
        "recommendation:r kg:addresses challenge:c . regime:r kg:prohibits practice:p .",
        ["challenge:c kg:addressedBy recommendation:r"],
        ["challenge:c kg:addresses recommendation:r", "practice:p kg:prohibits regime:r"],
    ),
    "symmetric": (
        "company:a kg:competesWith company:b . company:a kg:owns company:b .",
        ["company:b kg:competesWith company:a"],
        ["company:b kg:owns company:a", "company:a kg:competesWith company:a"],
    ),
    "transitive": (
        ("challenge:a kg:partOf challenge:b . challenge:b kg:partOf challenge:c . challenge:c kg:partOf challenge:d ."
        "group:a kg:broader group:b . group:b kg:broader group:c . topic:a kg:causes topic:b . topic:b kg:causes topic:c ."),
        ["challenge:a kg:partOf challenge:c", "challenge:a kg:partOf challenge:d", "challenge:d kg:hasPart challenge:a",
         "group:a kg:broader group:c"],
        ["topic:a kg:causes topic:c", "challenge:c kg:partOf challenge:a"],
    ),
    "located-in-wider-place": (
        ("infrastructure:i kg:locatedIn place:hangzhou . place:hangzhou kg:broader place:china ."
        "company:a kg:owns place:hangzhou ."),
        ["infrastructure:i kg:locatedIn place:china"],
        ["company:a kg:locatedIn place:china", "place:china kg:locatedIn place:hangzhou"],
    ),
    "member-of-wider-group": (
        ("company:a kg:memberOf group:bat . group:bat kg:broader group:giants . group:giants kg:broader group:companies ."
        "company:b kg:memberOf group:companies ."),
        ["company:a kg:memberOf group:giants", "company:a kg:memberOf group:companies"],
        ["company:b kg:memberOf group:giants", "group:bat kg:memberOf group:giants"],
    ),
    "kind-of-instrument": (
        "recommendation:r kg:usesInstrument instrument:talent .",
        ["recommendation:r kg:usesInstrument instrument:supply"],
        ["recommendation:r kg:usesInstrument instrument:demand"],
    ),
    "authority-enforces": (
        "action:x a kg:EnforcementAction ; kg:authority regulator:r ; kg:respondent company:a ; kg:enforcesAgainst practice:p .",
        ["regulator:r kg:enforcesAgainst practice:p", "regulator:r kg:bearsOn practice:p"],
        ["company:a kg:practises practice:p", "company:a kg:bearsOn practice:p"],
    ),
    "bears-on-by-example": (
        ("practice:p a kg:Practice ; kg:exampleOf challenge:c , topic:t . challenge:c a kg:Challenge . topic:t a kg:Topic ."
        "product:x a kg:Product ; kg:exampleOf challenge:c . law:l kg:addresses practice:p . law:m kg:enables product:x ."),
        ["law:l kg:bearsOn challenge:c"],
        ["law:l kg:addresses challenge:c", "law:l kg:bearsOn topic:t", "law:m kg:bearsOn challenge:c",
         "practice:p kg:bearsOn challenge:c"],
    ),
    "bears-on-the-whole": (
        ("challenge:part a kg:Challenge ; kg:partOf challenge:whole . challenge:whole a kg:Challenge ."
        "challenge:other a kg:Challenge ; kg:partOf challenge:whole ."
        "law:l kg:fallsShortOf challenge:part . law:m kg:addresses challenge:whole . challenge:part kg:worsens challenge:other ."),
        ["law:l kg:bearsOn challenge:whole", "challenge:part kg:bearsOn challenge:whole"],
        ["law:l kg:fallsShortOf challenge:whole", "law:m kg:addresses challenge:part", "law:m kg:bearsOn challenge:part",
         "law:l kg:bearsOn challenge:other"],
    ),
    "recommendation-by-its-parts": (
        ("recommendation:part a kg:Recommendation ; kg:partOf recommendation:whole . recommendation:whole a kg:Recommendation ."
        "recommendation:other a kg:Recommendation ; kg:partOf recommendation:whole ."
        "recommendation:part kg:addresses challenge:c . recommendation:whole kg:addresses challenge:d ."),
        ["recommendation:whole kg:bearsOn challenge:c"],
        ["recommendation:whole kg:addresses challenge:c", "recommendation:other kg:bearsOn challenge:c",
         "recommendation:part kg:bearsOn challenge:d"],
    ),
}  # fmt: skip


def test_every_rule_has_a_case() -> None:
    assert {rule.id for rule in load_rules(RULES)} == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_infers_what_follows_and_nothing_else(rule: str) -> None:
    given, follows, does_not = CASES[rule]
    found = infer_from(given)
    assert [triple for triple in follows if triple not in found] == []
    assert [triple for triple in does_not if triple in found] == []
    assert rule in {found[triple].rule.id for triple in follows}


def _edges(turtle: str) -> Iterator[str]:
    """The pieces of a case between full stops that are one edge, for taking away."""
    pieces = [piece.strip() for piece in turtle.split(" .") if piece.strip()]
    return (piece for piece in pieces if len(piece.split()) == 3)


@pytest.mark.parametrize("rule", CASES)
def test_what_a_rule_inferred_is_gone_with_its_premise(rule: str) -> None:
    given, follows, _ = CASES[rule]
    before = infer_from(given)
    for triple in follows:
        for premise in premises(before[triple]) & set(_edges(given)):
            assert triple not in infer_from(given.replace(f"{premise} .", "")), premise


def test_an_act_against_a_practice_leads_to_the_challenge_of_its_authority() -> None:
    given = (
        "action:x kg:authority regulator:r ; kg:enforcesAgainst practice:p . practice:p a kg:Practice ;"
        "kg:exampleOf challenge:c . challenge:c a kg:Challenge ; kg:partOf challenge:d . challenge:d a kg:Challenge ."
    )
    found = infer_from(given)
    assert found["regulator:r kg:bearsOn challenge:d"].rule.id == "bears-on-the-whole"
    assert premises(found["regulator:r kg:bearsOn challenge:d"]) == {
        "regulator:r kg:bearsOn challenge:c",
        "challenge:c kg:partOf challenge:d",
    }
    assert premises(found["regulator:r kg:enforcesAgainst practice:p"]) == {
        "action:x kg:authority regulator:r",
        "action:x kg:enforcesAgainst practice:p",
    }


def test_what_the_graph_says_already_is_not_inferred() -> None:
    found = infer_from("company:a kg:competesWith company:b . company:b kg:competesWith company:a .")
    assert not [triple for triple in found if "competesWith" in triple]


def test_premises_are_there_before_what_rests_on_them() -> None:
    found = infer_from("".join(f"challenge:c{n} kg:partOf challenge:c{n + 1} .\n" for n in range(9)))
    seen: set[str] = set()
    for triple, why in found.items():
        assert not (premises(why) & set(found)) - seen
        seen.add(triple)
    assert found["challenge:c0 kg:partOf challenge:c9"].rule.id == "transitive"


def test_a_ring_ends() -> None:
    found = infer_from("topic:a kg:partOf topic:b . topic:b kg:partOf topic:c . topic:c kg:partOf topic:a .")
    assert "topic:b kg:partOf topic:a" in found
    assert "topic:a kg:partOf topic:a" not in found


def test_a_claim_that_is_no_plain_edge_is_no_premise() -> None:
    found = infer_from(
        "claim:x a kg:Claim ; rdf:subject law:l ; rdf:predicate kg:addresses ; rdf:object challenge:c ;"
        "kg:basis kg:Editorial ; kg:modality kg:Asserted ."
    )
    assert found == {}


def test_the_same_graph_gives_the_same_derivations_under_any_hash_seed_and_order() -> None:
    code = (
        "import sys; from tests.build.test_build_inference import CASES, infer_from\n"
        "lines = [given for given, _, _ in CASES.values()]; lines = lines if sys.argv[1] == '0' else lines[::-1]\n"
        "for triple, why in infer_from('\\n'.join(lines)).items(): print(triple, why.rule.id, why.premises)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(outputs) == 1


RULE = """\
#+ id: of
#+ title: {zh: 甲, en: A}
#+ summary: {zh: 乙, en: B}
#+ premises: ["?a kg:partOf ?b"]
#+ conclusion: "?b kg:concerns ?a"
SELECT ?a ?b WHERE { ?a <https://w3id.org/internet-report-kg/ontology#partOf> ?b }
"""


def test_a_rule_of_ones_own_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "of.rq").write_text(RULE, encoding="utf-8")
    found = infer_from("topic:a kg:partOf topic:b .", tmp_path)
    assert list(found) == ["topic:b kg:concerns topic:a"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: of", "id: to", r"of\.rq:1: id must be the file name"),
        ("zh: 乙, ", "", r"of\.rq:3: summary needs a text"),
        ('["?a kg:partOf ?b"]', "[]", r"of\.rq:4: a rule needs at least one premise"),
        ("?a kg:partOf ?b", "?a kg:partOf", r"of\.rq:4: '\?a kg:partOf' is no triple"),
        ("?b kg:concerns", "?b of:concerns", r"of\.rq:5: unknown prefix of:"),
        ("?b kg:concerns", "?c kg:concerns", r"of\.rq:5: the query has no column \?c"),
        ("SELECT ?a ?b", "SELECT *", r"of\.rq:4: the query has no column \?a"),
        ("?b }", "?b ", r"of\.rq: "),
        ("#+ title", "#+ titel", r"of\.rq:2: unknown key 'titel'"),
    ],
)
def test_a_broken_rule_is_told_by_file_and_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in RULE
    (tmp_path / "of.rq").write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(ParseError, match=words):
        infer_from("topic:a kg:partOf topic:b .", tmp_path)


def test_the_names_of_the_cases_are_names() -> None:
    for _, follows, does_not in CASES.values():
        for triple in (*follows, *does_not):
            assert len([expand(word) for word in triple.split()]) == 3
