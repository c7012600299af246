"""What a person writes finds the one thing that is meant, or says which things it could be."""

import pytest

from kg.errors import Ambiguous, NotFound
from kg.names.normalise import normalise
from kg.names.resolve import resolve
from kg.namespaces import expand, shorten
from kg.store.embedded import EmbeddedStore


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("law:csl", "law:csl"),
        (expand("law:csl"), "law:csl"),
        (f"<{expand('law:csl')}>", "law:csl"),
        ("kg:Law", "kg:Law"),
        ("网络安全法", "law:csl"),
        ("网安法", "law:csl"),
        ("CSL", "law:csl"),
        ("Alibaba Group", "company:alibaba"),
        ("阿里巴巴", "company:alibaba"),
        ("《网络安全法》", "law:csl"),
        ("cybersecurity  law", "law:csl"),
        ("ＣＳＬ", "law:csl"),
    ],
)
def test_a_curie_an_iri_or_a_name_finds_the_thing(store: EmbeddedStore, text: str, curie: str) -> None:
    assert shorten(resolve(store, text)) == curie


def test_a_name_of_two_things_lists_both(store: EmbeddedStore) -> None:
    with pytest.raises(Ambiguous) as told:
        resolve(store, "BAT")
    assert told.value.exit_code == 2
    assert "  group:bat  BAT\n  technology:bat  BAT" in told.value.text.zh
    assert told.value.text.en.startswith("'BAT' may be 2 things; name one of them:")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("law:cls", "law:csl"),
        ("安全法", "网络安全法 (law:csl)"),
        ("Alibabba", "Alibaba (company:alibaba)"),
        ("compnay:alibaba", "Alibaba (company:alibaba)"),
    ],
)
def test_a_name_of_nothing_is_told_with_near_ones(store: EmbeddedStore, text: str, near: str) -> None:
    with pytest.raises(NotFound) as told:
        resolve(store, text)
    assert near in told.value.text.en
    assert "相近的" in told.value.text.zh


@pytest.mark.parametrize("text", ["", "x", "《》", "<a b>", "law", "\ud800", "urn:none:x", "xyz:abc"])
def test_what_is_like_nothing_is_told_without_near_ones(store: EmbeddedStore, text: str) -> None:
    """'law' is a word of the vocabulary: those are found by their CURIE."""
    with pytest.raises(NotFound):
        resolve(store, text)


def test_places_of_the_report_are_found_but_not_suggested(store: EmbeddedStore) -> None:
    assert shorten(resolve(store, "一（一）第1段第1句")) == "sentence:r-1.1.1-s1"
    with pytest.raises(NotFound) as told:
        resolve(store, "第1段")
    assert "near" not in told.value.text.en


def test_writings_of_one_name_are_equal() -> None:
    assert normalise("《 网络安全法》") == normalise("网络安全法")
    assert normalise("ＢＡＴ") == normalise("bat")
    assert normalise("B A T") != normalise("BAT2")
