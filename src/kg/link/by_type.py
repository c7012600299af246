"""What the class of a subject and the types of a record say."""

import re
from typing import Final

from kg.errors import Text
from kg.link.compare import Names
from kg.link.feature import Feature, Features
from kg.link.names import forms, stem
from kg.link.records import NameKind, Subject, Target
from kg.link.senses import categories, other_senses
from kg.link.types import Fit, is_business, is_individual, is_kind, is_phrase

_ACTIVITY: Final = re.compile(r"economic (?:branch|sector)|industry|activity", re.IGNORECASE)
_OF_ACTION: Final = re.compile(
    r"(?:ing|[tl]ure|[ae]nce|tion|ment|ism|nomy|merce|business|industry|trade|care|services?)$"
)
_COUNTRY: Final = re.compile(r"^(?:A|An) (?:\w+ )?country\b|^The People's Republic")


def of_types(subject: Subject, target: Target, names: Names, suits: Fit) -> Features:
    words = "、".join(suits.coarse), ", ".join(suits.coarse)
    seen = Text(f"{subject.class_} 与 {words[0]}", f"{subject.class_} and {words[1]}")
    found = {"class_fits": Feature(suits.well, seen), "class_clashes": Feature(suits.clash, seen)}
    senses: list[str] = []
    if any(pair and pair.same for pair in names):
        senses = other_senses(subject, target)
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
    if senses:
        told = ", ".join(senses)
        found["sense_marked"] = Feature(
            min(len(senses), 2) / 2, Text(f"对方注明是“{told}”之义", f"theirs is marked as of {told!r}")
        )
    if more := _narrowed(subject, names):
        found["ours_narrower"] = Feature(1.0, Text(f"本图所指更窄：{more}", f"ours is narrower: {more}"))
    if _is_named(subject, names) and not suits.clash:
        found["proper_name"] = Feature(1.0, Text("同为专名", "the proper name of one thing"))
    if is_kind(subject.class_) and is_individual(target):
        found["one_for_kind"] = Feature(
            1.0, Text("本图所指是一类，对方是单个事物", "ours is a kind, theirs has the name of one thing")
        )
    return found


def _is_activity(target: Target, names: Names, suits: Fit) -> bool:
    """Whether a record with the name of a line of business is one: it says so, it is called so in Chinese too,
    it is a technology, or its name or category is a noun of action (manufacturing, finance; not steel, games)."""
    said = any(_ACTIVITY.search(one) for one in target.types)
    titles = [one.text for one in target.names if one.lang == "en"] + categories(target)
    named = any(_OF_ACTION.search(one.casefold()) for one in titles)
    return said or named or "technology" in suits.coarse or bool(names.han and names.han.same)


def _narrowed(subject: Subject, names: Names) -> str:
    """What tells our thing from others of the name that both have: words in brackets that theirs has not, and those
    that our IRI has beside the English name, for who minted it wanted it told apart (industry-solutions)."""
    same = [pair for pair in names if pair and pair.same]
    for pair in same:
        said = forms(pair.ours.text).qualifier
        if said and said != forms(pair.theirs.text).qualifier:
            return said
    label = next((one.text for one in subject.names if one.lang == "en"), "")
    words = [stem(one) for one in subject.iri.rpartition("/")[2].split("-")]
    ours = set(forms(label).stems)
    return " ".join(one for one in words if one not in ours) if same and ours and ours < set(words) else ""


def _is_named(subject: Subject, names: Names) -> bool:
    """Whether both have the same main name and ours is that of one thing; a kind of places (urban areas) is none."""
    latin = [one.text for one in subject.names if one.lang == "en"]
    if is_kind(subject.class_) or is_phrase(subject.class_) or all(one.islower() for one in latin[:1]):
        return False
    return any(
        pair and pair.same > 1 and not pair.short and NameKind.ALIAS not in (pair.ours.kind, pair.theirs.kind)
        for pair in names
    )
