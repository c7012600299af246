"""The order of rooms (design: a room imports only from rooms to its left)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "kg"
# Rooms of one rank do not import each other.
ORDER = (
    ("errors",),
    ("settings",),
    ("namespaces",),
    ("rdfio",),
    ("model",),
    ("report",),
    ("store",),
    ("sparql",),
    ("names",),
    ("query",),
    ("build", "check", "network", "link"),
    ("views", "charts"),
    ("api", "serve"),
    ("cli",),
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
OWNERS = {
    "pypinyin": {"names"},
    "pyvis": {"views"},
    "jinja2": {"query", "views"},
    "xlsxwriter": {"query"},
    "pyarrow": {"query"},
    "networkx": {"network", "views", "api"},
    "pandas": {"api"},
    "polars": {"api"},
    "oxrdflib": {"api"},
    "typst": {"rdfio"},
    "pyshacl": {"check"},
    "SPARQLWrapper": {"store"},
    "pypdfium2": {"report"},
    "click": {"cli"},
    "starlette": {"serve"},
    "fastapi": {"serve"},
    "uvicorn": {"serve"},
    "rapidfuzz": {"link"},
}


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "kg")


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" and "_files" not in p.parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_to_its_left(path: Path) -> None:
    here = _room(path)
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "kg" and len(parts) > 1 and parts[1] in RANK and parts[1] != here:
            assert RANK[parts[1]] < RANK[here], f"{here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_heavy_library_has_one_owner(path: Path) -> None:
    for name in _imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or _room(path) in owners, f"{path} imports {name}"


def test_every_room_has_a_place_in_the_order() -> None:
    assert {_room(p) for p in MODULES} == set(RANK)


def test_a_question_is_answered_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from kg.cli.main import run\n"
        "try: run(['query', 'regulator-mandates', '--format', 'csv'])\n"
        "except SystemExit as stop: assert stop.code == 0, stop.code\n"
        "heavy = {'rdflib', 'networkx', 'pyvis', 'pyshacl', 'jinja2', 'xlsxwriter', 'SPARQLWrapper'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_importing_the_package_loads_no_library_and_no_data() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = {name for name in done.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names}
    assert loaded == {"kg"}


def test_opening_and_asking_loads_no_heavy_library() -> None:
    code = (
        "import sys, kg; g = kg.open(); g.query('regulator-mandates')[0].regulator.label\n"
        "heavy = {'rdflib', 'networkx', 'pyvis', 'pyshacl', 'jinja2', 'pandas', 'polars', 'click'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
