"""SSSOM files (https://mapping-commons.github.io/sssom/): mappings as rows, what holds for all of them above.

Only the columns below are written, in their order; other columns of the standard are kept as they were read.
Rows are sorted, so that two people who judge different things change different lines.
"""

import csv
import io
import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from kg.errors import ParseError
from kg.rdfio.output import write

# In the order of the standard's schema; `judgement` is an extension that the head of each file declares.
COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_tool",
    "mapping_date",
    "confidence",
    "comment",
    "judgement",
)
REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
NOT: Final = "Not"
PREDICTED: Final = "semapv:CompositeMatching"
JUDGED: Final = "semapv:ManualMappingCuration"
NO_TERM: Final = "sssom:NoTermFound"
SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"
_JUDGEMENTS: Final = (SAME, DIFFERENT, UNSURE)
_PREDICATES: Final = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "owl:sameAs",
)
_CURIE: Final = re.compile(r"[A-Za-z][\w.-]*:\S+")


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row. Identifiers are CURIEs; confidence is 0 to 1 with four decimals, empty where nobody gave one.

    more: columns of the standard that we do not use, by name. line: where it was read, 0 for a new row.
    """

    subject_id: str
    predicate_id: str
    object_id: str
    mapping_justification: str
    subject_label: str = ""
    predicate_modifier: str = ""
    object_label: str = ""
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


def read(path: Path) -> MappingSet:
    """The set in a file. Raises ParseError that lists every row that is not valid, as file:line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(f"{path}：不是 UTF-8", f"{path}: not UTF-8") from error
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    body = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    metadata = _metadata(path, head)
    if not body:
        raise ParseError(f"{path}：没有表头", f"{path}: no line with the names of columns")
    names = _cells(body[0][1])
    faults: list[tuple[int, str, str]] = [
        (body[0][0], f"缺少列 {name}", f"no column {name}") for name in REQUIRED if name not in names
    ]
    if faults:
        raise _invalid(path, faults)
    prefixes = _prefixes(metadata)
    rows = [_row(number, names, _cells(line), prefixes, faults) for number, line in body[1:]]
    if faults:
        raise _invalid(path, faults)
    return MappingSet(metadata, tuple(row for row in rows if row is not None))


def save(path: Path, found: MappingSet) -> None:
    """Writes the set, whole or not at all. The same set gives the same bytes."""
    write(path, to_text(found))


def to_text(found: MappingSet) -> str:
    """The text of a file: the head as YAML in comments, then tab-separated rows in their order."""
    head = yaml.safe_dump(dict(found.metadata), allow_unicode=True, sort_keys=True, width=1_000_000)
    out = io.StringIO()
    for line in head.splitlines():
        out.write(f"#{line}\n")
    rows = sorted(found.mappings, key=lambda row: row.key)
    more = sorted({name for row in rows for name, _ in row.more})
    used = [n for n in COLUMNS if n in REQUIRED or any(getattr(row, n) for row in rows)]
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([*used, *more])
    for row in rows:
        others = dict(row.more)
        cells = [getattr(row, name) for name in used] + [others.get(name, "") for name in more]
        writer.writerow([_flat(cell) for cell in cells])
    return out.getvalue()


def _metadata(path: Path, head: list[str]) -> MappingOf[str, object]:
    try:
        found = yaml.safe_load("\n".join(line[1:] for line in head))
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = where.line + 1 if where else 1
        raise ParseError(f"{path}:{line}：文件头不是 YAML", f"{path}:{line}: the head is not YAML") from error
    if not isinstance(found, dict) or "mapping_set_id" not in found or "license" not in found:
        raise ParseError(
            f"{path}：文件头须有 mapping_set_id 和 license",
            f"{path}: the head needs mapping_set_id and license",
        )
    return found


def _prefixes(metadata: MappingOf[str, object]) -> frozenset[str]:
    known = metadata.get("curie_map")
    return frozenset(known if isinstance(known, dict) else ()) | {"skos", "owl", "semapv", "sssom"}


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter="\t"))


def _row(
    number: int,
    names: list[str],
    cells: list[str],
    prefixes: frozenset[str],
    faults: list[tuple[int, str, str]],
) -> Mapping | None:
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
    known = {one.name for one in fields(Mapping)} - {"more", "line"}
    ours = {name: cell for name, cell in found.items() if name in known}
    more = tuple((name, cell) for name, cell in found.items() if name not in known and cell)
    return Mapping(**ours, more=more, line=number)


def _must_be_one_of(
    number: int, name: str, cell: str, accepted: tuple[str, ...], faults: list[tuple[int, str, str]]
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


def _flat(cell: str) -> str:
    # The standard has no escape for these two inside a cell.
    return cell.replace("\t", " ").replace("\r", " ").replace("\n", " ")


def _invalid(path: Path, faults: list[tuple[int, str, str]]) -> ParseError:
    return ParseError(
        "\n".join(f"{path}:{line}：{zh}" for line, zh, _ in faults),
        "\n".join(f"{path}:{line}: {en}" for line, _, en in faults),
    )
