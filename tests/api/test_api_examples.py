"""The examples in the docstrings and in the guide, run against the packaged graph."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(p.stem for p in (ROOT / "src" / "kg" / "api").glob("*.py") if p.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_say_what_happens(name: str) -> None:
    found = doctest.testmod(import_module(f"kg.api.{name}"))
    assert found.failed == 0


@pytest.mark.parametrize(
    "name", ["asking", "cell", "chart", "entity", "graph", "paths", "result", "stats", "triples"]
)
def test_a_module_that_people_use_has_examples(name: str) -> None:
    assert doctest.testmod(import_module(f"kg.api.{name}")).attempted > 0
