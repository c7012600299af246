"""kg query."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.completion import parameters, questions
from kg.cli.completion import services as services_known
from kg.cli.options import (
    emit_pieces,
    graphs,
    label_columns,
    languages,
    must_be_writable,
    or_zh,
    outputs,
    sources,
    tell,
    terminal_width,
    ui,
)
from kg.errors import QueryParameterError, Text

if TYPE_CHECKING:
    from kg.errors import Lang
    from kg.query.answer import Answer, Asked, Rows
    from kg.query.params import ByName
    from kg.store.protocol import Store


@click.command()
@click.argument("question", metavar="NAME|FILE|-|SPARQL", shell_complete=questions)
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=parameters,
    help="参数，值可写 IRI、前缀:标识、标识，或中英文名称、别名 · A parameter; things by IRI, CURIE, slug, or any name or alias.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    metavar="FORMAT",
    help="不给则看 -o 的扩展名 · When not given, the ending of -o decides. "
    "table csv tsv json xml markdown html xlsx parquet arrow; "
    "turtle ntriples rdfxml trig nquads jsonld graphml",
)
@label_columns
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
    type=float,
    default=60,
    show_default=True,
    help="时限（秒），到时退出码 4 · Time limit in seconds; exit code 4 when reached.",
)
@click.option(
    "--only",
    metavar="REPORT",
    help="只问这一份报告，如 caict-2021 · Ask only what this report says, such as caict-2021.",
)
@click.option(
    "--explain",
    "explained",
    is_flag=True,
    help="用话说出查询问什么；没有结果时说出是哪一条 · Say in words what is asked, and what left no rows.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="URL|NAME",
    shell_complete=services_known,
    help="允许 SERVICE 访问的端点，可多次给出；名称有 wikidata、dbpedia，=URL 改问镜像 · An endpoint that SERVICE may ask; "
    "may be repeated. wikidata and dbpedia by name; =URL asks a mirror.",
)
@outputs
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
    explained: bool,
    services: tuple[str, ...],
    output: Path | None,
    with_graphs: tuple[str, ...],
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """查询 · Ask a catalogued question (kg queries lists them), a file, - or SPARQL.

    \b
    Example: kg query regulator-mandates -p regulator=工信部 --evidence
    """
    from kg.query.question import in_utf8, is_name, question_of
    from kg.store.open import keep, open_store

    # Ahead: while the rest is imported and the question is read. Catalogued questions name the order of their rows.
    store = open_store(source, ahead=True, kept=is_name(question))
    from kg.cli.limit import stop_after
    from kg.query.about import about
    from kg.query.answer import Table, is_empty
    from kg.query.empty import no_rows
    from kg.query.formats import choose, form_of_query
    from kg.query.labels import labels_of_triples
    from kg.query.results import DESCRIBED, LABELLED, STREAMING, chunks
    from kg.query.run import answer, prepare, rows

    query = in_utf8(sys.stdin.buffer.read(), "-") if question == "-" else question_of(question)
    text = query if isinstance(query, str) else query.text
    media = choose(format_, output, form_of_query(text))  # before the query is run, not after
    must_be_writable(media, output)
    given = _params(params)
    timer = stop_after(timeout_s, ui())
    click.get_current_context().call_on_close(timer.cancel)
    asked = prepare(
        store,
        query,
        given,
        with_graphs=with_graphs,
        only=only,
        on_name=_tell,
        allowed_services=services,
    )
    merged = asked.with_graphs
    _tell_of_graphs([name for name in merged if name not in with_graphs])
    evidence = evidence or _report_given()
    found: Answer | Rows
    if media.name in STREAMING and not labels and not evidence:
        found = rows(store, asked)
    else:
        found = answer(store, asked, lang=or_zh(lang), label=labels or media.name in LABELLED)
    without = is_empty(found)
    if without and not isinstance(found, bool | list):
        tell(no_rows(store, query))
    if explained:
        _explain(store, asked, ui(), without=without)
    if evidence and isinstance(found, Table):
        from kg.query.evidence import add_evidence  # late: queries without it start faster
        from kg.report.texts import texts_at

        evidenced = add_evidence(store, found, texts=texts_at(report))
        found = evidenced.table
        if evidenced.note:
            tell(evidenced.note)
    pieces = chunks(
        found,
        media.name,
        lang=or_zh(lang),
        width=terminal_width(output),
        with_labels=labels,
        about=about(store, query, given, merged, only) if media.name in DESCRIBED else None,
        labels=labels_of_triples(store, found, or_zh(lang), merged)
        if isinstance(found, list) and media.name in LABELLED
        else None,
    )
    emit_pieces(pieces, output)
    timer.cancel()  # the answer is out
    keep(store)


def _explain(store: "Store", asked: "Asked", lang: "Lang", *, without: bool) -> None:
    """On stderr: the query in words, and what left it without an answer."""
    from kg.query.culprit import explain

    words, *why = explain(store, asked, lang, is_empty=without)
    click.echo(words, err=True)
    for line in why:
        click.echo(f"kg: {line}", err=True)


def _report_given() -> bool:
    """Whether --report stands on the command line: then the sentences are wanted."""
    source = click.get_current_context().get_parameter_source("report")
    return source is click.core.ParameterSource.COMMANDLINE


def _tell(found: "ByName") -> None:
    """Which thing a name was taken for."""
    from kg.query.layout import safe

    click.echo(f"kg: {safe(found.text.in_(ui()))}", err=True)


def _tell_of_graphs(own: list[str]) -> None:
    """Which graphs a catalogued question brings in unasked: what they say is not the report's."""
    if own:
        listed = ", ".join(own)
        tell(
            Text(
                f"这个问题自己并入命名图 {listed}，--only 也不去掉",
                f"this question merges {listed} by itself, with --only too",
            )
        )


def _params(texts: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in map(_param, texts):
        if name in given:
            raise QueryParameterError(
                f"参数“{name}”给了两次：“{given[name]}”和“{value}”；一次只问一个值",
                f"the parameter {name!r} is given twice, as {given[name]!r} and {value!r}; ask for one value at a time",
            )
        given[name] = value
    return given


def _param(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryParameterError(
            f"参数应写作 名称=值，收到“{text}”", f"a parameter is written NAME=VALUE; got {text!r}"
        )
    return name, value
