"""kg show."""

from pathlib import Path

import click

from kg.cli.completion import things
from kg.cli.options import emit, formats, graphs, languages, or_zh, outputs, reports, sources, terminal_width


@click.command()
@click.argument("name", metavar="NAME|CURIE|IRI", shell_complete=things)
@click.option(
    "--why", is_flag=True, help="加推得的关系及其规则与前提 · Add what is inferred, by which rule, from what."
)
@formats
@reports
@outputs
@graphs
@sources
@languages
def command(
    name: str,
    why: bool,
    format_: str,
    report: tuple[Path, ...],
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """一个事物 · One thing by any of its names: what is said of it, where, and with --why what follows.

    \b
    Example: kg show 阿里巴巴 --why --lang en
    """
    from kg.names.resolve import resolve
    from kg.query.describe import describe
    from kg.query.entity_json import to_json
    from kg.query.entity_text import to_text
    from kg.report.texts import texts_at
    from kg.store.open import open_store

    store = open_store(source)
    iri = resolve(store, name, with_graphs=with_graphs)
    found = describe(store, iri, lang=or_zh(lang), why=why, with_graphs=with_graphs)
    texts = texts_at(report)
    if format_ == "json":
        emit(to_json(found, texts=texts), output)
        return
    width = terminal_width(output)
    emit(to_text(found, width=width, texts=texts), output)
