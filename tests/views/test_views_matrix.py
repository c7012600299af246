"""Matrices: what stands in a cell, what is lacking, and that it is the same that the questions find."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import KgError, Lang, NotFound, OutputError, ParseError
from kg.namespaces import expand
from kg.network.origin import origin_of
from kg.query.answer import Table, text_of
from kg.query.catalogue import Catalogue
from kg.query.run import run
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store, select
from kg.views.lens import Lenses
from kg.views.matrix.build import group_named, matrix_of, pair_of
from kg.views.matrix.grid import COUNTED, cells
from kg.views.matrix.records import Group, Matrix
from kg.views.matrix.render import files, render_matrix
from kg.views.matrix.spec import FINDINGS, Matrices, read_matrix
from kg.views.style import LINES

CR, PC = "matrix-challenge-recommendation", "matrix-policy-challenge"
MORE = ("editorial", "projected")
OTHER_ANSWERS = """
PREFIX kg: <https://w3id.org/internet-report-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?subject ?problem ?basis WHERE {
  VALUES ?how { kg:addresses kg:mitigates }
  VALUES ?basis { kg:Stated kg:Implied }
  ?claim rdf:subject ?subject ; rdf:predicate ?how ; rdf:object ?problem ; kg:basis ?basis ; kg:modality kg:Asserted .
}"""
every_matrix = pytest.mark.parametrize("name", Matrices().ids())


@pytest.fixture(scope="module")
def matrix(store: EmbeddedStore) -> Matrix:
    return matrix_of(store, Matrices().get(CR))


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _finding(matrix: Matrix, name: str) -> str:
    things = [node.iri for node in matrix.rows.things]
    return matrix.rows.findings[things.index(expand(name))]


def test_a_thing_without_links_is_there_too(matrix: Matrix) -> None:
    rows, columns = ({node.iri for node in axis.things} for axis in (matrix.rows, matrix.columns))
    assert rows == {expand(n) for n in ("challenge:top", "challenge:part", "practice:p")}
    assert columns == {expand("recommendation:r"), expand("recommendation:s")}


def test_an_answer_counts_for_what_it_names_and_what_that_is_part_of(matrix: Matrix) -> None:
    assert [_finding(matrix, n) for n in ("practice:p", "challenge:part", "challenge:top")] == ["implied"] * 3


def test_a_finding_counts_parts_that_no_cell_of_the_thing_counts_and_the_legend_says_so(
    store: EmbeddedStore, matrix: Matrix
) -> None:
    assert matrix.rows.groups[0].members == (matrix.rows.groups[0].head,)
    assert {cell.kind for cell in cells(matrix)[0]} == {"none"}
    assert _finding(matrix, "challenge:top") == "implied"
    for fmt in ("html", "svg"):
        assert COUNTED.zh in render_matrix(store, CR, (), "zh", fmt)


def test_an_editors_pairing_is_shown_and_fills_no_gap(store: EmbeddedStore) -> None:
    more = matrix_of(store, Matrices().get(CR), MORE)
    assert [LINES[link.line] for link in more.links] == ["implied", "editorial"]
    by_iri = dict(zip((n.iri for n in more.columns.things), more.columns.findings, strict=True))
    assert by_iri[expand("recommendation:s")] == "none"
    assert [(group.title.en, len(group.members)) for group in more.rows.groups] == [
        ("top problem", 1),
        ("partial problem", 2),
    ]
    assert [cell.kind for row in cells(more) for cell in row] == ["beyond", "implied"]


def test_what_is_no_answer_fills_no_gap(store: EmbeddedStore) -> None:
    policies = matrix_of(store, Matrices().get(PC))
    kinds = {expand("law:a"): "stated", expand("law:b"): "none"}
    found = dict(zip((n.iri for n in policies.rows.things), policies.rows.findings, strict=True))
    assert {iri: found[iri] for iri in kinds} == kinds


def test_a_link_is_counted_in_each_group_that_its_end_belongs_to(real: Store) -> None:
    whole = matrix_of(real, Matrices().get(CR), MORE)
    table = [cell for row in cells(whole) for cell in row]
    assert all(sum(chip.count for chip in cell.chips) == len(cell.links) for cell in table)
    counts = Counter(n for cell in table for n in cell.links)
    for n, link in enumerate(whole.links):
        rows, columns = (
            sum(end in group.members for group in axis.groups)
            for axis, end in ((whole.rows, link.row), (whole.columns, link.column))
        )
        assert counts[n] == rows * columns > 0


@every_matrix
@pytest.mark.parametrize("graphs", [("editorial",), ("projected",), ("inferred",)])
def test_the_groups_are_the_reports_own_whatever_graphs_are_brought_in(
    real: Store, name: str, graphs: tuple[str, ...]
) -> None:
    """An editor's whole is no section, and what is inferred (parts of parts) makes no heads of its own."""
    plain, more = (matrix_of(real, Matrices().get(name), one) for one in ((), graphs))
    for axis, other in ((plain.rows, more.rows), (plain.columns, more.columns)):
        assert [group.title for group in other.groups] == [group.title for group in axis.groups]


@every_matrix
@pytest.mark.parametrize("graphs", [(), MORE])
def test_every_thing_stands_in_a_group(real: Store, name: str, graphs: tuple[str, ...]) -> None:
    whole = matrix_of(real, Matrices().get(name), graphs)
    for axis in (whole.rows, whole.columns):
        assert {n for group in axis.groups for n in group.members} == set(range(len(axis.things)))
        assert all(len(set(group.members)) == len(group.members) for group in axis.groups)


@every_matrix
def test_findings_are_the_same_with_and_without_the_editors(real: Store, name: str) -> None:
    plain, more = (matrix_of(real, Matrices().get(name), graphs) for graphs in ((), MORE))
    for a, b in ((plain.rows, more.rows), (plain.columns, more.columns)):
        before = dict(zip((n.iri for n in a.things), a.findings, strict=True))
        after = dict(zip((n.iri for n in b.things), b.findings, strict=True))
        assert {iri: after[iri] for iri in before} == before


def test_gaps_are_those_that_the_question_counts(real: Store) -> None:
    """gaps-by-kind counts all answers together: those of both matrices and those of neither, such as technologies."""
    problems, policies = (matrix_of(real, Matrices().get(name)) for name in (CR, PC))
    subjects = {node.iri for axis in (problems.columns, policies.rows) for node in axis.things}
    ranks = dict.fromkeys((node.iri for node in problems.rows.things), 2)
    for axis in (problems.rows, policies.columns):
        for node, finding in zip(axis.things, axis.findings, strict=True):
            ranks[node.iri] = min(ranks.get(node.iri, 2), FINDINGS.index(finding))
    for subject, problem, basis in select(real, OTHER_ANSWERS).rows:
        names = [text_of(term) for term in (subject, problem, basis)]
        if names[0] not in subjects and names[1] in ranks:
            ranks[names[1]] = min(ranks[names[1]], int(names[2].endswith("Implied")))
    asked = run(real, Catalogue().get("gaps-by-kind"), label=False)
    assert isinstance(asked, Table)
    assert asked.rows
    for row in asked.rows:
        field, count, unstated, unimplied = map(text_of, row[:4])
        group, other = (
            group_named(axis, field.rpartition("/")[2]) for axis in (problems.rows, policies.columns)
        )
        assert group.tally.count == other.tally.count == int(count)
        found = [ranks[problems.rows.things[n].iri] for n in group.members if _is_single(group, n)]
        assert (len(found), sum(f > 0 for f in found), sum(f > 1 for f in found)) == (
            int(count),
            int(unstated),
            int(unimplied),
        )


def _is_single(group: Group, number: int) -> bool:
    at = group.members.index(number)
    return at + 1 == len(group.members) or group.depths[at + 1] <= group.depths[at]


@every_matrix
@pytest.mark.parametrize("fmt", ["html", "svg", "cells", "links", "findings"])
def test_the_same_data_gives_the_same_text(real: Store, name: str, fmt: str) -> None:
    first, second = (render_matrix(real, name, MORE, "en", fmt) for _ in range(2))
    assert first == second
    assert len(first.encode()) < 2_000_000
    dated = origin_of(real).date
    assert dated
    assert set(re.findall(r"20[2-9][0-9]-[01][0-9]-[0-3][0-9]", first)) <= {dated.en.split()[-1]}


def test_a_pair_shows_single_things_with_the_findings_of_the_whole(real: Store) -> None:
    whole = matrix_of(real, Matrices().get(CR))
    number = [group.title.en for group in whole.columns.groups].index(
        group_named(whole.columns, "raise-industry-regulation").title.en
    )
    pair = pair_of(whole, "平台规范健康发展亟待加强", str(number + 1))
    assert [len(group.members) for group in pair.rows.groups] == [1] * len(pair.rows.groups)
    assert pair.rows.findings == whole.rows.findings
    inside = group_named(whole.rows, "platform-governance").members
    assert [group.head for group in pair.rows.groups] == list(inside)
    with pytest.raises(KgError, match="no group 'nowhere'; there are: 1 "):
        pair_of(whole, "nowhere", "1")


def test_csv_counts_what_the_page_counts(store: EmbeddedStore) -> None:
    more = matrix_of(store, Matrices().get(CR), MORE)
    parts = files(more, "csv", "en")
    links, found = (_rows(str(parts[name])) for name in ("-links", "-findings"))
    assert [(row["row"], row["line"], row["evidence"]) for row in links] == [
        ("practice:p", "implied", "1.1.1-s5"),
        ("challenge:top", "editorial", "1.1.1-s6"),
    ]
    assert {row["thing"]: row["finding"] for row in found if row["axis"] == "columns"} == {
        "recommendation:r": "implied",
        "recommendation:s": "none",
    }
    assert "Answers it editorial 1" in str(parts["-cells"])


@pytest.mark.parametrize("fmt", ["html", "svg"])
def test_a_hostile_label_stays_text(store: EmbeddedStore, fmt: str) -> None:
    """A law is called as an element of HTML, a recommendation turns its line around."""
    scripts, turns = (render_matrix(store, name, MORE, "zh", fmt, pair=("1", "1")) for name in (PC, CR))
    assert "document.title=" in scripts
    assert "<script>document.title" not in scripts
    assert "长长" in turns
    assert "\u202e" not in turns or fmt == "html"
    if fmt == "svg":
        tree = ET.fromstring(scripts)  # noqa: S314 - our own
        assert not [element for element in tree.iter() if element.tag.endswith("script")]


def test_a_picture_of_a_matrix_is_well_formed_and_says_what_it_is(real: Store) -> None:
    titles: dict[Lang, str] = {"zh": "政策与挑战矩阵", "en": "Policies by challenges"}
    for lang, title in titles.items():
        words = "".join(ET.fromstring(render_matrix(real, PC, (), lang, "svg")).itertext())  # noqa: S314 - our own
        assert title in words
        assert "CC BY 4.0" in words


@every_matrix
def test_a_relation_has_the_name_and_colour_that_it_has_in_the_lens(name: str) -> None:
    style = Lenses().get("policy-challenge").style
    for relation in Matrices().get(name).relations:
        for predicate in relation.predicates:
            same = style.relations[style.relation(predicate)]
            assert (relation.title, relation.colour) == (same.title, same.colour)


def test_an_unknown_matrix_is_answered_with_all_there_are(store: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match=f"no matrix 'matrix-policy'; near: {PC}; there are: {CR}, {PC}"):
        render_matrix(store, "matrix-policy")
    with pytest.raises(OutputError, match="csv is not one text; use: html, svg, cells"):
        render_matrix(store, PC, fmt="csv")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("answers: true", "answers: perhaps", r"yaml:\d+: 'answers' must be true or false"),
        ("rest:", "rset:", r"yaml:\d+: unknown key 'rset'"),
        ("tree: [kg:partOf, kg:exampleOf]", "tree: [no:partOf]", r"yaml:\d+: unknown prefix no:"),
        ("    none: ", "    nothing: ", r"yaml:\d+: unknown key 'nothing'; known: stated, implied, none"),
        ("  many:", "  # many:", r"yaml:\d+: 'many' is missing"),
    ],
)
def test_a_mistake_in_its_file_is_told_with_the_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    source = root() / "queries" / "matrices" / CR
    query = tmp_path / f"{CR}.rq"
    query.write_text(source.with_suffix(".rq").read_text(encoding="utf-8"), encoding="utf-8")
    style = source.with_suffix(".yaml").read_text(encoding="utf-8")
    assert old in style
    query.with_suffix(".yaml").write_text(style.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParseError, match=message):
        read_matrix(query)
