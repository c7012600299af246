"""What is known of a subject and a record besides names and types says."""

import math
import re
from collections.abc import Sequence

from kg.errors import Text
from kg.link.feature import Context, Feature, Features
from kg.link.records import Subject, Target, Words
from kg.link.words import telling


def of_facts(subject: Subject, target: Target, context: Context) -> Features:
    found: Features = {}
    if subject.countries and target.countries:
        common = set(subject.countries) & set(target.countries)
        seen = Text(
            f"{'、'.join(subject.countries)} 与 {'、'.join(target.countries)}",
            f"{', '.join(subject.countries)} and {', '.join(target.countries)}",
        )
        found["country_same" if common else "country_differs"] = Feature(1.0, seen)
    theirs = {(one.scheme, one.value) for one in target.identifiers}
    for one in subject.identifiers:
        if (one.scheme, one.value) in theirs:
            key = "website_same" if one.scheme == "website" else "code_same"
            found[key] = Feature(1.0, Text(one.value, one.value))
    if {one[:4] for one in subject.dates} & {one[:4] for one in target.dates}:
        found["date_same"] = Feature(1.0, Text("年份相同", "a year is the same"))
    linked = {one for iri in subject.neighbours for one in context.linked.get(iri, ())}
    common_neighbours = linked & set(target.related)
    if common_neighbours:
        listed = ", ".join(sorted(common_neighbours)[:3])
        found["neighbours_linked"] = Feature(
            1.0, Text(f"已链接的相邻事物：{listed}", f"linked neighbours: {listed}")
        )
    share, shared = _overlap(subject.definitions, target)
    if not shared and subject.definitions and any(one.lang == "en" for one in target.descriptions):
        found["definition_differs"] = Feature(1.0, Text("说明没有相同的词", "the descriptions share no word"))
    if shared:
        found["definition"] = Feature(
            share, Text(f"说明中同有：{'、'.join(shared)}", f"the descriptions share: {', '.join(shared)}")
        )
    return found


def _overlap(definitions: Sequence[Words], target: Target) -> tuple[float, list[str]]:
    ours = {word for one in definitions if one.lang == "en" for word in telling(one.text)}
    texts = [one.text for one in target.descriptions if one.lang == "en"]
    texts += [re.sub(r"(?<=[a-z])(?=[A-Z])|[-_/:]", " ", one) for one in target.types]
    theirs = {word for text in texts for word in telling(text)}
    if not ours or not theirs:
        return 0.0, []
    shared = sorted(ours & theirs)
    return len(shared) / math.sqrt(len(ours) * len(theirs)), shared
