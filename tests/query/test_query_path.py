"""Paths: the shortest and strongest chains of claims, as sentences in the direction they are walked."""

import json
from itertools import islice, pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.test_cli_errors import kg
from tests.query.conftest import PREFIX_LINES

from kg.errors import KgError, Lang
from kg.namespaces import PREFIXES
from kg.query.path import Paths, find_paths
from kg.query.path_text import to_json, to_md, to_text
from kg.query.shortest import shortest_paths
from kg.store.embedded import EmbeddedStore


def claim(name: str, subject: str, predicate: str, obj: str, more: str = "", basis: str = "Stated") -> str:
    modality = more or "kg:modality kg:Asserted"
    return (
        f"claim:{name} a kg:Claim ; rdf:subject company:{subject} ; rdf:predicate kg:{predicate} ; "
        f"rdf:object company:{obj} ; kg:basis kg:{basis} ; {modality} ; kg:evidence sentence:caict-2021-3.4.1-s2 .\n"
    )


# a owns b, c owns b: the way from a to c is back over the second. Through h it is longer but stated;
# h has many neighbours. e is the editors' way, p a plan's; n is not said.
GRAPH = (
    PREFIX_LINES
    + """
kg:owns rdfs:label "拥有"@zh, "owns"@en ; kg:sentence "{s}拥有{o}"@zh, "{s} owns {o}"@en ;
  kg:sentenceInverse "{o}归{s}所有"@zh, "{o} is owned by {s}"@en .
kg:joins rdfs:label "加入"@zh, "joins"@en .
kg:Stated rdfs:label "明文"@zh, "stated"@en . kg:Implied rdfs:label "推出"@zh, "implied"@en .
kg:Editorial rdfs:label "编者"@zh, "editorial"@en . kg:Planned rdfs:label "计划"@zh, "planned"@en .
kg:Asserted rdfs:label "断言"@zh, "asserted"@en .
"""
    + claim("ab", "a", "owns", "b")
    + claim("ab2", "a", "owns", "b", basis="Implied")
    + claim("cb", "c", "owns", "b", basis="Implied")
    + claim("ah", "a", "owns", "h")
    + claim("hc", "h", "owns", "c")
    + "".join(claim(f"h{n}", "h", "owns", f"x{n}") for n in range(30))
    + claim("ae", "a", "owns", "c", basis="Editorial")
    + claim("ap", "a", "joins", "p", "kg:modality kg:Planned")
    + claim("pc", "p", "joins", "c", 'kg:modality kg:Planned ; kg:gloss "丙要丁"@zh, "P wants C"@en')
    + claim("an", "a", "joins", "c", "kg:modality kg:Negated")
    + 'sentence:caict-2021-3.4.1-s2 rdfs:label "第2句"@zh, "sentence 2"@en .\n'
    + "".join(f'company:{n} rdfs:label "{n}公司"@zh, "{n.upper()}"@en .\n' for n in "abchp")
)
A, B, C = (PREFIXES["company"] + name for name in "abc")
SAID = {f"{PREFIXES['sentence']}caict-2021-3.4.1-s2": "一句关于b公司的话"}


@pytest.fixture
def firms(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "firms.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return EmbeddedStore("firms", [path])


def words(found: Paths) -> list[list[str]]:
    return [[step.words for step in path.steps] for path in found.paths]


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [("en", ["A owns B", "B is owned by C"]), ("zh", ["a公司拥有b公司", "b公司归c公司所有"])],
)
def test_a_step_back_is_said_with_the_inverse_sentence(
    firms: EmbeddedStore, lang: Lang, sentences: list[str]
) -> None:
    (first, _) = find_paths(firms, A, C, lang=lang).paths
    assert [step.words for step in first.steps] == sentences
    assert [step.forward for step in first.steps] == [True, False]


def test_the_strongest_claim_of_an_edge_counts_and_all_are_given(firms: EmbeddedStore) -> None:
    step = find_paths(firms, A, B, lang="en", limit=1).paths[0].steps[0]
    assert [claim.basis and claim.basis.label for claim in step.claims] == ["stated", "implied"]
    assert find_paths(firms, A, B, limit=1).paths[0].weight == 1.0


def test_a_thing_with_many_neighbours_is_passed_through_only_at_a_cost(firms: EmbeddedStore) -> None:
    first, second = find_paths(firms, A, C, lang="en").paths
    assert first.weight == 2.5
    assert [step.words for step in second.steps] == ["A owns H", "H owns C"]
    assert second.weight == 3.0  # 2 steps, and log2(32/16) for h
    to_hub = find_paths(firms, A, f"{PREFIXES['company']}h", limit=1)
    assert to_hub.paths[0].weight == 1.0


def test_directed_avoid_and_max_steps_leave_paths_out(firms: EmbeddedStore) -> None:
    assert words(find_paths(firms, A, C, directed=True, lang="en")) == [["A owns H", "H owns C"]]
    assert words(find_paths(firms, C, A, directed=True)) == []
    assert words(find_paths(firms, A, C, avoid=[B], lang="en")) == [["A owns H", "H owns C"]]
    assert words(find_paths(firms, A, C, max_steps=1)) == []
    assert len(find_paths(firms, A, C, limit=1).paths) == 1


def test_editors_and_plans_are_in_paths_only_when_asked_for(firms: EmbeddedStore) -> None:
    plain = words(find_paths(firms, A, C, lang="en"))
    editorial = words(find_paths(firms, A, C, lang="en", with_graphs=["editorial"]))
    assert editorial == [plain[0], ["A owns C"], plain[1]]
    projected = find_paths(firms, A, C, lang="en", with_graphs=["projected"])
    assert words(projected) == [*plain, ["A – joins: P", "P wants C"]]
    assert projected.paths[-1].weight == 4.0
    assert "stated planned" in to_text(projected)


def test_an_outside_claim_is_a_step_with_the_graph_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.ttl"
    outside.write_text(
        f"{PREFIX_LINES}claim:o a kg:OutsideClaim ; rdf:subject company:a ; rdf:predicate kg:owns ; "
        "rdf:object company:b ; kg:basis kg:OfRecord .",
        encoding="utf-8",
    )
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    store = EmbeddedStore("test", [tmp_path / "empty.ttl"], {"outside": [outside]})
    assert find_paths(store, A, B).paths == ()
    assert find_paths(store, A, B, with_graphs=["outside"]).paths[0].weight == 1.5


def test_wrong_ends_and_graphs_are_told(firms: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="the same thing"):
        find_paths(firms, A, A)
    with pytest.raises(KgError, match="cannot be a thing to avoid"):
        find_paths(firms, A, C, avoid=[C])
    with pytest.raises(KgError, match="'inferred' cannot be merged in; there are: editorial"):
        find_paths(firms, A, C, with_graphs=["inferred"])


def test_each_step_is_written_with_its_evidence(firms: EmbeddedStore) -> None:
    found = find_paths(firms, A, B, lang="zh", limit=1)
    assert to_text(found, texts=SAID) == (
        "1. a公司 → b公司（1 步，权重 1.00）\n"
        "步  陈述            依据  出处            原句\n"
        "--  --------------  ----  --------------  -------------------\n"
        " 1  a公司拥有b公司  明文  3.4.1-s2 第2句  一句关于«b公司»的话\n"
        "                    推出\n"
    )
    assert to_md(found).startswith("## 1. a公司 → b公司（1 步，权重 1.00）\n\n| 步 |")
    (path,) = json.loads(to_json(found, texts=SAID))["paths"]
    (step,) = path["steps"]
    assert (step["direction"], step["from"]["curie"], step["words"]) == ("out", "company:a", "a公司拥有b公司")
    evidence = {"address": "3.4.1-s2", "citation": "第2句", "sentence": "一句关于b公司的话"}
    assert [claim["evidence"] for claim in step["claims"]] == [[evidence], [evidence]]


def test_no_path_is_an_empty_answer_with_the_reason() -> None:
    done = kg("path", "市场监管总局", "消费者权益", "--max-steps", "1", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "")
    assert (
        "no path of at most 1 steps from State Administration for Market Regulation (regulator:samr)"
        in done.stderr
    )
    record = kg("path", "市场监管总局", "消费者权益", "--max-steps", "1", "--format", "json").stdout
    assert json.loads(record)["paths"] == []


def test_the_regulator_and_the_company_are_one_step_apart() -> None:
    done = kg("path", "市场监管总局", "阿里巴巴", "--limit", "1")
    assert "国家市场监督管理总局处罚了阿里巴巴" in done.stdout
    assert "3.4.1-s3" in done.stdout


NODES = "abcdef"
EDGES = st.dictionaries(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] != ends[1]),
    st.integers(1, 5),
)


@given(EDGES, st.integers(1, 5))
def test_the_paths_are_those_that_networkx_finds(edges: dict[tuple[str, str], int], max_steps: int) -> None:
    costs: dict[str, dict[str, int]] = {}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(NODES)
    for (here, there), cost in sorted(edges.items()):
        costs.setdefault(here, {})[there] = cost
        graph.add_edge(here, there)
    every = nx.all_simple_paths(graph, "a", "f", cutoff=max_steps)
    wanted = sorted((sum(edges[ends] for ends in pairwise(path)), len(path), tuple(path)) for path in every)
    found = list(islice(shortest_paths(costs, "a", "f", max_steps), 1000))
    assert [(cost, len(path), path) for cost, path in found] == wanted
