"""The data of a page written small, and what the script of the page makes of it."""

import json
from collections.abc import Callable, Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.views.lens import Lenses
from kg.views.packed import packed
from kg.views.payload import embedded, payload
from kg.views.scene import Scene, scene_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MORE = ("editorial", "projected")
Unpack = Callable[[Scene], tuple[Any, Any]]


@pytest.fixture(scope="module")
def unpack(browser: "Browser") -> Iterator[Unpack]:
    """The data as they are, and as they come back from the script."""
    page = browser.new_page(offline=True)
    page.add_script_tag(
        content=resources.files("kg.views").joinpath("unpacked.js").read_text(encoding="utf-8")
    )

    def back(scene: Scene) -> tuple[Any, Any]:
        whole = payload(scene, "zh")
        again = page.evaluate("(text) => JSON.stringify(unpacked(text))", embedded(packed(whole)))
        return json.loads(json.dumps(whole)), json.loads(again)

    yield back
    page.close()


@pytest.mark.parametrize("name", Lenses().ids())
def test_every_lens_comes_back_as_it_was(unpack: Unpack, real: Store, name: str) -> None:
    whole, again = unpack(scene_of(real, Lenses().get(name), MORE))
    assert again == whole


def test_hostile_labels_and_every_kind_of_line_come_back(unpack: Unpack, store: EmbeddedStore) -> None:
    whole, again = unpack(scene_of(store, Lenses().get("policy-challenge"), MORE))
    assert again == whole


def test_a_view_of_nothing_comes_back(unpack: Unpack, store: EmbeddedStore) -> None:
    whole, again = unpack(scene_of(store, Lenses().get("company")))
    assert whole["nodes"] == []
    assert again == whole


def test_a_sentence_is_written_once_for_all_that_say_the_same_of_others(store: EmbeddedStore) -> None:
    """2 is the subject with a capital."""
    small = packed(payload(scene_of(store, Lenses().get("policy-challenge")), "zh"))
    assert [[0, "不足以应对", 1], [2, " falls short of ", 1]] in small["sentences"]


def test_the_largest_lens_takes_less_than_half_of_what_it_says(real: Store) -> None:
    whole = payload(scene_of(real, Lenses().get("whole")), "zh")
    assert len(embedded(packed(whole))) * 2 < len(embedded(whole))
