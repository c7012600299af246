"""Tables for programs: SPARQL 1.1 results as CSV, TSV and JSON. Nothing is hidden, nothing abbreviated."""

import csv
import io
import json
from collections.abc import Sequence

from kg.query.run import Table, text_of
from kg.store.protocol import Row
from kg.store.terms import XSD_STRING, BlankNode, Iri, Term, serialise, tagged


def to_csv(table: Table, with_labels: bool = False) -> str:
    """CSV as W3C defines it: plain values, lines ending in CR LF."""
    names, rows = _columns(table, with_labels)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([text_of(cell) for cell in row] for row in rows)
    return out.getvalue()


def to_tsv(table: Table, with_labels: bool = False) -> str:
    """TSV as W3C defines it: terms as in Turtle, so that nothing is lost."""
    names, rows = _columns(table, with_labels)
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if cell is None else serialise(cell) for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def to_json(table: Table, with_labels: bool = False) -> str:
    """SPARQL 1.1 Query Results JSON, one solution a line."""
    names, rows = _columns(table, with_labels)
    solutions = [
        {name: _json_term(cell) for name, cell in zip(names, row, strict=True) if cell is not None}
        for row in rows
    ]
    head = json.dumps({"vars": list(names)}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(solution, ensure_ascii=False) for solution in solutions)
    body = f"\n{lines}\n" if lines else ""
    return f'{{"head": {head}, "results": {{"bindings": [{body}]}}}}\n'


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.label}
    written = {"type": "literal", "value": term.value}
    if term.language is not None:
        return {**written, "xml:lang": term.language}
    return written if term.datatype == XSD_STRING else {**written, "datatype": term.datatype}


def _columns(table: Table, with_labels: bool) -> tuple[Sequence[str], list[Row]]:
    """Names and rows, with a column xLabel after each column x that holds a labelled IRI, if asked for."""
    if not with_labels:
        return table.variables, table.rows
    labelled = [
        any(isinstance(row[n], Iri) for row in table.rows) or column.kind in ("iri", "iris")
        for n, column in enumerate(table.columns)
    ]
    names: list[str] = []
    for name, has_label in zip(table.variables, labelled, strict=True):
        names += (name, _free(f"{name}Label", table.variables)) if has_label else (name,)
    rows = [
        tuple(
            cell
            for n, value in enumerate(row)
            for cell in _with_label(table, value, labelled[n], table.columns[n].kind == "iris")
        )
        for row in table.rows
    ]
    return names, rows


def _with_label(table: Table, cell: Term | None, has_label: bool, is_list: bool) -> tuple[Term | None, ...]:
    if not has_label:
        return (cell,)
    if is_list:
        names = [table.labels.get(iri, iri) for iri in text_of(cell).split()]
        return cell, tagged("; ".join(names), table.lang) if names else None
    label = table.labels.get(cell.value) if isinstance(cell, Iri) else None
    return cell, None if label is None else tagged(label, table.lang)


def _free(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += "_"
    return name
