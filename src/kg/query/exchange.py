"""Tables for programs: the four SPARQL 1.1 result formats. Nothing is hidden, nothing abbreviated.

Each writer takes names and rows and yields text as the rows come, so that an answer of any length
needs little memory.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.errors import OutputError
from kg.query.answer import Rows, Table, text_of
from kg.query.xmltext import attribute, text
from kg.store.protocol import Row
from kg.store.terms import XSD_STRING, BlankNode, Iri, Term, serialise, tagged

Names = Sequence[str]
Cells = Iterable[Row]

_CHUNK: Final = 65_536
_XML: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
)
_json: Final = json.JSONEncoder(ensure_ascii=False).encode
_quoted: Final = json.encoder.encode_basestring  # what it does with a string, without looking what that is


def to_csv(names: Names, rows: Cells) -> Iterator[str]:
    """CSV as W3C defines it: plain values, lines ending in CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([text_of(cell) for cell in row])
        if out.tell() > _CHUNK:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def to_tsv(names: Names, rows: Cells) -> Iterator[str]:
    """TSV as W3C defines it: terms as in Turtle, so that nothing is lost."""
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if cell is None else _turtle_term(cell) for cell in row) + "\n"


def to_json(names: Names, rows: Cells) -> Iterator[str]:
    """SPARQL 1.1 Query Results JSON, one solution a line."""
    yield f'{{"head": {_json({"vars": list(names)})}, "results": {{"bindings": ['
    keys = [f"{_quoted(name)}: " for name in names]
    before, after = "\n", ""
    pieces: list[str] = []
    length = 0
    for row in rows:
        cells = [key + _json_term(cell) for key, cell in zip(keys, row, strict=True) if cell is not None]
        piece = f"{before}{{{', '.join(cells)}}}"
        before, after = ",\n", "\n"
        pieces.append(piece)
        length += len(piece)
        if length > _CHUNK:
            yield "".join(pieces)
            pieces, length = [], 0
    yield f"{''.join(pieces)}{after}]}}}}\n"


def to_xml(names: Names, rows: Cells) -> Iterator[str]:
    """SPARQL Query Results XML, one solution a line."""
    variables = "".join(f"<variable name={attribute(name)}/>" for name in names)
    yield f"{_XML}<head>{variables}</head>\n<results>\n"
    opened = [f"<binding name={attribute(name)}>" for name in names]
    for row in rows:
        cells = (
            f"{start}{_xml_term(cell)}</binding>"
            for start, cell in zip(opened, row, strict=True)
            if cell is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"


def boolean_json(answer: bool) -> str:
    """The answer of ASK in SPARQL JSON."""
    return f'{{"head": {{}}, "boolean": {"true" if answer else "false"}}}\n'


def boolean_xml(answer: bool) -> str:
    """The answer of ASK in SPARQL XML."""
    return f"{_XML}<head/>\n<boolean>{'true' if answer else 'false'}</boolean>\n</sparql>\n"


def with_label_columns(table: Table | Rows) -> tuple[Names, Cells]:
    """Names and rows, with a column xLabel after each column x that holds IRIs; rows that are still
    coming have none, for which columns hold IRIs is known at the last row only.
    """
    if isinstance(table, Rows):
        return table.variables, table.rows
    labelled = [
        any(isinstance(row[n], Iri) for row in table.rows) or column.kind in ("iri", "iris")
        for n, column in enumerate(table.columns)
    ]
    names: list[str] = []
    for name, has_label in zip(table.variables, labelled, strict=True):
        names += (name, label_name(name, table.variables)) if has_label else (name,)
    rows = (
        tuple(
            cell
            for n, value in enumerate(row)
            for cell in _with_label(table, value, labelled[n], table.columns[n].kind == "iris")
        )
        for row in table.rows
    )
    return names, rows


def label_name(name: str, taken: Sequence[str]) -> str:
    """The name of the column with the labels of column `name`."""
    label = f"{name}Label"
    while label in taken:
        label += "_"
    return label


def _with_label(table: Table, cell: Term | None, has_label: bool, is_list: bool) -> tuple[Term | None, ...]:
    if not has_label:
        return (cell,)
    if is_list:
        names = [table.labels.get(iri, iri) for iri in text_of(cell).split()]
        return cell, tagged("; ".join(names), table.lang) if names else None
    label = table.labels.get(cell.value) if isinstance(cell, Iri) else None
    return cell, None if label is None else tagged(label, table.lang)


def _turtle_term(term: Term) -> str:
    try:
        return serialise(term)
    except ValueError as error:
        if isinstance(term, BlankNode):  # an endpoint may name them as it likes, e.g. nodeID://b1
            return f"_:x{term.label.encode('utf-8', 'backslashreplace').hex()}"
        raise OutputError(
            f"结果里有 TSV 写不了的值（{error}）；请用 json",
            f"the answer holds a value that TSV cannot carry ({error}); use json",
        ) from None


def _json_term(term: Term) -> str:
    if isinstance(term, Iri):
        return f'{{"type": "uri", "value": {_quoted(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type": "bnode", "value": {_quoted(term.label)}}}'
    written = f'{{"type": "literal", "value": {_quoted(term.value)}'
    if term.language is not None:
        return f'{written}, "xml:lang": {_quoted(term.language)}}}'
    return (
        f"{written}}}"
        if term.datatype == XSD_STRING
        else f'{written}, "datatype": {_quoted(term.datatype)}}}'
    )


def _xml_term(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<uri>{text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text(term.label)}</bnode>"
    if term.language is not None:
        return f"<literal xml:lang={attribute(term.language)}>{text(term.value)}</literal>"
    kind = "" if term.datatype == XSD_STRING else f" datatype={attribute(term.datatype)}"
    return f"<literal{kind}>{text(term.value)}</literal>"
