"""What is done with each subject without a person: accepted, open, or no match."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.link.compare import compare
from kg.link.doubles import doubles
from kg.link.feature import Context
from kg.link.records import Decision, NameKind, Subject, Verdict
from kg.link.score import candidates
from kg.link.targets.records import Source
from kg.link.weights import Weights

# Candidates less likely than this are not worth a look.
_KEPT = 0.001


def decide(
    subject: Subject, source: Source, weights: Weights, context: Context | None = None, limit: int = 10
) -> Decision:
    """The answer for one subject, with at most `limit` candidates. Raises what the source raises."""
    found = candidates(subject, source.find(subject), weights, context)
    best = found[0].score + sum(one.score for one in doubles(subject, found)) if found else 0.0
    kept = tuple(one for one in found[:limit] if one.score >= _KEPT)
    if best >= weights.accept:
        return Decision(subject, Verdict.ACCEPTED, kept, best)
    if 1 - sum(one.score for one in found) <= 1 - weights.open:
        return Decision(subject, Verdict.OPEN, kept, best)
    return Decision(subject, Verdict.NO_MATCH, kept, 1 - sum(one.score for one in found))


def decide_all(
    subjects: Iterable[Subject],
    source: Source,
    weights: Weights,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Decision]:
    """The answers for all, in their order: once by themselves, then those left open again beside
    what was accepted. One record is accepted for one thing only.

    tell: is told the IRI of each subject as it is looked for.
    """
    decisions: dict[str, Decision] = {}
    order = list(subjects)
    for subject in order:
        tell(subject.iri)
        decisions[subject.iri] = decide(subject, source, weights)
    decisions.update(_claimed_twice(decisions.values()))
    linked = {
        iri: (one.best.target.id, one.best.target.iri)
        for iri, one in decisions.items()
        if one.verdict is Verdict.ACCEPTED and one.best
    }
    for subject in order:
        one = decisions[subject.iri]
        beside = any(iri in linked for iri in subject.neighbours)
        if one.verdict is Verdict.OPEN and beside and any(c.target.related for c in one.candidates):
            one = decide(subject, source, weights, Context(linked))
        yield one


def _claimed_twice(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """IRI -> the decisions that a person must look at after all: of two things that were given one record, only the
    one with the same main name, then the likelier one, keeps it."""
    claims: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        if one.verdict is Verdict.ACCEPTED and one.best:
            claims[one.best.target.id].append(one)
    found: dict[str, Decision] = {}
    for rivals in claims.values():
        rivals.sort(key=lambda one: (not _by_main_name(one), -one.probability, one.subject.iri))
        found.update((one.subject.iri, replace(one, verdict=Verdict.OPEN)) for one in rivals[1:])
    return found


def _by_main_name(one: Decision) -> bool:
    if one.best is None:
        return False
    pairs = compare(one.subject, one.best.target)
    return any(pair and pair.same > 1 and pair.ours.kind is not NameKind.ALIAS for pair in pairs)
