"""Flowcharts read back by Mermaid itself, in Chromium; a package of the extra dev carries its script."""

from collections.abc import Callable, Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from kg.network.words import wrap
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.views.lens import Lenses
from kg.views.mermaid import to_mermaid
from kg.views.scene import Scene, scene_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MORE = ("editorial", "projected")
# Mermaid keeps a character written as a number between marks of its own until it draws.
READ = """async (text) => {
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const said = (label) => label.replace(/ﬂ°°(\\d+)¶ß/g, (_, code) => String.fromCodePoint(code));
  return {
    type,
    things: [...db.getVertices().values()].map((one) => [one.id, said(one.text), one.classes.length]),
    lines: db.getEdges().map((one) => [one.start, said(one.text), one.end, one.stroke, one.style.join(";")]),
  };
}"""
DRAW = """async (text) => {
  const { svg } = await mermaid.render('drawn', text);
  const tree = new DOMParser().parseFromString(svg, 'text/html');
  return [tree.querySelectorAll('.node').length, tree.querySelectorAll('path.flowchart-link').length,
          tree.querySelectorAll('script').length, tree.body.textContent];
}"""
Read = Callable[..., Any]


@pytest.fixture(scope="module")
def mermaid(browser: "Browser") -> Iterator[Read]:
    """Evaluates one of the scripts above on a flowchart."""
    script = resources.files("diagram_renderer") / "renderers" / "static" / "js" / "mermaid.min.js"
    page = browser.new_page(offline=True)
    page.add_script_tag(content=script.read_text(encoding="utf-8"))
    page.evaluate("mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 })")
    yield page.evaluate
    page.close()


def _shown(label: str) -> str:
    """Mermaid writes line breaks anew."""
    return "<br>".join(wrap(label, 16, 3))


def _as_read(scene: Scene) -> tuple[list[Any], list[Any]]:
    """Things and lines as they should come back."""
    things = [[f"n{number}", _shown(node.label.zh)] for number, node in enumerate(scene.nodes)]
    lines = [
        [f"n{scene.numbers[edge.source]}", _shown(edge.label.zh), f"n{scene.numbers[edge.target]}"]
        for edge in scene.edges
    ]
    return things, lines


@pytest.mark.parametrize("name", Lenses().ids())
def test_mermaid_reads_every_thing_and_line_of_every_lens(mermaid: Read, real: Store, name: str) -> None:
    scene = scene_of(real, Lenses().get(name), MORE)
    read = mermaid(READ, to_mermaid(scene, "zh"))
    things, lines = _as_read(scene)
    assert read["type"] == "flowchart-v2"
    assert sorted(one[:2] for one in read["things"]) == sorted(things)
    assert [one[:3] for one in read["lines"]] == lines
    assert all(classes == 1 for *_, classes in read["things"])
    for edge, (*_, stroke, style) in zip(scene.edges, read["lines"], strict=True):
        look = scene.lens.style.lines[list(scene.lens.style.lines)[scene.line_of(edge)]]
        assert stroke == ("dotted" if look.dash else "normal")
        assert ("stroke-dasharray" in style) is bool(look.dash)


def test_mermaid_draws_hostile_labels_as_text(mermaid: Read, store: EmbeddedStore) -> None:
    scene = scene_of(store, Lenses().get("policy-challenge"), MORE)
    nodes, links, scripts, text = mermaid(DRAW, to_mermaid(scene, "zh"))
    assert (nodes, links, scripts) == (len(scene.nodes), len(scene.edges), 0)
    assert "document.title='broken'" in text.replace("</script><script>", "")
    assert "“部分”问题" in text
