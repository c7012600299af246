"""Whether what a record is said to be suits a class of ours; the words for it are in types.yaml."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.link.names import stem
from kg.link.records import Target

_FILE: Final = Path(__file__).parent / "types.yaml"


class Fit(NamedTuple):
    """well: 1 where a type suits the class, one half where it may; clash: 1 where all types known do not suit it;
    coarse: those types."""

    well: float
    clash: float
    coarse: tuple[str, ...]


@cache
def _words() -> Mapping[str, Any]:
    import yaml  # late: only linking reads this file

    words: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


@cache
def _patterns() -> list[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None]]:
    return [
        (
            name,
            re.compile(one["types"], re.IGNORECASE) if "types" in one else None,
            re.compile(one["description"], re.IGNORECASE) if "description" in one else None,
        )
        for name, one in _words()["coarse"].items()
    ]


@lru_cache(maxsize=65_536)
def _coarse(types: tuple[str, ...], description: str) -> tuple[str, ...]:
    found = [
        name
        for name, by_type, by_description in _patterns()
        if (by_type and any(by_type.search(one) for one in types))
        or (by_description and description and by_description.search(description))
    ]
    return tuple(found)


def coarse(target: Target) -> tuple[str, ...]:
    """The coarse types of a record, in the order of types.yaml.

    An encyclopaedic category alone says no more than that there is an article: a record whose name is written
    as one (United States Congress) is an individual, so not a concept, and then nothing is known of it.
    """
    description = next((one.text for one in target.descriptions if one.lang == "en"), "")
    found = _coarse(target.types, description)
    if (
        found == ("concept",)
        and all(one.startswith("kbpedia:") for one in target.types)
        and is_individual(target)
    ):
        return ()
    return found


def is_individual(target: Target) -> bool:
    """Whether the English name is written as that of one thing: two words or more, each with a capital."""
    words = next((one.text for one in target.names if one.lang == "en"), "").split()
    long = [word for word in words if len(word) > 3]
    return len(words) > 1 and bool(long) and all(word[:1].isupper() for word in long)


def fit(class_: str, target: Target) -> Fit:
    """How a record's types suit a class of ours (local name)."""
    found = coarse(target)
    suits = _words()["suits"].get(class_)
    if suits is None or not found:
        return Fit(0.0, 0.0, found)
    if set(found) & set(suits["well"]):
        return Fit(1.0, 0.0, found)
    if set(found) & set(suits["may"]):
        return Fit(0.5, 0.0, found)
    return Fit(0.0, 1.0, found)


def is_kind(class_: str) -> bool:
    """Whether the things of a class are kinds of things (smartphones), not individuals (Huawei)."""
    return class_ in _words()["kinds"]


def is_phrase(class_: str) -> bool:
    """Whether the names of a class are mostly phrases of the report, not terms."""
    return class_ in _words()["phrases"]


def is_business(class_: str) -> bool:
    """Whether the things of a class are lines of business, which may be called like what they make."""
    return class_ in _words()["businesses"]


@cache
def _senseless() -> frozenset[str]:
    return frozenset(stem(word) for word in _words()["no_sense"])


def told_no_sense(word: str) -> bool:
    """Whether a word (singular) that marks a record says nothing of which sense it has, or that of the report's field."""
    return word in _senseless()
