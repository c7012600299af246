"""kg query and endpoints: what is asked of others only with leave, and each way an endpoint fails in one line."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines import Engine
from tests.store.servers import answering, breaking_off

from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store

Fill = Callable[[Engine, Store], None]


def kg(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kg.cli.main import run; run()", *args, "--lang", "en"]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "NO_PROXY": "127.0.0.1"}, timeout=120
    )


@pytest.fixture
def service(oxigraph_server: Engine, fill: Fill, tmp_path: Path) -> str:
    """An endpoint that knows one thing, in its graph/report."""
    (tmp_path / "far.ttl").write_text("<http://far> <http://is> <http://there> .", encoding="utf-8")
    fill(oxigraph_server, EmbeddedStore("far", [tmp_path / "far.ttl"]))
    return oxigraph_server.query


def query(service: str, silent: str = "") -> str:
    return f"SELECT ?x {{ SERVICE {silent}<{service}> {{ GRAPH ?g {{ <http://far> <http://is> ?x }} }} }}"


def test_an_allowed_service_is_asked(service: str) -> None:
    for silent in ("", "SILENT "):
        done = kg("query", query(service, silent), "--allow-service", service, "-f", "csv")
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["x", "http://there"]


def test_without_leave_or_with_leave_for_another_it_is_refused(service: str) -> None:
    asked = query(service)
    escaped = asked.replace("/query>", "/quer\\u0079>")
    prefixed = f"PREFIX s: <{service}> {asked.replace(f'<{service}>', 's:')}"
    nested = f"ASK {{ SERVICE <http://127.0.0.1:9/> {{ {{ {asked} }} }} }}"
    variable = f"SELECT ?x {{ VALUES ?s {{ <{service}> }} SERVICE ?s {{ ?x ?y ?z }} }}"
    for text in (asked, query(service, "SILENT "), nested):
        done = kg("query", text, "--allow-service", "http://127.0.0.1:9/")
        assert done.returncode == 2
        assert "SERVICE would make a request to an outside address and is not allowed" in done.stderr
        assert done.stderr.count("\n") == 1
    for text in (escaped, prefixed, variable, asked.replace("SERVICE <", "SERVICE<x> {} SERVICE <")):
        done = kg("query", text, "--allow-service", service)
        assert done.returncode == 2
        assert "not allowed; allowed: " in done.stderr
    for text in (f"LOAD <{service}>", f"ASK FROM <{service}> {{ ?x ?y ?z }}"):
        assert kg("query", text, "--allow-service", service).returncode == 2


def told(url: str) -> str:
    """The one line that is said when an endpoint fails."""
    done = kg("query", "SELECT * { ?s ?p ?o }", "--source", url)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_unreachable_endpoint_is_told_in_one_line() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/sparql"
    assert told(url).startswith(f"kg: {url} cannot be reached: ")


def test_an_endpoint_that_answers_html_is_told_in_one_line() -> None:
    with answering(lambda _: (200, "text/html", b"<!DOCTYPE html><title>Log in</title>")) as (url, _):
        assert "answers with an HTML page, not a query result: " in told(url)


def test_an_endpoint_that_stops_half_way_is_told_in_one_line() -> None:
    head = b"Content-Type: application/sparql-results+json\r\nContent-Length: 900"
    with breaking_off(head, b'{"head": {"vars": ["s"]}, "results"') as url:
        assert "broke off after 35 bytes" in told(url)
