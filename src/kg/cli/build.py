"""kg build."""

from pathlib import Path

import click

from kg.cli.options import emit, folder, languages, or_zh


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只核对是否最新，过时则退出码 1 · Exit 1 when stale."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="写到此处（- 为标准输出）· Write here instead."
)
@folder
@languages
def command(root: Path, only_check: bool, output: Path | None, lang: str | None) -> int:
    """构建 data/triples.ttl · Build data/triples.ttl from data/source.

    \b
    Example: kg build --check
    """
    from kg.build.run import TRIPLES, build, is_fresh

    chinese = or_zh(lang) == "zh"
    if only_check:
        if is_fresh(root):
            return 0
        click.echo(
            f"kg: {TRIPLES} 已过时，请运行 kg build" if chinese else f"kg: {TRIPLES} is stale; run kg build",
            err=True,
        )
        return 1
    target = output or root / TRIPLES
    emit(build(root), target)
    if str(target) != "-":
        click.echo(f"已写出 {target}" if chinese else f"wrote {target}", err=True)
    return 0
