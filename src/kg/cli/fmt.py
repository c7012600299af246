"""kg fmt."""

from pathlib import Path

import click

from kg.cli.options import folder, languages, or_zh


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只列出需整理的文件，有则退出码 1 · Only list; exit 1."
)
@folder
@languages
def command(root: Path, only_check: bool, lang: str | None) -> int:
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
        click.echo(str(path.relative_to(root)))
    if changed and only_check:
        told = "以上文件需整理，请运行 kg fmt" if or_zh(lang) == "zh" else "files to normalise; run kg fmt"
        click.echo(f"kg: {told}", err=True)
    return 1 if changed and only_check else 0
