"""Answers as text, in every format of the command line; the same answer always gives the same bytes."""

from typing import Final

from kg.errors import Lang, NotFound, Text
from kg.query.exchange import to_csv, to_json, to_tsv
from kg.query.layout import to_markdown, to_table
from kg.query.run import Answer, Table
from kg.store.convert import triples_text

TABLE_FORMATS: Final = ("table", "csv", "tsv", "json", "markdown")
TRIPLE_FORMATS: Final = ("turtle", "ntriples")
FORMATS: Final = (*TABLE_FORMATS, *TRIPLE_FORMATS)

_YES_NO: Final = {True: Text("是", "yes"), False: Text("否", "no")}


def default_format(answer: Answer) -> str:
    """The format used when none is asked for: table, or turtle for triples."""
    return "turtle" if isinstance(answer, list) else "table"


def write(
    answer: Answer,
    format_name: str | None = None,
    *,
    lang: Lang = "zh",
    width: int | None = None,
    with_labels: bool = False,
) -> str:
    """An answer as text, ending in a line break.

    format_name: one of FORMATS that fits the answer; default_format(answer) if None.
    width: columns of the terminal that a table is fitted into; unlimited if None.
    with_labels: csv, tsv and json get a column xLabel beside each column x of IRIs.
    Raises NotFound, listing the accepted formats.
    """
    name = format_name or default_format(answer)
    check_format(answer, name)
    if isinstance(answer, bool):
        return _boolean(answer, name, lang)
    if isinstance(answer, list):
        return triples_text(answer, name)
    return _table(answer, name, width, with_labels)


def check_format(answer: Answer, name: str) -> None:
    """Raises NotFound unless the format exists and fits the answer."""
    accepted = TRIPLE_FORMATS if isinstance(answer, list) else TABLE_FORMATS
    if name in accepted:
        return
    listed = ", ".join(accepted)
    if name in FORMATS:
        raise NotFound(
            f"这种结果不能写成 {name}；可用：{listed}",
            f"this answer cannot be written as {name}; use: {listed}",
        )
    raise NotFound(f"没有格式“{name}”；可用：{listed}", f"no format {name!r}; there are: {listed}")


def _table(table: Table, name: str, width: int | None, with_labels: bool) -> str:
    if name == "table":
        return to_table(table, width)
    if name == "markdown":
        return to_markdown(table)
    writer = {"csv": to_csv, "tsv": to_tsv, "json": to_json}[name]
    return writer(table, with_labels)


def _boolean(answer: bool, name: str, lang: Lang) -> str:
    if name in ("table", "markdown"):
        return f"{_YES_NO[answer].in_(lang)}\n"
    written = "true" if answer else "false"
    return f'{{"head": {{}}, "boolean": {written}}}\n' if name == "json" else f"{written}\n"
