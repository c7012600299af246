"""What speaks for and against a record's being the subject: features from 0 to 1, each with what was seen."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from kg.errors import Text
from kg.link.compare import Names, Pair, compare
from kg.link.names import forms, stem
from kg.link.records import Name, NameKind, Subject, Target, Words
from kg.link.types import Fit, fit, is_business, is_individual, is_kind, is_phrase
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


_ACTIVITY: Final = re.compile(r"economic (?:branch|sector)|industry|activity", re.IGNORECASE)
_OF_ACTION: Final = re.compile(
    r"(?:ing|[tl]ure|[ae]nce|tion|ment|ism|nomy|merce|business|industry|trade|care|services?)$"
)
# A category of an encyclopaedia that has the name in several senses; these words say nothing of which.
_MARKED: Final = re.compile(r"^kbpedia:rc/.+-(?!Generic|Topic|Localized|Hobby)(\w+)$")
_COUNTRY: Final = re.compile(r"^(?:A|An) (?:\w+ )?country\b|^The People's Republic")


class Feature(NamedTuple):
    """value: 0 to 1; seen: in words, for whoever must decide."""

    value: float
    seen: Text


class Context(NamedTuple):
    """What is known beyond the two. linked: IRI of a subject -> ids and IRIs of records that it was linked to."""

    linked: Mapping[str, Collection[str]] = {}


Features = dict[str, Feature]


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
            **_of_names(subject, target, names),
            **_of_types(subject, target, names, suits),
            **_of_facts(subject, target, context or Context()),
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


def _of_names(subject: Subject, target: Target, names: Names) -> Features:
    found: Features = {}
    for script, pair in (("latin", names.latin), ("han", names.han)):
        if pair is None:
            continue
        seen = _seen(pair)
        if pair.same and not pair.short:
            found[f"{_how(pair)}_{script}"] = Feature(1.0, seen)
            if pair.same == 1:
                found["core_only"] = Feature(1.0, seen)
            if pair.ours.kind is NameKind.TRANSLATION and script == "latin":
                found["our_translation"] = Feature(1.0, seen)
            if pair.theirs.kind is NameKind.TRANSLATION:
                found["machine_translation"] = Feature(1.0, seen)
        elif pair.same:
            found["short_name"] = Feature(1.0, seen)
        else:
            found[f"like_{script}"] = Feature(max(0.0, (pair.likeness - 0.6) / 0.4), seen)
    if names.latin and names.han and names.latin.same and names.han.same:
        found["both_scripts"] = Feature(1.0, Text("两种文字的名称都相同", "the names agree in both scripts"))
    given = [one for one in target.names if one.lang == "zh" and one.kind is not NameKind.TRANSLATION]
    if given and names.han and not names.han.same:
        found["han_differs"] = Feature(1 - names.han.likeness, _seen(names.han))
    same = [pair for pair in names if pair and pair.same]
    if all(pair.short or pair.theirs.kind is NameKind.ALIAS for pair in same):
        found["label_differs"] = _label_differs(subject, target)
    return found


def _how(pair: Pair) -> str:
    if pair.theirs.kind is NameKind.ALIAS:
        return "their_alias"
    return "our_alias" if pair.ours.kind is NameKind.ALIAS else "name"


def _label_differs(subject: Subject, target: Target) -> Feature:
    """How unlike the main names are: a match by an alias alone is weak where they have nothing in common."""
    best: Pair | None = None
    for pair in compare(_only_labels(subject), _only_titles(target)):
        if pair and (best is None or pair.likeness > best.likeness):
            best = pair
    if best is None or best.same:
        return Feature(0.0, Text("", ""))
    return Feature(1 - best.likeness, _seen(best))


def _only_labels(subject: Subject) -> Subject:
    names = tuple(one for one in subject.names if one.kind is not NameKind.ALIAS)
    return Subject(subject.iri, subject.class_, _labels(names) or subject.names)


def _labels(names: Sequence[Name]) -> tuple[Name, ...]:
    """The first name of each language: the label, where our translations are aliases too."""
    return tuple({one.lang: one for one in reversed(names)}.values())


def _only_titles(target: Target) -> Target:
    titles = tuple(one for one in target.names if one.kind in (NameKind.LABEL, NameKind.TITLE))
    return Target(target.id, target.iri, titles or target.names)


def _seen(pair: Pair) -> Text:
    return Text(f"“{pair.ours.text}”与“{pair.theirs.text}”", f"{pair.ours.text!r} and {pair.theirs.text!r}")


def _of_types(subject: Subject, target: Target, names: Names, suits: Fit) -> Features:
    words = "、".join(suits.coarse), ", ".join(suits.coarse)
    seen = Text(f"{subject.class_} 与 {words[0]}", f"{subject.class_} and {words[1]}")
    found = {"class_fits": Feature(suits.well, seen), "class_clashes": Feature(suits.clash, seen)}
    if any(pair and pair.same for pair in names):
        one = Text("此类名称多是报告的用语", "names of this class are mostly phrases of the report")
        found["phrase"] = Feature(float(is_phrase(subject.class_)), one)
        if is_business(subject.class_) and not _is_activity(target, names, suits):
            one = Text("行业与其产品同名", "a business is called like what it makes")
            found["thing_for_business"] = Feature(1.0, one)
    if subject.class_ == "Place" and any(_COUNTRY.search(one.text) for one in subject.definitions):
        key = "country_itself" if "country" in suits.coarse else "no_country"
        found[key] = Feature(1.0, Text("本图所指是国家", "ours is a country"))
    if not suits.coarse:
        found["class_unknown"] = Feature(1.0, Text("不知其类", "nothing is known of its class"))
    sense = _other_sense(subject, target) if is_kind(subject.class_) else ""
    if sense:
        found["sense_marked"] = Feature(
            1.0, Text(f"对方注明是“{sense}”之义", f"theirs is marked as of {sense!r}")
        )
    if is_kind(subject.class_) and is_individual(target):
        found["one_for_kind"] = Feature(
            1.0, Text("本图所指是一类，对方是单个事物", "ours is a kind, theirs has the name of one thing")
        )
    return found


def _other_sense(subject: Subject, target: Target) -> str:
    """The word that marks in which sense the record is meant (Resident-Medical, Cloud (video game)), if our
    definition has it not; empty where nothing marks it."""
    marked = [match[1] for one in target.types if (match := _MARKED.search(one))]
    marked += [forms(one.text).qualifier for one in target.names if one.kind is NameKind.TITLE]
    ours = {word for one in subject.definitions if one.lang == "en" for word in _telling(one.text)}
    for one in marked:
        words = set(_telling(one))
        if words and not words & ours:
            return one
    return ""


def _is_activity(target: Target, names: Names, suits: Fit) -> bool:
    """Whether a record with the name of a line of business is one: it says so, it is called so in Chinese too,
    it is a technology, or its name is a noun of action (manufacturing, finance; not steel, games)."""
    said = any(_ACTIVITY.search(one) for one in target.types)
    titles = (one.text for one in target.names if one.lang == "en")
    named = any(_OF_ACTION.search(one.casefold()) for one in titles)
    return said or named or "technology" in suits.coarse or bool(names.han and names.han.same)


def _of_facts(subject: Subject, target: Target, context: Context) -> Features:
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
    if shared:
        found["definition"] = Feature(
            share, Text(f"说明中同有：{'、'.join(shared)}", f"the descriptions share: {', '.join(shared)}")
        )
    return found


def _overlap(definitions: Sequence[Words], target: Target) -> tuple[float, list[str]]:
    ours = {word for one in definitions if one.lang == "en" for word in _telling(one.text)}
    texts = [one.text for one in target.descriptions if one.lang == "en"]
    texts += [re.sub(r"(?<=[a-z])(?=[A-Z])|[-_/:]", " ", one) for one in target.types]
    theirs = {word for text in texts for word in _telling(text)}
    if not ours or not theirs:
        return 0.0, []
    shared = sorted(ours & theirs)
    return len(shared) / math.sqrt(len(ours) * len(theirs)), shared


def _telling(text: str) -> list[str]:
    words = (stem(run) for run, is_han in runs(text) if not is_han)
    return [word for word in words if len(word) > 2 and word not in _COMMON]
