"""A matrix as one page: real tables, no request, nothing runs but its own script, known by its hash."""

import hashlib
from typing import Any

from kg.errors import Lang, Text
from kg.namespaces import shorten
from kg.query.page import content_policy, environment
from kg.views.html import own_script
from kg.views.marks import MARK_PATHS
from kg.views.matrix.grid import COUNTED, KIND_TITLES, capitalised, cells, verdict
from kg.views.matrix.marks import LINE_MARKS
from kg.views.matrix.records import Axis, Matrix
from kg.views.matrix.spec import AxisSpec
from kg.views.payload import both, claim_record, embedded
from kg.views.scene import LINE_TITLES
from kg.views.style import LINES


def page(matrix: Matrix, lang: Lang) -> str:
    """The page as text, to be written as UTF-8; lang is the language it opens in."""
    templates = environment("kg.views")
    content = embedded(_payload(matrix, lang))
    style = templates.get_template("matrix/page.css.j2").render(
        class_colours=[matrix.style.class_style(name).colour for name in _classes(matrix)],
        relation_colours=[relation.colour for relation in matrix.spec.relations],
    )
    scripts = [own_script("matrix/page.js")]
    spec = matrix.spec
    return templates.get_template("matrix/page.html.j2").render(
        matrix=matrix,
        lang=lang,
        data=content,
        style=style,
        scripts=scripts,
        policy=content_policy(style, *scripts),
        digest=hashlib.sha256(content.encode()).hexdigest()[:12],
        table=cells(matrix),
        kinds=KIND_TITLES,
        counted=COUNTED,
        line_titles=[LINE_TITLES[name] for name in LINES],
        lines=[(number, LINE_MARKS[LINES[number]], LINE_TITLES[LINES[number]]) for number in matrix.lines()],
        rows=_listed(spec.rows, matrix.rows),
        columns=_listed(spec.columns, matrix.columns),
        links=[_row(matrix, number) for number in _by_row(matrix)],
        gaps=[_gaps(spec.rows, matrix.rows), _gaps(spec.columns, matrix.columns)],
    )


def _payload(matrix: Matrix, lang: Lang) -> dict[str, Any]:
    """The data block: things and groups of both axes, links with their claims, the cells of groups."""
    spec = matrix.spec
    classes = _classes(matrix)
    return {
        "lang": lang,
        "title": both(spec.title),
        "rows": _axis(spec.rows, matrix.rows, classes),
        "columns": _axis(spec.columns, matrix.columns, classes),
        "classes": [both(matrix.names[name]) for name in classes],
        "marks": [MARK_PATHS[matrix.style.class_style(name).mark] for name in classes],
        "relations": [
            {"title": both(r.title), "short": both(r.short), "answers": r.answers} for r in spec.relations
        ],
        "lines": [
            {"name": name, "title": both(LINE_TITLES[name]), "mark": LINE_MARKS[name]} for name in LINES
        ],
        "several": len(matrix.relations()) > 1,
        "kinds": {name: both(title) for name, title in KIND_TITLES.items()},
        "links": [
            {
                "row": link.row,
                "column": link.column,
                "relation": link.relation,
                "line": link.line,
                "label": both(link.edge.label),
                "sentence": both(link.edge.sentence),
                "claims": [claim_record(matrix.names, claim) for claim in link.edge.claims],
            }
            for link in matrix.links
        ],
    }


def _axis(spec: AxisSpec, axis: Axis, classes: list[str]) -> dict[str, Any]:
    return {
        "title": both(spec.title),
        "findings": {name: both(text) for name, text in spec.findings.items()},
        "groups": [
            {
                "title": both(capitalised(group.title)),
                "members": group.members,
                "depths": group.depths,
                "head": group.head,
                "verdict": both(verdict(spec, axis, group)),
            }
            for group in axis.groups
        ],
        "things": [
            {
                "id": shorten(node.iri),
                "label": both(capitalised(node.label)),
                "class": classes.index(node.class_iri or ""),
                "finding": axis.findings[number],
                "definition": both(node.definition) if node.definition else None,
            }
            for number, node in enumerate(axis.things)
        ],
    }


def _classes(matrix: Matrix) -> list[str]:
    things = (*matrix.rows.things, *matrix.columns.things)
    return sorted({node.class_iri or "" for node in things})


def _listed(spec: AxisSpec, axis: Axis) -> list[tuple[Text, Text]]:
    return [(capitalised(group.title), verdict(spec, axis, group)) for group in axis.groups]


def _by_row(matrix: Matrix) -> list[int]:
    return sorted(range(len(matrix.links)), key=lambda n: (matrix.links[n].row, matrix.links[n].column, n))


def _row(matrix: Matrix, number: int) -> dict[str, Any]:
    """What the table of links says of one."""
    link = matrix.links[number]
    first = link.edge.claims[0] if link.edge.claims else None
    return {
        "row": matrix.rows.things[link.row].label,
        "column": matrix.columns.things[link.column].label,
        "relation": matrix.spec.relations[link.relation].title,
        "line": link.line,
        "basis": matrix.names[first.basis] if first and first.basis else LINE_TITLES[LINES[link.line]],
        "sentence": link.edge.sentence,
        "places": list(dict.fromkeys(p.citation for claim in link.edge.claims for p in claim.evidence)),
    }


def _gaps(spec: AxisSpec, axis: Axis) -> list[tuple[Any, list[tuple[Any, list[Any]]]]]:
    """For each finding that is a gap: its words, and group by group the things it holds of."""
    return [
        (
            spec.findings[name],
            [
                (group.title, found)
                for group in axis.groups
                if (found := [axis.things[n].label for n in group.members if axis.findings[n] == name])
            ],
        )
        for name in ("implied", "none")
    ]
