"""kg view."""

from pathlib import Path

import click

from kg.cli.completion import lenses, things
from kg.cli.options import emit, graphs, languages, or_zh, sources


@click.command()
@click.argument("lens", metavar="[LENS]", required=False, shell_complete=lenses)
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
@click.option("--format", "-f", "format_", default="html", show_default=True, help="格式 · Format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="写到文件，不给则写到标准输出 · Write to a file."
)
@graphs
@sources
@languages
def command(
    lens: str | None,
    centre: str | None,
    depth: int,
    format_: str,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """导出视图 · Export a view of the graph: one file that opens offline.

    \b
    Example: kg view policy-challenge -o policy-challenge.html
    """
    from kg.store.open import open_store
    from kg.views.render import render, render_around

    if centre is not None and lens is None:
        text = render_around(open_store(source), centre, depth, with_graphs, or_zh(lang), format_)
    elif lens is not None and centre is None:
        text = render(open_store(source), lens, with_graphs=with_graphs, lang=or_zh(lang), fmt=format_)
    else:
        raise click.UsageError(
            "[LENS] / --around: 给出其一（kg views 列出全部）· give one of them (kg views lists all)"
        )
    emit(text, output)
    if output is not None and str(output) != "-":
        chinese = or_zh(lang) == "zh"
        click.echo(f"已写出 {output}" if chinese else f"wrote {output}", err=True)
