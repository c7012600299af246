"""In which sense a record has its name, where it is marked: Resident (title), kbpedia:rc/Resident-Medical."""

import re
from collections.abc import Iterator
from typing import Final

from kg.link.names import forms
from kg.link.records import NameKind, Subject, Target
from kg.link.types import told_no_sense
from kg.link.words import telling

# A category of an encyclopaedia; where several share a name, a word after the hyphen tells them apart.
_CATEGORY: Final = re.compile(r"^kbpedia:rc/(.+?)(?:-(\w+))?$")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def other_senses(subject: Subject, target: Target) -> list[str]:
    """The words that mark the record as of another sense than ours, in the order of its categories and titles.

    Marks are a qualifier in brackets after a title, the word after the hyphen of a category, and the words that a
    category has beside those of the name (TechnicalStockAnalysis). Words that our names or definitions have as
    well mark the same sense, and those of the report's own field or without a sense (types.yaml) none.
    """
    ours = {word for one in subject.definitions if one.lang == "en" for word in telling(one.text)}
    ours.update(word for one in subject.names for word in telling(one.text))
    found = []
    for mark in dict.fromkeys(_marks(target)):
        words = [word for word in telling(mark) if not told_no_sense(word)]
        if words and not ours.intersection(words):
            found.append(mark)
    return found


def categories(target: Target) -> list[str]:
    """The encyclopaedic categories of a record, without what tells them from others: Transportation."""
    return [match[1] for one in target.types if (match := _CATEGORY.match(one))]


def _marks(target: Target) -> Iterator[str]:
    label = next((set(telling(one.text)) for one in target.names if one.lang == "en"), set())
    for one in target.types:
        if match := _CATEGORY.match(one):
            yield match[2] or ""
            words = [word.casefold() for word in _HUMP.split(match[1])]
            rest = [word for word in words if not label.intersection(telling(word))]
            if label and len(rest) + len(label) == len(words):
                yield " ".join(rest)
    yield from (forms(one.text).qualifier for one in target.names if one.kind is NameKind.TITLE)
