"""Where labels break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.network.words import ELLIPSIS, plain, width_em, wrap


def test_chinese_breaks_anywhere_but_not_before_a_full_stop() -> None:
    assert wrap("一二三四，五六", 4) == ("一二三", "四，五六")


def test_latin_breaks_at_spaces() -> None:
    assert wrap("data monopoly of platforms", 8) == ("data monopoly", "of platforms")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("一" * 40, 6, max_lines=3)
    assert len(lines) == 3
    assert lines[-1] == f"一一一一一{ELLIPSIS}"


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert all(width_em(line) <= 6 for line in wrap("x" * 100, 6))


def test_control_characters_and_turning_marks_are_left_out() -> None:
    assert plain("a\u202eb\u0000 \n c\u2066") == "ab c"


@given(st.text(max_size=300), st.floats(4, 30))
def test_no_line_is_wider_than_asked(text: str, max_em: float) -> None:
    lines = wrap(text, max_em)
    assert 1 <= len(lines) <= 3
    assert all(width_em(line) <= max_em + 1e-9 for line in lines)


def test_punctuation_that_clings_does_not_widen_a_line() -> None:
    assert all(width_em(line) <= 5.0 for line in wrap("\u0300.000ÆÆ", 5.0))


@pytest.mark.parametrize("size", [10_000])
def test_a_label_of_ten_thousand_characters_takes_three_lines(size: int) -> None:
    assert len(wrap("问题 problem " * (size // 11), 12)) == 3
