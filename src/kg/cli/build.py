"""kg build."""

from pathlib import Path

import click

from kg.cli.options import emit, emit_json, folder, formats, is_file, languages, or_zh
from kg.errors import OutputError


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只核对是否最新，过时则退出码 1 · Exit 1 when stale."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="只把 triples.ttl 写到此处（- 为标准输出），不做推理 · Write triples.ttl here instead, and nothing else.",
)
@formats
@folder
@languages
def command(root: Path, only_check: bool, output: Path | None, format_: str, lang: str | None) -> int:
    """构建 data 中的图 · Build the graphs in data from data/source.

    \b
    Example: kg build --check
    """
    from kg.build.run import build, outputs, stale

    if format_ == "json" and output is not None and not is_file(output):
        raise OutputError(
            "标准输出要用于 triples.ttl，不能同时写 JSON；请用 -o 文件",
            "standard output is taken by triples.ttl and cannot hold JSON, too; use -o FILE",
        )

    chinese = or_zh(lang) == "zh"
    if only_check:
        found = stale(root)
        for name in found:
            click.echo(
                f"kg: {name} 已过时，请运行 kg build" if chinese else f"kg: {name} is stale; run kg build",
                err=True,
            )
        if format_ == "json":
            emit_json({"stale": found})
        return 1 if found else 0
    texts = {output: build(root)} if output else {root / name: t for name, t in outputs(root).items()}
    for target, text in texts.items():
        emit(text, target)
        if is_file(target):
            click.echo(f"已写出 {target}" if chinese else f"wrote {target}", err=True)
    if format_ == "json":
        emit_json({"written": [str(target) for target in texts]})
    return 0
