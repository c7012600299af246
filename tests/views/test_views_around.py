"""Views around one thing: how far they go, where they stop, and that they say so."""

import html
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest

from kg.cli.view import command
from kg.errors import KgError, NotFound
from kg.namespaces import PREFIXES, expand
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.views.around import HUB, MAX_DEPTH, MOST, NEAR, around
from kg.views.html import page
from kg.views.scene import scene_of


def _store(folder: Path, edges: str) -> EmbeddedStore:
    path = folder / "ego.ttl"
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    label = (
        'company:c rdfs:label "中心"@zh, "the centre"@en . group:hub rdfs:label "枢纽"@zh, "the hub"@en .\n'
    )
    path.write_text(prefixes + label + edges, encoding="utf-8")
    ontology = root() / "ontology"
    return EmbeddedStore("ego", [ontology / "kg.ttl", ontology / "schemes.ttl", path])


CHAIN = "company:c kg:memberOf group:a . topic:b kg:concerns group:a . topic:b kg:partOf topic:d ; kg:kind kind:x ."


@pytest.mark.parametrize(("depth", "names"), [(1, "ca"), (2, "cab"), (3, "cabd")])
def test_it_goes_as_many_steps_as_asked_in_either_direction(tmp_path: Path, depth: int, names: str) -> None:
    store = _store(tmp_path, CHAIN)
    found = {node.iri[-1] for node in scene_of(store, around(store, "中心", depth)).nodes}
    assert found == set(names)


def test_a_hub_is_shown_but_not_what_it_is_linked_to(tmp_path: Path) -> None:
    many = "".join(f"company:m{n} kg:memberOf group:hub . " for n in range(HUB))
    store = _store(tmp_path, f"company:c kg:memberOf group:hub . {many}")
    lens = around(store, "the centre", 2)
    assert {node.iri for node in scene_of(store, lens).nodes} == {expand("company:c"), expand("group:hub")}
    assert f"枢纽（{HUB + 1}）" in lens.summary.zh
    assert f"the hub ({HUB + 1})" in lens.summary.en


def test_what_does_not_fit_is_counted(tmp_path: Path) -> None:
    many = "".join(f"company:c kg:owns topic:t{n} . " for n in range(NEAR + 5))
    linked = "".join(f"topic:t{n} kg:concerns group:hub . " for n in range(5, NEAR + 5))
    store = _store(tmp_path, many + linked)
    lens = around(store, "中心", 1)
    shown = scene_of(store, lens)
    assert len(shown.edges) == NEAR
    assert {node.iri for node in shown.nodes}.isdisjoint(expand(f"topic:t{n}") for n in range(5))
    assert "另有 5 个未列" in lens.summary.zh
    assert "5 are not" in lens.summary.en


def test_a_picture_never_holds_more_than_can_be_read(tmp_path: Path) -> None:
    near = "".join(f"company:c kg:owns topic:t{n} . " for n in range(40))
    far = "".join(f"topic:t{n} kg:concerns topic:t{n}x{m} . " for n in range(40) for m in range(10))
    store = _store(tmp_path, near + far)
    lens = around(store, "中心", 2)
    assert len(scene_of(store, lens).nodes) <= MOST
    assert "more are not followed" in lens.summary.en


def test_the_centre_stands_between_two_halves(real: Store) -> None:
    scene = scene_of(real, around(real, "阿里", 1))
    places = [box.x for box in scene.geometry["zh"].boxes if box.iri != expand("company:alibaba")]
    middle = next(box.x for box in scene.geometry["zh"].boxes if box.iri == expand("company:alibaba"))
    left = sum(x < middle for x in places)
    assert len(places) / 4 < left < 3 * len(places) / 4
    assert all(x != middle for x in places)


def test_the_query_it_shows_gives_the_picture(real: Store) -> None:
    lens = around(real, "市场监管总局", 2)
    scene = scene_of(real, lens)
    written = page(scene, "en")
    assert len(written.encode()) < 2_000_000
    shown = html.unescape(re.findall(r"<pre><code>(.*?)</code></pre>", written, re.DOTALL)[-1])
    again = scene_of(real, replace(lens, query=shown))
    assert (again.nodes, again.edges) == (scene.nodes, scene.edges)
    assert scene.edges


@pytest.mark.parametrize("depth", [0, MAX_DEPTH + 1])
def test_a_depth_without_columns_is_refused(tmp_path: Path, depth: int) -> None:
    with pytest.raises(KgError, match=f"steps are from 1 to {MAX_DEPTH}; got {depth}"):
        around(_store(tmp_path, CHAIN), "中心", depth)


def test_the_command_goes_as_far_as_there_are_columns() -> None:
    depth = next(option for option in command.params if option.name == "depth")
    assert isinstance(depth.type, click.IntRange)
    assert (depth.type.min, depth.type.max) == (1, MAX_DEPTH)


def test_an_unknown_name_is_told_with_near_ones(real: Store) -> None:
    with pytest.raises(NotFound, match="阿里爸爸"):
        around(real, "阿里爸爸")
