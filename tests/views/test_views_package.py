"""The lenses of the package on its own graph: nothing over anything else, nothing empty, small enough to send."""

import contextlib
import io
import itertools
import re
from collections.abc import Callable

import click
import pytest

from kg.cli.view import command
from kg.cli.view_files import warn_of_page
from kg.errors import LANGS
from kg.namespaces import CLASS_PREFIX, expand
from kg.store.protocol import Store, select
from kg.store.terms import Iri
from kg.views.html import MAX_BYTES, page
from kg.views.lens import Lenses
from kg.views.scene import Scene, scene_of
from kg.views.style import plain_style

SceneOf = Callable[[str, tuple[str, ...]], Scene]
MORE = ("editorial", "projected")
STATEMENTS = """
PREFIX kg: <https://w3id.org/internet-report-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?s ?p ?o WHERE { ?p rdfs:subPropertyOf+ kg:statement . ?s ?p ?o FILTER (isIRI(?o))
  FILTER (?p NOT IN (kg:directiveStrength, kg:usesInstrument)) }"""
BEARING = """
PREFIX kg: <https://w3id.org/internet-report-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?p WHERE { ?p rdfs:subPropertyOf kg:bearsOn }"""
# The whole graph has tests of its own: it is no page to read from top to bottom.
WHOLE = "whole"
every_lens = pytest.mark.parametrize("name", [name for name in Lenses().ids() if name != WHOLE])


@pytest.fixture(scope="module")
def scene(real: Store) -> SceneOf:
    made: dict[tuple[str, tuple[str, ...]], Scene] = {}

    def get(name: str, graphs: tuple[str, ...] = ()) -> Scene:
        if (name, graphs) not in made:
            made[name, graphs] = scene_of(real, Lenses().get(name), graphs)
        return made[name, graphs]

    return get


@every_lens
@pytest.mark.parametrize("graphs", [(), MORE])
def test_no_two_labels_overlap(scene: SceneOf, name: str, graphs: tuple[str, ...]) -> None:
    for lang in LANGS:
        geometry = scene(name, graphs).geometry[lang]
        assert geometry.boxes
        assert all(1 <= len(box.lines) <= 3 for box in geometry.boxes)
        for a, b in itertools.combinations(geometry.boxes, 2):
            side = a.x + a.width <= b.x or b.x + b.width <= a.x
            assert side or a.y + a.height <= b.y or b.y + b.height <= a.y, (a, b)


@pytest.mark.parametrize("name", Lenses().ids())
def test_a_page_is_under_two_megabytes(scene: SceneOf, name: str) -> None:
    assert len(page(scene(name, ()), "zh").encode()) < MAX_BYTES


@every_lens
def test_no_column_and_no_group_of_lines_is_empty(scene: SceneOf, name: str) -> None:
    shown = scene(name, ())
    for geometry in shown.geometry.values():
        for band in geometry.bands:
            assert any(band.x <= box.x < band.x + band.width for box in geometry.boxes), band
    named = {group.title for group in shown.lens.style.relations[:-1]}
    assert named == {kind.title for kind in shown.relation_kinds()}


@every_lens
def test_every_class_of_the_graph_in_a_picture_has_a_look_of_its_own(scene: SceneOf, name: str) -> None:
    style = scene(name, MORE).lens.style
    looks: dict[tuple[str, str], list[str]] = {}
    for class_iri in scene(name, MORE).classes:
        look = style.class_style(class_iri)
        looks.setdefault((look.mark, look.colour.light), []).append(class_iri)
    assert {look: names for look, names in looks.items() if len(names) > 1} == {}


def test_every_class_of_things_has_a_look_of_its_own_by_default() -> None:
    style = plain_style("layered")
    things = {expand(f"kg:{name}") for name in CLASS_PREFIX}
    assert things <= set(style.classes)
    looks = [(look.mark, look.colour) for look in (*style.classes.values(), style.other_classes)]
    assert [look for look in looks if looks.count(look) > 1] == []


def test_no_trend_stands_among_the_achievements_without_being_called_one(scene: SceneOf) -> None:
    shown = scene("thread", MORE)
    trends = [node for node in shown.nodes if node.class_iri == expand("kg:Trend")]
    stations = {expand("kind:achievement"), expand("kind:outlook")}
    assert trends
    assert all(stations & set(node.kinds) for node in trends)


def test_the_first_screen_of_policies_and_challenges_shows_both_and_what_is_recommended(
    scene: SceneOf,
) -> None:
    shown = scene("policy-challenge", ())
    problems = {node.iri for node in shown.nodes if node.class_iri == expand("kg:Challenge")}
    columns = [
        {expand("kg:Law"), expand("kg:Policy"), expand("kg:Regime"), expand("kg:EnforcementAction")},
        {expand("kg:Challenge")},
        {expand("kg:Recommendation")},
    ]
    for lang in LANGS:
        seen = {box.iri for box in shown.geometry[lang].boxes if box.y < 560}
        kinds = {node.class_iri for node in shown.nodes if node.iri in seen}
        assert all(kinds & column for column in columns), kinds
    # Nothing stands there that no line leads to but that of the outline.
    borne = {e.target for e in shown.edges if e.predicate != expand("kg:partOf")}
    above = {e.source: e.target for e in shown.edges if e.predicate == expand("kg:partOf")}
    for name in list(borne):
        while name in above and above[name] not in borne:
            borne.add(name := above[name])
    assert problems <= borne


@every_lens
def test_what_bears_on_a_problem_has_the_same_colour_in_every_lens(
    real: Store, scene: SceneOf, name: str
) -> None:
    bearing = select(real, BEARING).rows
    style, usual = Lenses().get(name).style, plain_style("layered")
    used = {edge.predicate for edge in scene(name, MORE).edges}
    for predicate in used & {term.value for (term,) in bearing if isinstance(term, Iri)}:
        own, other = (one.relations[one.relation(predicate)].colour for one in (style, usual))
        assert own == other, predicate


@every_lens
def test_a_title_fits_a_heading_and_a_summary_ends_without_a_stop(name: str) -> None:
    lens = Lenses().get(name)
    assert len(lens.title.zh) <= 24
    assert len(lens.title.en) <= 60
    assert not lens.summary.zh.endswith("。")
    assert not lens.summary.en.endswith(".")


def test_the_whole_graph_has_every_statement_and_no_label_over_another(real: Store, scene: SceneOf) -> None:
    whole = scene(WHOLE, ())
    edges = {(edge.source, edge.predicate, edge.target) for edge in whole.edges}
    asked = select(real, STATEMENTS).rows
    assert edges == {tuple(term.value for term in row if isinstance(term, Iri)) for row in asked}
    for lang in LANGS:
        boxes = sorted(whole.geometry[lang].boxes, key=lambda box: box.y)
        for place, box in enumerate(boxes):
            for other in boxes[place + 1 :]:
                if other.y >= box.y + box.height:
                    break
                assert box.x + box.width <= other.x or other.x + other.width <= box.x, box.iri


def test_a_page_too_large_to_send_says_so_and_what_else_there_is() -> None:
    with click.Context(command, obj="en"), contextlib.redirect_stderr(io.StringIO()) as told:
        warn_of_page("字" * MAX_BYTES)
    assert re.search(r"has 6\.0 MB and is slow to open; -f gexf is for Gephi", told.getvalue())
    with click.Context(command, obj="en"), contextlib.redirect_stderr(io.StringIO()) as told:
        warn_of_page("x" * MAX_BYTES)
    assert told.getvalue() == ""
