"""kg charts."""

import csv
import io
from typing import TYPE_CHECKING

import click

from kg.cli.options import emit, emit_json, graphs, languages, or_zh, sources, ui
from kg.errors import Lang

if TYPE_CHECKING:
    from kg.charts.catalogue import Charts


@click.command()
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@graphs
@sources
@languages
def command(format_: str, with_graphs: tuple[str, ...], source: tuple[str, ...], lang: str | None) -> None:
    """图表目录 · List the charts that the figures give, which kg chart draws; every figure stands in one at least.

    \b
    Example: kg charts --lang en
    """
    from kg.charts.catalogue import charts_of
    from kg.charts.listing import HEADINGS, records
    from kg.store.open import open_store

    chosen = or_zh(lang)
    found = charts_of(open_store(source), with_graphs)
    listed = records(found)
    if format_ == "json":
        emit_json(listed)
    elif format_ == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["id", "kind", "points", "title_zh", "title_en", "figures"])
        for one in listed:
            title = one["title"]
            writer.writerow(
                [one["id"], one["kind"], one["points"], title["zh"], title["en"], " ".join(one["figures"])]
            )
        emit(out.getvalue(), None)
    else:
        width = max((len(one["id"]) for one in listed), default=0)
        for kind, heading in HEADINGS.items():
            those = [one for one in listed if one["kind"] == kind]
            if those:
                click.echo(heading.in_(chosen))
            for one in those:
                click.echo(f"  {one['id']:<{width}}  {one['points']:>2}  {one['title'][chosen]}")
    _tell_of_others(found)


def _tell_of_others(found: "Charts") -> None:
    from kg.namespaces import shorten

    lang: Lang = ui()
    for iri, reason in found.figures.others:
        words = f"不能画：{reason.zh}" if lang == "zh" else f"cannot be drawn: {reason.en}"
        click.echo(f"kg: {shorten(iri)} {words}", err=True)
