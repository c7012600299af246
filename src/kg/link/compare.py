"""How the names of two things compare: language by language, by how much of them is the same and what they are."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kg.errors import KgError
from kg.link.names import Forms, forms
from kg.link.records import Name, NameKind, Subject, Target
from kg.link.types import is_kind

# How much a name of each kind says that the thing is called so.
_SAYS: Final = {NameKind.LABEL: 1.0, NameKind.TITLE: 1.0, NameKind.ALIAS: 0.7, NameKind.TRANSLATION: 0.6}
# Names of no more letters than this stand for many things; acronyms of no more than that.
_SHORT_LATIN: Final = 2
_ACRONYM: Final = 5
_SHORT_HAN: Final = 1


class Pair(NamedTuple):
    """Two names that were compared. likeness: 0 to 1.

    same: 3 all of it, 2 without bracketed words, number and spelling, 1 only its core (order of words, and for
    an individual its legal form, state and region aside), 0 not.
    """

    same: int
    likeness: float
    ours: Name
    theirs: Name

    @property
    def says(self) -> float:
        """How much the kinds of both names make of it."""
        return _SAYS[self.ours.kind] * _SAYS[self.theirs.kind]

    @property
    def short(self) -> bool:
        """Whether the name is an acronym or so short that it stands for many things (IDC, EU, SAIC)."""
        one = forms(self.ours.text)
        if one.han:
            return len(one.bare) <= _SHORT_HAN
        return len(one.bare) <= _SHORT_LATIN or (self.ours.text.isupper() and len(one.bare) <= _ACRONYM)


class Names(NamedTuple):
    """The best pair in letters and in Chinese characters; None where one side has no such name."""

    latin: Pair | None
    han: Pair | None


def compare(subject: Subject, target: Target) -> Names:
    """The best pair of names by script: the most that is the same, then what the names are, then likeness."""
    latin: Pair | None = None
    han: Pair | None = None
    for ours, one in _forms(subject.names):
        for theirs, other in _forms(target.names):
            if one.han != other.han:
                continue
            pair = Pair(_same(one, other, individual=not is_kind(subject.class_)), 0.0, ours, theirs)
            pair = pair._replace(likeness=1.0 if pair.same else _likeness(one, other))
            if one.han:
                han = pair if han is None or _rank(pair) > _rank(han) else han
            else:
                latin = pair if latin is None or _rank(pair) > _rank(latin) else latin
    return Names(latin, han)


def _rank(pair: Pair) -> tuple[bool, bool, float, int, float]:
    return (
        pair.same > 0,
        pair.same > 0 and not pair.short,
        pair.says * (pair.same > 0),
        pair.same,
        pair.likeness,
    )


def _forms(names: Iterable[Name]) -> Iterator[tuple[Name, Forms]]:
    for name in names:
        one = forms(name.text)
        if one.bare:
            yield name, one


def _same(one: Forms, other: Forms, *, individual: bool) -> int:
    if one.whole == other.whole:
        return 3
    if one.bare == other.bare or one.stems == other.stems:
        return 2
    # "Investment" is not "Investment company", but Alibaba is Alibaba Group.
    if (individual and one.core == other.core) or (
        len(one.stems) > 1 and one.sorted_stems == other.sorted_stems
    ):
        return 1
    return 0


def _likeness(one: Forms, other: Forms) -> float:
    try:
        from rapidfuzz import fuzz
    except ImportError:
        raise KgError(
            "链接需要 rapidfuzz：pip install 'internet-report-kg[link]'",
            "linking needs rapidfuzz: pip install 'internet-report-kg[link]'",
        ) from None
    # Of the words, not of the letters alone: 京东集团控股有限公司 is like 阿里巴巴集团控股有限公司 by its legal form only.
    return max(fuzz.ratio(one.core, other.core), fuzz.ratio(one.sorted_stems, other.sorted_stems)) / 100
