"""A store of a few triples written in the test, over the real ontology."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.settings import root
from kg.store.embedded import EmbeddedStore

MakeStore = Callable[[str], EmbeddedStore]


@pytest.fixture
def store_of(tmp_path: Path) -> MakeStore:
    def make(turtle: str) -> EmbeddedStore:
        path = tmp_path / "small.ttl"
        prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        path.write_text(prefixes + turtle, encoding="utf-8")
        ontology = root() / "ontology"
        return EmbeddedStore("small", [ontology / "kg.ttl", ontology / "schemes.ttl", path])

    return make
