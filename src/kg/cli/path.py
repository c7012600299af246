"""kg path."""

from pathlib import Path

import click

from kg.cli.completion import things
from kg.cli.options import emit, graphs, languages, or_zh, outputs, reports, sources, tell, terminal_width
from kg.cli.ways import ways
from kg.errors import Text


@click.command()
@click.argument("start", metavar="FROM", shell_complete=things)
@click.argument("end", metavar="TO", shell_complete=things)
@ways
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
)
@reports
@outputs
@graphs
@sources
@languages
def command(
    start: str,
    end: str,
    limit: int,
    max_steps: int,
    directed: bool,
    avoid: tuple[str, ...],
    format_: str,
    report: tuple[Path, ...],
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """路径 · How two things hang together: the shortest and strongest chains of claims, as sentences with
    their evidence.

    A step that is stated weighs 1, one implied or of record 1.5, one of the editors (--with editorial) 3,
    and 1 more what is planned or forecast (--with projected). To pass through a thing with more than 16
    neighbours, such as the internet industry, weighs log2(neighbours/16) more: such things connect
    everything and explain little.

    \b
    Example: kg path 市场监管总局 消费者权益
    """
    from kg.names.resolve import resolve
    from kg.query.path import find_paths
    from kg.query.path_text import to_json, to_md, to_text
    from kg.report.texts import texts_at
    from kg.store.open import open_store

    store = open_store(source)
    ends = [resolve(store, name, with_graphs=with_graphs) for name in (start, end)]
    found = find_paths(
        store,
        *ends,
        limit=limit,
        max_steps=max_steps,
        directed=directed,
        avoid=[resolve(store, name, with_graphs=with_graphs) for name in avoid],
        lang=or_zh(lang),
        with_graphs=with_graphs,
    )
    if not found.paths:
        names = (f"{found.start.label} ({found.start.curie})", f"{found.end.label} ({found.end.curie})")
        told = Text(
            f"{names[0]} 与 {names[1]} 之间没有 {max_steps} 步以内的路径；可放宽 --max-steps，去掉 --directed 或 --avoid，"
            "或加 --with editorial,projected",
            f"no path of at most {max_steps} steps from {names[0]} to {names[1]}; raise --max-steps, "
            "leave out --directed or --avoid, or add --with editorial,projected",
        )
        tell(told)
    texts = texts_at(report)
    if format_ == "json":
        emit(to_json(found, texts=texts), output)
    elif found.paths or output is not None:
        width = terminal_width(output)
        written = (
            to_md(found, texts=texts) if format_ == "markdown" else to_text(found, width=width, texts=texts)
        )
        emit(written, output)
