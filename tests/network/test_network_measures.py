"""Measures: what they count on graphs small enough to count by hand, and the same whatever the hash seed."""

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Text
from kg.network.measures import measure as measuring
from kg.network.measures.measure import Measured, Measures, measure
from kg.network.measures.parting import parted
from kg.network.measures.rank import pagerank
from kg.network.records import Edge, Node

NAMES = "abcdefghij"


def _measure(
    links: Sequence[str], instruments: str = "", challenges: str = "", ways: bool = True
) -> Measures:
    """Links such as 'ab', from a to b."""
    names = sorted({name for link in links for name in link})
    text = Text("", "")
    nodes = [Node(name, text, None, None) for name in names]
    edges = [Edge(link[0], f"p{n}", link[1], text, text, ()) for n, link in enumerate(links)]
    return measure(nodes, edges, [*instruments], [*challenges], ways=ways)


def _of(found: Measures, name: str) -> Measured:
    return next(one for one in found.nodes if one.iri == name)


def test_degree_counts_relations_and_neighbours_count_things() -> None:
    hub = _of(_measure(["ab", "ab", "ca", "aa"]), "a")
    assert (hub.degree, hub.neighbours) == (5, 2)  # a relation to itself has both its ends there


def test_the_middle_of_a_chain_stands_between_and_its_ends_do_not() -> None:
    found = _measure(["ab", "cb"])
    assert [one.betweenness for one in found.nodes] == [0.0, 1.0, 0.0]


def test_a_broker_stands_on_the_ways_from_instruments_to_challenges_alone() -> None:
    # a - b - c is the way of the one pair; d hangs on b for nobody's sake.
    found = _measure(["ab", "bc", "bd", "de"], instruments="a", challenges="c")
    assert {one.iri: one.broker for one in found.nodes} == {"a": 0, "b": 1, "c": 0, "d": 0, "e": 0}
    assert found.pairs == 1


def test_two_equal_ways_halve_a_broker() -> None:
    found = _measure(["ab", "bd", "ac", "cd"], instruments="a", challenges="d")
    assert _of(found, "b").broker == _of(found, "c").broker == 0.5
    assert _of(found, "b").parts == 0


def test_a_loss_parts_the_pairs_that_hang_together_only_through_it() -> None:
    found = _measure(["ax", "bx", "xc", "xd"], instruments="ab", challenges="cd")
    assert (found.pairs, _of(found, "x").parts, _of(found, "a").parts) == (4, 4, 0)
    assert [(bridge.edge.source, bridge.edge.target, bridge.parts) for bridge in found.bridges] == [
        ("a", "x", 2), ("b", "x", 2), ("x", "c", 2), ("x", "d", 2),
    ]  # fmt: skip


def test_two_relations_between_the_same_things_are_no_bridge() -> None:
    found = _measure(["ab", "ba", "bc"], instruments="a", challenges="c")
    assert [(bridge.edge.source, bridge.edge.target) for bridge in found.bridges] == [("b", "c")]


def test_without_instruments_or_challenges_there_is_no_broker() -> None:
    one = _of(_measure(["ab", "bc"], instruments="a"), "b")
    assert (one.broker, one.parts) == (None, None)


def test_two_cliques_on_a_string_are_two_communities_the_largest_first() -> None:
    found = _measure(["ef", "eg", "eh", "fg", "fh", "gh", "ab", "bc", "ac", "ce"])
    assert [set(group.members) for group in found.communities] == [set("efgh"), set("abc")]
    assert [(group.inside, group.outside) for group in found.communities] == [(6, 1), (3, 1)]
    assert found.communities[0].members[0] == "e"  # the most linked one first
    assert 0 < found.modularity < 1


def test_ways_are_followed_only_when_asked_for() -> None:
    one = _of(_measure(["ab", "bc"], instruments="a", challenges="c", ways=False), "b")
    assert (one.betweenness, one.broker, one.parts) == (None, None, 1)


def test_an_empty_network_has_empty_measures() -> None:
    assert _measure([]) == Measures((), (), (), 0, None, 0.0)


def test_a_large_network_is_estimated_and_says_from_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    links = [a + b for a, b in itertools.pairwise(NAMES)]
    monkeypatch.setattr(measuring, "MOST_STEPS", 140)
    found = _measure(links, instruments="abcdef", challenges="ghij")
    assert found.sampled == 5
    assert found == _measure(links, instruments="abcdef", challenges="ghij")


arcs = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20)


@given(arcs)
@settings(deadline=None)
def test_a_loss_parts_as_many_as_counting_without_it_says(found: list[tuple[int, int]]) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(9))
    graph.add_edges_from((a, b) for a, b in found if a != b)
    firsts, seconds = {0, 1, 2}, {3, 4, 5}

    def pairs(left: "nx.Graph[int]", without: int | None = None) -> int:
        return sum(
            len(part & firsts - {without}) * len(part & seconds - {without})
            for part in nx.connected_components(left)
        )

    nodes, links = parted(graph, firsts, seconds)
    for node in graph:
        left = graph.copy()
        left.remove_node(node)
        assert nodes.get(node, 0) == pairs(graph, node) - pairs(left)
    for link in graph.edges:
        left = graph.copy()
        left.remove_edge(*link)
        assert links.get((min(link), max(link)), 0) == pairs(graph) - pairs(left)


@given(arcs)
@settings(deadline=None)
def test_pagerank_is_what_networkx_computes_with_scipy(found: list[tuple[int, int]]) -> None:
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(9))
    graph.add_edges_from(found)
    # The same algorithm, without scipy; it is not public, so only a test leans on it.
    theirs: Any = nx.algorithms.link_analysis.pagerank_alg
    expected = theirs._pagerank_python(graph, tol=1e-12, max_iter=500)
    assert pagerank(9, found) == pytest.approx(list(expected.values()), abs=1e-8)


def test_the_order_of_arcs_does_not_change_a_bit_of_pagerank() -> None:
    links = [(a, b) for a in range(9) for b in range(9) if (a * b) % 4 == 1 or a == 3]
    assert pagerank(9, links) == pagerank(9, links[::-1])


SCRIPT = """
from kg.store.open import open_store
from kg.views.lens import Lenses
from kg.views.measured import measured
from kg.query.results import write
for what in ("things", "bridges", "communities"):
    found = measured(open_store(()), Lenses().get("thread"), what)
    print(write(found.table, "csv"), *found.notes)
"""


def test_the_tables_are_the_same_under_any_hash_seed_and_locale() -> None:
    written = set()
    for seed, locale in (("0", "C"), ("1", "zh_CN.UTF-8"), ("77", "tr_TR.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "1"}
        written.add(subprocess.check_output([sys.executable, "-c", SCRIPT], env=environment))
    assert len(written) == 1
