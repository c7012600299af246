"""Names in the forms in which a linker compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.countries import countries_in, country
from kg.link.identifiers import lei, ticker, website
from kg.link.names import forms, spelt, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("騰訊控股有限公司", "腾讯"),
        ("腾讯控股有限公司", "腾讯"),
        ("Ｔｅｎｃｅｎｔ Inc.", "Tencent"),
        ("北京字节跳动科技有限公司", "字节跳动"),
        ("The Alibaba Group Holding Limited", "alibaba"),
        ("百度（中国）有限公司", "百度中国"),
        ("广东省", "广东"),
        ("中华人民共和国工业和信息化部", "工业和信息化部"),
    ],
)
def test_legal_forms_regions_width_and_script_are_no_part_of_the_core(one: str, other: str) -> None:
    assert forms(one).core == forms(other).core


@pytest.mark.parametrize(
    ("one", "other"), [("京东集团控股有限公司", "阿里巴巴集团控股有限公司"), ("北京大学", "大学")]
)
def test_what_names_a_thing_stays(one: str, other: str) -> None:
    assert forms(one).core != forms(other).core


@pytest.mark.parametrize("name", ["集团", "公司", "Group", "Inc", "The", "中国", "市"])
def test_a_name_that_is_nothing_but_a_legal_form_stays(name: str) -> None:
    assert forms(name).core


def test_a_bracketed_qualifier_is_told_apart() -> None:
    assert (forms("Apple (company)").bare, forms("Apple (company)").qualifier) == ("apple", "company")


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("labour", "labor"),
        ("digitisation", "digitization"),
        ("centres", "center"),
        ("policies", "policy"),
        ("data", "data"),
    ],
)
def test_number_and_british_spelling_do_not_count(british: str, american: str) -> None:
    assert stem(british) == stem(american)


@given(st.text(max_size=30))
def test_any_text_has_forms_and_spelling_twice_changes_nothing(text: str) -> None:
    forms(text)
    assert spelt(spelt(text)) == spelt(spelt(spelt(text)))


def test_identifiers_have_one_writing() -> None:
    assert website("https://www.tencent.com/en-us/index.html") == website("tencent.com")
    assert website("https://www.facebook.com/someone") is None
    assert ticker("HKEX:0700") == ticker("hkex: 700")
    assert lei("not one") is None


def test_countries_are_known_by_noun_adjective_and_chinese_name() -> None:
    assert country("中国") == country("PRC") == "china"
    assert countries_in("A Chinese company, not one of the United States.") == ("china", "united states")
    assert countries_in("it tells us nothing") == ()
