"""One mapping and a set of them, as SSSOM has them: frozen records."""

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, fields, replace
from typing import Final

NOT: Final = "Not"
PREDICTED: Final = "semapv:CompositeMatching"
JUDGED: Final = "semapv:ManualMappingCuration"
NO_TERM: Final = "sssom:NoTermFound"
SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One row; the fields are columns in the order of the standard's schema. Identifiers are CURIEs.

    confidence: 0 to 1 with four decimals, empty where nobody gave one. judgement: an extension that the head of
    each file declares. more: columns of the standard that we do not use, by name. line: where it was read, 0 for
    a new row.
    """

    subject_id: str
    subject_label: str = ""
    predicate_id: str
    predicate_modifier: str = ""
    object_id: str
    object_label: str = ""
    mapping_justification: str
    author_label: str = ""
    mapping_tool: str = ""
    mapping_date: str = ""
    confidence: str = ""
    comment: str = ""
    judgement: str = ""
    more: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def is_judged(self) -> bool:
        return self.mapping_justification == JUDGED

    @property
    def key(self) -> tuple[str, ...]:
        """What rows are sorted by: one pair together, the judgements before the prediction, the oldest first."""
        return (
            self.subject_id,
            self.object_id,
            "0" if self.is_judged else "1",
            self.mapping_date,
            self.author_label,
            *(str(getattr(self, name)) for name in COLUMNS),
        )


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A file: metadata as in its head (mapping_set_id, license, curie_map, ...), and the rows."""

    metadata: MappingOf[str, object]
    mappings: tuple[Mapping, ...] = ()

    def with_rows(self, rows: Iterable[Mapping]) -> "MappingSet":
        return replace(self, mappings=tuple(sorted(rows, key=lambda row: row.key)))


COLUMNS: Final = tuple(one.name for one in fields(Mapping) if one.compare)
REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
