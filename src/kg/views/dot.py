"""DOT for Graphviz: names, colours, dashes and the places of the layout. https://graphviz.org/doc/info/lang.html

`dot` lays it out anew from left to right; `neato -n` keeps the places.
"""

from collections.abc import Iterator
from typing import Final

from kg.errors import Lang
from kg.network.geometry import Box
from kg.network.words import plain
from kg.views.flat import Record, edge_records, node_records, told
from kg.views.scene import Scene
from kg.views.upright import upright

# Pixels of a picture in points and in inches.
_POINTS: Final = 0.75
_INCH: Final = 1 / 96
_BREAK: Final = r"\n"
# DOT knows dashed and dotted only; width and arrowhead tell the rest apart.
_LOOKS: Final = {
    "stated": "style=solid",
    "implied": "style=dashed",
    "editorial": 'style="dotted,bold"',
    "record": 'style="dashed,bold"',
    "projected": "style=dashed, arrowhead=empty",
    "unclaimed": "style=dotted, arrowhead=vee",
}


def to_dot(scene: Scene, lang: Lang) -> str:
    """The whole file; labels without control characters and marks that turn the direction of writing."""
    return "".join(_lines(scene, lang))


def _lines(scene: Scene, lang: Lang) -> Iterator[str]:
    title = r"\l".join(map(_escaped, told(scene, lang))) + r"\l"
    yield "digraph {\n"
    yield f'graph [charset="UTF-8", rankdir=LR, label="{title}", labelloc=b, labeljust=l];\n'
    size = scene.lens.style.spec.font_px
    fonts = f'fontname="Noto Sans CJK SC", fontsize={size * _POINTS:.2f}'
    yield f'node [shape=box, style="rounded,filled", fillcolor="#ffffff", {fonts}];\n'
    yield f"edge [{fonts}];\n"
    for record, box in zip(node_records(scene, lang), scene.geometry[lang].boxes, strict=True):
        yield f"{_quoted(str(record['id']))} [{_node(upright(record), box, size)}];\n"
    for record in edge_records(scene, lang):
        ends = f"{_quoted(str(record['source']))} -> {_quoted(str(record['target']))}"
        yield f"{ends} [{_edge(record, lang)}];\n"
    yield "}\n"


def _node(record: Record, box: Box, size: float) -> str:
    x, y, width, height = (float(record[name]) for name in ("x", "y", "width", "height"))
    return ", ".join(
        (
            f'label="{_BREAK.join(map(_escaped, box.lines))}"',
            f"color={_quoted(str(record['color']))}",
            f"tooltip={_quoted(str(record['label']))}",
            f"class={_quoted(str(record['class']))}",
            f'pos="{x * _POINTS:.2f},{y * _POINTS + 0.0:.2f}!"',
            f"width={width * _INCH:.3f}",
            f"height={height * _INCH:.3f}",
            *((f"fontsize={size * box.scale * _POINTS:.2f}",) if box.scale != 1 else ()),
        )
    )


def _edge(record: Record, lang: Lang) -> str:
    return ", ".join(
        (
            f"label={_quoted(str(record['label']))}",
            f"color={_quoted(str(record['color']))}",
            _LOOKS[str(record["line"])],
            f"class={_quoted(str(record['line']))}",
            f"tooltip={_quoted(str(record[f'sentence_{lang}']))}",
            f"weight={record['weight']}",
        )
    )


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Inside quotes: a backslash would begin an escape such as \\N, the name of the node."""
    return plain(text).replace("\\", "\\\\").replace('"', '\\"')
