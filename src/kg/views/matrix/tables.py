"""A matrix as CSV: the cells as a table for a slide, the links and the findings one a row for a program."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from kg.errors import Lang
from kg.namespaces import shorten
from kg.network.plain import edge_record
from kg.views.matrix.grid import KIND_TITLES, Cell, cells, verdict
from kg.views.matrix.records import Axis, Matrix
from kg.views.matrix.spec import AxisSpec
from kg.views.style import LINES


def cells_csv(matrix: Matrix, lang: Lang) -> str:
    """One row for each group of rows, one column for each of columns: '2 stated, 1 implied', else what lacks."""
    head = [group.title.in_(lang) for group in matrix.columns.groups]
    corner = f"{matrix.spec.rows.title.in_(lang)} / {matrix.spec.columns.title.in_(lang)}"
    rows = [
        [
            group.title.in_(lang),
            *(_words(matrix, cell, lang) for cell in row),
            verdict(matrix.spec.rows, matrix.rows, group).in_(lang),
        ]
        for group, row in zip(matrix.rows.groups, cells(matrix), strict=True)
    ]
    found = "发现" if lang == "zh" else "Finding"
    foot = [verdict(matrix.spec.columns, matrix.columns, group).in_(lang) for group in matrix.columns.groups]
    return _csv([[corner, *head, found], *rows, [found, *foot, ""]])


def links_csv(matrix: Matrix, lang: Lang) -> str:
    """One row a link: both groups and things, relation, line, sentence, claims and where the report says it."""
    names = [
        "row_group",
        "row",
        "row_label",
        "column_group",
        "column",
        "column_label",
        "relation",
        "answers",
        "line",
    ]
    more = ["predicate", "basis", "modality", "sentence", "claims", "evidence"]
    return _csv([[*names, *more], *_links(matrix, lang)])


def findings_csv(matrix: Matrix, lang: Lang) -> str:
    """One row a thing of either axis: group, thing, parts, links of each line, finding."""
    head = ["axis", "group", "thing", "label", "depth", *LINES, "finding", "finding_label"]
    ends = ("rows", matrix.rows, matrix.spec.rows), ("columns", matrix.columns, matrix.spec.columns)
    rows = [row for name, axis, spec in ends for row in _findings(matrix, name, axis, spec, lang)]
    return _csv([head, *rows])


def _words(matrix: Matrix, cell: Cell, lang: Lang) -> str:
    if not cell.links:
        return KIND_TITLES["none"].in_(lang)
    told = []
    for chip in cell.chips:
        relation = matrix.spec.relations[chip.relation].title.in_(lang)
        line = LINE_WORDS[LINES[chip.line]][0 if lang == "zh" else 1]
        told.append(f"{relation} {line} {chip.count}")
    return ("；" if lang == "zh" else "; ").join(told)


# In a cell there is room for a word.
LINE_WORDS: Final = {
    "stated": ("明文", "stated"),
    "implied": ("推出", "implied"),
    "editorial": ("编者", "editorial"),
    "record": ("记载", "of record"),
    "projected": ("非断言", "no fact"),
    "unclaimed": ("无陈述", "no claim"),
}


def _links(matrix: Matrix, lang: Lang) -> Iterator[list[str]]:
    for link in matrix.links:
        record = edge_record(link.edge, matrix.addresses)
        relation = matrix.spec.relations[link.relation]
        yield [
            _groups(matrix.rows, link.row, lang),
            shorten(matrix.rows.things[link.row].iri),
            matrix.rows.things[link.row].label.in_(lang),
            _groups(matrix.columns, link.column, lang),
            shorten(matrix.columns.things[link.column].iri),
            matrix.columns.things[link.column].label.in_(lang),
            relation.title.in_(lang),
            str(relation.answers).lower(),
            LINES[link.line],
            *(record[name] for name in ("predicate", "basis", "modality")),
            link.edge.sentence.in_(lang),
            record["claims"],
            record["evidence"],
        ]


def _findings(matrix: Matrix, name: str, axis: Axis, spec: AxisSpec, lang: Lang) -> Iterator[list[str]]:
    for group in axis.groups:
        for number, depth in zip(group.members, group.depths, strict=True):
            own = [link for link in matrix.links if number == (link.row if name == "rows" else link.column)]
            finding = axis.findings[number]
            yield [
                name,
                group.title.in_(lang),
                shorten(axis.things[number].iri),
                axis.things[number].label.in_(lang),
                str(depth),
                *(str(sum(LINES[link.line] == line for link in own)) for line in LINES),
                finding,
                spec.findings[finding].in_(lang),
            ]


def _groups(axis: Axis, thing: int, lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(
        group.title.in_(lang) for group in axis.groups if thing in group.members
    )


def _csv(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(list(row))
    return out.getvalue()
