"""Records of one thing: a target may hold a thing twice, and then either is the answer."""

from collections.abc import Sequence
from typing import Final

from kg.link.names import forms
from kg.link.records import Candidate, Subject, Target
from kg.link.senses import other_senses
from kg.link.types import fit

# Places and people of one name are mostly others.
_NAMESAKES: Final = frozenset({"Place", "Person"})


def doubles(subject: Subject, found: Sequence[Candidate]) -> list[Candidate]:
    """Those beside the best that are the same thing as far as is known.

    They share a name with it, both suit the class well, neither is marked as of another sense, and nothing that
    is known of both (country) differs. found: the best first.
    """
    if not found or subject.class_ in _NAMESAKES or not _suits(subject, found[0].target):
        return []
    best = found[0].target
    return [one for one in found[1:] if _suits(subject, one.target) and _agree(best, one.target)]


def _suits(subject: Subject, target: Target) -> bool:
    return fit(subject.class_, target).well == 1 and not other_senses(subject, target)


def _agree(one: Target, other: Target) -> bool:
    if one.countries and other.countries and not set(one.countries) & set(other.countries):
        return False
    return bool(_named(one) & _named(other))


def _named(target: Target) -> set[str]:
    return {whole for one in target.names if (whole := forms(one.text).whole)}
