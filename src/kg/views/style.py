"""The style file of a lens: columns, marks and colours of classes, colours and dashes of lines.

What a style file does not say, default.yaml says: the one beside it, else the installed one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.errors import KgError, Text
from kg.namespaces import expand
from kg.network.geometry import ColumnSpec, LayoutSpec
from kg.network.layout import LAYOUTS
from kg.network.measures.words import MEASURES
from kg.settings import root
from kg.views.yamlfile import YamlFile, YamlMap

MARKS: Final = ("circle", "square", "diamond", "triangle", "hexagon", "ring", "bar", "cross")
# What a line can stand on: a basis (in the order of kg.network.records.BASES), an edge that is no fact, an edge
# without claims.
LINES: Final = ("stated", "implied", "editorial", "record", "projected", "unclaimed")
DEFAULT: Final = "default.yaml"
_LOOKS: Final = ("classes", "otherClasses", "relations", "otherRelations", "lines")
_SIZES: Final = ("gap", "row_gap", "font_px", "max_lines")
# What may follow a measure, and which.
_MEASURED: Final[Mapping[str, tuple[str, ...]]] = {
    "size": tuple(name for name in MEASURES if name != "community"),
    "colour": ("community",),
}
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Colour:
    """The same colour for a light and for a dark background, as #rrggbb."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class ClassStyle:
    """How the things of a class are marked; title: what the legend calls them, if not by the class's label."""

    mark: str
    colour: Colour
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """A group of properties that share a colour; skeleton: thin, behind the others."""

    title: Text
    predicates: tuple[str, ...]
    colour: Colour
    skeleton: bool = False


@dataclass(frozen=True, slots=True)
class LineStyle:
    """dash: pixels drawn and left out in turn, empty for a solid line."""

    dash: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Style:
    """All of a style file; the last relation group takes the properties that no other names.

    size, colour: the measures (kg.network.measures) that they follow, None for the usual ones.
    """

    layout: str
    spec: LayoutSpec
    headings: tuple[Text, ...]
    classes: Mapping[str, ClassStyle]
    other_classes: ClassStyle
    relations: tuple[RelationStyle, ...]
    lines: Mapping[str, LineStyle]
    size: str | None = None
    colour: str | None = None

    def class_style(self, class_iri: str | None) -> ClassStyle:
        return self.classes.get(class_iri or "", self.other_classes)

    def relation(self, predicate: str) -> int:
        """The number of the group that a property belongs to."""
        last = len(self.relations) - 1
        return next((n for n, group in enumerate(self.relations) if predicate in group.predicates), last)


def read_style(path: Path) -> Style:
    """The style in a file. Raises ParseError with file:line for anything missing, unknown or ill-formed."""
    top = YamlFile(path).root(("layout",), ("columns", *_LOOKS, *_SIZES, *_MEASURED))
    layout = top.text("layout")
    if layout not in LAYOUTS:
        listed = ", ".join(LAYOUTS)
        raise top.error(
            "layout", f"没有布局“{layout}”；可用：{listed}", f"no layout {layout!r}; there are: {listed}"
        )
    if layout == "columns" and "columns" not in top.keys:
        raise top.error("columns", "缺少“columns”", "'columns' is missing")
    if layout != "columns" and "columns" in top.keys:
        raise top.error(
            "columns", f"布局 {layout} 没有 columns", f"the layout {layout} has no use for 'columns'"
        )
    columns = [
        item.checked(("title", "classes", "width"), ("tree", "kinds", "in_order", "first"))
        for item in (top.maps("columns") if "columns" in top.keys else ())
    ]
    style = _style(
        [top, _default_of(path.parent)],
        layout,
        tuple(_column(column) for column in columns),
        tuple(column.both("title") for column in columns),
    )
    return replace(style, size=_measure(top, "size"), colour=_measure(top, "colour"))


def _measure(top: YamlMap, key: str) -> str | None:
    if key not in top.keys:
        return None
    name = top.text(key)
    if name not in _MEASURED[key]:
        listed = ", ".join(_MEASURED[key])
        raise top.error(
            key,
            f"“{key}”没有度量“{name}”；可用：{listed}",
            f"no measure {name!r} for {key!r}; there are: {listed}",
        )
    return name


def plain_style(layout: str, columns: Sequence[ColumnSpec] = (), headings: Sequence[Text] = ()) -> Style:
    """The looks of default.yaml in a layout of kg.network.layout.LAYOUTS. Raises ParseError as read_style does."""
    return _style([_default_of()], layout, tuple(columns), tuple(headings))


def _default_of(folder: Path | None = None) -> YamlMap:
    """The file that says what a lens does not: the folder's own, else the installed one."""
    own = folder and folder / DEFAULT
    path = own if own and own.is_file() else root() / "queries" / "views" / DEFAULT
    return YamlFile(path).root((*_LOOKS, *_SIZES))


def _style(
    files: Sequence[YamlMap], layout: str, columns: tuple[ColumnSpec, ...], headings: tuple[Text, ...]
) -> Style:
    """files: the first that has a key decides; classes are taken from all."""

    def first(key: str) -> YamlMap:
        return next((file for file in files if key in file.keys), files[-1])

    return Style(
        layout=layout,
        spec=LayoutSpec(
            columns=columns,
            font_px=first("font_px").number("font_px"),
            gap=first("gap").number("gap"),
            row_gap=first("row_gap").number("row_gap"),
            max_lines=int(first("max_lines").number("max_lines")),
        ),
        headings=headings,
        classes={
            _iri(item, name): _class(item.map(name))
            for file in reversed(files)
            if "classes" in file.keys
            for item in (file.map("classes"),)
            for name in item.keys
        },
        other_classes=_class(first("otherClasses").map("otherClasses")),
        relations=(
            *(_relation(item) for item in first("relations").maps("relations")),
            RelationStyle(
                Text("其他", "Other"),
                (),
                colour_of(first("otherRelations").map("otherRelations").checked(("colour",))),
            ),
        ),
        lines=_lines(first("lines").map("lines")),
    )


def _column(item: YamlMap) -> ColumnSpec:
    return ColumnSpec(
        classes=iris_of(item, "classes"),
        width=item.number("width"),
        tree=iris_of(item, "tree"),
        kinds=iris_of(item, "kinds"),
        in_order=item.flag("in_order"),
        first=iris_of(item, "first"),
    )


def _class(item: YamlMap) -> ClassStyle:
    item.checked(("mark", "colour"), ("title",))
    mark = item.text("mark")
    if mark not in MARKS:
        listed = ", ".join(MARKS)
        raise item.error(
            "mark", f"没有记号“{mark}”；可用：{listed}", f"no mark {mark!r}; there are: {listed}"
        )
    return ClassStyle(mark, colour_of(item), item.both("title") if "title" in item.keys else None)


def _relation(item: YamlMap) -> RelationStyle:
    item.checked(("title", "predicates", "colour"), ("skeleton",))
    return RelationStyle(
        title=item.both("title"),
        predicates=iris_of(item, "predicates"),
        colour=colour_of(item),
        skeleton=item.flag("skeleton"),
    )


def _lines(item: YamlMap) -> dict[str, LineStyle]:
    item.checked(LINES)
    parts = {name: item.map(name).checked(("dash", "width")) for name in LINES}
    return {name: LineStyle(part.numbers("dash"), part.number("width")) for name, part in parts.items()}


def colour_of(item: YamlMap) -> Colour:
    """The value of `colour`, for a light and a dark background. Raises ParseError."""
    found = item.texts("colour")
    if len(found) != 2 or not all(_COLOUR.fullmatch(colour) for colour in found):
        zh = "colour 要两个 #rrggbb（小写）：浅色背景和深色背景"
        raise item.error("colour", zh, "colour needs two of #rrggbb (lower case): on light, on dark")
    return Colour(*found)


def iris_of(item: YamlMap, key: str) -> tuple[str, ...]:
    """The IRIs of the CURIEs in a list, none where the key is missing. Raises ParseError."""
    return tuple(_iri(item, name, key) for name in item.texts(key)) if key in item.keys else ()


def _iri(item: YamlMap, name: str, key: str | None = None) -> str:
    try:
        return expand(name)
    except KgError as error:
        raise item.error(key or name, *error.text) from error
