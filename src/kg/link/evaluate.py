"""How good the answers are beside judged ones: precision, recall, F1, what was confused, and calibration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.link.gold import Gold
from kg.link.records import Decision, Verdict
from kg.namespaces import shorten

_BINS: Final = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The likeliest answers, "no match" too, with a probability between two bounds. mean: of these; right: the share
    that is right."""

    low: float
    high: float
    count: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A wrong answer. chosen: id of the best candidate, empty for "no match"; wanted: ids that are right."""

    subject: str
    verdict: Verdict
    chosen: str
    score: float
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """judged: subjects that count; matches: those that have a record there.

    precision: right ones among those accepted; recall: subjects accepted with the right record among matches;
    answers: share of all subjects whose answer, "no match" too, is right, what is open counting as not answered;
    found: matches whose right record is among the candidates. calibration_error: mean of |mean - right| over the
    bins, weighted by their counts.
    """

    judged: int
    matches: int
    accepted: int
    opened: int
    precision: float
    recall: float
    f1: float
    answers: float
    found: float
    calibration_error: float
    bins: tuple[Bin, ...]
    confusions: tuple[Confusion, ...]


def evaluate(decisions: Iterable[Decision], gold: Iterable[Gold]) -> Evaluation:
    """The measures over the subjects that are in both; those judged unsure are left out."""
    wanted = {one.subject: one.targets for one in gold if not one.unsure}
    judged = [one for one in decisions if one.subject.iri in wanted]
    accepted = [one for one in judged if one.verdict is Verdict.ACCEPTED]
    right = sum(_is_right(one, wanted) for one in accepted)
    matches = [one for one in judged if wanted[one.subject.iri]]
    precision, recall = _share(right, len(accepted)), _share(right, len(matches))
    none = sum(one.verdict is Verdict.NO_MATCH and not wanted[one.subject.iri] for one in judged)
    found = sum(any(c.target.id in wanted[one.subject.iri] for c in one.candidates) for one in matches)
    bins = _bins([_answer(one, wanted) for one in judged])
    counted = sum(one.count for one in bins)
    return Evaluation(
        judged=len(judged),
        matches=len(matches),
        accepted=len(accepted),
        opened=sum(one.verdict is Verdict.OPEN for one in judged),
        precision=precision,
        recall=recall,
        f1=_share(2 * precision * recall, precision + recall),
        answers=_share(right + none, len(judged)),
        found=_share(found, len(matches)),
        calibration_error=_share(sum(one.count * abs(one.mean - one.right) for one in bins), counted),
        bins=bins,
        confusions=tuple(_confusions(judged, wanted)),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _is_right(one: Decision, wanted: Mapping[str, frozenset[str]]) -> bool:
    return one.best is not None and one.best.target.id in wanted[one.subject.iri]


def _answer(one: Decision, wanted: Mapping[str, frozenset[str]]) -> tuple[float, bool]:
    """The likeliest answer, "no match" being one, with its probability and whether it is right."""
    none = max(0.0, 1 - sum(candidate.score for candidate in one.candidates))
    if one.best is None or none > one.best.score:
        return none, not wanted[one.subject.iri]
    return one.best.score, _is_right(one, wanted)


def _bins(scored: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    found = []
    for place in range(_BINS):
        inside = [one for one in scored if min(int(one[0] * _BINS), _BINS - 1) == place]
        mean = _share(sum(score for score, _ in inside), len(inside))
        share = _share(sum(right for _, right in inside), len(inside))
        found.append(Bin(place / _BINS, (place + 1) / _BINS, len(inside), mean, share))
    return tuple(found)


def _confusions(judged: Sequence[Decision], wanted: Mapping[str, frozenset[str]]) -> Iterable[Confusion]:
    """Wrongly accepted ones first, then matches called "no match"; within these by CURIE."""
    wrong = [
        one
        for one in judged
        if (one.verdict is Verdict.ACCEPTED and not _is_right(one, wanted))
        or (one.verdict is Verdict.NO_MATCH and wanted[one.subject.iri])
    ]
    for one in sorted(wrong, key=lambda one: (one.verdict is not Verdict.ACCEPTED, one.subject.iri)):
        chosen = one.best if one.verdict is Verdict.ACCEPTED else None
        yield Confusion(
            shorten(one.subject.iri),
            one.verdict,
            chosen.target.id if chosen else "",
            round(chosen.score if chosen else one.probability, 4),
            tuple(sorted(wanted[one.subject.iri])),
        )
