"""What speaks for and against a record's being the subject: features from 0 to 1, each with what was seen."""

import math
from collections.abc import Sequence

from kg.errors import Text
from kg.link.by_fact import of_facts
from kg.link.by_name import of_names
from kg.link.by_type import of_types
from kg.link.compare import Names, compare
from kg.link.feature import Context, Feature, Features
from kg.link.records import Subject, Target
from kg.link.types import fit


def features(subject: Subject, targets: Sequence[Target], context: Context | None = None) -> list[Features]:
    """The features of each record, in the order of the records; those of value 0 are left out."""
    compared = [(compare(subject, target), fit(subject.class_, target)) for target in targets]
    found = []
    for place, (target, (names, suits)) in enumerate(zip(targets, compared, strict=True)):
        rivals = [
            one
            for other, (one, fits) in enumerate(compared)
            if other != place and not fits.clash and _strength(one) >= _strength(names) > 0
        ]
        one = {
            **of_names(subject, target, names),
            **of_types(subject, target, names, suits),
            **of_facts(subject, target, context or Context()),
            "rivals": Feature(
                min(1.0, math.log1p(len(rivals)) / math.log(6)),
                Text(f"同名而类相容的另有 {len(rivals)} 个", f"{len(rivals)} others of the name suit too"),
            ),
            "prominence": Feature(
                target.prominence, Text("在目标中的知名程度", "how well known it is there")
            ),
        }
        found.append({key: feature for key, feature in one.items() if feature.value})
    return found


def _strength(names: Names) -> float:
    return max((pair.says * (pair.same > 0) for pair in names if pair), default=0.0)
