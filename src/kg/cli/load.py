"""kg load."""

from pathlib import Path

import click

from kg.cli.options import emit_json, formats, languages, or_zh, steps


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILE]...")
@click.option(
    "--replace",
    is_flag=True,
    help="换掉原有数据；新数据装完之前旧的不动 · Put the new in the place of an Oxigraph directory that is there.",
)
@formats
@languages
def command(directory: Path, files: tuple[Path, ...], replace: bool, format_: str, lang: str | None) -> None:
    """装入目录 · Fill an Oxigraph directory with the packaged dataset, or with RDF files.

    kg query --source DIR then answers from it.

    \b
    Example: kg load china.db --lang en
    """
    from kg.store.directory import load_directory

    with steps() as tell:
        loaded = load_directory(directory, files, replace=replace, progress=tell)
    told = (
        f"已装入 {directory}：默认图 {loaded.default} 条三元组，命名图 {loaded.named} 条"
        if or_zh(lang) == "zh"
        else f"loaded {directory}: {loaded.default} triples in the default graph, {loaded.named} in named graphs"
    )
    click.echo(told, err=True)
    if format_ == "json":
        emit_json({"directory": str(directory), **loaded._asdict()})
