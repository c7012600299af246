"""The packaged graph kept in the user's cache: same rows, never stale, never in the way."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tests.store.contract import GRAPH_TTL, OWNS

from kg.cli.main import main
from kg.store.embedded import EmbeddedStore
from kg.store.kept import keep, opened, place_of
from kg.store.protocol import select

EVERY = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "internet-report-kg"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH_TTL, encoding="utf-8")
    return path


def asked(file: Path, query: str = EVERY) -> object:
    """As a command asks: it reads ahead, answers, and keeps what it read."""
    store = EmbeddedStore("test", [file])
    store.read_ahead(kept=True)
    rows = select(store, query).rows
    store.keep()
    store.close()
    return rows


def test_the_second_answer_comes_from_the_cache_and_is_the_same(
    cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked(file)
    assert len(list(cache.iterdir())) == 1
    monkeypatch.delattr("kg.store.embedded.load_file")
    assert asked(file) == first


def test_a_changed_file_is_read_anew_and_what_it_was_is_put_away(cache: Path, file: Path) -> None:
    before = asked(file)
    (old,) = cache.iterdir()
    file.write_text(GRAPH_TTL + "<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    assert asked(file) != before
    assert [old] != list(cache.iterdir())
    assert len(list(cache.iterdir())) == 1


def test_what_needs_another_graph_is_read_from_the_files(cache: Path, file: Path) -> None:
    asked(file)
    store = EmbeddedStore("test", [file])
    store.read_ahead(kept=True)
    assert len(select(store, OWNS, with_graphs=["editorial"]).rows) == 1


def test_a_broken_cache_is_done_without_and_made_anew(cache: Path, file: Path) -> None:
    first = asked(file)
    (folder,) = cache.iterdir()
    for path in folder.iterdir():
        path.write_bytes(b"broken")
    assert opened(place_of([file]) or cache) is None
    assert asked(file) == first
    assert opened(place_of([file]) or cache) is not None


def test_a_cache_that_cannot_be_written_is_done_without(cache: Path, file: Path) -> None:
    cache.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert asked(file) == asked(file)


def test_who_keeps_second_leaves_what_the_first_has_kept(cache: Path, file: Path) -> None:
    store = ox.Store()
    store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    place = place_of([file])
    assert place is not None
    keep(store, place)
    (folder,) = cache.iterdir()
    keep(store, place)
    assert list(cache.iterdir()) == [folder]


def test_only_catalogued_questions_name_the_order_of_their_rows_and_use_it(cache: Path) -> None:
    run = CliRunner().invoke
    run(main, ["query", "SELECT ?s WHERE { ?s a kg:Law } LIMIT 1"], catch_exceptions=False)
    assert not cache.exists()
    first = run(main, ["query", "countries", "--format", "csv"], catch_exceptions=False)
    assert [path.name[:6] for path in cache.iterdir()] == ["graph-"]
    assert run(main, ["query", "countries", "--format", "csv"]).output == first.output


def test_the_time_limit_is_over_when_the_answer_is_out_and_keeping_takes_longer(cache: Path) -> None:
    slow = "import time, kg.store.embedded as e; e.keep = lambda *_: time.sleep(11); "
    run = "from kg.cli.main import run; run(['query', 'countries', '--format', 'csv', '--timeout-s', '10'])"
    done = subprocess.run([sys.executable, "-c", slow + run], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("place,")


def test_a_file_changed_while_it_was_read_is_not_kept_as_it_was_before(cache: Path, file: Path) -> None:
    store = EmbeddedStore("test", [file])
    store.read_ahead(kept=True)
    select(store, EVERY)
    file.write_text(GRAPH_TTL + "<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    store.keep()
    assert asked(file) == select(EmbeddedStore("test", [file]), EVERY).rows
