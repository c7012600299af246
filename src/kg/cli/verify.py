"""kg verify."""

from pathlib import Path

import click

from kg.cli.options import folder, languages, or_zh


@click.command()
@click.argument("report", type=click.Path(path_type=Path), envvar="KG_REPORT")
@click.option("--id", "report_id", default="caict-2021", show_default=True, help="报告标识 · Report id.")
@click.option("--write-map", is_flag=True, help="按此文本重写地图 · Write the map anew from this text.")
@folder
@languages
def command(report: Path, report_id: str, write_map: bool, root: Path, lang: str | None) -> int:
    """核对报告文本 · Match a report file (text or PDF) against the shipped map; name what differs.

    \b
    Example: kg verify report.txt --lang en
    """
    from kg.report.align import align
    from kg.report.profiles import profile
    from kg.report.reportmap import ReportMap
    from kg.report.reportmap import write_map as rewrite

    path = root / "data" / "source" / report_id / "map.jsonl"
    if write_map:
        rewrite(report, path, profile(report_id))
        click.echo(str(path), err=True)
        return 0
    alignment = align(report, ReportMap.load(path), profile(report_id))
    click.echo(alignment.describe().in_(or_zh(lang)))
    return 1 if alignment.differences or alignment.titles_missing else 0
