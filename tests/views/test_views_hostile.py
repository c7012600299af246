"""Labels that try to break out, through every format, read back by a library that did not write it."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pydot
import pytest

from kg.errors import OutputError
from kg.namespaces import PREFIXES
from kg.network.words import plain
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.views.lens import Lenses
from kg.views.render import TEXTS
from kg.views.scene import Scene, scene_of

LABELS = {
    "law:script": "</script><script>alert(1)</script><!--",
    "law:quotes": "\"double\" 'single' “curly” \\ back\\slash \\N",
    "law:direction": "\u202eright\u2066to\u200fleft\u2069",
    "law:cdata": "]]> &amp; <![CDATA[ &#0; <b>",
    "law:template": "{{ 7*7 }} {% raw %} ${x} %%{init: {}}%% ```",
    "law:lines": "one\ttab",
    "law:formula": '=1+1;@SUM(A1),"x"',
    "law:long": "长" * 10_000,
    "law:wide": "👩‍👩‍👧 𠮷 e\u0301 ﷽",
}
CONTROL = {"law:control": "bell\x07 escape\x1b[31m delete\x7f"}


def _scene(folder: Path, labels: dict[str, str]) -> Scene:
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines.append('challenge:c a kg:Challenge ; rdfs:label "挑战"@zh, "challenge"@en .')
    for name, label in labels.items():
        quoted = json.dumps(label, ensure_ascii=False).replace("\x7f", "\\u007f")
        lines.append(f"{name} a kg:Law ; rdfs:label {quoted}@zh, {quoted}@en ; kg:addresses challenge:c .")
    path = folder / "hostile.ttl"
    path.write_text("\n".join(lines), encoding="utf-8")
    ontology = root() / "ontology"
    store = EmbeddedStore("hostile", [ontology / "kg.ttl", ontology / "schemes.ttl", path])
    return scene_of(store, Lenses().get("policy-challenge"))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return _scene(tmp_path_factory.mktemp("hostile"), LABELS)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return _scene(tmp_path_factory.mktemp("control"), CONTROL)


def _labels(scene: Scene, name: str) -> dict[str, str]:
    """CURIE -> label, as another library reads the file."""
    written = TEXTS[name](scene, "zh")
    if name == "nodes":
        return {row["Id"]: row["Label"] for row in csv.DictReader(io.StringIO(written, newline=""))}
    graph: Any
    if name == "graphml":
        graph = nx.parse_graphml(written, force_multigraph=True)
    elif name == "gexf":
        graph = nx.read_gexf(io.BytesIO(written.encode()), version="1.3")
    elif name == "nodelink":
        graph = nx.node_link_graph(json.loads(written))
    else:
        graph = nx.cytoscape_graph(json.loads(written))
    return {str(name): data["label"] for name, data in graph.nodes(data=True)}


@pytest.mark.parametrize("name", ["graphml", "gexf", "nodelink", "cytoscape", "nodes"])
def test_formats_for_programs_give_every_character_back(scene: Scene, name: str) -> None:
    found = _labels(scene, name)
    assert {key: found[key] for key in LABELS} == LABELS


@pytest.mark.parametrize("name", ["nodelink", "cytoscape", "nodes"])
def test_control_characters_survive_where_the_format_has_them(control: Scene, name: str) -> None:
    assert _labels(control, name)["law:control"] == CONTROL["law:control"]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_control_characters_that_xml_lacks_are_refused(control: Scene, name: str) -> None:
    with pytest.raises(OutputError):
        TEXTS[name](control, "zh")


@pytest.mark.filterwarnings("ignore:.*deprecated - use")  # pydot's use of pyparsing
@pytest.mark.parametrize("which", ["scene", "control"])
def test_pydot_reads_labels_without_control_and_direction(which: str, request: pytest.FixtureRequest) -> None:
    scene: Scene = request.getfixturevalue(which)
    (graph,) = pydot.graph_from_dot_data(TEXTS["dot"](scene, "zh")) or []
    tips = {
        str(node.get_name()).strip('"'): str(node.get("tooltip"))[1:-1]
        .replace('\\"', '"')
        .replace("\\\\", "\\")
        for node in graph.get_nodes()
    }
    for name, label in (LABELS if which == "scene" else CONTROL).items():
        assert tips[name] == plain(label)


@pytest.mark.parametrize("which", ["scene", "control"])
def test_an_svg_is_xml_without_anything_that_runs_or_turns(
    which: str, request: pytest.FixtureRequest
) -> None:
    written = TEXTS["svg"](request.getfixturevalue(which), "zh")
    tree = ET.fromstring(written)  # noqa: S314 our own file
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not names & {"script", "foreignObject", "image", "a", "style", "b"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", written)


class _Elements(HTMLParser):
    """How many elements of each name; what stands in the block of data."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.bold = 0
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bold += tag == "b"
        if tag == "script":
            self._inside = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


@pytest.mark.parametrize("which", ["scene", "control"])
def test_a_page_has_its_own_scripts_alone_and_the_labels_as_data(
    which: str, request: pytest.FixtureRequest
) -> None:
    scene: Scene = request.getfixturevalue(which)
    page = _Elements()
    page.feed(TEXTS["html"](scene, "zh"))
    assert len(page.scripts) == 4  # the data, vis-network, the page's own two
    assert page.bold == 0
    data = json.loads(page.scripts[0])
    texts, nodes = data["texts"]["zh"], data["nodes"]
    labels = {name: texts[number] for name, number in zip(nodes["id"], nodes["label"], strict=True)}
    assert {name: labels[name] for name in labels if name in LABELS | CONTROL} == (
        LABELS if which == "scene" else CONTROL
    )


@pytest.mark.parametrize("which", ["scene", "control"])
def test_a_flowchart_of_mermaid_has_a_line_for_each_thing_and_nothing_else(
    which: str, request: pytest.FixtureRequest
) -> None:
    scene: Scene = request.getfixturevalue(which)
    lines = TEXTS["mermaid"](scene, "zh").splitlines()
    things = [line for line in lines if re.fullmatch(r'n\d+\["[^"<>{}`\\]*(?:<br/>[^"<>{}`\\]*)*"\]', line)]
    assert len(things) == len(scene.nodes)
    assert not any(line.lstrip().startswith("%%{") for line in lines)
