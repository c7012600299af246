"""The good graph of these tests, and the vocabulary it is checked against."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check.files import Checked, GraphFile, read
from kg.errors import Text
from kg.namespaces import DEFAULT_FILES, graph_iri

ROOT = Path(__file__).parents[2]
GOOD = Path(__file__).parent / "good.trig"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def good() -> Path:
    """A small invented graph with every kind of node and nothing wrong in it."""
    return GOOD


@pytest.fixture(scope="session")
def vocabulary() -> tuple[GraphFile, ...]:
    return tuple(read(ROOT / name, ROOT) for name in DEFAULT_FILES if name.startswith("ontology/"))


@pytest.fixture(scope="session")
def checked(vocabulary: tuple[GraphFile, ...]) -> Checked:
    return Checked(vocabulary, (read(GOOD, ROOT),))


@pytest.fixture(scope="session")
def good_nquads(checked: Checked) -> bytes:
    """The vocabulary, the good graph and the shapes as N-Quads, to fill a store that a test may spoil."""
    files = (*checked.ontology, *checked.data)
    quads = [quad for file in files for quad in file.quads]
    shapes, graph = read(ROOT / "ontology" / "shapes.ttl", ROOT), ox.NamedNode(graph_iri("shapes"))
    quads += [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in shapes.quads]
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    return written


def is_bilingual(message: Text) -> bool:
    return bool(message.zh.strip()) and bool(message.en.strip()) and message.zh != message.en
