"""Names are marked where they stand, the longest first, Latin ones as whole words."""

import pytest

from kg.query.marking import mark, names_of
from kg.store.protocol import Store


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("甲公司收购乙公司", ["甲公司", "乙公司"], "«甲公司»收购«乙公司»"),
        ("甲公司集团", ["甲公司", "甲公司集团"], "«甲公司集团»"),
        ("用AI的KAI和AI2", ["AI"], "用«AI»的KAI和AI2"),
        ("a.b和axb", ["a.b"], "«a.b»和axb"),
        ("甲", ["甲"], "甲"),
        ("无名", [], "无名"),
    ],
)
def test_a_name_is_marked_where_it_stands(text: str, names: list[str], expected: str) -> None:
    assert mark(text, names) == expected


def test_names_are_labels_and_aliases_in_every_language(store: Store) -> None:
    base = "https://w3id.org/internet-report-kg/id/company/"
    assert names_of(store, [f"{base}a", f"{base}b", f"{base}c"]) == {
        f"{base}a": {"甲公司", "Company A", "甲"},
        f"{base}b": {"乙公司"},
    }
