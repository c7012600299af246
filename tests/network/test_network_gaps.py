"""The gap that fits best is the one that trying all gaps finds."""

from hypothesis import given
from hypothesis import strategies as st

from kg.network.gaps import Gaps

numbers = st.lists(st.integers(0, 9), max_size=12)


@given(numbers, numbers)
def test_the_gap_is_the_first_with_the_fewest_on_the_wrong_side(values: list[int], asked: list[int]) -> None:
    gaps = Gaps(values)
    for wish in sorted(asked):
        wrong = [
            sum(value >= wish for value in values[:gap]) + sum(value < wish for value in values[gap:])
            for gap in range(len(values) + 1)
        ]
        assert gaps.best(wish) == wrong.index(min(wrong))
