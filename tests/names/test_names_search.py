"""Words find things: two characters, pinyin, initials, English, all words of several; the best first."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, NotFound
from kg.names.classes import class_named
from kg.names.index import Entry, How, Index, Kind
from kg.names.pinyin import Pinyin, Where, spelling, typed
from kg.names.search import Search, read_entries
from kg.names.tokens import indexed, phrase
from kg.namespaces import KG, PREFIXES, shorten
from kg.store.embedded import EmbeddedStore

THINGS = {
    "topic:data": [(Kind.NAME, "数据"), (Kind.NAME, "data"), (Kind.DEFINITION, "可由机器处理的记录。")],
    "topic:property": [(Kind.NAME, "数据产权"), (Kind.NAME, "data property rights"), (Kind.ALIAS, "产权")],
    "topic:market": [(Kind.NAME, "要素市场"), (Kind.DEFINITION, "数据和产权流转的市场。")],
    "topic:big": [(Kind.NAME, "大数据"), (Kind.NAME, "Big Data"), (Kind.ALIAS, "BD")],
    "topic:regulation": [(Kind.NAME, "监管"), (Kind.NAME, "Regulation of platforms")],
    "place:chongqing": [(Kind.NAME, "重庆")],
    "technology:5g": [(Kind.NAME, "5G技术"), (Kind.ALIAS, "第五代移动通信技术")],
    "topic:tax": [(Kind.NAME, "数字税")],
}
SEARCH = Search([Entry(iri, kind, text) for iri, texts in THINGS.items() for kind, text in texts])


def found(text: str) -> list[str]:
    return [hit.iri for hit in SEARCH.find(text)]


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("产权", ["topic:property", "topic:market"]),
        ("数据 产权", ["topic:property", "topic:market"]),
        ("数据产权", ["topic:property"]),
        ("税", ["topic:tax"]),
        ("《数据》", ["topic:data", "topic:property", "topic:big", "topic:market"]),
        ("regulating platform", ["topic:regulation"]),
        ("regul", ["topic:regulation"]),
        ("ＤＡＴＡ", ["topic:data", "topic:property", "topic:big"]),
        ("5g技", ["technology:5g"]),
        ("5g", ["technology:5g"]),
        ("bd", ["topic:big"]),
        ("市场 税", []),
        ("据产", ["topic:property"]),
        ("权数", []),
    ],
)
def test_all_words_must_match_somewhere_in_the_texts_of_a_thing(words: str, things: list[str]) -> None:
    assert found(words) == things


@pytest.mark.parametrize(
    ("letters", "things"),
    [
        ("shuju", ["topic:data", "topic:property", "topic:big"]),
        ("shujuchan", ["topic:property"]),
        ("sj", ["topic:data", "topic:property", "topic:big"]),
        ("cq", ["place:chongqing", "topic:property"]),
        ("chongqing", ["place:chongqing"]),
        ("zhongqing", ["place:chongqing"]),
        ("5gjs", ["technology:5g"]),
        ("uju", []),
    ],
)
def test_chinese_names_are_found_as_they_are_typed(letters: str, things: list[str]) -> None:
    assert found(letters) == things


def test_the_name_comes_first_then_its_beginning_and_the_definition_last() -> None:
    hows = {hit.iri: hit.how for hit in SEARCH.find("数据")}
    assert hows == {
        "topic:data": How.NAME,
        "topic:property": How.BEGINS_NAME,
        "topic:big": How.IN_NAME,
        "topic:market": How.IN_DEFINITION,
    }
    assert SEARCH.find("BD")[0].how is How.SAME_ALIAS
    assert SEARCH.find("移动 通信")[0].how is How.IN_ALIAS


def test_what_matches_is_told_and_words_that_are_one_name_are_one() -> None:
    best, other = SEARCH.find("数据 产权")
    assert (best.how, best.texts) == (How.NAME, ("数据产权",))
    assert other.texts == ("数据和产权流转的市场。",)
    assert SEARCH.find("big data")[0].texts == ("Big Data",)


@pytest.mark.parametrize("text", ["", "《》", "—— ·", "\x00"])
def test_a_text_without_words_is_told(text: str) -> None:
    with pytest.raises(KgError, match="no word to look for"):
        SEARCH.find(text)


def test_the_usual_reading_of_a_phrase_goes_before_others() -> None:
    names = Pinyin(["重庆", "银行", "行动", "data", "𠮷"])
    assert [(one.where, one.place) for one in names.spelt("chongqing")] == [(Where.WHOLE, 0)]
    assert [(one.where, one.place) for one in names.spelt("zhongqing")] == [(Where.UNUSUAL, 0)]
    assert sorted(names.spelt("hang")) == [(Where.WITHIN, 1), (Where.UNUSUAL, 2)]
    assert sorted(names.spelt("xing")) == [(Where.BEGINS, 2), (Where.UNUSUAL, 1)]


def test_letters_that_may_be_pinyin() -> None:
    assert typed("LÜse") == "lvse"
    assert typed("xi'an") == "xian"
    assert [typed(word) for word in ("a", "2021", "数据", "e-commerce")] == [None] * 4


def test_chinese_is_indexed_in_pairs() -> None:
    assert indexed("5G与《数据》产权 Big-Data") == "5g 与数 数据 据产 产权 权 big data"
    assert phrase("数据产权") == '"数据 据产 产权"'
    assert phrase("税") == '"税" *'
    assert phrase("数据5g") == '"数据 据 5g"'
    assert phrase('"*') is None


@given(st.text(alphabet="数据产权x5 ", min_size=1, max_size=12), st.data())
def test_every_part_of_a_name_between_blanks_is_found(name: str, data: st.DataObject) -> None:
    index = Index([Entry("x", Kind.NAME, name)])
    for word in name.split():
        assert "x" in index.matches(word)
        start = data.draw(st.integers(0, len(word) - 1))
        part = word[start : data.draw(st.integers(start + 1, len(word)))]
        if all(char in "数据产权" for char in part):
            assert "x" in index.matches(part)


@given(st.text(max_size=20))
def test_no_text_breaks_the_search(text: str) -> None:
    try:
        SEARCH.find(text)
    except KgError:
        assert phrase(text.replace(" ", "")) is None


def test_entries_are_names_aliases_and_definitions_but_no_places(store: EmbeddedStore) -> None:
    entries = read_entries(store)
    assert [entry.text for entry in entries if shorten(entry.iri) == "law:csl"] == [
        "Cybersecurity Law",
        "网络安全法",
        "CSL",
        "网安法",
    ]
    assert not [entry for entry in entries if entry.iri.startswith(PREFIXES["sentence"])]
    assert [shorten(hit.iri) for hit in Search(entries).find("网安")] == ["law:csl"]


@pytest.mark.parametrize("text", ["law", "Law", "kg:Law", f"<{KG}Law>", f"{KG}Law", "法律法规"])
def test_a_class_by_prefix_curie_iri_or_label(tmp_path: Path, text: str) -> None:
    path = tmp_path / "classes.ttl"
    path.write_text(
        f'<{KG}Law> a <{PREFIXES["owl"]}Class> ; <{PREFIXES["rdfs"]}label> "法律法规"@zh, "legislation"@en .',
        encoding="utf-8",
    )
    classes = EmbeddedStore("classes", [path])
    assert class_named(classes, text) == f"{KG}Law"
    with pytest.raises(NotFound, match="near: kg:Law"):
        class_named(classes, "laws")


@pytest.mark.parametrize(
    ("name", "units"),
    [("重庆市A股", "chong qing shi a gu"), ("B 端融合", "b duan rong he"), ("绿色", "lv se"), ("a law", "")],
)
def test_the_spelling_of_a_name_is_its_usual_reading_unit_by_unit(name: str, units: str) -> None:
    assert spelling(name) == units
