"""kg view."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.asked import asked
from kg.cli.completion import lenses, things
from kg.cli.options import emit, emit_pieces, graphs, languages, must_be_writable, or_zh, sources, ui
from kg.errors import OutputError, Text

if TYPE_CHECKING:
    from kg.store.protocol import Store
    from kg.views.lens import Lens
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
    type=click.IntRange(min=1, max=3),  # kg.views.around.MAX_DEPTH, imported late
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
@click.option("--title", help="图的标题 · What the picture is called.")
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

    _one_of(lens, centre)
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
    name = Text(title, title) if title else None
    if centre is not None:
        from kg.views.around import around

        scene = _scene(store, around(store, centre, depth, with_graphs), with_graphs, name)
    else:
        scene = _scene(store, asked(lens or ""), with_graphs, name)
    if not scene.edges:
        _tell(Text("没有可画的关系", "there is no relation to draw"))
    written = files(scene, media.name, or_zh(lang))
    for added, content in written.items():
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
        _warn_of_limits(len(scene.edges), sum(len(content) for content in written.values()))


def _one_of(lens: str | None, centre: str | None) -> None:
    """Raises UsageError unless there is one thing to draw, and --depth only where it counts."""
    if (lens is None) == (centre is None):
        both = Text("给出其一（kg views 列出全部）", "give one of them (kg views lists all)")
        raise click.UsageError(f"[LENS] / --around: {both.in_(ui())}")
    given = click.get_current_context().get_parameter_source("depth")
    if centre is None and given is click.core.ParameterSource.COMMANDLINE:
        alone = Text("只与 --around 同用", "only together with --around")
        raise click.UsageError(f"--depth: {alone.in_(ui())}")


def _scene(store: "Store", asked: "Lens | str", with_graphs: tuple[str, ...], title: Text | None) -> "Scene":
    from kg.views.render import scene_of_query
    from kg.views.scene import scene_of

    if isinstance(asked, str):
        return scene_of_query(store, asked, with_graphs, title)
    return scene_of(store, replace(asked, title=title or asked.title), with_graphs)


def _warn_of_limits(edges: int, characters: int) -> None:
    from kg.views.mermaid import MAX_CHARACTERS, MAX_EDGES

    if edges > MAX_EDGES:
        _tell(
            Text(
                f"{edges} 条关系多于 Mermaid 通常肯画的 {MAX_EDGES} 条；请用更窄的视图，或提高 maxEdges",
                f"{edges} relations are more than the {MAX_EDGES} that Mermaid draws by default; "
                "use a narrower view, or raise maxEdges",
            )
        )
    if characters > MAX_CHARACTERS:
        _tell(
            Text(
                f"{characters} 个字符多于 Mermaid 通常肯读的 {MAX_CHARACTERS} 个；请用更窄的视图，或提高 maxTextSize",
                f"{characters} characters are more than the {MAX_CHARACTERS} that Mermaid reads by default; "
                "use a narrower view, or raise maxTextSize",
            )
        )


def _tell(message: Text) -> None:
    click.echo(f"kg: {message.in_(ui())}", err=True)
