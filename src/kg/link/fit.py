"""Weights from judged subjects: those under which the judgements are likeliest, held near a prior where little is known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kg.link.score import probabilities
from kg.link.weights import Weights

_ROUNDS: Final = 30
# A step of Newton's method is cut to this in each weight; far from the best weights it leads astray.
_FARTHEST: Final = 2.0
_BIAS: Final = ""


class Example(NamedTuple):
    """One judged subject. records: feature values of each candidate; right: places of those that are the subject.

    Where none is right, "no match" is.
    """

    records: Sequence[Mapping[str, float]]
    right: frozenset[int]


def fitted(
    examples: Sequence[Example], prior: Mapping[str, float], penalty: float = 0.3
) -> tuple[float, dict[str, float]]:
    """Bias and weights by maximum likelihood of a multinomial logit with "no match" as one answer.

    prior: names of the features with the weights that they have where no example tells.
    penalty: half of it times the square of what a weight is off its prior is taken off the likelihood; the bias
    is nearly free. Newton's method from the prior, so that the same examples give the same weights.
    """
    keys = (_BIAS, *prior)
    rows = [([_vector(one, keys) for one in records], right) for records, right in examples]
    centre = [0.0, *prior.values()]
    weights = list(centre)
    penalties = [1e-3, *([penalty] * len(prior))]
    for _ in range(_ROUNDS):
        slope = [-rate * (one - home) for rate, one, home in zip(penalties, weights, centre, strict=True)]
        curve = [[rate if i == j else 0.0 for j in range(len(keys))] for i, rate in enumerate(penalties)]
        for records, right in rows:
            _add(records, right, weights, slope, curve)
        steps = _solved(curve, slope)
        weights = [
            one + max(-_FARTHEST, min(_FARTHEST, step)) for one, step in zip(weights, steps, strict=True)
        ]
        if max(map(abs, steps)) < 1e-6:
            break
    return weights[0], dict(zip(prior, weights[1:], strict=True))


def _vector(values: Mapping[str, float], keys: Sequence[str]) -> list[tuple[int, float]]:
    """Places of the keys with their values; the bias stands first and is always 1."""
    return [(0, 1.0), *((place, values[key]) for place, key in enumerate(keys) if values.get(key))]


def _add(
    records: Sequence[Sequence[tuple[int, float]]],
    right: frozenset[int],
    weights: Sequence[float],
    slope: list[float],
    curve: list[list[float]],
) -> None:
    """Adds what one example says of the slope and of the curvature (that of one answer, so never negative)."""
    shares = probabilities([sum(weights[i] * value for i, value in one) for one in records])
    known = sum(shares[place] for place in right)
    mean: dict[int, float] = {}
    for place, (one, share) in enumerate(zip(records, shares, strict=True)):
        wanted = share / known if place in right else 0.0
        for i, value in one:
            slope[i] += (wanted - share) * value
            mean[i] = mean.get(i, 0.0) + share * value
            for j, other in one:
                curve[i][j] += share * value * other
    for i, value in mean.items():
        for j, other in mean.items():
            curve[i][j] -= value * other


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system with a positive definite matrix, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for place in range(size):
        best = max(range(place, size), key=lambda i: abs(rows[i][place]))
        rows[place], rows[best] = rows[best], rows[place]
        for below in range(place + 1, size):
            factor = rows[below][place] / rows[place][place]
            if factor:
                for column in range(place, size + 1):
                    rows[below][column] -= factor * rows[place][column]
    solution = [0.0] * size
    for place in reversed(range(size)):
        known = sum(rows[place][column] * solution[column] for column in range(place + 1, size))
        solution[place] = (rows[place][size] - known) / rows[place][place]
    return solution


def refitted(examples: Sequence[Example], known: Weights, penalty: float = 0.3) -> Weights:
    """The weights again, fitted to the examples; those of features that no example shows have their prior."""
    prior = {name: known.prior.get(name, 0.0) for name in known.features}
    bias, found = fitted(examples, prior, penalty)
    return replace(known, bias=bias, features=found)
