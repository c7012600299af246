"""kg view."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.completion import lenses, things
from kg.cli.options import emit, emit_pieces, graphs, languages, must_be_writable, or_zh, sources, ui
from kg.errors import OutputError, Text

if TYPE_CHECKING:
    from kg.store.protocol import Store
    from kg.views.scene import Scene


@click.command()
@click.argument("lens", metavar="[LENS|FILE|-|CONSTRUCT]", required=False, shell_complete=lenses)
@click.option(
    "--around",
    "centre",
    metavar="THING",
    shell_complete=things,
    help="不用视角，而是一个事物的周围 · Instead of a lens, what is around a thing, by any of its names.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=1, max=3),
    default=2,
    show_default=True,
    help="周围几步 · How many steps around it.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    metavar="FORMAT",
    help="不给则看 -o 的扩展名，再不然 html · When not given, the ending of -o decides, else html. "
    "html svg png pdf; graphml gexf cytoscape nodelink; dot mermaid; csv nodes edges",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="写到文件，不给则写到标准输出；x.csv 写 x-nodes.csv 和 x-edges.csv · "
    "Write to a file; x.csv becomes x-nodes.csv and x-edges.csv.",
)
@click.option("--title", help="查询结果的标题 · What the picture of a query's result is called.")
@graphs
@sources
@languages
def command(
    lens: str | None,
    centre: str | None,
    depth: int,
    format_: str | None,
    output: Path | None,
    title: str | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """导出视图 · Export a view of the graph, or of the result of a query, as a picture or for another program.

    \b
    Example: kg view policy-challenge -o policy-challenge.html
    """
    from kg.rdfio import raster
    from kg.store.open import open_store
    from kg.views.render import PARTS, choose, files, lacks_chinese

    if (lens is None) == (centre is None):
        raise click.UsageError(
            "[LENS] / --around: 给出其一（kg views 列出全部）· give one of them (kg views lists all)"
        )
    media = choose(format_, output)  # before anything is computed
    must_be_writable(media, output)
    to_stdout = output is None or str(output) == "-"
    if media.name in PARTS and to_stdout:
        raise OutputError(
            f"{media.name} 是两个文件；请用 -o 名称.csv，或用 -f nodes、-f edges 只写其中一个",
            f"{media.name} is two files; use -o NAME.csv, or -f nodes or -f edges for one of them",
        )
    if media.binary:
        raster.available()
    store = open_store(source)
    if centre is not None:
        from kg.views.around import around
        from kg.views.scene import scene_of

        scene = scene_of(store, around(store, centre, depth, with_graphs), with_graphs)
    else:
        scene = _scene(store, lens or "", with_graphs, title)
    if not scene.edges:
        _tell(Text("没有可画的关系", "there is no relation to draw"))
    for added, content in files(scene, media.name, or_zh(lang)).items():
        path = (
            output
            if to_stdout or output is None
            else output.with_name(f"{output.stem}{added}{output.suffix}")
        )
        if isinstance(content, str):
            emit(content, path)
        else:
            emit_pieces((content,), path)
        if not to_stdout:
            click.echo(f"已写出 {path}" if ui() == "zh" else f"wrote {path}", err=True)
    if media.binary and lacks_chinese(scene, or_zh(lang)):
        _tell(
            Text(
                "这台机器没有中文字体，图里的汉字成了方框；请安装一种（如 fonts-noto-cjk），或改用 -f svg、-f html 在有中文字体的机器上看",
                "this machine has no Chinese font, so the picture shows boxes instead of characters; install one "
                "(such as fonts-noto-cjk), or use -f svg or -f html, which are drawn where they are opened",
            )
        )
    if media.name == "mermaid":
        _warn_of_limits(scene)


def _scene(store: "Store", asked: str, with_graphs: tuple[str, ...], title: str | None) -> "Scene":
    """Of a lens by its name, a lens or a query in a file, or a query."""
    from kg.query.question import query_of
    from kg.views.lens import Lenses, read_lens
    from kg.views.render import scene_of_query
    from kg.views.scene import scene_of

    query = sys.stdin.read() if asked == "-" else query_of(asked)
    if query is None:
        return scene_of(store, Lenses().get(asked), with_graphs)
    path = Path(asked) if asked.endswith((".rq", ".sparql")) else None
    if path is not None and path.with_suffix(".yaml").is_file():
        return scene_of(store, read_lens(path), with_graphs)
    return scene_of_query(store, query, with_graphs, Text(title, title) if title else None)


def _warn_of_limits(scene: "Scene") -> None:
    from kg.views.mermaid import MAX_EDGES

    if len(scene.edges) > MAX_EDGES:
        _tell(
            Text(
                f"{len(scene.edges)} 条关系多于 Mermaid 通常肯画的 {MAX_EDGES} 条；请用更窄的视图，或提高 maxEdges 与 maxTextSize",
                f"{len(scene.edges)} relations are more than the {MAX_EDGES} that Mermaid draws by default; "
                "use a narrower view, or raise maxEdges and maxTextSize",
            )
        )


def _tell(message: Text) -> None:
    click.echo(f"kg: {message.in_(ui())}", err=True)
