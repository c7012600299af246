"""Lenses: found by name, and every mistake in their files told with its line."""

from pathlib import Path

import pytest

from kg.errors import KgError, NotFound, ParseError, Text
from kg.namespaces import KG
from kg.settings import BASE, root
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store, ask
from kg.views.lens import Lenses, read_lens
from kg.views.marks import MARK_PATHS
from kg.views.render import render
from kg.views.scene import scene_of
from kg.views.style import LINES, MARKS, Colour, plain_style

LENS = root() / "queries" / "views" / "policy-challenge"
DEFAULTS = LENS.with_name("default.yaml")


def _copy(folder: Path, old: str = "", new: str = "") -> Path:
    """The lens and default.yaml in a folder of their own, with one change."""
    query = folder / "policy-challenge.rq"
    query.write_text(LENS.with_suffix(".rq").read_text(encoding="utf-8"), encoding="utf-8")
    changed = False
    for name in ("policy-challenge.yaml", "default.yaml"):
        style = LENS.with_name(name).read_text(encoding="utf-8")
        (folder / name).write_text(style if changed else style.replace(old, new, 1), encoding="utf-8")
        changed |= old in style
    assert changed
    return query


def test_a_lens_is_found_by_its_name() -> None:
    lens = Lenses().get("policy-challenge")
    assert lens.title.zh == "政策与挑战"
    assert lens.style.class_style(f"{KG}Challenge").colour == Colour("#b3261e", "#ff8a80")
    assert set(lens.style.lines) == set(LINES)


def test_an_unknown_lens_is_answered_with_all_there_are() -> None:
    with pytest.raises(
        NotFound, match=r"no lens 'policy-chalenge'; near: policy-challenge; there are: .*policy-challenge"
    ):
        Lenses().get("policy-chalenge")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("layout: columns", "layout: hairball", r"yaml:2: no layout 'hairball'; there are: columns"),
        ("layout: columns", "layuot: columns", r"yaml:2: unknown key 'layuot'; known: layout"),
        ("layout: columns", "gap: 1", r"yaml:3: the key 'gap' stands twice"),
        ("mark: diamond", "mark: heart", r"yaml:\d+: no mark 'heart'; there are: circle"),
        ('"#b3261e"', '"red; } body {"', r"yaml:\d+: colour needs two of #rrggbb"),
        ("kg:Challenge: {mark", "nope:Challenge: {mark", r"yaml:\d+: unknown prefix nope:"),
        ("width: 236", "width: wide", r"yaml:\d+: 'width' must be a number"),
        ("skeleton: true", "skeleton: maybe", r"yaml:\d+: 'skeleton' must be true or false"),
        ("{zh: 挑战, en: Challenges}", "{zh: 挑战}", r"yaml:\d+: 'en' is missing"),
        ("layout: columns", "layout: layered", r"yaml:\d+: the layout layered has no use for 'columns'"),
        ("max_lines: 3\n", "", r"default\.yaml:\d+: 'max_lines' is missing"),
        ("layout: columns", "layout: [", r"yaml:\d+: not YAML"),
        ("gap: 120", "size: beauty", r"yaml:\d+: no measure 'beauty' for 'size'; there are: degree, "),
        ("gap: 120", "colour: degree", r"yaml:\d+: no measure 'degree' for 'colour'; there are: community"),
    ],
)
def test_a_mistake_in_a_style_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(ParseError, match=message):
        read_lens(_copy(tmp_path, old, new))


def test_a_lens_without_a_style_file_says_which_is_missing(tmp_path: Path) -> None:
    query = _copy(tmp_path)
    query.with_suffix(".yaml").unlink()
    with pytest.raises(ParseError, match=r"policy-challenge\.yaml"):
        read_lens(query)


def test_a_lens_of_another_folder_is_used(tmp_path: Path, store: EmbeddedStore) -> None:
    _copy(tmp_path, "en: Challenges}", "en: Troubles}")
    assert "Troubles" in render(store, "policy-challenge", folder=tmp_path)


def test_a_query_that_is_no_construct_is_refused(tmp_path: Path, store: EmbeddedStore) -> None:
    query = _copy(tmp_path)
    text = query.read_text(encoding="utf-8")
    query.write_text(text[: text.index("CONSTRUCT")] + "ASK { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(KgError, match="CONSTRUCT"):
        render(store, "policy-challenge", folder=tmp_path)


@pytest.mark.parametrize("name", [*Lenses().ids(), "default"])
def test_every_term_of_a_style_is_in_the_ontology(name: str, real: Store) -> None:
    style = plain_style("layered") if name == "default" else Lenses().get(name).style
    terms = {t for group in style.relations for t in group.predicates} | set(style.classes)
    for column in style.spec.columns:
        terms |= {*column.classes, *column.tree, *column.kinds}
    for term in sorted(term for term in terms if term.startswith(BASE)):
        assert ask(real, f"ASK {{ <{term}> a ?type }}"), term


def test_what_a_style_does_not_say_the_default_says(tmp_path: Path) -> None:
    query = _copy(tmp_path)
    query.with_suffix(".yaml").write_text(
        "layout: columns\ncolumns:\n  - {title: {zh: 一, en: one}, classes: [kg:Law], width: 200}\n"
        'classes:\n  kg:Law: {mark: cross, colour: ["#000000", "#ffffff"], title: {zh: 法, en: the law}}\n',
        encoding="utf-8",
    )
    style = read_lens(query).style
    assert style.class_style(f"{KG}Law").title == Text("法", "the law")
    assert style.class_style(f"{KG}Challenge").colour == Colour("#b3261e", "#ff8a80")
    assert (
        style.relations[style.relation(f"{KG}penalised")].title.en == "Makes, applies and carries out rules"
    )


def test_enforcement_is_no_answer_where_no_style_says_what_it_is() -> None:
    own, plain = Lenses().get("policy-challenge").style, plain_style("layered")
    looks = [style.relations[style.relation(f"{KG}enforcesAgainst")] for style in (own, plain)]
    assert (looks[0].title, looks[0].colour) == (looks[1].title, looks[1].colour)
    assert plain.relation(f"{KG}enforcesAgainst") != plain.relation(f"{KG}addresses")


def test_a_layered_lens_needs_no_columns_but_one_in_columns_does(
    tmp_path: Path, store: EmbeddedStore
) -> None:
    query = _copy(tmp_path)
    query.with_suffix(".yaml").write_text("layout: layered\n", encoding="utf-8")
    scene = scene_of(store, read_lens(query))
    assert len({box.x for box in scene.geometry["zh"].boxes}) > 1
    query.with_suffix(".yaml").write_text("layout: columns\n", encoding="utf-8")
    with pytest.raises(ParseError, match=r"yaml:1: 'columns' is missing"):
        read_lens(query)


def test_every_mark_has_a_shape() -> None:
    assert set(MARKS) == set(MARK_PATHS)
