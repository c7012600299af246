"""The contract on engines that are not ours: two servers, filled by kg push, and rdflib's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines import Engine
from tests.rdflib_store import RdflibStore
from tests.store.contract import GRAPH_TTL, OUTSIDE_TTL, StoreContract

from kg.errors import QuerySyntaxError
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store
from kg.store.protocol import Store

Fill = Callable[[Engine, Store], None]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder: Path = tmp_path_factory.mktemp("contract")
    (folder / "graph.ttl").write_text(GRAPH_TTL, encoding="utf-8")
    (folder / "outside.ttl").write_text(OUTSIDE_TTL, encoding="utf-8")
    return EmbeddedStore("contract", [folder / "graph.ttl"], {"outside": [folder / "outside.ttl"]})


class TestOxigraphServer(StoreContract):
    @pytest.fixture
    def store(self, oxigraph_server: Engine, embedded: EmbeddedStore, fill: Fill) -> Store:
        fill(oxigraph_server, embedded)
        return open_store([oxigraph_server.query])

    def test_a_mistake_is_told_in_the_words_of_the_server(self, store: Store) -> None:
        with pytest.raises(QuerySyntaxError, match="says this is not valid SPARQL: error at 1:"):
            store.query("SELECT * { ?s ?p }")


class TestVirtuoso(StoreContract):
    @pytest.fixture
    def store(self, virtuoso_server: Engine, embedded: EmbeddedStore, fill: Fill) -> Store:
        fill(virtuoso_server, embedded)
        return open_store([virtuoso_server.query])


class TestRdflib(StoreContract):
    @pytest.fixture
    def store(self, embedded: EmbeddedStore) -> Store:
        return RdflibStore(embedded)
