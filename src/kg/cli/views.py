"""kg views."""

import click

from kg.cli.options import emit_json, formats, languages, or_zh
from kg.query.catalogue import GROUPS
from kg.views.lens import Lens, Lenses
from kg.views.matrix.spec import Matrices, MatrixSpec


@click.command()
@formats
@languages
def command(format_: str, lang: str | None) -> None:
    """视角与矩阵目录 · List the lenses and matrices, which kg view draws.

    \b
    Example: kg views --lang en
    """
    chosen = or_zh(lang)
    lenses, matrices = Lenses(), Matrices()
    found: list[Lens | MatrixSpec] = [*map(lenses.get, lenses.ids()), *map(matrices.get, matrices.ids())]
    if format_ == "json":
        records = [
            {
                "id": lens.id,
                "title": lens.title._asdict(),
                "summary": lens.summary._asdict(),
                "group": lens.group,
            }
            for lens in found
        ]
        emit_json(records)
        return
    width = max((len(lens.id) for lens in found), default=0)
    for group, heading in GROUPS.items():
        those = [lens for lens in found if lens.group == group]
        if those:
            click.echo(heading.in_(chosen))
        for lens in those:
            click.echo(f"  {lens.id:<{width}}  {lens.title.in_(chosen)}")
            click.echo(f"  {'':<{width}}  {lens.summary.in_(chosen)}")
