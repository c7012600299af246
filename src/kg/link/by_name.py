"""What the names of a subject and a record say."""

from kg.errors import Text
from kg.link.compare import Names, Pair, compare
from kg.link.feature import Feature, Features
from kg.link.records import NameKind, Subject, Target


def of_names(subject: Subject, target: Target, names: Names) -> Features:
    found: Features = {}
    for script, pair in (("latin", names.latin), ("han", names.han)):
        if pair is None:
            continue
        seen = _seen(pair)
        if pair.same and not pair.short:
            found[f"{_how(pair)}_{script}"] = Feature(1.0, seen)
            if pair.same == 1:
                found["core_only"] = Feature(1.0, seen)
            # Where the Chinese names agree, our translation is borne out.
            confirmed = names.han is not None and names.han.same > 0
            if pair.ours.kind is NameKind.TRANSLATION and script == "latin" and not confirmed:
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
    return Subject(subject.iri, subject.class_, names or subject.names)


def _only_titles(target: Target) -> Target:
    titles = tuple(one for one in target.names if one.kind in (NameKind.LABEL, NameKind.TITLE))
    return Target(target.id, target.iri, titles or target.names)


def _seen(pair: Pair) -> Text:
    return Text(f"“{pair.ours.text}”与“{pair.theirs.text}”", f"{pair.ours.text!r} and {pair.theirs.text!r}")
