"""Tracing at an endpoint: the same grounds as on files, from a real server that `kg push` would have filled."""

from pathlib import Path
from urllib.parse import quote

import pytest
from tests.query.test_query_tracing import DERIVATIONS, GRAPH, INFERRED
from tests.store.test_store_remote import send, server  # noqa: F401  # a fixture

from kg.namespaces import graph_iri
from kg.query.run import Table, run
from kg.query.tracing.grounds import Grounds, ground
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store
from kg.store.protocol import Store

GRAPHS = {"report": GRAPH, "inferred": INFERRED, "derivations": DERIVATIONS}
QUERIES = [
    ("SELECT ?x { ?x kg:owns ?y OPTIONAL { ?x kg:leads ?z } } ORDER BY ?x ?y", ()),
    ("SELECT DISTINCT ?x { { ?x kg:owns/kg:owns ?y } UNION { ?x ^kg:leads|kg:rivals ?y } } ORDER BY ?x", ()),
    ("SELECT ?y { company:a (kg:owns|kg:leads)+ ?y } ORDER BY ?y", ()),
    ("SELECT (COUNT(?y) AS ?n) { ?x kg:owns ?y } GROUP BY ?x ORDER BY ?n ?x", ()),
    ("SELECT ?v { ?f kg:value ?v FILTER NOT EXISTS { ?f kg:owns ?y } }", ()),
    ("SELECT ?x { company:a kg:reaches ?x } ORDER BY ?x", ("inferred",)),
]


@pytest.fixture(scope="module")
def stores(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:  # noqa: F811
    folder: Path = tmp_path_factory.mktemp("remote")
    for name, text in GRAPHS.items():
        send(f"{server}/store?graph={quote(graph_iri(name), safe='')}", text, "text/turtle")
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    named = {name: [folder / f"{name}.ttl"] for name in GRAPHS if name != "report"}
    return open_store([f"{server}/query"]), EmbeddedStore("test", [folder / "report.ttl"], named)


def grounds(store: Store, query: str, with_graphs: tuple[str, ...]) -> list[Grounds]:
    answer = run(store, query, with_graphs=with_graphs)
    assert isinstance(answer, Table)
    return ground(store, answer).grounds


@pytest.mark.parametrize(("query", "with_graphs"), QUERIES)
def test_an_endpoint_gives_the_grounds_that_files_give(
    query: str, with_graphs: tuple[str, ...], stores: tuple[Store, Store]
) -> None:
    remote, embedded = stores
    found = grounds(remote, query, with_graphs)
    assert any(one.claims or one.places for one in found)
    assert found == grounds(embedded, query, with_graphs)
