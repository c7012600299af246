"""The words of a text that tell something."""

from functools import lru_cache
from typing import Final

from kg.link.names import stem
from kg.names.tokens import runs

_COMMON: Final = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "a",
        "an",
        "to",
        "by",
        "that",
        "with",
        "which",
        "from",
        "as",
        "at",
        "or",
        "is",
        "are",
        "be",
        "its",
        "their",
        "it",
        "other",
        "not",
        "into",
        "thing",
        "use",
        "people",
        "company",
        "country",
        "china",
        "chinese",
    ]
)


@lru_cache(maxsize=65_536)
def telling(text: str) -> tuple[str, ...]:
    """The words in Latin letters that are not common ones, singular and in one spelling, in their order."""
    words = (stem(run) for run, is_han in runs(text) if not is_han)
    return tuple(word for word in words if len(word) > 2 and word not in _COMMON)
