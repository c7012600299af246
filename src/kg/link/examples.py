"""Judged subjects as examples that weights are fitted to."""

from collections.abc import Iterable

from kg.link.features import features
from kg.link.fit import Example
from kg.link.gold import Gold
from kg.link.records import Subject
from kg.link.targets.records import Source


def examples(subjects: Iterable[Subject], source: Source, gold: Iterable[Gold]) -> list[Example]:
    """One for each subject that is judged and not unsure, in the order of the subjects."""
    wanted = {one.subject: one.targets for one in gold if not one.unsure}
    found = []
    for subject in subjects:
        if subject.iri in wanted:
            targets = source.find(subject)
            records = [{k: one.value for k, one in record.items()} for record in features(subject, targets)]
            right = frozenset(n for n, one in enumerate(targets) if one.id in wanted[subject.iri])
            found.append(Example(records, right))
    return found
