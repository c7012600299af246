"""kg chart."""

from pathlib import Path

import click

from kg.cli.completion import charts
from kg.cli.options import graphs, languages, must_be_writable, or_zh, outputs, sources, tell
from kg.cli.view_files import NO_FONT, save
from kg.errors import Text


@click.command()
@click.argument("name", metavar="CHART|NAME", shell_complete=charts)
@click.option(
    "--format",
    "-f",
    "format_",
    metavar="FORMAT",
    help="不给则看 -o 的扩展名，再不然 html · When not given, the ending of -o decides, else html. html svg png pdf csv",
)
@outputs
@graphs
@sources
@languages
def command(
    name: str,
    format_: str | None,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """画图表 · Draw figures as a chart, by its id (kg charts) or by any name of an indicator, figure or subject.

    A value that the report does not give exactly is drawn open or hatched; missing years stay empty, forecasts
    stand apart.

    \b
    Example: kg chart 行业景气指数 -o index.html
    """
    from kg.charts.catalogue import charts_of, find
    from kg.charts.render import content, lacks_chinese
    from kg.rdfio.media import CHART, HTML, chosen
    from kg.store.open import open_store

    media = chosen(format_, output, CHART, HTML)  # before anything is computed
    must_be_writable(media, output)
    store = open_store(source)
    known = charts_of(store, with_graphs)
    chart = find(store, known, name)
    made = content(chart, known, media.name, or_zh(lang))
    # As bytes: a CSV keeps its line ends.
    save({"": made.encode() if isinstance(made, str) and media.name == "csv" else made}, output)
    if chart.apart:
        others = ", ".join(chart.apart)
        tell(
            Text(
                f"同一指标另有图，不能与它同画一条轴：{others}",
                f"other charts of the indicator, which stand on no common axis with it: {others}",
            )
        )
    if media.binary and lacks_chinese(chart, known, or_zh(lang)):
        tell(NO_FONT)
