"""The remote store: against a real Oxigraph server, and against servers that misbehave."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.store.contract import GRAPH_TTL, OUTSIDE_TTL, StoreContract
from tests.store.servers import Reply, answering, breaking_off

from kg.errors import QuerySyntaxError, SourceRefused, SourceUnavailable
from kg.namespaces import graph_iri
from kg.store.fill import update_text
from kg.store.open import open_store
from kg.store.protocol import Store, ask, construct, select
from kg.store.remote import RemoteStore

FOUND = Path(sys.executable).with_name("oxigraph")
BINARY = str(FOUND) if FOUND.exists() else shutil.which("oxigraph")


def send(url: str, body: str, content_type: str) -> None:
    request = urllib.request.Request(url, body.encode(), {"Content-Type": content_type}, method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
        reply.read()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if BINARY is None:
        assert not os.environ.get("CI"), "the Oxigraph server (PyPI package oxigraph) is not installed"
        pytest.skip("the Oxigraph server (PyPI package oxigraph) is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen([BINARY, "serve", "--bind", address], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=1):
                    break
            except OSError:
                time.sleep(0.05)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def endpoint(server: str) -> str:
    """The query endpoint of a server that `kg push` would have filled."""
    for name, text in (("report", GRAPH_TTL), ("outside", OUTSIDE_TTL)):
        send(f"{server}/store?graph={quote(graph_iri(name), safe='')}", text, "text/turtle")
    for name in ("editorial", "projected"):
        send(f"{server}/update", update_text(name, claims_in="report"), "application/sparql-update")
    return f"{server}/query"


class TestOxigraphServer(StoreContract):
    @pytest.fixture
    def store(self, endpoint: str) -> Store:
        return open_store([endpoint])

    def test_a_mistake_is_told_in_the_words_of_the_server(self, store: Store) -> None:
        with pytest.raises(QuerySyntaxError, match="says this is not valid SPARQL: error at 1:"):
            store.query("SELECT * { ?s ?p }")


JSON = "application/sparql-results+json"
TRUE = (200, JSON, b'{"head": {}, "boolean": true}')
FALSE = (200, JSON, b'{"head": {}, "boolean": false}')


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        ((200, "text/html", b"<!DOCTYPE html><p>Please log in"), SourceRefused, "an HTML page"),
        ((200, JSON, b"\n <html><body>Rate limit"), SourceRefused, "an HTML page"),
        ((200, JSON, b'{"head": {"vars": ["x"]}, "results": {"bindi'), SourceRefused, "cut off or broken"),
        ((200, JSON, b'{"error": "no rows today"}'), SourceRefused, "no SPARQL result"),
        ((200, JSON, b"[" * 100_000), SourceRefused, "cut off or broken"),
        (
            (200, JSON, b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": 1}]}}'),
            SourceRefused,
            "no SPARQL",
        ),
        ((500, "text/plain", b"Virtuoso 42000 Error"), SourceUnavailable, "status 500: Virtuoso 42000 Error"),
        ((503, "text/plain", b"come back"), SourceUnavailable, "status 503: come back"),
        ((429, "text/plain", b"too many"), SourceUnavailable, "status 429"),
        ((401, "text/plain", b"who?"), SourceRefused, "status 401: who\\?"),
        ((403, "text/plain", b"no"), SourceRefused, "status 403: no"),
        ((404, "text/plain", b"\x1b[31mnothing"), SourceRefused, r"status 404: \[31mnothing"),
        ((400, "text/plain", "第 1 行有错".encode()), QuerySyntaxError, "第 1 行有错"),
    ],
)
def test_a_bad_reply_is_told_for_what_it_is(reply: Reply, error: type[Exception], words: str) -> None:
    with answering(lambda _: reply) as (url, _), pytest.raises(error, match=words):
        RemoteStore(url).query("SELECT ?x { }")


def test_triples_in_an_unknown_type_or_cut_off_are_refused() -> None:
    def reply(kind: str, body: bytes) -> Callable[[dict[str, list[str]]], Reply]:
        return lambda sent: FALSE if "ASK" in sent["query"][0] else (200, kind, body)

    query = "PREFIX ask: <http://ask> # ASK\nCONSTRUCT WHERE { ?s ?p ?o }".replace("ASK", "SELECT")
    for kind, body in (("text/turtle", b"<http://a> <http://b> "), ("image/png", b"PNG"), ("text/html", b"")):
        with answering(reply(kind, body)) as (url, _), pytest.raises(SourceRefused):
            construct(RemoteStore(url), query)
    with answering(reply("text/turtle; charset=utf-8", b"<http://a> <http://b> 1 .")) as (url, seen):
        assert len(construct(RemoteStore(url), query)) == 1
        assert seen[-1]["accept"][0].startswith("application/n-triples")


WHOLE_LINE = b"<http://a> <http://b> <http://c> .\n"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Type: application/n-triples\r\nContent-Length: 700", WHOLE_LINE),
        (
            b"Content-Type: application/n-triples\r\nTransfer-Encoding: chunked",
            b"23\r\n" + WHOLE_LINE + b"\r\n",
        ),
        (
            b"Content-Type: application/sparql-results+json\r\nContent-Length: 700",
            b'{"head": {"vars": ["x"]}',
        ),
    ],
    ids=["shorter than announced", "without its last chunk", "half of a JSON"],
)
def test_a_reply_that_stops_half_way_is_no_answer(head: bytes, body: bytes) -> None:
    with breaking_off(head, body) as url, pytest.raises(SourceUnavailable, match="broke off after") as told:
        RemoteStore(url)._request("CONSTRUCT WHERE { ?s ?p ?o }", None)
    assert told.value.exit_code == 3


def test_nobody_listening_is_unavailable_with_exit_code_3() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/sparql"
    with pytest.raises(SourceUnavailable, match="cannot be reached") as told:
        RemoteStore(url).query("ASK { }")
    assert told.value.exit_code == 3


def test_a_server_that_never_answers_is_unavailable_after_the_time_limit() -> None:
    release = threading.Event()

    def wait(_: dict[str, list[str]]) -> Reply:
        release.wait(10)
        return TRUE

    with answering(wait) as (url, _):
        try:
            with pytest.raises(SourceUnavailable):
                RemoteStore(url, timeout_s=1).query("ASK { }")
        finally:
            release.set()


def test_an_endpoint_with_the_report_graph_is_told_its_dataset_in_every_request() -> None:
    with answering(lambda _: TRUE) as (url, seen):
        store = RemoteStore(url)
        assert ask(store, "ASK { }", with_graphs=["editorial"]) is True
        assert "default-graph-uri" not in seen[0]
        assert seen[1]["default-graph-uri"] == [graph_iri("report"), graph_iri("editorial")]
        assert graph_iri("outside") in seen[1]["named-graph-uri"]
        assert graph_iri("report") not in seen[1]["named-graph-uri"]
        ask(store, "ASK { }")
        assert seen[2]["default-graph-uri"] == [graph_iri("report")]
        assert len(seen) == 3


def test_an_endpoint_without_it_is_asked_plainly_and_cannot_merge_graphs() -> None:
    with answering(lambda _: FALSE) as (url, seen):
        store = RemoteStore(url)
        assert ask(store, "ASK { }") is False
        assert "default-graph-uri" not in seen[1]
        with pytest.raises(SourceRefused, match="kg push"):
            store.query("ASK { }", with_graphs=["editorial"])


def test_requests_carry_our_name_and_long_ones_go_by_post() -> None:
    with answering(lambda _: TRUE) as (url, seen):
        store = RemoteStore(url)
        store.query("ASK { }")
        store.query(f"ASK {{ }} # {'x' * 2000}")
        assert seen[1]["user-agent"][0].startswith("internet-report-kg/")
        assert [request["method"][0] for request in seen[1:]] == ["GET", "POST"]


def test_user_and_password_are_sent_and_never_shown() -> None:
    with answering(lambda _: (403, "text/plain", b"no")) as (url, seen):
        store = RemoteStore(url.replace("http://", "http://me:s%40cret@") + "?key=1")
        with pytest.raises(SourceRefused) as told:
            store.query("ASK { }")
        assert seen[0]["authorization"][0].startswith("Basic ")
        assert seen[0]["key"] == ["1"]
        assert "cret" not in told.value.text.en + store.source


def test_rows_of_an_older_server_with_typed_literal_are_read() -> None:
    cell = {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    body = json.dumps({"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": cell}]}}).encode()
    with answering(lambda sent: FALSE if "ASK" in sent["query"][0] else (200, JSON, body)) as (url, _):
        rows = select(RemoteStore(url), "SELECT ?x ?y { }").rows
        assert rows[0][0] is not None
        assert rows[0][1] is None
