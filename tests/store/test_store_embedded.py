"""The embedded stores: from files, from named files, and an Oxigraph directory."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.store.contract import GRAPH_TTL, OUTSIDE_TTL, OWNS, StoreContract

from kg.errors import KgError, NotFound, ParseError
from kg.namespaces import graph_iri
from kg.rdfio.load import load_file
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.fill import derive
from kg.store.open import open_store
from kg.store.protocol import Store, ask, construct, select


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    graph, outside = tmp_path / "graph.ttl", tmp_path / "outside.ttl"
    graph.write_text(GRAPH_TTL, encoding="utf-8")
    outside.write_text(OUTSIDE_TTL, encoding="utf-8")
    return graph, outside


class TestEmbedded(StoreContract):
    @pytest.fixture
    def store(self, files: tuple[Path, Path]) -> Store:
        return EmbeddedStore("test", [files[0]], {"outside": [files[1]]})


class TestFilesOfSeveralFormats(StoreContract):
    @pytest.fixture
    def store(self, files: tuple[Path, Path], tmp_path: Path) -> Store:
        quads = ox.Store()
        load_file(quads, files[1], graph_iri("outside"))
        quads.dump(str(tmp_path / "outside.nq"), format=ox.RdfFormat.N_QUADS)
        return open_store([str(files[0]), str(tmp_path / "outside.nq")])


class TestDirectory(StoreContract):
    @pytest.fixture
    def store(self, files: tuple[Path, Path], tmp_path: Path) -> Store:
        database = ox.Store(str(tmp_path / "db"))
        load_file(database, files[0])
        load_file(database, files[1], graph_iri("outside"))
        derive(database)
        database.flush()
        del database
        return open_store([str(tmp_path / "db")])


def test_files_are_read_at_the_first_query_and_named_ones_only_when_needed(files: tuple[Path, Path]) -> None:
    store = EmbeddedStore("test", [files[0]], {"outside": [Path("missing.ttl")]})
    assert select(store, OWNS).rows == []
    assert len(select(store, OWNS, with_graphs=["editorial"]).rows) == 1
    with pytest.raises(NotFound, match=r"missing\.ttl"):
        ask(store, "ASK { GRAPH ?g { } }")


def test_a_broken_file_is_told_by_file_line_and_column(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<http://a> <http://b> <http://c> .\n<http://a> nope:b 1 .\n", encoding="utf-8")
    with pytest.raises(ParseError) as told:
        open_store([str(broken)]).query("ASK { }")
    assert told.value.text.en.startswith(f"{broken}:2:12: not valid Turtle: ")
    assert "前缀 nope: 没有声明" in told.value.text.zh


def test_a_missing_file_and_an_unknown_ending_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no file"):
        open_store([str(tmp_path / "none.ttl")]).query("ASK { }")
    with pytest.raises(NotFound, match=r"'\.docx' is not the ending of an RDF format; known: \.ttl"):
        open_store([str(tmp_path / "none.docx")]).query("ASK { }")


def test_sources_of_different_kinds_do_not_mix(tmp_path: Path) -> None:
    for source in (["http://a/sparql", "b.ttl"], [str(tmp_path), "b.ttl"]):
        with pytest.raises(KgError, match="not a mixture"):
            open_store(source)


def test_a_directory_without_a_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="not an Oxigraph directory"):
        DirectoryStore(tmp_path)


def test_a_triple_term_is_refused_in_words() -> None:
    store = EmbeddedStore("nothing", [])
    with pytest.raises(KgError, match="triple term"):
        store.query("SELECT (<<( <http://a> <http://b> <http://c> )>> AS ?t) { }")


def test_the_form_of_a_query_must_fit_what_is_asked_for() -> None:
    store = EmbeddedStore("nothing", [])
    for wanted, query in ((select, "ASK { }"), (ask, "SELECT * { }"), (construct, "ASK { }")):
        with pytest.raises(KgError, match="is needed here"):
            wanted(store, query)


def test_nothing_heavy_is_imported_for_an_embedded_query() -> None:
    import subprocess
    import sys

    program = (
        "import sys; from kg.store.open import open_store; from kg.query.run import run\n"
        "from kg.query.results import write; from kg.store.embedded import EmbeddedStore\n"
        "open_store(); write(run(EmbeddedStore('nothing', []), 'SELECT ?x { ?x a kg:Company }'))\n"
        "print([name for name in ('rdflib', 'SPARQLWrapper', 'yaml', 'kg.store.remote') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
