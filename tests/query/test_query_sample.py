"""Claims drawn for judging: which ones depends on the seed alone, and each comes with what it says."""

from pathlib import Path

from kg.namespaces import PREFIXES
from kg.query.answer import text_of
from kg.query.layout import to_table
from kg.query.sample import draw, sample
from kg.store.embedded import EmbeddedStore


def test_the_same_seed_draws_the_same_claims_whatever_their_order() -> None:
    iris = [f"claim:{n}" for n in range(50)]
    assert draw(iris, 5, "7") == draw(iris[::-1], 5, "7")
    assert draw(iris, 5, "7") != draw(iris, 5, "8")
    assert draw(iris, 90, "7") == sorted(iris)


def test_a_claim_that_is_added_displaces_at_most_one() -> None:
    iris = [f"claim:{n}" for n in range(50)]
    assert len(set(draw(iris, 5, "7")) - set(draw([*iris, "claim:new"], 5, "7"))) <= 1


def test_each_claim_comes_as_a_sentence_with_basis_modality_and_address() -> None:
    table = sample(EmbeddedStore.packaged(), 20, "2026", lang="en")
    assert len(table.rows) == 20
    for row in table.rows:
        cells = dict(zip(table.variables, map(text_of, row), strict=True))
        assert cells["statement"]
        assert cells["basis"] in ("stated", "implied", "editorial")
        assert cells["modality"]
        assert cells["evidence"]


QUALIFIED = (
    "".join(
        f"@prefix {name}: <{PREFIXES[name]}> .\n"
        for name in ("kg", "company", "claim", "sentence", "rdf", "rdfs")
    )
    + """
company:a a kg:Company ; rdfs:label "甲公司"@zh, "Company A"@en .
company:b a kg:Company ; rdfs:label "乙公司"@zh, "Company B"@en .
kg:condition rdfs:label "条件"@zh, "condition"@en .
kg:quantifier rdfs:label "数量词"@zh, "quantifier"@en .
claim:one a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:competesWith ; rdf:object company:a ;
  kg:basis kg:Stated ; kg:modality kg:Asserted ; kg:quantifier "多家"@zh, "several"@en ;
  kg:condition "如果"@zh, "if so"@en ;
  kg:evidence sentence:caict-2021-3.4.1-s10, sentence:caict-2021-3.4.1-s2 .
"""
)
TEXTS = {
    f"{PREFIXES['sentence']}caict-2021-3.4.1-{sentence}": text
    for sentence, text in (("s2", "甲公司与乙公司竞争。"), ("s10", "乙公司也竞争。"))
}


def qualified(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "graph.ttl"
    path.write_text(QUALIFIED, encoding="utf-8")
    return EmbeddedStore("test", [path])


def test_whoever_holds_the_text_sees_its_sentences_with_the_names_marked(tmp_path: Path) -> None:
    table = sample(qualified(tmp_path), 1, "1", texts=TEXTS)
    assert text_of(table.rows[0][-1]) == "«甲公司»与«乙公司»竞争。\n«乙公司»也竞争。"
    assert [line for line in to_table(table).splitlines() if line.endswith("«乙公司»也竞争。")]
    assert "\\n" not in to_table(table)


def test_without_the_text_there_is_no_column_for_it(tmp_path: Path) -> None:
    assert "sentence" not in sample(qualified(tmp_path), 1, "1").variables
    assert "sentence" in sample(qualified(tmp_path), 1, "1", texts={"urn:elsewhere": "x"}).variables


def test_qualifiers_have_the_marks_of_their_language(tmp_path: Path) -> None:
    zh, en = (sample(qualified(tmp_path), 1, "1", lang=lang).rows[0][4] for lang in ("zh", "en"))
    assert text_of(zh) == "数量词：多家；条件：如果"
    assert text_of(en) == "quantifier: several; condition: if so"
