"""Golden files, renewed by --update-golden, and the invented series of two reports that many rooms test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.chromium import browser
from tests.engines import fill, oxigraph_server, virtuoso_server

from kg.build.run import TRIPLES, build
from kg.report.library import load_reports
from kg.report.reportmap import write_map

__all__ = ["browser", "fill", "oxigraph_server", "virtuoso_server"]  # fixtures of every room

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[1]
SERIES = Path(__file__).parent / "series"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden(name, text): the text is what the file says; with --update-golden the file is written."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path} is missing; read the answer, then run pytest --update-golden"
        assert text.encode() == path.read_bytes()

    return compare


def make_series(folder: Path) -> Path:
    """A root with the real ontology and queries and two invented reports on the lunar internet, built.

    moon-2032 says again what moon-2030 said, but: one challenge is new, one is gone and one reworded; a
    recommendation to explore becomes one to establish; the users of 2029 are counted anew; a body has
    another name. Its text has running heads, that of moon-2030 has none.
    """
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(SERIES / "source", folder / "data" / "source")
    for report in load_reports(folder).values():
        write_map(SERIES / f"{report.id}.txt", report.map_path, report.profile)
    (folder / TRIPLES).write_text(build(folder), encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="session")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the invented series; not to be changed."""
    return make_series(tmp_path_factory.mktemp("series"))
