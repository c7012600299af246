"""The catalogue: one question per file in queries/*.rq, its `#+` lines being YAML front matter."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import NotFound, ParseError, Text
from kg.namespaces import NAMED_GRAPHS
from kg.settings import root
from kg.sparql.bind import parameters
from kg.sparql.prologue import projection

PARAM_TYPES: Final = ("iri", "literal")
# iris: several IRIs between blanks, as GROUP_CONCAT gives them.
COLUMN_TYPES: Final = ("iri", "iris", "literal", "claim", "evidence", "number")
_MARK: Final = "#+"


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: kind 'iri' or 'literal'; class_: CURIE of the class its values belong to."""

    name: str
    kind: str
    class_: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: its kind (COLUMN_TYPES) and its heading in both languages."""

    name: str
    kind: str
    label: Text

    @property
    def hidden(self) -> bool:
        """Whether tables for reading leave the column out: it is there to carry evidence."""
        return self.kind == "claim"


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """One catalogued question. columns is empty for CONSTRUCT and ASK.

    with_graphs: named graphs without which it has no answer; merged in whenever it is asked.
    """

    id: str
    title: Text
    summary: Text
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    tags: tuple[str, ...]
    text: str
    path: Path
    with_graphs: tuple[str, ...] = ()


class Catalogue:
    """All questions of one folder; files are read when they are asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the .rq files are; the installed queries/ if None."""
        self.folder = root() / "queries" if folder is None else folder

    def ids(self) -> list[str]:
        """The ids of all questions, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.rq"))

    def get(self, name: str) -> CatalogueQuery:
        """The question of that id. Raises NotFound with near ones, ParseError for a broken file."""
        ids = self.ids()
        if name in ids:
            return read_query(self.folder / f"{name}.rq")
        near = difflib.get_close_matches(name, ids, n=3)
        listed = ", ".join(ids) or "-"
        zh = f"；相近的：{'、'.join(near)}" if near else ""
        en = f"; near: {', '.join(near)}" if near else ""
        raise NotFound(
            f"目录里没有查询“{name}”{zh}；全部：{listed}",
            f"no catalogued query {name!r}{en}; there are: {listed}",
        )

    def all(self) -> Iterator[CatalogueQuery]:
        """Every question, in the order of ids. Raises ParseError at the first broken file."""
        return (read_query(self.folder / f"{name}.rq") for name in self.ids())


def read_query(path: Path) -> CatalogueQuery:
    """The question in a file, checked: id, both languages, parameters and columns agree with the query.

    Raises NotFound for a missing file, ParseError with file:line for anything wrong in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"没有文件 {path}", f"there is no file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ParseError(f"{path}：读不了（{error}）", f"{path}: cannot be read ({error})") from error
    front = _Front(path, text)
    known = ("id", "title", "summary", "params", "columns", "tags", "with")
    for key in front.values:
        if key not in known:
            listed = ", ".join(known)
            raise front.error(
                str(key), f"未知的键“{key}”；可用：{listed}", f"unknown key {key!r}; known: {listed}"
            )
    if front.values.get("id") != path.stem:
        raise front.error("id", f"id 应当是文件名 {path.stem}", f"id must be the file name, {path.stem}")
    query = CatalogueQuery(
        id=path.stem,
        title=front.text("title", front.values.get("title")),
        summary=front.text("summary", front.values.get("summary")),
        params=tuple(_param(front, name, spec) for name, spec in front.table("params").items()),
        columns=tuple(_column(front, name, spec) for name, spec in front.table("columns").items()),
        tags=front.listed("tags"),
        text=text,
        path=path,
        with_graphs=front.listed("with", NAMED_GRAPHS),
    )
    _agree(front, query)
    return query


class _Front:
    """The front matter of one file as plain values, with the line each top key stands on."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        # Other lines become blank ones, so that YAML's line numbers are the file's.
        lines = [line[2:].removeprefix(" ") if line.startswith(_MARK) else "" for line in text.splitlines()]
        self._lines = lines
        self.values = self._load("\n".join(lines))

    def _load(self, source: str) -> dict[str, object]:
        import yaml  # late: queries that are not from the catalogue do without

        try:
            values = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._error(
                line, f"不是合法的 YAML：{error.problem}", f"not YAML: {error.problem}"
            ) from error
        except yaml.YAMLError as error:
            raise self._error(1, f"不是合法的 YAML：{error}", f"not YAML: {error}") from error
        if not isinstance(values, dict):
            raise self._error(1, "缺少 #+ 开头的说明", "the front matter (#+ lines) is missing")
        return values

    def text(self, key: str, value: object, what: str = "") -> Text:
        """Both languages of a value {zh: …, en: …}."""
        found = [value.get(lang) if isinstance(value, dict) else None for lang in ("zh", "en")]
        zh, en = found
        if not isinstance(zh, str) or not isinstance(en, str) or not zh.strip() or not en.strip():
            name = what or key
            raise self.error(key, f"{name} 要有 zh 和 en 两种文字", f"{name} needs a text in zh and in en")
        return Text(zh, en)

    def table(self, key: str) -> Mapping[str, object]:
        """A mapping from names to their descriptions; empty if the key is absent."""
        value = self.values.get(key) or {}
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise self.error(key, f"{key} 应当是名称到说明的映射", f"{key} must map names to descriptions")
        return value

    def listed(self, key: str, accepted: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The words of a list, none if the key is absent; each must be accepted where that is given."""
        value = self.values.get(key) or []
        if not isinstance(value, list):
            raise self.error(key, f"{key} 应当是列表", f"{key} must be a list")
        words = tuple(str(word) for word in value)
        for word in words:
            if accepted is not None and word not in accepted:
                known = ", ".join(accepted)
                raise self.error(
                    key,
                    f"{key} 里没有“{word}”；可用：{known}",
                    f"{key} cannot hold {word!r}; there are: {known}",
                )
        return words

    def error(self, key: str, zh: str, en: str) -> ParseError:
        """A ParseError at the line of a top key, at the first line if it is missing."""
        for number, line in enumerate(self._lines, 1):
            if line.startswith(f"{key}:"):
                return self._error(number, zh, en)
        return self._error(1, zh, en)

    def _error(self, line: int, zh: str, en: str) -> ParseError:
        return ParseError(f"{self.path}:{line}：{zh}", f"{self.path}:{line}: {en}")


def _param(front: _Front, name: str, spec: object) -> Param:
    kind = spec.get("type") if isinstance(spec, dict) else None
    if not isinstance(spec, dict) or kind not in PARAM_TYPES:
        raise _bad_type(front, "params", name, PARAM_TYPES)
    class_ = spec.get("class")
    return Param(name, str(kind), None if class_ is None else str(class_), bool(spec.get("required", False)))


def _column(front: _Front, name: str, spec: object) -> Column:
    kind = spec.get("type") if isinstance(spec, dict) else None
    if kind not in COLUMN_TYPES:
        raise _bad_type(front, "columns", name, COLUMN_TYPES)
    return Column(name, str(kind), front.text("columns", spec, f"columns.{name}"))


def _bad_type(front: _Front, key: str, name: str, types: tuple[str, ...]) -> ParseError:
    listed = ", ".join(types)
    return front.error(
        key, f"{key}.{name} 的 type 应当是：{listed}", f"the type of {key}.{name} must be one of: {listed}"
    )


def _agree(front: _Front, query: CatalogueQuery) -> None:
    """The front matter says the same as the query below it."""
    declared = sorted(parameters(query.text))
    described = sorted(param.name for param in query.params)
    if declared != described:
        raise front.error(
            "params",
            f"params 写的是 {described}，查询里 VALUES ?x {{ UNDEF }} 声明的是 {declared}",
            f"params names {described}, but the query declares {declared} by VALUES ?x {{ UNDEF }}",
        )
    projected = projection(query.text) or []
    columns = [column.name for column in query.columns]
    if projected != columns:
        raise front.error(
            "columns",
            f"columns 写的是 {columns}，查询投影的是 {projected}（不能用 SELECT *）",
            f"columns names {columns}, but the query projects {projected} (SELECT * will not do)",
        )
