"""One row of a SSSOM file: what is accepted in its cells."""

import re
from datetime import date
from typing import Final

from kg.link.mapping import COLUMNS, DIFFERENT, JUDGED, NOT, REQUIRED, SAME, UNSURE, Mapping

_JUDGEMENTS: Final = (SAME, DIFFERENT, UNSURE)
_PREDICATES: Final = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "owl:sameAs",
)
_CURIE: Final = re.compile(r"[A-Za-z][\w.-]*:\S+")

# Line, what is wrong in Chinese, in English.
Fault = tuple[int, str, str]


def mapping_of(
    number: int,
    names: list[str],
    cells: list[str],
    prefixes: frozenset[str],
    faults: list[Fault],
) -> Mapping | None:
    """The mapping of one row; None for one that is not valid, of which all faults are added to those there are."""
    before = len(faults)
    if len(cells) != len(names):
        faults.append(
            (number, f"{len(cells)} 格，应为 {len(names)} 格", f"{len(cells)} cells instead of {len(names)}")
        )
        return None
    found = dict(zip(names, cells, strict=True))
    for name in REQUIRED:
        curie = found[name]
        if not _CURIE.fullmatch(curie) or curie.partition(":")[0] not in prefixes:
            faults.append(
                (
                    number,
                    f"{name}：“{curie}”不是已声明前缀的 CURIE",
                    f"{name}: {curie!r} is no CURIE with a declared prefix",
                )
            )
    _must_be_one_of(number, "predicate_id", found["predicate_id"], _PREDICATES, faults)
    _must_be_one_of(number, "predicate_modifier", found.get("predicate_modifier", ""), ("", NOT), faults)
    judged = found["mapping_justification"] == JUDGED
    _must_be_one_of(number, "judgement", found.get("judgement", ""), _JUDGEMENTS if judged else ("",), faults)
    if judged and not (found.get("author_label") and found.get("mapping_date")):
        faults.append(
            (
                number,
                "判断须有 author_label 和 mapping_date",
                "a judgement needs author_label and mapping_date",
            )
        )
    if found.get("mapping_date") and not _is_date(found["mapping_date"]):
        faults.append(
            (
                number,
                f"mapping_date：“{found['mapping_date']}”不是 YYYY-MM-DD",
                f"mapping_date: {found['mapping_date']!r} is not YYYY-MM-DD",
            )
        )
    if found.get("confidence") and not _is_share(found["confidence"]):
        faults.append(
            (
                number,
                f"confidence：“{found['confidence']}”不在 0 到 1 之间",
                f"confidence: {found['confidence']!r} is not from 0 to 1",
            )
        )
    if len(faults) > before:
        return None
    ours = {name: cell for name, cell in found.items() if name in COLUMNS}
    more = tuple((name, cell) for name, cell in found.items() if name not in COLUMNS and cell)
    return Mapping(**ours, more=more, line=number)


def _must_be_one_of(
    number: int, name: str, cell: str, accepted: tuple[str, ...], faults: list[Fault]
) -> None:
    if cell not in accepted:
        listed = ", ".join(one or "-" for one in accepted)
        faults.append((number, f"{name}：“{cell}”；可用：{listed}", f"{name}: {cell!r}; accepted: {listed}"))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False
