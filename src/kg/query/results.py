"""Answers in every format of kg.rdfio.media.OUTPUT; the same answer always gives the same bytes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.errors import Lang, OutputError
from kg.query import exchange
from kg.query.about import About
from kg.query.answer import Answer, Rows, Table
from kg.query.formats import check, choose
from kg.query.layout import YES_NO, to_markdown, to_table
from kg.rdfio.media import BOOLEAN, GRAPH, RESULTS, ROWS, Media, output_named

# Formats that are written while the rows are still coming.
STREAMING: Final = tuple(media.name for media in RESULTS)
# Formats that show labels without being asked.
LABELLED: Final = ("table", "markdown", "html", "xlsx", "graphml")
# Formats that say of the answer where it is from.
DESCRIBED: Final = ("html", "xlsx")


def form_of(answer: Answer | Rows) -> str:
    """ROWS, BOOLEAN or GRAPH."""
    if isinstance(answer, bool):
        return BOOLEAN
    return GRAPH if isinstance(answer, list) else ROWS


def chunks(
    answer: Answer | Rows,
    format_name: str | None = None,
    *,
    lang: Lang = "zh",
    width: int | None = None,
    with_labels: bool = False,
    about: About | None = None,
    labels: Mapping[str, str] | None = None,
) -> Iterator[bytes]:
    """An answer, piece by piece; text is UTF-8 and ends in a line break.

    format_name: as people write it; table, or turtle for triples, if None. width: columns of the terminal
    that a table is fitted into; unlimited if None. with_labels: a column xLabel beside each column x of
    IRIs in csv, tsv, json, xml, parquet and arrow, and in the tables of catalogued questions; html,
    xlsx and the tables of free queries have it anyway. about: what html and xlsx say of the answer.
    labels: IRI -> label, for GraphML.
    Raises NotFound, listing the formats that fit, OutputError for what a format cannot say, and what
    going through Rows raises.
    """
    media = choose(format_name, None, form_of(answer))
    if isinstance(answer, Rows) and media.name not in STREAMING:
        raise ValueError(f"{media.name} needs all rows: kg.query.run.run gives them")
    if media.binary and isinstance(answer, Table):
        return _binary(answer, media, with_labels, about or About())
    text = _text(answer, media, lang, width, with_labels, about or About(), labels)
    # What no character stands for (half a surrogate pair from an endpoint) is shown as an escape.
    return (piece.encode("utf-8", "backslashreplace") for piece in text)


def write(
    answer: Answer,
    format_name: str | None = None,
    *,
    lang: Lang = "zh",
    width: int | None = None,
    with_labels: bool = False,
    about: About | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """An answer as one text; options and errors as in chunks. Raises OutputError for a binary format."""
    if format_name is not None and output_named(format_name).binary:
        check(output_named(format_name), form_of(answer))
        raise OutputError(
            f"{format_name} 不是文本；请写到文件（save）",
            f"{format_name} is not text: write it to a file (save)",
        )
    pieces = chunks(
        answer,
        format_name,
        lang=lang,
        width=width,
        with_labels=with_labels,
        about=about,
        labels=labels,
    )
    return b"".join(pieces).decode()


def _binary(table: Table, media: Media, with_labels: bool, about: About) -> Iterator[bytes]:
    if media.name == "xlsx":
        from kg.query.workbook import to_xlsx  # late: only workbooks pay for it

        return to_xlsx(table, about)
    from kg.query.columnar import to_columns  # late: an extra

    names, rows = _columns(table, with_labels)
    return to_columns(names, list(rows), media.name)


def _text(
    answer: Answer | Rows,
    media: Media,
    lang: Lang,
    width: int | None,
    with_labels: bool,
    about: About,
    labels: Mapping[str, str] | None,
) -> Iterable[str]:
    if isinstance(answer, list):
        from kg.query.graphs import to_triples  # late: rows do without

        return to_triples(answer, media.name, labels)
    if media.name == "html" and not isinstance(answer, Rows):
        from kg.query.page import to_html  # late: only pages pay for it

        return to_html(answer, about, lang)
    if isinstance(answer, bool):
        return (_boolean(answer, media.name, lang),)
    if isinstance(answer, Table) and media.name in ("table", "markdown"):
        beside = with_labels or answer.beside
        if media.name == "table":
            return (to_table(answer, width, beside=beside),)
        return to_markdown(answer, beside=beside)
    writer = {
        "csv": exchange.to_csv,
        "tsv": exchange.to_tsv,
        "json": exchange.to_json,
        "xml": exchange.to_xml,
    }[media.name]
    return writer(*_columns(answer, with_labels))


def _columns(answer: Table | Rows, with_labels: bool) -> tuple[exchange.Names, exchange.Cells]:
    return exchange.with_label_columns(answer) if with_labels else (answer.variables, answer.rows)


def _boolean(answer: bool, name: str, lang: Lang) -> str:
    if name == "json":
        return exchange.boolean_json(answer)
    return exchange.boolean_xml(answer) if name == "xml" else f"{YES_NO[answer].in_(lang)}\n"
