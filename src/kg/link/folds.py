"""Answers by weights that were fitted without the subjects they are given for: what may be expected of new things."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from kg.link.decide import decide_all
from kg.link.examples import examples
from kg.link.fit import refitted
from kg.link.gold import Gold
from kg.link.records import Decision, Subject
from kg.link.targets.records import Source
from kg.link.weights import Weights


def decided_by_folds(
    subjects: Iterable[Subject],
    source: Source,
    gold: Iterable[Gold],
    known: Weights,
    folds: int,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Decision]:
    """The answers for the judged subjects, fold by fold; each fold's weights are fitted to the other folds.

    folds: how many parts, 2 or more; a subject's part hangs on its IRI alone. tell: is told each subject.
    Raises ValueError for fewer than two.
    """
    if folds < 2:
        raise ValueError(folds)
    judged = {one.subject: one for one in gold if not one.unsure}
    parts: list[list[Subject]] = [[] for _ in range(folds)]
    for subject in subjects:
        if subject.iri in judged:
            parts[_part(subject.iri, folds)].append(subject)
    learnt = [examples(part, source, judged.values()) for part in parts]
    for number, part in enumerate(parts):
        others = [one for place, found in enumerate(learnt) if place != number for one in found]
        yield from decide_all(part, source, refitted(others, known), tell)


def _part(iri: str, folds: int) -> int:
    return int.from_bytes(blake2b(iri.encode(), digest_size=4).digest(), "big") % folds
