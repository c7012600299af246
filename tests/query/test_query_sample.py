"""Claims drawn for judging: which ones depends on the seed alone, and each comes with what it says."""

from kg.query.answer import text_of
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


def test_whoever_holds_the_text_sees_the_sentence() -> None:
    store = EmbeddedStore.packaged()
    places = {f"https://w3id.org/internet-report-kg/id/sentence/caict-2021-{n}": "…" for n in ("1.1.1-s1",)}
    assert "sentence" in sample(store, 1, "1", texts=places).variables
    assert "sentence" not in sample(store, 1, "1").variables
