"""The view of any CONSTRUCT, and the command that writes it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.view import command
from kg.errors import KgError, OutputError
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.views.render import TEXTS, scene_of_query

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?p rdfs:subPropertyOf* kg:statement }"


def _run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, [*args, "--lang", "en"], obj="en", input=stdin)


def test_the_result_of_a_construct_is_coloured_by_property_and_marked_by_class(store: EmbeddedStore) -> None:
    scene = scene_of_query(store, ALL)
    assert len(scene.edges) == 6
    assert [(kind.title.en, kind.count) for kind in scene.relation_kinds()][:2] == [
        ("addresses", 2),
        ("enforces against", 1),
    ]
    looks = {
        (kind.mark, scene.lens.style.class_style(scene.classes[kind.number]).colour)
        for kind in scene.class_kinds()
    }
    assert len(looks) == len(scene.classes) == 4


def test_what_points_stands_left_of_what_it_points_to(store: EmbeddedStore) -> None:
    scene = scene_of_query(store, ALL)
    boxes = {box.iri: box for box in scene.geometry["zh"].boxes}
    for edge in scene.edges:
        assert boxes[edge.source].x < boxes[edge.target].x
    names = sorted(boxes)
    for number, name in enumerate(names):
        for other in names[number + 1 :]:
            a, b = boxes[name], boxes[other]
            apart = (
                a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
            )
            assert apart, (name, other)


def test_things_in_a_circle_share_a_layer_and_long_chains_stay_narrow(tmp_path: Path) -> None:
    data = tmp_path / "chain.ttl"
    chain = "".join(f"<x:n{n}> kg:partOf <x:n{n + 1}> .\n" for n in range(30))
    data.write_text(
        "@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .\n"
        + chain
        + "<x:a> kg:owns <x:b> . <x:b> kg:owns <x:a> .\n",
        encoding="utf-8",
    )
    scene = scene_of_query(EmbeddedStore("chain", [data]), "CONSTRUCT WHERE { ?s ?p ?o }")
    boxes = {box.iri: box for box in scene.geometry["en"].boxes}
    assert boxes["x:a"].x == boxes["x:b"].x
    assert len({box.x for box in boxes.values()}) <= 7


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_an_empty_result_is_written_all_the_same(store: EmbeddedStore, name: str) -> None:
    scene = scene_of_query(store, "CONSTRUCT WHERE { ?s kg:owns ?o }")
    assert scene.edges == ()
    assert TEXTS[name](scene, "zh")


def test_rows_are_no_view(store: EmbeddedStore) -> None:
    with pytest.raises(OutputError, match="use CONSTRUCT or DESCRIBE; rows are for kg query"):
        scene_of_query(store, "SELECT ?s { ?s ?p ?o }")


def test_a_service_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="SERVICE"):
        scene_of_query(store, "CONSTRUCT WHERE { SERVICE <https://x.test/> { ?s ?p ?o } }")


def test_csv_is_two_files_and_neither_goes_to_standard_output(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    result = _run("policy-challenge", "-o", str(out))
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x-edges.csv", "x-nodes.csv"]
    assert "x-nodes.csv" in result.stderr
    assert (tmp_path / "x-edges.csv").read_bytes().count(b"\r\n") > 150
    refused = _run("policy-challenge", "-f", "csv")
    assert isinstance(refused.exception, OutputError)
    assert _run("policy-challenge", "-f", "edges").stdout.startswith("Id,Source,Target,Type,Label,")


def test_a_query_comes_from_an_argument_a_file_or_a_stream(tmp_path: Path) -> None:
    query = "CONSTRUCT WHERE { ?s kg:penalised ?o }"
    path = tmp_path / "mine.rq"
    path.write_text(query, encoding="utf-8")
    results = [_run(query, "-f", "svg"), _run(str(path), "-f", "svg"), _run("-", "-f", "svg", stdin=query)]
    assert len({result.stdout for result in results}) == 1
    assert "Result of a query" in results[0].stdout
    assert "Who was punished" in _run(query, "-f", "svg", "--title", "Who was punished").stdout


def test_a_title_may_be_given_to_any_view() -> None:
    for asked in (("policy-challenge",), ("--around", "阿里巴巴", "--depth", "1")):
        shown = _run(*asked, "-f", "svg", "--title", "As I call it")
        assert "<title>As I call it</title>" in shown.stdout


def test_a_query_file_with_a_style_beside_it_is_a_lens(tmp_path: Path) -> None:
    for ending in ("rq", "yaml"):
        found = root() / "queries" / "views" / f"policy-challenge.{ending}"
        (tmp_path / f"policy-challenge.{ending}").write_bytes(found.read_bytes())
    assert "Policies and challenges" in _run(str(tmp_path / "policy-challenge.rq"), "-f", "svg").stdout


def test_a_view_without_relations_says_so() -> None:
    result = _run("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a kg:Company ; rdfs:label ?l }", "-f", "svg")
    assert "there is no relation to draw" in result.stderr


def test_what_mermaid_will_not_draw_by_default_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("CONSTRUCT WHERE { ?s kg:penalised ?o }", "-f", "mermaid")
    few = _run(*asked)
    assert few.stderr == ""
    monkeypatch.setattr("kg.views.mermaid.MAX_CHARACTERS", 100)
    long = f"kg: {len(few.stdout)} characters are more than the 100 that Mermaid reads by default"
    assert long in _run(*asked).stderr
    monkeypatch.setattr("kg.views.mermaid.MAX_EDGES", 0)
    assert re.search(r"kg: \d+ relations are more than the 0 that Mermaid draws", _run(*asked).stderr)
