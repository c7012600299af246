"""kg build."""

from pathlib import Path

import click

from kg.cli.options import emit, folder, languages, or_zh


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只核对是否最新，过时则退出码 1 · Exit 1 when stale."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="只把三元组写到此处（- 为标准输出），不做推理 · Write the triples here and nothing else.",
)
@folder
@languages
def command(root: Path, only_check: bool, output: Path | None, lang: str | None) -> int:
    """构建三元组与推理结果 · Build data/triples.ttl from data/source, and what the rules infer from it.

    \b
    Example: kg build --check
    """
    from kg.build.run import build, build_all, stale

    chinese = or_zh(lang) == "zh"
    if only_check:
        names = stale(root)
        for name in names:
            click.echo(
                f"kg: {name} 已过时，请运行 kg build" if chinese else f"kg: {name} is stale; run kg build",
                err=True,
            )
        return 1 if names else 0
    files = {output: build(root)} if output else {root / name: text for name, text in build_all(root).items()}
    for target, text in files.items():
        emit(text, target)
        if str(target) != "-":
            click.echo(f"已写出 {target}" if chinese else f"wrote {target}", err=True)
    return 0
