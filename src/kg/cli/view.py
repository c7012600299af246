"""kg view."""

from pathlib import Path

import click

from kg.cli.options import emit, graphs, languages, or_zh, sources


@click.command()
@click.argument("lens", metavar="LENS")
@click.option("--format", "-f", "format_", default="html", show_default=True, help="格式 · Format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="写到文件，不给则写到标准输出 · Write to a file."
)
@graphs
@sources
@languages
def command(
    lens: str,
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
    from kg.views.render import render

    text = render(open_store(source), lens, with_graphs=with_graphs, lang=or_zh(lang), fmt=format_)
    emit(text, output)
    if output is not None and str(output) != "-":
        chinese = or_zh(lang) == "zh"
        click.echo(f"已写出 {output}" if chinese else f"wrote {output}", err=True)
