"""A store of a few triples written in the test, over the real ontology."""

from pathlib import Path
from typing import Protocol

import pytest

from kg.namespaces import PREFIXES
from kg.settings import root
from kg.store.embedded import EmbeddedStore


class MakeStore(Protocol):
    """named: short name of a named graph -> its Turtle."""

    def __call__(self, turtle: str, /, **named: str) -> EmbeddedStore: ...


@pytest.fixture
def store_of(tmp_path: Path) -> MakeStore:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())

    def written(name: str, turtle: str) -> Path:
        path = tmp_path / f"{name}.ttl"
        path.write_text(prefixes + turtle, encoding="utf-8")
        return path

    def make(turtle: str, /, **named: str) -> EmbeddedStore:
        ontology = root() / "ontology"
        default = [ontology / "kg.ttl", ontology / "schemes.ttl", written("small", turtle)]
        return EmbeddedStore("small", default, {name: [written(name, text)] for name, text in named.items()})

    return make
