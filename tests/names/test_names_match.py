"""Matching names from elsewhere: what says something counts, what many names have does not."""

import pytest

from kg.names.index import Entry, Kind
from kg.names.match import ALIAS, CORE, NAME, Matcher, core

A, B, L = "urn:alibaba", "urn:jd", "urn:law"
ENTRIES = [
    Entry(A, Kind.NAME, "阿里巴巴"),
    Entry(A, Kind.NAME, "Alibaba"),
    Entry(A, Kind.ALIAS, "阿里"),
    Entry(A, Kind.DEFINITION, "企业集团"),
    Entry(B, Kind.NAME, "京东"),
    Entry(L, Kind.NAME, "中华人民共和国网络安全法"),
]


@pytest.fixture
def matcher() -> Matcher:
    return Matcher(ENTRIES)


@pytest.mark.parametrize(
    ("name", "iri", "score"),
    [
        ("阿里巴巴", A, NAME),
        ("ALIBABA", A, NAME - 1),
        ("阿里", A, ALIAS),
        ("阿里巴巴集团控股有限公司", A, CORE),
        ("Alibaba Group Holding Ltd.", A, CORE),
        ("《网络安全法》", L, CORE),
        ("中华人民共和国网络安全法", L, NAME),
    ],
)
def test_the_better_a_name_fits_the_higher_its_score(
    matcher: Matcher, name: str, iri: str, score: float
) -> None:
    first = matcher.candidates(name)[0]
    assert (first.iri, first.score) == (iri, score)


def test_legal_forms_alone_are_nothing_in_common(matcher: Matcher) -> None:
    assert B not in {one.iri for one in matcher.candidates("阿里巴巴集团控股有限公司")}
    assert matcher.candidates("某某集团控股有限公司") == []


def test_a_thing_is_a_candidate_once_by_its_best_name(matcher: Matcher) -> None:
    found = matcher.candidates("阿里巴巴")
    assert [one.iri for one in found] == [A]
    assert matcher.candidates("阿里巴巴", among=[B]) == []


@pytest.mark.parametrize("name", ["集团", "有限公司", "Co., Ltd.", "中国", "", " "])
def test_a_name_of_nothing_but_form_stays_what_it_is(name: str) -> None:
    assert core(name) in (core(core(name)), core(name))
    assert bool(core(name)) == bool(name.strip())


@pytest.mark.parametrize("name", ["Cisco", "Texaco", "zinc", "社会责任"])
def test_a_word_that_merely_ends_like_a_legal_form_is_whole(name: str) -> None:
    assert core(name) == name.lower()
