"""A matrix as data: which things and links (queries/matrices/<id>.rq), and what its axes are (<id>.yaml beside it)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Text
from kg.query.catalogue import read_query, unknown
from kg.settings import root
from kg.views.lens import plain_query
from kg.views.style import Colour, colour_of, iris_of
from kg.views.yamlfile import YamlFile, YamlMap

# How far a thing is answered by links of the kind that answer, from the best to the worst.
FINDINGS: Final = ("stated", "implied", "none")


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A group of things by their class."""

    title: Text
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AxisSpec:
    """The things of some classes, in groups: those named, else the parts of the largest tree.

    tree: predicate IRIs from part to whole. rest: the group of what stands in no large tree.
    findings: what is said of a thing for each of FINDINGS. many: what single things are called in counts.
    """

    title: Text
    classes: tuple[str, ...]
    tree: tuple[str, ...]
    groups: tuple[GroupSpec, ...]
    rest: Text | None
    findings: dict[str, Text]
    many: Text


@dataclass(frozen=True, slots=True)
class RelationSpec:
    """Properties that count as one kind of link. short: one or two letters for a cell. answers: see FINDINGS."""

    title: Text
    short: Text
    predicates: tuple[str, ...]
    colour: Colour
    answers: bool


@dataclass(frozen=True, slots=True)
class MatrixSpec:
    """query: a CONSTRUCT of the things (rdf:type), their trees and the links between the axes."""

    id: str
    title: Text
    summary: Text
    query: str
    rows: AxisSpec
    columns: AxisSpec
    relations: tuple[RelationSpec, ...]
    group: str = "policy-challenge"

    @property
    def plain_query(self) -> str:
        """The SPARQL alone, without the lines that describe it."""
        return plain_query(self.query)

    def relation(self, predicate: str) -> int | None:
        """The number of the group that a property belongs to, None if it is no link."""
        found = (n for n, group in enumerate(self.relations) if predicate in group.predicates)
        return next(found, None)


class Matrices:
    """All matrices of one folder; files are read when they are asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the .rq and .yaml files are; the installed queries/matrices if None."""
        self.folder = root() / "queries" / "matrices" if folder is None else folder

    def ids(self) -> list[str]:
        """The ids of all matrices, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.rq"))

    def get(self, name: str) -> MatrixSpec:
        """The matrix of that id.

        Raises NotFound, which lists all, and ParseError (file:line) for a broken query or style file.
        """
        ids = self.ids()
        if name in ids:
            return read_matrix(self.folder / f"{name}.rq")
        raise unknown(Text("没有矩阵", "no matrix"), name, ids)


def read_matrix(path: Path) -> MatrixSpec:
    """The matrix whose query is in path. Raises ParseError with file:line for anything missing or unknown."""
    query = read_query(path)
    top = YamlFile(path.with_suffix(".yaml")).root(("rows", "columns", "relations"))
    return MatrixSpec(
        query.id,
        query.title,
        query.summary,
        query.text,
        _axis(top.map("rows")),
        _axis(top.map("columns")),
        tuple(_relation(item) for item in top.maps("relations")),
        query.group,
    )


def _axis(item: YamlMap) -> AxisSpec:
    item.checked(("title", "many", "findings"), ("classes", "tree", "groups", "rest"))
    groups = tuple(
        GroupSpec(part.both("title"), iris_of(part, "classes"))
        for one in (item.maps("groups") if "groups" in item.keys else ())
        for part in (one.checked(("title", "classes")),)
    )
    if not groups and not {"classes", "tree", "rest"} <= set(item.keys):
        raise item.error(
            "title", "缺少 groups，或 classes、tree 和 rest", "give groups, or classes, tree and rest"
        )
    findings = item.map("findings").checked(FINDINGS)
    classes = tuple(name for group in groups for name in group.classes) or iris_of(item, "classes")
    return AxisSpec(
        title=item.both("title"),
        classes=classes,
        tree=iris_of(item, "tree"),
        groups=groups,
        rest=item.both("rest") if "rest" in item.keys else None,
        findings={name: findings.both(name) for name in FINDINGS},
        many=item.both("many"),
    )


def _relation(item: YamlMap) -> RelationSpec:
    item.checked(("title", "short", "predicates", "colour"), ("answers",))
    return RelationSpec(
        title=item.both("title"),
        short=item.both("short"),
        predicates=iris_of(item, "predicates"),
        colour=colour_of(item),
        answers=item.flag("answers"),
    )
