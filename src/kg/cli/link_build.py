"""kg link build."""

from pathlib import Path

import click

from kg.cli.options import folder, languages, ui
from kg.errors import Text


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只核对是否最新，过时则退出码 1 · Exit 1 when stale."
)
@folder
@languages
def command(root: Path, only_check: bool, lang: str | None) -> int:
    """构建链接图 · Build data/links/links.ttl from the judgements in data/links/*.sssom.tsv.

    \b
    Example: kg link build --check
    """
    from kg.link.built import LINKS, links, read_all, things, warnings
    from kg.rdfio.output import write

    found = read_all(root)
    text = links(found, things(root))
    path = root / LINKS
    if only_check:
        stale = not path.is_file() or path.read_text(encoding="utf-8") != text
        if stale:
            told = Text(f"{LINKS} 已过时，请运行 kg link build", f"{LINKS} is stale; run kg link build")
            click.echo(f"kg: {told.in_(ui())}", err=True)
        return int(stale)
    for line in warnings(found):
        click.echo(f"kg: {line.in_(ui())}", err=True)
    write(path, text)
    told = Text(f"已写出 {path}", f"wrote {path}")
    click.echo(told.in_(ui()), err=True)
    return 0
