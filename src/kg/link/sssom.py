"""SSSOM files (https://mapping-commons.github.io/sssom/): mappings as rows, what holds for all of them above.

Only the columns of kg.link.mapping are written, in their order; others of the standard are kept as they were read.
Rows are sorted, so that two people who judge different things change different lines.
"""

import csv
import io
from collections.abc import Mapping as MappingOf
from pathlib import Path

import yaml

from kg.errors import ParseError
from kg.link.mapping import COLUMNS, REQUIRED, MappingSet
from kg.link.rows import Fault, mapping_of
from kg.rdfio.output import write


def read(path: Path) -> MappingSet:
    """The set in a file. Raises ParseError that lists every row that is not valid, as file:line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(f"{path}：不是 UTF-8", f"{path}: not UTF-8") from error
    return _parsed(path, text)


def save(path: Path, found: MappingSet) -> None:
    """Writes the set, whole or not at all. The same set gives the same bytes.

    Raises ParseError, as read would, for rows that are not valid; the file stays as it was.
    """
    text = to_text(found)
    _parsed(path, text)
    write(path, text)


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


def _parsed(path: Path, text: str) -> MappingSet:
    lines = text.split("\n")  # a cell may hold what str.splitlines takes for the end of a line
    head = [line for line in lines if line.startswith("#")]
    body = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    metadata = _metadata(path, head)
    if not body:
        raise ParseError(f"{path}：没有表头", f"{path}: no line with the names of columns")
    names = _cells(body[0][1])
    faults: list[Fault] = [
        (body[0][0], f"缺少列 {name}", f"no column {name}") for name in REQUIRED if name not in names
    ]
    if faults:
        raise _invalid(path, faults)
    prefixes = _prefixes(metadata)
    rows = [mapping_of(number, names, _cells(line), prefixes, faults) for number, line in body[1:]]
    if faults:
        raise _invalid(path, faults)
    return MappingSet(metadata, tuple(one for one in rows if one is not None))


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


def _flat(cell: str) -> str:
    # The standard has no escape for these two inside a cell.
    return cell.replace("\t", " ").replace("\r", " ").replace("\n", " ")


def _invalid(path: Path, faults: list[Fault]) -> ParseError:
    return ParseError(
        "\n".join(f"{path}:{line}：{zh}" for line, zh, _ in faults),
        "\n".join(f"{path}:{line}: {en}" for line, _, en in faults),
    )
