"""The catalogue: one question per file in queries/*.rq, its `#+` lines being YAML front matter."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import NotFound, ParseError, Text
from kg.namespaces import NAMED_GRAPHS
from kg.query.frontmatter import Front, read_front
from kg.query.services import SERVICES
from kg.settings import root
from kg.sparql.bind import parameters
from kg.sparql.prologue import projection
from kg.sparql.services import clauses

PARAM_TYPES: Final = ("iri", "literal")
# iris: several IRIs between blanks, as GROUP_CONCAT gives them.
COLUMN_TYPES: Final = ("iri", "iris", "literal", "claim", "evidence", "number")
GROUPS: Final = {
    "policy-challenge": Text("政策与挑战", "Policy and challenge"),
    "recommendation-actor": Text("建议与主体", "Recommendation and actor"),
    "law-regulator": Text("法律与监管", "Law and regulator"),
    "company": Text("企业", "Company"),
    "technology-industry": Text("技术与产业", "Technology and industry"),
    "figures": Text("数字与序列", "Figures and series"),
    "comparison": Text("中外比较", "China and abroad"),
    "evidence": Text("文本与出处", "Document and evidence"),
    "quality": Text("缺口与质量", "Gaps and quality"),
}


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
    """One catalogued question. columns is empty for CONSTRUCT and ASK; group is a key of GROUPS.

    with_graphs: named graphs without which it has no answer; merged in whenever it is asked. services: of outside
    datasets that it asks, each with the variable that stands for its records (kg.query.services).
    """

    id: str
    title: Text
    summary: Text
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    group: str
    text: str
    path: Path
    with_graphs: tuple[str, ...] = ()
    services: tuple[tuple[str, str], ...] = ()


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
        raise unknown(Text("目录里没有查询", "no catalogued query"), name, ids)

    def all(self) -> Iterator[CatalogueQuery]:
        """Every question, in the order of ids. Raises ParseError at the first broken file."""
        return (read_query(self.folder / f"{name}.rq") for name in self.ids())


def unknown(missing: Text, name: str, ids: Sequence[str]) -> NotFound:
    """The error for an id that a folder of queries lacks, with near ones and all. missing: such as no lens."""
    near = difflib.get_close_matches(name, ids, n=3)
    listed = ", ".join(ids) or "-"
    zh = f"；相近的：{'、'.join(near)}" if near else ""
    en = f"; near: {', '.join(near)}" if near else ""
    return NotFound(
        f"{missing.zh}“{name}”{zh}；全部：{listed}", f"{missing.en} {name!r}{en}; there are: {listed}"
    )


def read_query(path: Path) -> CatalogueQuery:
    """The question in a file, checked: id, both languages, parameters and columns agree with the query.

    Raises NotFound for a missing file, ParseError with file:line for anything wrong in it.
    """
    front = read_front(path, ("id", "title", "summary", "params", "columns", "group", "with", "services"))
    query = CatalogueQuery(
        id=path.stem,
        title=front.text("title", front.values.get("title")),
        summary=front.text("summary", front.values.get("summary")),
        params=tuple(_param(front, name, spec) for name, spec in front.table("params").items()),
        columns=tuple(_column(front, name, spec) for name, spec in front.table("columns").items()),
        group=_group(front),
        text=front.source,
        path=path,
        with_graphs=tuple(
            front.strings("with", (*NAMED_GRAPHS, *(one.snapshot for one in SERVICES.values())))
        ),
        services=tuple((name, str(variable)) for name, variable in front.table("services").items()),
    )
    _agree(front, query)
    return query


def _group(front: Front) -> str:
    group = front.values.get("group")
    if group in GROUPS:
        return str(group)
    listed = ", ".join(GROUPS)
    raise front.error("group", f"group 应当是：{listed}", f"group must be one of: {listed}")


def _param(front: Front, name: str, spec: object) -> Param:
    kind = spec.get("type") if isinstance(spec, dict) else None
    if not isinstance(spec, dict) or kind not in PARAM_TYPES:
        raise _bad_type(front, "params", name, PARAM_TYPES)
    class_ = spec.get("class")
    return Param(name, str(kind), None if class_ is None else str(class_), bool(spec.get("required", False)))


def _column(front: Front, name: str, spec: object) -> Column:
    kind = spec.get("type") if isinstance(spec, dict) else None
    if kind not in COLUMN_TYPES:
        raise _bad_type(front, "columns", name, COLUMN_TYPES)
    return Column(name, str(kind), front.text("columns", spec, f"columns.{name}"))


def _bad_type(front: Front, key: str, name: str, types: tuple[str, ...]) -> ParseError:
    listed = ", ".join(types)
    return front.error(
        key, f"{key}.{name} 的 type 应当是：{listed}", f"the type of {key}.{name} must be one of: {listed}"
    )


def _agree(front: Front, query: CatalogueQuery) -> None:
    """The front matter says the same as the query below it."""
    declared = sorted(parameters(query.text))
    described = sorted(param.name for param in query.params)
    if declared != described:
        raise front.error(
            "params",
            f"params 写的是 {described}，查询里 VALUES ?x {{ UNDEF }} 声明的是 {declared}",
            f"params names {described}, but the query declares {declared} by VALUES ?x {{ UNDEF }}",
        )
    _agree_on_services(front, query)
    projected = projection(query.text) or []
    columns = [column.name for column in query.columns]
    if projected != columns:
        raise front.error(
            "columns",
            f"columns 写的是 {columns}，查询投影的是 {projected}（不能用 SELECT *）",
            f"columns names {columns}, but the query projects {projected} (SELECT * will not do)",
        )


def _agree_on_services(front: Front, query: CatalogueQuery) -> None:
    """A question asks the outside datasets that it names, each of them, and no other."""
    asked = sorted({one.iri for one in clauses(query.text)})
    named = sorted(SERVICES[name].url for name, _ in query.services if name in SERVICES)
    if asked != named or len(named) != len(query.services):
        listed = ", ".join(f"{name} <{one.url}>" for name, one in SERVICES.items())
        raise front.error(
            "services",
            f"services 写的是 {dict(query.services)}，查询里 SERVICE 的是 {asked}；可用：{listed}",
            f"services names {dict(query.services)}, but the query asks {asked} by SERVICE; there are: {listed}",
        )
