"""Positions: nothing over anything else, every edge with a path of its own, the same everywhere."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LANGS, Lang, Text
from kg.network.columns import ColumnPlan
from kg.network.geometry import Box, ColumnSpec, Geometry, LayoutSpec, rounded
from kg.network.grouped import GroupedPlan
from kg.network.order import crossings, place
from kg.network.records import Edge, Node


def _spec(columns: tuple[ColumnSpec, ...]) -> LayoutSpec:
    return LayoutSpec(columns, font_px=13, gap=120, row_gap=10, max_lines=3)


SPEC = _spec(
    (
        ColumnSpec(("law",), 200),
        ColumnSpec(("practice",), 200),
        ColumnSpec(("challenge",), 240, ("partOf",)),
    )
)


def _node(name: str, class_iri: str, label: str = "名称") -> Node:
    return Node(name, Text(label, f"label of {name}"), class_iri, None)


def _edge(source: str, predicate: str, target: str) -> Edge:
    text = Text(predicate, predicate)
    return Edge(source, predicate, target, text, text, ())


def _layout(nodes: Sequence[Node], edges: Sequence[Edge], lang: Lang = "zh") -> Geometry:
    return ColumnPlan(nodes, edges, SPEC).geometry(lang)


def _overlap(one: Box, other: Box) -> bool:
    apart = (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )
    return not apart


def _assert_apart(boxes: Sequence[Box]) -> None:
    for one, other in itertools.combinations(boxes, 2):
        assert not _overlap(one, other), (one, other)


def test_a_thing_stands_by_its_name_before_its_kind_before_its_class() -> None:
    columns = (
        ColumnSpec(("law",), 100, members=("c",)),
        ColumnSpec((), 100, kinds=("planned",)),
        ColumnSpec(("practice",), 100),
    )
    nodes = [replace(_node(name, "practice"), kinds=("planned",)) for name in "bc"]
    found = ColumnPlan([_node("a", "practice"), *nodes], [], _spec(columns)).geometry("zh")
    places = {box.iri: box.x for box in found.boxes}
    assert places["c"] < places["b"] < places["a"]


def test_a_column_in_order_keeps_to_it_wherever_the_lines_lead() -> None:
    nodes = [*(_node(f"s{n}", "section") for n in range(4)), *(_node(f"t{n}", "trend") for n in range(4))]
    edges = [_edge(f"t{n}", "evidence", f"s{3 - n}") for n in range(4)]
    columns = (ColumnSpec(("section",), 100, in_order=True), ColumnSpec(("trend",), 100))
    boxes = ColumnPlan(nodes, edges, _spec(columns)).geometry("zh").boxes
    assert [box.iri for box in sorted(boxes[:4], key=lambda box: box.y)] == ["s0", "s1", "s2", "s3"]
    assert [box.iri for box in sorted(boxes[4:], key=lambda box: box.y)] == ["t3", "t2", "t1", "t0"]


def test_a_tree_may_be_of_several_relations_and_the_first_counts() -> None:
    nodes = [_node(name, "challenge") for name in "abc"]
    edges = [_edge("b", "exampleOf", "a"), _edge("c", "exampleOf", "b"), _edge("c", "partOf", "a")]
    columns = (ColumnSpec(("challenge",), 300, ("partOf", "exampleOf")),)
    boxes = ColumnPlan(nodes, edges, _spec(columns)).geometry("zh").boxes
    a, b, c = (box.x for box in boxes)
    assert a < b == c


def test_branches_without_lines_make_way_for_those_with_lines() -> None:
    problems = [_node(name, "challenge") for name in ("top", "x", "y", *(f"x{n}" for n in range(9)), "y0")]
    laws = [_node("l1", "law"), _node("l2", "law")]
    edges = [_edge(name, "partOf", "top") for name in "xy"]
    edges += [_edge(node.iri, "partOf", node.iri[0]) for node in problems[3:]]
    edges += [_edge("l1", "addresses", "y0"), _edge("l2", "addresses", "x8")]
    spec = _spec((ColumnSpec(("law",), 200, in_order=True), ColumnSpec(("challenge",), 240, ("partOf",))))
    boxes = {box.iri: box for box in ColumnPlan([*problems, *laws], edges, spec).geometry("zh").boxes}
    assert boxes["y"].y < boxes["x"].y


def test_each_class_stands_in_its_column_and_strangers_in_the_first() -> None:
    nodes = [_node("a", "law"), _node("b", "practice"), _node("c", "challenge"), _node("d", "elsewhere")]
    boxes = {box.iri: box for box in _layout(nodes, []).boxes}
    assert boxes["a"].x == boxes["d"].x == 0
    assert boxes["a"].x < boxes["b"].x < boxes["c"].x


def test_a_child_stands_below_its_parent_and_further_in() -> None:
    nodes = [_node("child", "challenge"), _node("parent", "challenge")]
    boxes = {box.iri: box for box in _layout(nodes, [_edge("child", "partOf", "parent")]).boxes}
    assert boxes["child"].y > boxes["parent"].y
    assert boxes["child"].x > boxes["parent"].x
    assert boxes["parent"].strong
    assert not boxes["child"].strong


def test_a_circle_of_parts_is_still_drawn() -> None:
    nodes = [_node("a", "challenge"), _node("b", "challenge")]
    geometry = _layout(
        nodes, [_edge("a", "partOf", "b"), _edge("b", "partOf", "a"), _edge("a", "partOf", "a")]
    )
    _assert_apart(geometry.boxes)
    assert len(geometry.routes) == 3


def test_parallel_edges_take_different_paths() -> None:
    nodes = [_node("a", "law"), _node("c", "challenge"), _node("b", "practice")]
    edges = [_edge("a", p, "c") for p in ("addresses", "fallsShortOf")] + [
        _edge("a", "x", "b"),
        _edge("a", "y", "b"),
    ]
    paths = [route.path for route in _layout(nodes, edges).routes]
    assert len(set(paths)) == 4


def test_an_edge_over_a_column_is_led_between_its_boxes() -> None:
    nodes = [_node("a", "law"), _node("c", "challenge"), *(_node(f"b{n}", "practice") for n in range(9))]
    edges = [_edge("a", "addresses", "c"), *(_edge(f"b{n}", "exampleOf", "c") for n in range(9))]
    geometry = _layout(nodes, edges)
    band = geometry.bands[1]
    height = float(re.findall(rf"{band.x:g} (\S+?)H", geometry.routes[0].path)[0])
    assert not any(box.y <= height <= box.y + box.height for box in geometry.boxes if box.x == band.x)


def test_edges_to_one_place_share_a_channel_and_count_dashes_from_its_end() -> None:
    nodes = [_node("a", "law"), _node("b", "law"), _node("p", "practice"), _node("c", "challenge")]
    edges = [_edge("a", "addresses", "c"), _edge("b", "addresses", "c")]
    one, other = _layout(nodes, edges).routes
    assert one.path.split("H", 1)[1] == other.path.split("H", 1)[1]
    assert one.path != other.path
    assert one.joins
    assert other.joins


def test_order_follows_the_links() -> None:
    nodes = [_node(f"l{n}", "law") for n in range(5)] + [_node(f"p{n}", "practice") for n in range(5)]
    edges = [_edge(f"l{n}", "addresses", f"p{4 - n}") for n in range(5)]
    boxes = {box.iri: box.y for box in _layout(nodes, edges).boxes}
    assert [boxes[f"l{n}"] for n in range(5)] == [boxes[f"p{4 - n}"] for n in range(5)]


def test_crossings_are_counted() -> None:
    links = {"a": ["y"], "b": ["x"], "x": ["b"], "y": ["a"]}
    assert crossings([["a", "b"], ["x", "y"]], links) == 1
    assert crossings([["a", "b"], ["y", "x"]], links) == 0


def test_rows_that_wish_for_one_place_share_it_evenly() -> None:
    rows = ["a", "b"]
    assert place(rows, {"a": 50, "b": 50}, {"a": 10, "b": 10}, 100) == {"a": 45, "b": 55}


def test_an_empty_network_has_an_empty_picture() -> None:
    assert _layout([], []).boxes == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 14), st.sampled_from("pqr"), st.integers(0, 14)), max_size=60, unique=True
    ),
    st.lists(st.text(max_size=60), min_size=15, max_size=15),
)
@settings(max_examples=40, deadline=None)
def test_boxes_never_overlap_whatever_the_graph(edges: list[tuple[int, str, int]], names: list[str]) -> None:
    classes = ("law", "practice", "challenge")
    nodes = [_node(f"n{n:02}", classes[n % 3], names[n]) for n in range(15)]
    relations = {"p": "partOf", "q": "addresses", "r": "worsens"}
    made = [_edge(f"n{s:02}", relations[p], f"n{o:02}") for s, p, o in edges]
    for lang in ("zh", "en"):
        geometry = _layout(nodes, made, lang)
        _assert_apart(geometry.boxes)
        assert len(geometry.routes) == len(made)


def test_any_number_of_parallel_edges_stays_apart() -> None:
    edges = [_edge("a", f"p{n}", "b") for n in range(20)]
    found = GroupedPlan([_node("a", "law"), _node("b", "law")], edges, SPEC).geometry("zh")
    assert len({route.path for route in found.routes}) == 20


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
@settings(deadline=None, max_examples=40)
def test_communities_stand_apart_and_every_edge_has_a_path(ends: list[tuple[int, int]]) -> None:
    nodes = [_node(f"n{number:02}", "law", "名称" * (number % 9 + 1)) for number in range(31)]
    edges = [_edge(f"n{a:02}", f"p{n}", f"n{b:02}") for n, (a, b) in enumerate(ends)]
    plan = GroupedPlan(nodes, edges, SPEC)
    for lang in LANGS:
        found = plan.geometry(lang)
        _assert_apart(found.boxes)
        assert [box.iri for box in found.boxes] == [node.iri for node in nodes]
        assert len({route.path for route in found.routes}) == len(edges)  # parallel edges stay visible
        assert all(rounded(b.x + b.width) <= found.width for b in found.boxes)
        assert all(rounded(b.y + b.height) <= found.height for b in found.boxes)
        assert found == GroupedPlan(nodes, edges, SPEC).geometry(lang)


def test_branches_with_lines_to_the_classes_that_come_first_stand_above_the_others() -> None:
    """b is borne on by a law itself, d through a practice; a and c by nothing."""
    nodes = [
        *(_node(name, "challenge") for name in ("top", "a", "b", "c", "d", "alone")),
        _node("p", "practice"),
        _node("l", "law"),
    ]
    edges = [
        *(_edge(name, "partOf", "top") for name in "abcd"),
        _edge("l", "addresses", "b"),
        _edge("l", "enforcesAgainst", "p"),
        _edge("p", "exampleOf", "d"),
    ]
    columns = (*SPEC.columns[:2], replace(SPEC.columns[2], first=("law",)))
    boxes = {
        box.iri: box.y
        for box in ColumnPlan(nodes, edges, replace(SPEC, columns=columns)).geometry("zh").boxes
    }
    assert max(boxes["b"], boxes["d"]) < min(boxes["a"], boxes["c"])
    assert boxes["top"] < boxes["alone"]
