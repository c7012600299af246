"""Candidates with their probabilities: the records of one subject and "no match" compete for it."""

import math
from collections.abc import Sequence

from kg.link.feature import Context, Features
from kg.link.features import features
from kg.link.records import Candidate, Contribution, Subject, Target
from kg.link.weights import Weights


def candidates(
    subject: Subject, targets: Sequence[Target], weights: Weights, context: Context | None = None
) -> list[Candidate]:
    """The records with their scores, which with that of "no match" add up to 1; the best first."""
    found = features(subject, targets, context)
    odds = [log_odds(one, weights) for one in found]
    shares = probabilities(odds)
    scored = [
        Candidate(target, share, _contributions(one, weights))
        for target, one, share in zip(targets, found, shares, strict=True)
    ]
    return sorted(scored, key=lambda one: (-one.score, one.target.id))


def log_odds(found: Features, weights: Weights) -> float:
    """Of a record against "no match"."""
    return weights.bias + sum(weights.features.get(name, 0.0) * one.value for name, one in found.items())


def probabilities(odds: Sequence[float]) -> list[float]:
    """Log-odds against "no match" as shares of certainty; what is left is that of "no match"."""
    highest = max(0.0, *odds) if odds else 0.0
    raised = [math.exp(one - highest) for one in odds]
    total = math.exp(-highest) + sum(raised)
    return [one / total for one in raised]


def _contributions(found: Features, weights: Weights) -> tuple[Contribution, ...]:
    listed = [
        Contribution(name, round(one.value, 4), round(one.value * weights.features[name], 4), one.seen)
        for name, one in found.items()
        if name in weights.features
    ]
    return tuple(sorted(listed, key=lambda one: (-abs(one.points), one.feature)))
