"""kg view."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.asked import asked
from kg.cli.completion import lenses, things
from kg.cli.options import graphs, languages, or_zh, sources, tell, ui
from kg.cli.view_files import NO_FONT, check, save, warn_of_limits, warn_of_page, write_matrix
from kg.cli.ways import NAMES as PATH_OPTIONS
from kg.cli.ways import ways
from kg.errors import Text

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
    "--from",
    "start",
    metavar="THING",
    shell_complete=things,
    help="不用视角，而是两个事物之间的路径：起点 · Instead of a lens, the paths between two things: the first.",
)
@click.option("--to", "end", metavar="THING", shell_complete=things, help="终点 · The last.")
@ways
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
    start: str | None,
    end: str | None,
    limit: int,
    max_steps: int,
    directed: bool,
    avoid: tuple[str, ...],
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
    from kg.rdfio.media import HTML, MATRIX, VIEW, chosen
    from kg.store.open import open_store
    from kg.views.matrix.spec import Matrices
    from kg.views.render import files, lacks_chinese

    is_matrix = lens is not None and (lens.startswith("matrix-") or lens in Matrices().ids())
    _one_of(lens, centre, start, end, is_matrix=is_matrix)
    media = chosen(format_, output, MATRIX if is_matrix else VIEW, HTML)  # before anything is computed
    check(media, output)
    store = open_store(source)
    name = Text(title, title) if title else None
    if is_matrix:
        write_matrix(store, lens or "", pair, with_graphs, name, media, output, or_zh(lang))
        return
    if centre is not None:
        from kg.views.around import around

        scene = _scene(store, around(store, centre, depth, with_graphs), with_graphs, name)
    elif start is not None and end is not None:
        from kg.views.path import between

        found = between(
            store,
            start,
            end,
            limit=limit,
            max_steps=max_steps,
            directed=directed,
            avoid=avoid,
            with_graphs=with_graphs,
        )
        scene = _scene(store, found, with_graphs, name)
    else:
        scene = _scene(store, asked(lens or ""), with_graphs, name)
    if not scene.edges:
        tell(Text("没有可画的关系", "there is no relation to draw"))
    written = files(scene, media.name, or_zh(lang))
    save(written, output)
    if media.binary and lacks_chinese(scene, or_zh(lang)):
        tell(NO_FONT)
    if media.name == "html":
        warn_of_page(written[""])
    if media.name == "mermaid":
        warn_of_limits(len(scene.edges), sum(len(content) for content in written.values()))


def _one_of(
    lens: str | None, centre: str | None, start: str | None, end: str | None, *, is_matrix: bool
) -> None:
    """Raises UsageError unless there is one thing to draw, and options only where they count."""
    if (start is None) != (end is None):
        both = Text("要一起给出", "give both of them")
        raise click.UsageError(f"--from / --to: {both.in_(ui())}")
    if sum(given is not None for given in (lens, centre, start)) != 1:
        one = Text("给出其一（kg views 列出全部）", "give one of them (kg views lists all)")
        raise click.UsageError(f"[LENS] / --around / --from … --to: {one.in_(ui())}")
    only = {"depth": (centre is not None, Text("只与 --around 同用", "only together with --around"))}
    paths = start is not None, Text("只与 --from … --to 同用", "only together with --from … --to")
    only |= dict.fromkeys(PATH_OPTIONS, paths)
    matrix = Text("只与矩阵同用（kg views 列出）", "only together with a matrix (kg views lists them)")
    only["pair"] = is_matrix, matrix
    context = click.get_current_context()
    for name, (fits, said) in only.items():
        if not fits and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')}: {said.in_(ui())}")


def _scene(store: "Store", asked: "Lens | str", with_graphs: tuple[str, ...], title: Text | None) -> "Scene":
    from kg.views.render import scene_of_query
    from kg.views.scene import scene_of

    if isinstance(asked, str):
        return scene_of_query(store, asked, with_graphs, title)
    return scene_of(store, replace(asked, title=title or asked.title), with_graphs)
