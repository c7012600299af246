"""kg verify."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import emit_json, folder, formats, languages, or_zh
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.report.alignment import Alignment


@click.command()
@click.argument("report", type=click.Path(path_type=Path), envvar="KG_REPORT")
@click.option(
    "--id", "report_id", help="报告标识，不给则认出它 · Report id; found out from the file when not given."
)
@click.option("--write-map", is_flag=True, help="按此文本重写地图 · Write the map anew from this text.")
@formats
@folder
@languages
def command(
    report: Path, report_id: str | None, write_map: bool, format_: str, root: Path, lang: str | None
) -> int:
    """核对报告文本 · Match a report file (text or PDF) against the shipped map; name what differs.

    \b
    Example: kg verify report.txt --lang en
    """
    from kg.report.align import align
    from kg.report.library import find_report, load_reports, recognise
    from kg.report.reportmap import write_map as rewrite

    reports = load_reports(root)
    if write_map:
        known = find_report(reports, report_id or _only(list(reports)))
        rewrite(report, known.map_path, known.profile)
        click.echo(str(known.map_path), err=True)
        return 0
    if report_id is None:
        known, alignment = recognise(report, reports)
    else:
        known = find_report(reports, report_id)
        alignment = align(report, known.map(), known.profile)
    said = alignment.describe().in_(or_zh(lang))
    if format_ == "json":
        emit_json(_record(known.id, alignment))
    else:
        click.echo(said if len(reports) == 1 else f"{known.id}: {said}")
    return 1 if alignment.differences or alignment.titles_missing else 0


def _record(report: str, alignment: "Alignment") -> dict[str, object]:
    def share(counts: tuple[int, int]) -> dict[str, int]:
        return {"found": counts[0], "all": counts[1]}

    return {
        "report": report,
        "exact": alignment.exact,
        "paragraphs": share(alignment.paragraphs),
        "sentences": share(alignment.sentences),
        "different": list(alignment.different),
    }


def _only(ids: list[str]) -> str:
    """The one report there is. Raises KgError for several: a map is never written by guessing."""
    if len(ids) == 1:
        return ids[0]
    listed = ", ".join(ids) or "-"
    raise KgError(
        f"请用 --id 说明是哪个报告的地图；现有：{listed}",
        f"say with --id whose map it is; there are: {listed}",
    )
