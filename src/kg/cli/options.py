"""Options that several commands share."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

import click

from kg.errors import Lang, OutputError, Text
from kg.rdfio.output import write, write_pieces
from kg.settings import root

if TYPE_CHECKING:
    from kg.rdfio.media import Media

F = TypeVar("F", bound=Callable[..., Any])


def languages(command: F) -> F:
    """--lang for labels and --ui-lang for messages."""
    choice = click.Choice(["zh", "en"])
    command = click.option(
        "--ui-lang", type=choice, expose_value=False, help="消息语言，默认同 --lang · Language of messages."
    )(command)
    return click.option(
        "--lang", type=choice, default=None, envvar="KG_LANG", help="标签语言 · Language of labels [zh]."
    )(command)


def sources(command: F) -> F:
    """--source: where the graph comes from."""
    return click.option(
        "--source",
        multiple=True,
        metavar="FILE|DIR|URL",
        help="RDF 文件、Oxigraph 目录或 SPARQL 端点；不给则用随包图谱 · RDF files, an Oxigraph directory or "
        "a SPARQL endpoint; the packaged graph when not given.",
    )(command)


def graphs(command: F) -> F:
    """--with: named graphs to merge for this run."""
    return click.option(
        "--with",
        "with_graphs",
        metavar="GRAPHS",
        callback=lambda _ctx, _param, value: tuple(name for name in (value or "").split(",") if name),
        help="并入默认图的命名图，如 editorial,projected · Named graphs to merge in.",
    )(command)


def reports(command: F) -> F:
    """--report: the texts of whoever holds them, which add the sentences to an answer."""
    return click.option(
        "--report",
        type=click.Path(path_type=Path),
        multiple=True,
        envvar="KG_REPORT",
        help="报告文本或 PDF，加上原句 · Report file: adds the sentences.",
    )(command)


def outputs(command: F) -> F:
    """--output: the file that is written; standard output for none and '-'."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), help="写到文件 · Write to a file."
    )(command)


def formats(command: F) -> F:
    """--format: for people, or as JSON."""
    return click.option(
        "--format",
        "-f",
        "format_",
        type=click.Choice(["table", "json"]),
        default="table",
        show_default=True,
        help="输出格式 · Output format.",
    )(command)


def row_formats(command: F) -> F:
    """--format: of whatever rows can be written as."""
    return click.option(
        "--format",
        "-f",
        "format_",
        metavar="FORMAT",
        help="table csv tsv json xml markdown html xlsx parquet arrow；不给则看 -o 的扩展名 · "
        "When not given, the ending of -o decides.",
    )(command)


def label_columns(command: F) -> F:
    """--labels: a column of labels beside each column of IRIs."""
    return click.option(
        "--labels", is_flag=True, help="IRI 旁加标签列 · Add a column xLabel beside each column of IRIs."
    )(command)


def folder(command: F) -> F:
    """--root: the checkout that is built or checked."""
    return click.option(
        "--root",
        "root",
        type=click.Path(path_type=Path),
        default=None,
        callback=lambda _ctx, _param, value: value or root(),
        help="含 ontology/、data/、queries/ 的目录 · Folder with ontology/, data/ and queries/.",
    )(command)


def or_zh(lang: str | None) -> Lang:
    """The language asked for, else Chinese."""
    return "en" if lang == "en" else "zh"


def ui() -> Lang:
    """The language in which people are spoken to; kg.cli.main has found it out for the whole run."""
    return "en" if click.get_current_context().find_root().obj == "en" else "zh"


def is_file(output: Path | None) -> TypeGuard[Path]:
    """Whether --output names a file; standard output is meant by None and '-'."""
    return output is not None and str(output) != "-"


def terminal_width(output: Path | None = None) -> int | None:
    """Columns of the terminal that the output goes to; None where it goes elsewhere."""
    if is_file(output) or not sys.stdout.isatty():
        return None
    import shutil  # late: it brings the archive formats with it

    return shutil.get_terminal_size().columns


def must_be_writable(media: "Media", output: Path | None) -> None:
    """Before the query is run: what is not text needs a file or a pipe, some of it a library."""
    if media.name in ("parquet", "arrow"):
        from kg.query.columnar import available

        available()
    if media.binary and sys.stdout.isatty() and not is_file(output):
        raise OutputError(
            f"{media.name} 不是文本，不能显示在终端；请用 -o 文件{media.extensions[0]}",
            f"{media.name} is not text for a terminal; use -o FILE{media.extensions[0]}",
        )
    if media.name in ("png", "pdf"):
        from kg.rdfio import raster

        raster.available()


def tell(message: Text) -> None:
    """Say something on the side: on stderr, in the language of messages."""
    click.echo(f"kg: {message.in_(ui())}", err=True)


def emit(text: str, output: Path | None) -> None:
    """Write text to the file, whole or not at all, else to standard output."""
    if is_file(output):
        write(output, text)
    else:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def emit_json(record: object) -> None:
    """Write a record to standard output as JSON."""
    import json  # late: kg query has other ways

    emit(json.dumps(record, ensure_ascii=False, indent=2), None)


def emit_pieces(pieces: Iterable[bytes], output: Path | None) -> None:
    """Write pieces as they come: to the file, whole or not at all, else to standard output."""
    if is_file(output):
        write_pieces(output, pieces)
    else:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()


@contextmanager
def progress(items: Iterable[str]) -> Iterator[Iterable[str]]:
    """The items, named on stderr while they run when that is a terminal."""
    with steps() as tell:

        def told() -> Iterator[str]:
            for item in items:
                tell(item)
                yield item

        yield told()


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Tells the step that runs on stderr when that is a terminal, and wipes it out at the end."""
    shown = sys.stderr.isatty()

    def tell(step: str) -> None:
        if shown:
            sys.stderr.write(f"\r\x1b[K{step} …")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
