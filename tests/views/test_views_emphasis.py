"""Size and colour by a measure, where a lens says so; pages that a browser could not show."""

import csv
import io
import re
from dataclasses import replace

import pytest

from kg.errors import TooLarge
from kg.network.measures.ends import measures_of
from kg.store.embedded import EmbeddedStore
from kg.views import html as pages
from kg.views.lens import Lens, Lenses
from kg.views.render import TEXTS
from kg.views.scene import scene_of


@pytest.fixture
def lens() -> Lens:
    found = Lenses().get("policy-challenge")
    return replace(found, style=replace(found.style, size="degree", colour="community"))


def test_the_most_linked_thing_has_the_largest_text_and_a_leaf_the_usual(
    store: EmbeddedStore, lens: Lens
) -> None:
    scene = scene_of(store, lens)
    degrees = {one.iri: one.degree for one in measures_of(store, scene.nodes, scene.edges).nodes}
    scales = {box.iri: box.scale for box in scene.geometry["zh"].boxes}
    assert scales[max(degrees, key=degrees.__getitem__)] == max(scales.values()) == 1.7
    assert sorted(scales, key=scales.__getitem__) == sorted(
        scales, key=lambda name: (scales[name], degrees[name])
    )
    rows = list(csv.DictReader(io.StringIO(TEXTS["nodes"](scene, "zh"))))
    assert len({row["size"] for row in rows}) > 1
    assert f'font-size="{13 * 1.7:.1f}"' in TEXTS["svg"](scene, "zh")


def test_colour_follows_communities_and_the_legend_counts_them(store: EmbeddedStore, lens: Lens) -> None:
    scene = scene_of(store, lens)
    kinds = scene.group_kinds()
    assert sum(kind.count for kind in kinds) == len(scene.nodes)
    rows = list(csv.DictReader(io.StringIO(TEXTS["nodes"](scene, "en"))))
    assert len({(row["color"], row["group_en"]) for row in rows}) == len(kinds)
    written = TEXTS["svg"](scene, "en"), TEXTS["html"](scene, "en")
    for text in written:
        assert "not what matters in the world" in text
        assert "size of text: degree" in text
        assert all(kind.title.en in text for kind in kinds)
    assert written[1].count('data-filter="group"') == len(kinds)


def test_without_a_measure_nothing_is_computed_or_said(store: EmbeddedStore) -> None:
    scene = scene_of(store, Lenses().get("policy-challenge"))
    assert scene.emphasis.scale == {}
    assert scene.group_kinds() == []
    assert 'data-filter="group"' not in TEXTS["html"](scene, "en")


def test_a_page_that_no_browser_would_show_is_refused_and_another_format_named(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = scene_of(store, Lenses().get("policy-challenge"))
    monkeypatch.setattr(pages, "MAX_RELATIONS", 3)
    with pytest.raises(TooLarge, match=r"3 relations at most.*gexf") as error:
        TEXTS["html"](scene, "zh")
    assert error.value.exit_code == 4
    assert re.search(r"至多 \d+ 个事物、3 条关系.*gexf", error.value.text.zh)
    assert "<gexf" in TEXTS["gexf"](scene, "zh")
