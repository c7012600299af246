"""kg show: what is said of one thing, and, with why, what follows and from which sentences."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build.derivations import inferred_files
from kg.errors import Lang
from kg.namespaces import PREFIXES, VOCABULARY_FILES, expand, shorten
from kg.query.describe import describe
from kg.query.entity import Description
from kg.query.entity_json import to_json
from kg.query.entity_text import to_text
from kg.query.explain import Proof
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store

LINES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def _claim(edge: str, basis: str = "Stated", modality: str = "Asserted", more: str = "") -> str:
    s, p, o = edge.split()
    name = "-".join(word.partition(":")[2] for word in (s, p, o)).lower()
    plain = f"{edge} ." if modality == "Asserted" and basis in ("Stated", "Implied") else ""
    return (
        f"{plain} claim:{name} a kg:Claim ; rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} ;"
        f" kg:basis kg:{basis} ; kg:modality kg:{modality} ; kg:evidence sentence:r-1.1.1-s2 {more} .\n"
    )


GRAPH = f"""
regulator:r a kg:Regulator ; rdfs:label "甲局"@zh, "Bureau R"@en ; skos:altLabel "局"@zh, "R"@en ;
  skos:definition "一个局。"@zh, "A bureau."@en ; kg:kind kind:state-body .
practice:p a kg:Practice ; rdfs:label "偷懒"@zh, "idling"@en .
challenge:c a kg:Challenge ; rdfs:label "无鱼"@zh, "no fish"@en .
law:l a kg:Law ; rdfs:label "甲法"@zh, "Law L"@en .
action:x a kg:EnforcementAction ; rdfs:label "处罚"@zh, "the fine"@en ; kg:authority regulator:r ;
  kg:evidence sentence:r-1.1.1-s10 .
figure:f a kg:Figure ; rdfs:label "罚款：3"@zh, "fine: 3"@en ; kg:subject regulator:r ; kg:evidence sentence:r-1.1.1-s2 .
sentence:r-1.1.1-s2 a kg:Sentence ; rdfs:label "第2句"@zh, "sentence 2"@en .
sentence:r-1.1.1-s10 a kg:Sentence ; rdfs:label "第10句"@zh, "sentence 10"@en .
{_claim("action:x kg:enforcesAgainst practice:p", more=", sentence:r-1.1.1-s10")}
{_claim("practice:p kg:exampleOf challenge:c", "Implied", more='; kg:condition "夜里"@zh, "at night"@en')}
{_claim("law:l kg:addresses challenge:c", "Editorial", more='; kg:rationale "试"@zh, "a test"@en')}
{_claim("law:l kg:prohibits practice:p", modality="Negated")}
{_claim("law:l kg:regulates practice:p", more='; kg:gloss "甲法管偷懒"@zh, "Law L deals with idling"@en')}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The graph with the ontology, and what follows from it."""
    folder = tmp_path_factory.mktemp("show")
    for name, text in {"graph.ttl": LINES + GRAPH, **inferred_files(root(), LINES + GRAPH)}.items():
        (folder / Path(name).name).write_text(text, encoding="utf-8")
    named = {name: [folder / f"{name}.ttl"] for name in ("inferred", "derivations")}
    vocabulary = [root() / name for name in VOCABULARY_FILES]
    return EmbeddedStore("small", [*vocabulary, folder / "graph.ttl"], named)


def show(
    store: EmbeddedStore, curie: str, lang: Lang = "en", *, why: bool = False, graphs: tuple[str, ...] = ()
) -> Description:
    return describe(store, expand(curie), lang=lang, why=why, with_graphs=graphs)


def words(found: Description) -> list[str]:
    return [one.words for one in found.inferred]


def proof_of(found: Description, says: str) -> Proof:
    (one,) = (one for one in found.inferred if one.words == says)
    assert one.proof is not None
    return one.proof


def test_names_class_definition_and_values_are_in_the_language_asked_for(store: EmbeddedStore) -> None:
    found = show(store, "regulator:r")
    assert (found.thing.label, found.thing.curie) == ("Bureau R", "regulator:r")
    assert found.class_ is not None
    assert found.class_.label == "regulator"
    assert found.aliases == {"zh": ("局",), "en": ("R",)}
    assert found.definition == "A bureau."
    assert [(name.label, [one.words for one in values]) for name, values in found.values] == [
        ("kind", ["state body"])
    ]
    assert show(store, "regulator:r", "zh").definition == "一个局。"


def test_figures_and_other_nodes_that_refer_to_the_thing_have_their_evidence(store: EmbeddedStore) -> None:
    found = show(store, "regulator:r")
    (figure,) = found.figures
    assert (figure.node.label, figure.predicate.label) == ("fine: 3", "subject")
    assert [found.citations[place] for place in figure.evidence] == ["sentence 2"]
    (mention,) = found.mentions
    assert (mention.node.label, mention.predicate.label) == ("the fine", "authority")


def test_statements_come_from_both_ends_with_basis_modality_and_places_in_order(store: EmbeddedStore) -> None:
    found = show(store, "practice:p")
    ends = [(one.outward, one.predicate.label, one.other.label) for one in found.statements]
    assert ends == [
        (True, "example of", "no fish"),
        (False, "enforces against", "the fine"),
        (False, "prohibits", "Law L"),
        (False, "regulates", "Law L"),
    ]
    example, enforcement = found.statements[0].claim, found.statements[1].claim
    assert example.basis is not None
    assert example.basis.label == "implied"
    assert [(name.label, value) for name, value in example.qualifiers] == [("condition", "at night")]
    assert [found.citations[place] for place in enforcement.evidence] == ["sentence 2", "sentence 10"]


def test_a_claim_reads_by_its_gloss_or_template_and_the_negated_one_as_negated(store: EmbeddedStore) -> None:
    said = {shorten(one.predicate.iri): one.claim.words for one in show(store, "law:l").statements}
    assert said["kg:regulates"] == "Law L deals with idling"
    assert said["kg:addresses"] == "Law L addresses no fish"
    assert "not" in said["kg:prohibits"]


def test_opinions_and_negations_are_shown_apart_from_facts(store: EmbeddedStore) -> None:
    found = show(store, "law:l")
    assert {shorten(one.predicate.iri): one.claim.plain for one in found.statements} == {
        "kg:addresses": False,
        "kg:prohibits": False,
        "kg:regulates": True,
    }
    facts, _, others = to_text(found).partition(
        "Statements that are not put forward as facts of the report (2)"
    )
    assert "regulates" in facts
    assert "addresses" not in facts
    assert "a test" in others
    assert "negated" in others


def test_why_leads_from_an_inferred_relation_to_the_sentences(store: EmbeddedStore) -> None:
    found = show(store, "regulator:r", why=True)
    top = proof_of(found, "Bureau R bears on no fish")
    assert top.rule is not None
    assert top.rule.label == "Bearing on a challenge by its example"
    bears, example = sorted(top.premises, key=lambda step: step.claim is not None)
    assert example.claim is not None
    assert [found.citations[place] for place in example.evidence] == ["sentence 2"]
    (enforces,) = bears.premises
    assert enforces.words == "Bureau R enforces against idling"
    structure, claim = sorted(enforces.premises, key=lambda step: step.claim is not None)
    assert structure.words == "The fine – authority: Bureau R"
    assert (structure.rule, [found.citations[place] for place in structure.evidence]) == (
        None,
        ["sentence 10"],
    )
    assert claim.words == "The fine enforces against idling"
    assert set(found.rules) == {
        expand(f"rule:{name}") for name in ("authority-enforces", "sub-property", "bears-on-by-example")
    }


def test_why_is_said_in_chinese_too(store: EmbeddedStore) -> None:
    text = to_text(show(store, "regulator:r", "zh", why=True))
    assert "- 甲局涉及无鱼  [规则：由例子涉及挑战]\n" in text
    assert "[结构; 第10句]" in text
    assert "  - 偷懒是无鱼的例子  [推出; 断言; 条件：夜里; 第2句; claim:p-exampleof-c]\n" in text
    assert "- 执法机关: " in text
    assert "上位类（规则：上位类，据本体）：组织、主体、事物" in text


def test_an_inverse_reads_from_its_own_end(store: EmbeddedStore) -> None:
    found = show(store, "practice:p", why=True)
    step = proof_of(found, "What regulates idling includes Law L")
    assert step.rule is not None
    assert step.rule.label == "Inverse"


def test_an_opinion_has_no_consequences(store: EmbeddedStore) -> None:
    assert not [says for says in words(show(store, "law:l", why=True)) if "no fish" in says]


def test_inferred_relations_are_left_out_unless_asked_for(store: EmbeddedStore) -> None:
    assert show(store, "regulator:r").inferred == ()
    assert show(store, "regulator:r").wider == ()
    found = show(store, "regulator:r", graphs=("inferred",))
    assert "Bureau R bears on no fish" in words(found)
    assert all(one.proof is None for one in found.inferred)
    assert "- Bureau R bears on no fish\n" in to_text(found)


def test_merged_graphs_neither_change_the_class_nor_double_the_statements(store: EmbeddedStore) -> None:
    plain = show(store, "practice:p")
    merged = show(store, "practice:p", graphs=("inferred", "derivations", "editorial"))
    assert merged.class_ == plain.class_
    assert merged.statements == plain.statements
    assert merged.values == plain.values


def test_an_outside_claim_names_its_record_and_is_no_fact_of_the_report(tmp_path: Path) -> None:
    outside = (
        "outside-claim:o a kg:OutsideClaim ; rdf:subject law:l ; rdf:predicate kg:enactedBy ; rdf:object regulator:r ;"
        ' kg:basis kg:OfRecord ; prov:hadPrimarySource outside-record:r7 . outside-record:r7 rdfs:label "row 7"@en .'
    )
    for name, text in (("graph", GRAPH), ("outside", outside)):
        (tmp_path / f"{name}.ttl").write_text(LINES + text, encoding="utf-8")
    opened = EmbeddedStore("small", [tmp_path / "graph.ttl"], {"outside": [tmp_path / "outside.ttl"]})
    of_record = "kg:enactedBy"
    assert of_record not in [shorten(s.predicate.iri) for s in show(opened, "law:l").statements]
    found = show(opened, "law:l", graphs=("outside",))
    (one,) = (s for s in found.statements if shorten(s.predicate.iri) == of_record)
    assert not one.claim.plain
    assert [found.citations[place] for place in one.claim.evidence] == ["row 7"]


def test_a_place_lists_the_claims_that_stand_on_it_in_words(store: EmbeddedStore) -> None:
    found = show(store, "sentence:r-1.1.1-s10")
    assert "The fine enforces against idling" in [one.node.label for one in found.mentions]


def test_a_source_without_inferences_has_nothing_to_explain(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(LINES + GRAPH, encoding="utf-8")
    opened = open_store([str(tmp_path / "graph.ttl")])
    found = describe(opened, expand("regulator:r"), why=True)
    assert found.inferred == ()
    assert found.figures


def test_json_says_all_of_it(store: EmbeddedStore) -> None:
    record = json.loads(
        to_json(show(store, "regulator:r", why=True), texts={expand("sentence:r-1.1.1-s2"): "词"})
    )
    assert record["curie"] == "regulator:r"
    assert record["class"]["label"] == "regulator"
    assert [name["curie"] for name in record["classes_above"]][:3] == [
        "kg:Organization",
        "kg:Agent",
        "kg:Entity",
    ]
    assert record["figures"][0]["evidence"] == [
        {"address": "1.1.1-s2", "citation": "sentence 2", "sentence": "词"}
    ]
    (bears,) = (one for one in record["inferred"] if one["words"] == "Bureau R bears on no fish")
    assert bears["direction"] == "out"
    assert bears["why"]["rule"]["curie"] == "rule:bears-on-by-example"
    kinds = {premise["kind"] for premise in bears["why"]["premises"]}
    assert kinds == {"claim", "inference"}
    (claim,) = (premise for premise in bears["why"]["premises"] if premise["kind"] == "claim")
    assert claim["basis"]["curie"] == "kg:Implied"
    assert claim["evidence"][0]["address"] == "1.1.1-s2"


def test_json_of_a_statement_names_both_ends_and_its_claim(store: EmbeddedStore) -> None:
    record = json.loads(to_json(show(store, "challenge:c", "zh")))
    addressed = next(one for one in record["statements"] if one["property"]["curie"] == "kg:addresses")
    assert (addressed["direction"], addressed["other"]["curie"]) == ("in", "law:l")
    assert (addressed["claim"], addressed["plain"]) == ("claim:l-addresses-c", False)
    assert addressed["qualifiers"][0]["value"] == "试"


def test_sentences_are_shown_to_whoever_holds_the_report_with_the_names_marked(store: EmbeddedStore) -> None:
    found = show(store, "practice:p")
    assert "夜里«无鱼»" in to_text(found, texts={expand("sentence:r-1.1.1-s2"): "夜里无鱼"})
    assert "夜里" not in to_text(found)


def test_labels_are_hostile_input(tmp_path: Path) -> None:
    hostile = (
        'company:a a kg:Company ; rdfs:label "\\u001b[31mred\\u202e"@en ; skos:altLabel "a\\u001b]0;x"@en .'
    )
    (tmp_path / "graph.ttl").write_text(LINES + hostile, encoding="utf-8")
    text = to_text(describe(open_store([str(tmp_path / "graph.ttl")]), expand("company:a"), lang="en"))
    assert "\x1b" not in text
    assert "\u202e" not in text


def _leaves(proof: Proof) -> Iterator[Proof]:
    if proof.rule is None:
        yield proof
    for premise in proof.premises:
        yield from _leaves(premise)


@pytest.mark.parametrize(
    "curie", ["regulator:samr", "challenge:persistent-unfair-competition", "company:alibaba"]
)
def test_every_inferred_relation_of_the_report_ends_in_claims_or_structure(curie: str) -> None:
    found = describe(open_store(), expand(curie), why=True)
    assert found.inferred
    for one in found.inferred:
        assert one.proof is not None, one.words
        leaves = list(_leaves(one.proof))
        assert any(leaf.claim for leaf in leaves)
        assert all(leaf.claim is None or (leaf.claim.plain and leaf.evidence) for leaf in leaves)
