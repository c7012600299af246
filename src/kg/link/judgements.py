"""What people have said of pairs: same, different, unsure; nothing is overwritten, and contradictions link nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
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

    rows: the judgements that were given, the oldest first. contradiction: the opposite is said too; against: by
    these of another pair, where one is that nothing fits.
    """

    verdict: str
    predicate: str
    rows: tuple[Mapping, ...]
    contradiction: bool = False
    against: tuple[Mapping, ...] = ()


def judged(
    subject: str,
    obj: str,
    verdict: str,
    *,
    who: str,
    when: str,
    why: str = "",
    subject_label: str = "",
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
        mapping_justification=JUDGED,
        author_label=who,
        mapping_date=when,
        comment=why,
        judgement=verdict,
    )


def standing(rows: Iterable[Mapping]) -> dict[Pair, Standing]:
    """Pair -> what holds of it, over all judged rows.

    Of one person the latest judgement counts. Where some say same and others different of a pair, or of a thing that
    a record is it and that nothing fits, what more people say holds; between as many nothing does, until one of them
    judges anew on a later day or somebody else judges.
    """
    by_subject: dict[str, list[Mapping]] = defaultdict(list)
    for row in rows:
        if row.is_judged:
            by_subject[row.subject_id].append(row)
    found: dict[Pair, Standing] = {}
    for subject, said in by_subject.items():
        said.sort(key=lambda row: row.key)
        heard = [row for row in said if not any(_replaces(other, row) for other in said)]
        for obj in {row.object_id for row in said}:
            given = tuple(row for row in said if row.object_id == obj)
            found[subject, obj] = _standing(given, obj, heard)
    return dict(sorted(found.items()))


def _replaces(new: Mapping, old: Mapping) -> bool:
    """Whether a person has judged anew: the pair, or that nothing fits after a record or the other way round."""
    if new.author_label != old.author_label or new.mapping_date <= old.mapping_date:
        return False
    return new.object_id == old.object_id or (
        _is_it(new) and _is_it(old) and NO_TERM in (new.object_id, old.object_id)
    )


def _is_it(row: Mapping) -> bool:
    """Whether it is said that the record is the thing, or that nothing is; one that is merely kin leaves that open."""
    return row.judgement == SAME and row.predicate_id in (EXACT, IDENTICAL)


def _standing(given: tuple[Mapping, ...], obj: str, heard: list[Mapping]) -> Standing:
    """What holds of one pair. given: all that was said of it; heard: what counts of all that was said of the thing."""
    sure = [row for row in heard if row.object_id == obj and row.judgement != UNSURE]
    if not sure:
        return Standing(UNSURE, EXACT, given)
    sides = {verdict: [row for row in sure if row.judgement == verdict] for verdict in (SAME, DIFFERENT)}
    more = _people(sides[SAME]) - _people(sides[DIFFERENT])
    if not more:
        return Standing(UNSURE, EXACT, given, contradiction=True)
    verdict = SAME if more > 0 else DIFFERENT
    against = [row for row in heard if _is_it(row) and (row.object_id == NO_TERM) != (obj == NO_TERM)]
    if verdict == SAME and against and any(map(_is_it, sure)):
        lead = _people([row for row in sure if _is_it(row)]) - _people(against)
        if lead <= 0:
            return Standing(UNSURE, EXACT, given, contradiction=not lead, against=tuple(against))
    # The weaker link where people agree that there is one but not how close it is.
    order = (CLOSE, EXACT, IDENTICAL)
    predicate = min(
        (row.predicate_id for row in sides[verdict]), key=lambda one: order.index(one) if one in order else -1
    )
    return Standing(verdict, predicate, given)


def _people(rows: Iterable[Mapping]) -> int:
    return len({row.author_label for row in rows})


def add(found: MappingSet, row: Mapping) -> MappingSet:
    """The set with one judgement more; saying the same again on the same day changes nothing."""
    if row in found.mappings:
        return found
    return found.with_rows((*found.mappings, row))


def with_predictions(found: MappingSet, predictions: Iterable[Mapping]) -> MappingSet:
    """The set with new predictions in the place of the old ones; every judgement stays."""
    return found.with_rows((*(row for row in found.mappings if row.is_judged), *predictions))


def contradictions(found: MappingSet, path: Path) -> list[Text]:
    """One line for each pair that is judged oppositely, with each judgement and its place, as path:line."""
    said = []
    for (subject, obj), one in standing(found.mappings).items():
        # That nothing fits is told beside each record that somebody holds to be the thing.
        if one.contradiction and not (obj == NO_TERM and one.against):
            where = "; ".join(
                f"{path}:{row.line} {row.author_label} {row.mapping_date} "
                f"{NO_TERM if row.object_id == NO_TERM else row.judgement}"
                for row in (*one.rows, *one.against)
            )
            said.append(
                Text(
                    f"{subject} 与 {obj}：判断互相矛盾：{where}",
                    f"{subject} and {obj}: contradictory judgements: {where}",
                )
            )
    return said


def settled(found: MappingSet) -> dict[str, str]:
    """Subject -> SAME if some record is it or kin, NO_TERM if nothing there fits; subjects that are open are left out."""
    answer: dict[str, str] = {}
    for (subject, obj), one in standing(found.mappings).items():
        if one.verdict == SAME:
            answer[subject] = NO_TERM if obj == NO_TERM and subject not in answer else SAME
    return answer
