"""kg load: the whole dataset on disk, complete or not there."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.store.contract import GRAPH_TTL, OWNS, StoreContract

from kg.errors import KgError, OutputError, ParseError
from kg.namespaces import graph_iri
from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.run import run
from kg.rdfio.load import load_file
from kg.store.directory import Loaded, load_directory
from kg.store.embedded import DirectoryStore
from kg.store.open import open_store
from kg.store.protocol import Store, select


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH_TTL, encoding="utf-8")
    return path


class TestLoadedDirectory(StoreContract):
    @pytest.fixture
    def store(self, graph: Path, tmp_path: Path) -> Store:
        from tests.store.contract import OUTSIDE_TTL

        (tmp_path / "outside.ttl").write_text(OUTSIDE_TTL, encoding="utf-8")
        quads = ox.Store()
        load_file(quads, tmp_path / "outside.ttl", graph_iri("outside"))
        quads.dump(str(tmp_path / "outside.nq"), format=ox.RdfFormat.N_QUADS)
        load_directory(tmp_path / "db", [graph, tmp_path / "outside.nq"])
        return open_store([str(tmp_path / "db")])


def test_the_packaged_dataset_answers_from_disk_as_from_memory(tmp_path: Path) -> None:
    loaded = load_directory(tmp_path / "db")
    disk, memory = open_store([str(tmp_path / "db")]), open_store()
    assert loaded.default > 80_000
    assert loaded.named > 90_000
    for only in (None, "caict-2021"):
        query = Catalogue().get("regulator-mandates")
        one, other = (run(store, query, only=only) for store in (disk, memory))
        assert isinstance(one, Table)
        assert one == other
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?x a kg:Report } }"
    assert run(disk, named) == run(memory, named)


def test_a_directory_that_is_there_is_replaced_only_when_asked(graph: Path, tmp_path: Path) -> None:
    first = load_directory(tmp_path / "db", [graph])
    with pytest.raises(OutputError, match="add --replace"):
        load_directory(tmp_path / "db", [graph])
    (tmp_path / "more.ttl").write_text("<http://a> <http://b> <http://c> .", encoding="utf-8")
    second = load_directory(tmp_path / "db", [graph, tmp_path / "more.ttl"], replace=True)
    assert second == Loaded(first.default + 1, first.named)


def test_what_is_no_database_is_never_replaced(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is not an Oxigraph directory, so it is left alone"):
        load_directory(tmp_path, [graph], replace=True)
    assert graph.is_file()


def test_a_broken_file_leaves_the_old_directory_and_no_other(graph: Path, tmp_path: Path) -> None:
    load_directory(tmp_path / "db", [graph])
    broken = tmp_path / "broken.ttl"
    broken.write_text("<http://a> <http://b> .", encoding="utf-8")
    with pytest.raises(ParseError, match=r"broken\.ttl"):
        load_directory(tmp_path / "db", [graph, broken], replace=True)
    assert len(select(DirectoryStore(tmp_path / "db"), OWNS, with_graphs=["editorial"]).rows) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.ttl", "db", "graph.ttl"]


def test_a_load_that_was_killed_leaves_nothing_that_looks_whole(graph: Path, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from kg.store.directory import load_directory\n"
        "def at(step):\n"
        "    if step == 'editorial': os.kill(os.getpid(), signal.SIGKILL)\n"
        "load_directory(Path(sys.argv[1]), [Path(sys.argv[2])], progress=at)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "db"), str(graph)], check=False)
    assert done.returncode < 0
    assert not (tmp_path / "db").exists()
    (left,) = tmp_path.glob(".db.loading-*")
    with pytest.raises(KgError, match="was not loaded to the end"):
        DirectoryStore(left)
    load_directory(tmp_path / "db", [graph])
    assert not list(tmp_path.glob(".db.loading-*"))


def test_the_command_says_what_it_loaded_and_query_answers_from_it(graph: Path, tmp_path: Path) -> None:
    kg = [sys.executable, "-c", "from kg.cli.main import run; run()"]
    environment = {**os.environ, "KG_LANG": "en"}
    done = subprocess.run(
        [*kg, "load", str(tmp_path / "db"), str(graph)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0
    assert done.stdout == ""
    assert "triples in the default graph" in done.stderr
    asked = [*kg, "query", "ASK { company:a a kg:Company }", "--source", str(tmp_path / "db"), "-f", "json"]
    assert '"boolean":true' in subprocess.run(asked, capture_output=True, text=True).stdout.replace(" ", "")
