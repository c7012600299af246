"""The checks of queries/checks: one query a file, every row a violation."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

import yaml

from kg.check.violations import Severity, Violation
from kg.errors import Lang, ParseError, QuerySyntaxError, Text
from kg.namespaces import SCHEME, shorten
from kg.sparql.prologue import projection
from kg.store.protocol import Row, Store, select
from kg.store.terms import Iri, Literal, Term

SUFFIX: Final = "-violation"
_MARK: Final = "#+"
_KEYS: Final = ("id", "title", "message", "severity", "why")
_SEPARATOR: Final = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class CheckQuery:
    """One check. The message has the query's columns as {placeholders}; ?focus is what it is about."""

    id: str
    title: Text
    message: Text
    severity: Severity
    why: Text
    columns: tuple[str, ...]
    text: str
    path: Path


def load_all(folder: Path) -> list[CheckQuery]:
    """Every check of a folder in the order of ids. Raises ParseError at the first broken file."""
    return [load(path) for path in sorted(folder.glob(f"*{SUFFIX}.rq"))]


def load(path: Path) -> CheckQuery:
    """The check in a file. Raises ParseError for anything wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
        front = yaml.safe_load(
            "\n".join(
                line[len(_MARK) :].removeprefix(" ") for line in text.splitlines() if line.startswith(_MARK)
            )
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise ParseError(f"{path}：读不了（{reason}）", f"{path}: cannot be read ({reason})") from error
    if not isinstance(front, dict) or set(front) != set(_KEYS):
        keys = ", ".join(_KEYS)
        raise _error(path, f"#+ 说明须恰有 {keys}", f"the front matter must have exactly {keys}")
    if front["id"] + SUFFIX != path.stem:
        raise _error(path, f"id 应与文件名 <id>{SUFFIX}.rq 一致", f"the file must be named <id>{SUFFIX}.rq")
    severities = get_args(Severity)
    if front["severity"] not in severities:
        raise _error(path, f"severity 可用：{severities}", f"severity must be one of {severities}")
    columns = projection(text) or []
    message = _text(path, front, "message")
    for field in (*_fields(message.zh), *_fields(message.en), "focus"):
        if field not in columns:
            raise _error(path, f"查询没有列 ?{field}", f"the query has no column ?{field}")
    return CheckQuery(
        id=front["id"],
        title=_text(path, front, "title"),
        message=message,
        severity=front["severity"],
        why=_text(path, front, "why"),
        columns=tuple(columns),
        text=text,
        path=path,
    )


def run(store: Store, check: CheckQuery) -> Iterator[Violation]:
    """One violation for each row. Raises ParseError if the query is not SPARQL."""
    try:
        rows = select(store, check.text).rows
    except QuerySyntaxError as error:
        raise ParseError(f"{check.path}：{error.text.zh}", f"{check.path}: {error.text.en}") from error
    for row in rows:
        focus = row[check.columns.index("focus")]
        message = Text(_filled(check, row, "zh"), _filled(check, row, "en"))
        yield Violation(check.id, check.severity, _plain(focus), message)


def _filled(check: CheckQuery, row: Row, lang: Lang) -> str:
    cells = {name: _shown(cell, lang) for name, cell in zip(check.columns, row, strict=True)}
    return check.message.in_(lang).format_map(cells)


def _plain(cell: Term | None) -> str:
    if cell is None:
        return ""
    return cell.label if not isinstance(cell, Iri | Literal) else cell.value


def _shown(cell: Term | None, lang: Lang) -> str:
    """A cell in words: IRIs as people write them, also those of a GROUP_CONCAT."""
    if isinstance(cell, Iri):
        return shorten(cell.value).removeprefix(SCHEME)
    written = _plain(cell)
    words = written.split(" ")
    if all("://" in word for word in words):
        return _SEPARATOR[lang].join(sorted(shorten(word) for word in words))
    return written


def _fields(message: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(message) if name is not None]


def _text(path: Path, front: dict[str, object], key: str) -> Text:
    value = front[key]
    if not isinstance(value, dict) or set(value) != {"zh", "en"} or not all(value.values()):
        raise _error(path, f"{key} 须有 zh 和 en", f"{key} needs zh and en")
    return Text(str(value["zh"]), str(value["en"]))


def _error(path: Path, zh: str, en: str) -> ParseError:
    return ParseError(f"{path}：{zh}", f"{path}: {en}")
