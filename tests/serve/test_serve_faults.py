"""What breaks below the server: a full disk, a broken file at start, an address that is taken."""

import signal
import socket
import threading
from contextlib import suppress
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from tests.serve.running import serving, start, until
from tests.serve.test_serve_updates import UPDATE, options

# A shell that lets a process write files up to so many KiB only: as a disk that is full.
LIMITED = ("bash", "-c", 'ulimit -f "$0"; exec "$@"')


def test_a_full_disk_fails_the_long_answer_and_no_other() -> None:
    with serving(prefix=(*LIMITED, "16")) as server:
        long = server.ask("SELECT * { ?s ?p ?o } LIMIT 20000")
        assert long.status_code == 503, long.text[:200]
        assert "spooled" in long.json()["detail"]
        assert server.ask("SELECT * { ?s ?p ?o } LIMIT 2").status_code == 200


def test_a_full_disk_fails_the_update_and_keeps_what_was_there(tmp_path: Path) -> None:
    given = options(tmp_path)
    with serving(*given, prefix=(*LIMITED, "300")) as server, server.client() as client:
        acknowledged = 0
        for number in range(100):
            triples = " ".join(f"<x:s{number}-{n}> <x:p> '{'long ' * 20}{n}' ." for n in range(100))
            sent = client.post("/update", content=f"INSERT DATA {{ {triples} }}", headers=UPDATE)
            if sent.status_code != 204:
                break
            acknowledged += 1
        assert sent.status_code == 507, sent.text
        assert acknowledged > 0
        count = "SELECT (COUNT(*) AS ?n) { ?s <x:p> ?o }"
        found = server.ask(count).json()["results"]["bindings"][0]["n"]["value"]
        assert found == str(acknowledged * 100)
    with serving(*given) as server, server.client() as client:
        assert server.ask(count).json()["results"]["bindings"][0]["n"]["value"] == found
        assert (
            client.post("/update", content="INSERT DATA { <x:a> <x:b> 1 }", headers=UPDATE).status_code == 204
        )


def test_a_broken_file_is_told_at_the_start(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<x:a> <x:b>\n", encoding="utf-8")
    assert "broken.ttl:" in said("--source", str(broken))


def test_a_broken_directory_is_told_at_the_start(tmp_path: Path) -> None:
    ox.Store(str(tmp_path / "store")).flush()
    (tmp_path / "store" / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    assert "cannot be opened" in said("--source", str(tmp_path / "store"))


@pytest.mark.parametrize("option", ["--workers", "--page-workers"])
def test_no_worker_at_all_is_told_at_the_start(option: str) -> None:
    assert option in said(option, "0")


def test_a_taken_port_is_told_at_the_start() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "cannot listen on" in said("--port", str(taken.getsockname()[1]))


@pytest.mark.parametrize(
    "text", ["", "tester short", "a 0123456789abcdef\na fedcba9876543210", "one two three"]
)
def test_a_token_file_that_will_not_do_is_told_at_the_start(tmp_path: Path, text: str) -> None:
    given = options(tmp_path)
    (tmp_path / "tokens").write_text(text, encoding="utf-8")
    assert "token" in said(*given).lower()


def test_only_a_directory_can_be_written(tmp_path: Path) -> None:
    given = options(tmp_path)
    assert "Oxigraph directory" in said(*given[2:])
    assert "belong together" in said("--writable")


def said(*given: str) -> str:
    """The one line of a server that does not start; its exit code is that of bad input."""
    process = start(*given)
    try:
        _, text = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 2, text
    assert "Traceback" not in text
    assert text.startswith("kg: ")
    return text


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_server_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    with serving(prefix=("env", f"TMPDIR={tmp_path}")) as server:
        assert server.ask("ASK {}").status_code == 200
        assert list(tmp_path.iterdir())
        workers = server.workers
        server.process.send_signal(sent)
        assert server.process.wait(20) == code
    assert not list(tmp_path.iterdir())
    for pid in workers:
        assert not Path(f"/proc/{pid}").exists()


def test_a_server_that_is_killed_leaves_no_spooled_answer(tmp_path: Path) -> None:
    limits = ("--max-rows", "1000000000", "--max-reply-bytes", "1000000000")
    with serving(*limits, prefix=("env", f"TMPDIR={tmp_path}")) as server:

        def ask() -> None:
            with suppress(httpx.HTTPError):
                server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }")

        asking = threading.Thread(target=ask)
        asking.start()
        assert until(lambda: bool(list(tmp_path.glob("kg-serve-*/*.reply"))))
        server.process.kill()
        asking.join()
    assert until(lambda: not list(tmp_path.glob("kg-serve-*")))
