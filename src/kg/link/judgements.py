"""What people have said of pairs: same, different, unsure; nothing is overwritten, and contradictions link nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.errors import KgError, Text
from kg.link.mapping import DIFFERENT, JUDGED, NO_TERM, NOT, SAME, UNSURE, Mapping, MappingSet

EXACT: Final = "skos:exactMatch"
CLOSE: Final = "skos:closeMatch"
IDENTICAL: Final = "owl:sameAs"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a pair now. verdict: same, different or unsure; unsure too where judges contradict each other.

    rows: the judgements that were given, the oldest first. contradiction: two people say the opposite.
    """

    verdict: str
    predicate: str
    rows: tuple[Mapping, ...]
    contradiction: bool = False


def judged(
    subject: str,
    obj: str,
    verdict: str,
    *,
    who: str,
    when: str,
    why: str = "",
    subject_label: str = "",
    object_label: str = "",
    predicate: str = EXACT,
) -> Mapping:
    """The row of a new judgement. subject, obj: CURIEs; obj is sssom:NoTermFound for 'nothing there fits'.

    predicate: skos:exactMatch, skos:closeMatch for kinship, owl:sameAs for the same individual by an identifier.
    Raises KgError for an unknown verdict or a judgement without a judge.
    """
    if verdict not in (SAME, DIFFERENT, UNSURE):
        raise KgError(
            f"没有判断“{verdict}”；可用：same, different, unsure",
            f"no judgement {verdict!r}; there are: same, different, unsure",
        )
    if not who.strip():
        raise KgError("判断须写明是谁作的：--by 姓名", "a judgement needs a judge: --by NAME")
    return Mapping(
        subject_id=subject,
        subject_label=subject_label,
        predicate_id=predicate if verdict == SAME else EXACT,
        predicate_modifier=NOT if verdict == DIFFERENT else "",
        object_id=obj,
        object_label=object_label,
        mapping_justification=JUDGED,
        author_label=who,
        mapping_date=when,
        comment=why,
        judgement=verdict,
    )


def standing(rows: Iterable[Mapping]) -> dict[Pair, Standing]:
    """Pair -> what holds of it, over all judged rows.

    Of one person the latest judgement counts. Where two people say same and different, nothing holds until one of
    them judges anew.
    """
    by_pair: dict[Pair, list[Mapping]] = defaultdict(list)
    for row in rows:
        if row.is_judged:
            by_pair[row.subject_id, row.object_id].append(row)
    return {pair: _standing(sorted(said, key=lambda row: row.key)) for pair, said in sorted(by_pair.items())}


def _standing(rows: list[Mapping]) -> Standing:
    latest = {row.author_label: row for row in rows}.values()
    sure = [row for row in latest if row.judgement != UNSURE]
    verdicts = {row.judgement for row in sure}
    if len(verdicts) > 1:
        return Standing(UNSURE, EXACT, tuple(rows), contradiction=True)
    if not sure:
        return Standing(UNSURE, EXACT, tuple(rows))
    # The weaker link where two people agree that there is one but not how close it is.
    order = (CLOSE, EXACT, IDENTICAL)
    predicate = min(
        (row.predicate_id for row in sure), key=lambda one: order.index(one) if one in order else -1
    )
    return Standing(verdicts.pop(), predicate, tuple(rows))


def add(found: MappingSet, row: Mapping) -> MappingSet:
    """The set with one judgement more; saying the same again on the same day changes nothing."""
    if row in found.mappings:
        return found
    return found.with_rows((*found.mappings, row))


def with_predictions(found: MappingSet, predictions: Iterable[Mapping]) -> MappingSet:
    """The set with new predictions in the place of the old ones; every judgement stays."""
    return found.with_rows((*(row for row in found.mappings if row.is_judged), *predictions))


def contradictions(found: MappingSet) -> list[Text]:
    """One line for each pair that two people judge oppositely, with the lines of the file."""
    said = []
    for (subject, obj), one in standing(found.mappings).items():
        if one.contradiction:
            where = ", ".join(
                f"{row.author_label} {row.mapping_date} {row.judgement}"
                + (f" (line {row.line})" if row.line else "")
                for row in one.rows
            )
            said.append(
                Text(
                    f"{subject} 与 {obj}：判断互相矛盾：{where}",
                    f"{subject} and {obj}: contradictory judgements: {where}",
                )
            )
    return said


def settled(found: MappingSet) -> dict[str, str]:
    """Subject -> SAME if some record is it, NO_TERM if nothing there fits; subjects that are open are left out."""
    answer: dict[str, str] = {}
    for (subject, obj), one in standing(found.mappings).items():
        if one.verdict == SAME:
            answer[subject] = NO_TERM if obj == NO_TERM and subject not in answer else SAME
    return answer
