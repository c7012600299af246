"""kg view."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.completion import lenses, things
from kg.cli.options import emit, emit_pieces, graphs, is_file, languages, must_be_writable, or_zh, sources, ui
from kg.errors import Lang, OutputError, Text

if TYPE_CHECKING:
    from kg.rdfio.media import Media
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
    "--pair",
    nargs=2,
    metavar="ROWS COLUMNS",
    help="矩阵中一组行与一组列，逐项列出（序号、别名或名称） · Of a matrix, a group of rows and one of columns, item by "
    "item: by number, slug or title.",
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
    pair: tuple[str, str] | None,
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
    from kg.rdfio.media import MATRIX, VIEW
    from kg.store.open import open_store
    from kg.views.matrix.spec import Matrices
    from kg.views.render import choose, files, lacks_chinese

    _one_of(lens, centre)
    is_matrix = lens is not None and (lens.startswith("matrix-") or lens in Matrices().ids())
    if pair is not None and not is_matrix:
        alone = Text("只与矩阵同用（kg views 列出）", "only together with a matrix (kg views lists them)")
        raise click.UsageError(f"--pair: {alone.in_(ui())}")
    media = choose(format_, output, MATRIX if is_matrix else VIEW)  # before anything is computed
    _check(media, output)
    store = open_store(source)
    name = Text(title, title) if title else None
    if is_matrix:
        _write_matrix(store, lens or "", pair, with_graphs, name, media, output, or_zh(lang))
        return
    if centre is not None:
        from kg.views.around import around

        scene = _scene(store, around(store, centre, depth, with_graphs), with_graphs, name)
    else:
        scene = _scene(store, _asked(lens or ""), with_graphs, name)
    if not scene.edges:
        _tell(Text("没有可画的关系", "there is no relation to draw"))
    written = files(scene, media.name, or_zh(lang))
    _save(written, output)
    if media.binary and lacks_chinese(scene, or_zh(lang)):
        _tell(_NO_FONT)
    if media.name == "mermaid":
        _warn_of_limits(len(scene.edges), sum(len(content) for content in written.values()))


_NO_FONT: Final = Text(
    "这台机器没有中文字体，图里的汉字成了方框；请安装一种（如 fonts-noto-cjk），或改用 -f svg、-f html 在有中文字体的机器上看",
    "this machine has no Chinese font, so the picture shows boxes instead of characters; install one "
    "(such as fonts-noto-cjk), or use -f svg or -f html, which are drawn where they are opened",
)


def _check(media: "Media", output: Path | None) -> None:
    """Raises before anything is computed: csv is several files, a picture needs its library and a file or pipe."""
    from kg.rdfio import raster
    from kg.rdfio.media import MATRIX

    must_be_writable(media, output)
    if media.name == "csv" and not is_file(output):
        parts = ("cells", "links", "findings") if media in MATRIX else ("nodes", "edges")
        listed = [f"-f {name}" for name in parts]
        raise OutputError(
            f"{media.name} 是{'三' if len(parts) > 2 else '两'}个文件；请用 -o 名称.csv，或用 {'、'.join(listed)} 只写其中一个",
            f"{media.name} is {'three' if len(parts) > 2 else 'two'} files; use -o NAME.csv, or "
            f"{', '.join(listed[:-1])} or {listed[-1]} for one of them",
        )
    if media.binary:
        raster.available()


def _write_matrix(
    store: "Store",
    name: str,
    pair: tuple[str, str] | None,
    with_graphs: tuple[str, ...],
    title: Text | None,
    media: "Media",
    output: Path | None,
    lang: Lang,
) -> None:
    from kg.views.matrix.build import matrix_of, pair_of
    from kg.views.matrix.render import files, lacks_chinese
    from kg.views.matrix.spec import Matrices

    matrix = matrix_of(store, Matrices().get(name), with_graphs)
    matrix = pair_of(matrix, *pair) if pair else matrix
    if title:
        matrix = replace(matrix, spec=replace(matrix.spec, title=title))
    _save(files(matrix, media.name, lang), output)
    if media.binary and lacks_chinese(matrix, lang):
        _tell(_NO_FONT)


def _save(written: Mapping[str, str | bytes], output: Path | None) -> None:
    """Write each file under the name of the output and what is added to it, and say so."""
    for added, content in written.items():
        path = output.with_name(f"{output.stem}{added}{output.suffix}") if is_file(output) else output
        if isinstance(content, str):
            emit(content, path)
        else:
            emit_pieces((content,), path)
        if is_file(path):
            click.echo(f"已写出 {path}" if ui() == "zh" else f"wrote {path}", err=True)


def _one_of(lens: str | None, centre: str | None) -> None:
    """Raises UsageError unless there is one thing to draw, and --depth only where it counts."""
    if (lens is None) == (centre is None):
        both = Text("给出其一（kg views 列出全部）", "give one of them (kg views lists all)")
        raise click.UsageError(f"[LENS] / --around: {both.in_(ui())}")
    given = click.get_current_context().get_parameter_source("depth")
    if centre is None and given is click.core.ParameterSource.COMMANDLINE:
        alone = Text("只与 --around 同用", "only together with --around")
        raise click.UsageError(f"--depth: {alone.in_(ui())}")


def _asked(text: str) -> "Lens | str":
    """A lens by its name or in a file; else the query that is the text, its file or the stream."""
    from kg.query.question import in_utf8, query_of
    from kg.views.lens import Lenses, read_lens

    query = in_utf8(sys.stdin.buffer.read(), "-") if text == "-" else query_of(text)
    if query is None:
        return Lenses().get(text)
    path = Path(text) if text.endswith((".rq", ".sparql")) else None
    return read_lens(path) if path is not None and path.with_suffix(".yaml").is_file() else query


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
