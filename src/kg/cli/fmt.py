"""kg fmt."""

from pathlib import Path

import click

from kg.cli.options import emit_json, folder, formats, languages, or_zh


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只列出需整理的文件，有则退出码 1 · Only list; exit 1."
)
@formats
@folder
@languages
def command(root: Path, only_check: bool, format_: str, lang: str | None) -> int:
    """整理源文件写法 · Normalise the source files: order, spacing, quotes.

    \b
    Example: kg fmt --check
    """
    from kg.build.fmt import format_folder
    from kg.rdfio.output import write

    changed = format_folder(root / "data" / "source")
    for path, text in changed.items():
        if not only_check:
            write(path, text)
    names = [str(path.relative_to(root)) for path in changed]
    if format_ == "json":
        emit_json({"stale" if only_check else "written": names})
    for name in names if format_ == "table" else ():
        click.echo(name)
    if changed and only_check:
        told = "以上文件需整理，请运行 kg fmt" if or_zh(lang) == "zh" else "files to normalise; run kg fmt"
        click.echo(f"kg: {told}", err=True)
    return 1 if changed and only_check else 0
