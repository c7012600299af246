"""Each format for programs, read back by a library that did not write it: names, classes, colours, basis."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pydot
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.conftest import HOSTILE, THINGS

from kg.errors import NotFound, OutputError
from kg.network.words import plain
from kg.rdfio.media import HTML, VIEW, chosen
from kg.store.embedded import EmbeddedStore
from kg.views.lens import Lenses
from kg.views.mermaid import escaped
from kg.views.render import PARTS, TEXTS, files, render
from kg.views.scene import Scene, scene_of

TEXT_NAMES = [name for name in TEXTS if name != "html"]


@pytest.fixture(scope="module")
def scene(store: EmbeddedStore) -> Scene:
    return scene_of(store, Lenses().get("policy-challenge"), ("editorial", "projected"))


def _graph(scene: Scene, name: str) -> "nx.MultiDiGraph[str]":
    written = TEXTS[name](scene, "zh")
    if name == "graphml":
        graph: Any = nx.parse_graphml(written, force_multigraph=True)
    elif name == "gexf":
        graph = nx.read_gexf(io.BytesIO(written.encode()), version="1.3")
    elif name == "nodelink":
        graph = nx.node_link_graph(json.loads(written))
    else:
        graph = nx.cytoscape_graph(json.loads(written))
    return graph  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ["graphml", "gexf", "nodelink", "cytoscape"])
def test_networkx_reads_every_node_with_its_names_and_class(scene: Scene, name: str) -> None:
    graph = _graph(scene, name)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert set(graph.nodes) == set(THINGS)
    for curie, (class_name, zh, en) in THINGS.items():
        data = graph.nodes[curie]
        assert (data["label"], data["label_zh"], data["label_en"]) == (zh, zh, en)
        assert data["class"] == f"kg:{class_name}"
        assert data["iri"].endswith(curie.replace(":", "/"))
        assert data["definition_en"] == f"Definition of a {class_name}."


@pytest.mark.parametrize("name", ["graphml", "gexf", "nodelink", "cytoscape"])
def test_networkx_reads_every_edge_with_basis_weight_and_evidence(scene: Scene, name: str) -> None:
    graph = _graph(scene, name)
    found = {(source, data["predicate"], target): data for source, target, data in graph.edges(data=True)}
    assert len(found) == graph.number_of_edges() == len(scene.edges)
    # Two edges between the same two things stay two.
    addresses = found["law:a", "kg:addresses", "challenge:part"]
    falls_short = found["law:a", "kg:fallsShortOf", "challenge:part"]
    assert (addresses["line"], falls_short["line"]) == ("stated", "implied")
    assert (addresses["basis"], falls_short["basis"]) == ("kg:Stated", "kg:Implied")
    assert addresses["sentence_zh"] == "甲法旨在应对“部分”问题"
    assert addresses["evidence"] == "r-1.1.1-s0"
    assert addresses["evidence_en"] == "sentence 0"
    assert addresses["claims"] == "claim:c0"
    assert addresses["weight"] == 1
    assert addresses["modality"] == "kg:Asserted"
    advised = found["recommendation:s", "kg:addresses", "challenge:top"]
    assert (advised["basis"], advised["rationale_en"]) == ("kg:Editorial", "Because they are close.")
    possible = found["practice:p", "kg:worsens", "challenge:top"]
    assert (possible["line"], possible["basis"], possible["basis_en"]) == ("projected", "kg:Stated", "stated")


def test_gephi_finds_colour_size_and_place_in_gexf(scene: Scene) -> None:
    graph = _graph(scene, "gexf")
    viz = graph.nodes["challenge:top"]["viz"]
    assert [viz["color"][name] for name in "rgb"] == [0xB3, 0x26, 0x1E]
    assert viz["size"] == 20
    heights = {curie: data["viz"]["position"]["y"] for curie, data in graph.nodes(data=True)}
    assert max(heights.values()) < 0  # upwards, as Gephi has it: the picture hangs below its upper edge
    assert 'kind="kg:addresses"' in TEXTS["gexf"](scene, "zh")


def test_gephi_finds_colour_size_and_place_in_graphml(scene: Scene) -> None:
    data = _graph(scene, "graphml").nodes["challenge:top"]
    assert (data["color"], data["size"]) == ("#b3261e", 20)
    assert data["y"] < 0 < data["x"]


def test_cytoscape_json_has_the_places_of_the_layout(scene: Scene) -> None:
    written = json.loads(TEXTS["cytoscape"](scene, "en"))
    node = next(n for n in written["elements"]["nodes"] if n["data"]["id"] == "law:a")
    box = scene.geometry["en"].boxes[[n.iri for n in scene.nodes].index(node["data"]["iri"])]
    assert node["position"]["x"] == pytest.approx(box.x + box.width / 2, abs=0.01)
    assert node["data"]["name"] == "law A"


@pytest.mark.filterwarnings("ignore:.*deprecated - use")  # pydot's use of pyparsing
def test_pydot_reads_the_nodes_edges_and_hostile_labels_of_dot(scene: Scene) -> None:
    read = pydot.graph_from_dot_data(TEXTS["dot"](scene, "en"))
    assert read is not None
    (graph,) = read
    nodes = {node.get_name().strip('"'): node for node in graph.get_nodes()}
    assert set(THINGS) <= set(nodes)
    assert len(graph.get_edges()) == len(scene.edges)
    assert nodes["law:a"].get("label") == '"Law A"'
    assert nodes["law:b"].get("tooltip") == f'"{HOSTILE}"'
    assert nodes["challenge:top"].get("color") == '"#b3261e"'
    looks = {(edge.get("class"), edge.get("style"), edge.get("arrowhead")) for edge in graph.get_edges()}
    assert len({look[1:] for look in looks}) == len(looks) == 4
    assert "CC BY 4.0" in graph.get_node("graph")[0].get("label")


@pytest.mark.filterwarnings("ignore:.*deprecated - use")  # pydot's use of pyparsing
def test_dot_keeps_quotes_and_backslashes_as_they_are(scene: Scene) -> None:
    from kg.views.dot import _quoted

    label = _quoted('a\\N "b" \\')
    read = pydot.graph_from_dot_data(f"digraph {{ a [label={label}]; b }}")
    assert read is not None
    assert [node.get_name() for node in read[0].get_nodes()] == ["a", "b"]
    assert read[0].get_node("a")[0].get("label") == r'"a\\N \"b\" \\"'


def test_csv_has_the_columns_that_gephi_knows(scene: Scene) -> None:
    parts = files(scene, "csv", "zh")
    assert set(parts) == {"-nodes", "-edges"}
    nodes = list(csv.DictReader(io.StringIO(str(parts["-nodes"]), newline="")))
    edges = list(csv.DictReader(io.StringIO(str(parts["-edges"]), newline="")))
    assert {row["Id"]: (row["Label"], row["label_en"]) for row in nodes} == {
        curie: (zh, en) for curie, (_, zh, en) in THINGS.items()
    }
    assert {(row["Source"], row["Target"]) for row in edges} <= {(a, b) for a in THINGS for b in THINGS}
    assert {row["Type"] for row in edges} == {"Directed"}
    assert {row["Weight"] for row in edges} == {"1"}
    assert {"stated", "implied", "editorial", "projected"} == {row["line"] for row in edges}


@given(st.text())
def test_a_label_of_mermaid_holds_nothing_that_ends_or_marks_it(label: str) -> None:
    written = escaped(label)
    assert not set('"`<>&|[]{}()*_~$\\%:=\n\r') & set(written)
    assert re.fullmatch(r"(#\d+;|[^#;])+", written)
    assert not re.match(r"([-+*]|\d+\.)\s", written)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), written) == (plain(label) or " ")


def test_mermaid_has_every_node_and_edge_once(scene: Scene) -> None:
    lines = TEXTS["mermaid"](scene, "en").splitlines()
    assert lines[:4] == ["---", 'title: "Policies and challenges"', "---", "flowchart LR"]
    assert sum(bool(re.fullmatch(r'n\d+\["[^"]+"\]', line)) for line in lines) == len(scene.nodes)
    arrows = [line for line in lines if re.fullmatch(r'n\d+ (-->|-\.->)\|"[^"]+"\| n\d+', line)]
    assert len(arrows) == len(scene.edges)
    dashes = {found for line in lines for found in re.findall(r"stroke-dasharray:([\d. ]+)", line)}
    assert dashes == {"7 4", "1.5 4", "9 3 2 3"}


@pytest.mark.parametrize("name", TEXT_NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_says_where_it_comes_from_and_has_no_date_but_the_datas(
    scene: Scene, name: str, lang: Any
) -> None:
    written = TEXTS[name](scene, lang)
    if name not in ("nodes", "edges"):  # a table has no place for it
        for said in (
            scene.lens.title.in_(lang),
            "Some report" if lang == "en" else "某报告",
            "CC BY 4.0",
            "2021",
        ):
            assert said in written
    assert "lastmodified" not in written
    assert scene.origin.date
    assert set(re.findall(r"20[23]\d-\d\d-\d\d", written)) <= {scene.origin.date.en.split()[-1]}


def test_the_same_data_gives_the_same_bytes_under_any_hash_seed_and_locale() -> None:
    code = (
        "import hashlib\n"
        "from kg.store.open import open_store\n"
        "from kg.views.lens import Lenses\n"
        "from kg.views.matrix.render import TEXTS as TABLES, render_matrix\n"
        "from kg.views.render import TEXTS\n"
        "from kg.views.scene import scene_of\n"
        "store, more = open_store(), ('editorial', 'projected')\n"
        "scene = scene_of(store, Lenses().get('policy-challenge'), more)\n"
        "texts = {name: write(scene, 'en') for name, write in TEXTS.items()}\n"
        "texts |= {'matrix ' + name: render_matrix(store, 'matrix-policy-challenge', more, 'en', name) for name in TABLES}\n"
        "for name, text in texts.items():\n"
        "    print(name, hashlib.sha256(text.encode()).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("0", "C"), ("1", "C.UTF-8"))
    }
    assert len(found) == 1


def test_every_format_of_the_table_is_written() -> None:
    assert {media.name for media in VIEW} == {*TEXTS, *PARTS, "png", "pdf"}


@pytest.mark.parametrize(
    ("name", "path", "media"),
    [
        (None, None, "html"),
        (None, "-", "html"),
        (None, "x.GEXF", "gexf"),
        (None, "x.json", "nodelink"),
        (None, "x.cyjs", "cytoscape"),
        (None, "x.gv", "dot"),
        (None, "x.csv", "csv"),
        ("node-link", None, "nodelink"),
        ("Cytoscape JSON", "x.json", "cytoscape"),
        ("edges", "x.csv", "edges"),
    ],
)
def test_the_format_is_named_or_told_by_the_ending(name: str | None, path: str | None, media: str) -> None:
    assert chosen(name, Path(path) if path else None, VIEW, HTML).name == media


def test_an_unknown_format_or_ending_is_answered_with_all_there_are(store: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match=r"no format 'gif'; there are: html, svg, png, pdf, graphml, gexf"):
        chosen("gif", None, VIEW, HTML)
    with pytest.raises(NotFound, match=r"'\.gif' is no ending that can be written here; use: \.html .*\.csv"):
        chosen(None, Path("x.gif"), VIEW, HTML)
    with pytest.raises(OutputError, match=r"csv is not one text; use: html, svg"):
        render(store, "policy-challenge", fmt="csv")


def test_a_character_that_xml_does_not_have_is_refused_by_name(tmp_path: Path) -> None:
    data = tmp_path / "control.ttl"
    data.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix kg: <https://w3id.org/internet-report-kg/ontology#> .\n"
        '<https://x.test/a> rdfs:label "a\\u0001"@en ; kg:owns <https://x.test/b> .\n',
        encoding="utf-8",
    )
    from kg.views.render import scene_of_query

    store = EmbeddedStore("control", [data])
    scene = scene_of_query(store, "CONSTRUCT WHERE { ?s kg:owns ?o }")
    for name in ("graphml", "gexf"):
        with pytest.raises(OutputError, match=r"U\+0001"):
            TEXTS[name](scene, "en")
    for name in ("svg", "dot", "mermaid"):
        assert "\x01" not in TEXTS[name](scene, "en")
    assert json.loads(TEXTS["nodelink"](scene, "en"))["nodes"][0]["label"] == "a\x01"
