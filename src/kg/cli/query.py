"""kg query."""

import shutil
import sys
from pathlib import Path

import click

from kg.cli.options import emit, graphs, languages, or_zh, sources
from kg.errors import NotFound, QueryParameterError
from kg.query.catalogue import Catalogue, CatalogueQuery


@click.command()
@click.argument("question", metavar="NAME|FILE|-|SPARQL")
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="参数 · A parameter.")
@click.option(
    "--format", "-f", "format_", metavar="FORMAT", help="table csv tsv json markdown; turtle ntriples"
)
@click.option("--labels", is_flag=True, help="csv、tsv、json 中加标签列 · Add xLabel columns.")
@click.option("--evidence", is_flag=True, help="加出处 · Add the claims and sentences of each row.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    multiple=True,
    envvar="KG_REPORT",
    help="报告文本或 PDF，--evidence 时给出原句 · Report file: shows the sentences with --evidence.",
)
@click.option(
    "--timeout-s",
    type=click.FloatRange(min=0.001),
    default=60,
    show_default=True,
    help="时限（秒），到时退出码 4 · Time limit in seconds; exit code 4 when reached.",
)
@click.option(
    "--only",
    metavar="REPORT",
    help="只问这一份报告，如 caict-2021 · Ask only what this report says, such as caict-2021.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写到文件 · Write to a file.")
@graphs
@sources
@languages
def command(
    question: str,
    params: tuple[str, ...],
    format_: str | None,
    labels: bool,
    evidence: bool,
    report: tuple[Path, ...],
    timeout_s: float,
    only: str | None,
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """查询 · Ask a catalogued question (kg queries lists them), a file, - or SPARQL.

    \b
    Example: kg query policy-challenge --evidence --lang en
    """
    from kg.cli.limit import stop_after
    from kg.query.empty import no_rows
    from kg.query.results import FORMATS, write
    from kg.query.run import Table, run
    from kg.store.open import open_store

    if format_ is not None and format_ not in FORMATS:  # before the query is run, not after
        listed = ", ".join(FORMATS)
        raise NotFound(f"没有格式“{format_}”；可用：{listed}", f"no format {format_!r}; there are: {listed}")
    asked = _question(question)
    stop_after(timeout_s, or_zh(lang))
    store = open_store(source)
    answer = run(
        store,
        asked,
        dict(map(_param, params)),
        with_graphs=with_graphs,
        only=only,
        lang=or_zh(lang),
        label=labels or format_ in (None, "table", "markdown"),
    )
    if isinstance(answer, Table) and not answer.rows:
        click.echo(f"kg: {no_rows(store, asked).in_(or_zh(lang))}", err=True)
    if (evidence or report_given()) and isinstance(answer, Table):
        from kg.query.evidence import add_evidence  # late: queries without it start faster

        evidenced = add_evidence(store, answer, texts=texts_at(report))
        answer = evidenced.table
        if evidenced.note:
            click.echo(f"kg: {evidenced.note.in_(or_zh(lang))}", err=True)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and output is None else None
    emit(write(answer, format_, lang=or_zh(lang), width=width, with_labels=labels), output)


_FIRST_WORDS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")


def report_given() -> bool:
    """Whether --report stands on the command line: then the sentences are wanted."""
    source = click.get_current_context().get_parameter_source("report")
    return source is click.core.ParameterSource.COMMANDLINE


def _question(text: str) -> str | CatalogueQuery:
    """SPARQL when it looks like SPARQL, standard input for '-', a file when it is named like one."""
    if text == "-":
        return sys.stdin.read()
    if any(mark in text for mark in "{\n?") or text.split(" ")[0].upper() in _FIRST_WORDS:
        return text
    if text.endswith((".rq", ".sparql")) or "/" in text or Path(text).is_file():
        path = Path(text)
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotFound(f"没有文件 {path}", f"there is no file {path}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NotFound(f"无法读取 {path}：{error}", f"{path} cannot be read: {error}") from None
    return Catalogue().get(text)


def _param(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryParameterError(
            f"参数应写作 名称=值，收到“{text}”", f"a parameter is written NAME=VALUE; got {text!r}"
        )
    return name, value


def texts_at(files: tuple[Path, ...]) -> dict[str, str] | None:
    """What stands at each place, for whoever holds the report, or several of them."""
    if not files:
        return None
    from kg.report.library import load_reports, texts_of
    from kg.settings import root

    return texts_of(files, load_reports(root()))
