"""Updates: who may, what a request does, and what is left after kill -9."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from tests.serve.running import Running, children, command_of, serving

GIVEN = "a-token-for-tests-0123"
BEARER = {"Authorization": f"Bearer {GIVEN}"}
UPDATE = {"Content-Type": "application/sparql-update", **BEARER}


def options(folder: Path) -> list[str]:
    """A new store and its tokens."""
    if not (folder / "store").exists():
        ox.Store(str(folder / "store")).flush()
    tokens = folder / "tokens"
    tokens.write_text(f"# who writes\ntester {GIVEN}\n", encoding="utf-8")
    return ["--source", str(folder / "store"), "--writable", "--token-file", str(tokens)]


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    folder = tmp_path_factory.mktemp("writable")
    with serving(*options(folder)) as server:
        yield server, folder


@pytest.fixture
def client(writable: tuple[Running, Path]) -> Iterator[httpx.Client]:
    """On an empty store."""
    with writable[0].client() as client:
        assert client.post("/update", content="DROP ALL", headers=UPDATE).status_code == 204
        yield client


def values(client: httpx.Client, query: str) -> list[str]:
    found = client.post("/sparql", data={"query": query}).json()["results"]["bindings"]
    return sorted(cell["value"] for row in found for cell in row.values())


def test_what_is_acknowledged_is_seen_at_once(client: httpx.Client) -> None:
    for n in range(5):
        text = f"INSERT DATA {{ <x:s> <x:p> {n} }}"
        sent = client.post("/update", data={"update": text}, headers=BEARER)
        assert sent.status_code == 204, sent.text
        assert values(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [str(n + 1)]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Basic {GIVEN}"}, 401),
        ({**BEARER, "Origin": "https://example.org"}, 403),
        ({**BEARER, "Origin": "null"}, 403),
        ({**BEARER, "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_nobody_else_may_change_anything(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    sent = client.post(
        "/update", content="CLEAR ALL", headers={"Content-Type": "application/sparql-update", **headers}
    )
    assert sent.status_code == status
    assert "access-control-allow-origin" not in sent.headers
    put = client.put("/store?default", content="", headers={"Content-Type": "text/turtle", **headers})
    assert put.status_code == status
    if status == 401:
        assert sent.headers["www-authenticate"].startswith("Bearer")


def test_a_browser_is_not_told_that_it_may(client: httpx.Client) -> None:
    asked = client.options(
        "/update", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in asked.headers


def test_a_request_is_one_transaction(client: httpx.Client) -> None:
    text = "INSERT DATA { <x:a> <x:b> <x:c> } ; DROP GRAPH <x:not-there>"
    sent = client.post("/update", content=text, headers=UPDATE)
    assert sent.status_code == 422, sent.text
    assert values(client, "SELECT * { ?s ?p ?o }") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("INSERT DATA { <x:a> }", 400),
        ("LOAD <http://127.0.0.1:1/>", 403),
        ("LOAD SILENT <file:///etc/passwd>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("INSERT { <x:a> <x:b> <x:c> } WHERE { " + "{" * 70 + "}" * 70 + " }", 403),
    ],
)
def test_what_an_update_may_not_is_refused(client: httpx.Client, text: str, status: int) -> None:
    sent = client.post("/update", content=text, headers=UPDATE)
    assert sent.status_code == status, sent.text


def test_an_update_may_be_long(client: httpx.Client) -> None:
    triples = " ".join(f"<x:s{n}> <x:p> -{n}.5 ." for n in range(20_000))
    sent = client.post("/update", content=f"INSERT DATA {{ {triples} }}", headers=UPDATE)
    assert sent.status_code == 204, sent.text
    assert values(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ["20000"]


def test_the_graphs_of_an_update_are_named_by_parameters(client: httpx.Client) -> None:
    data = "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } GRAPH <x:h> { <x:a> <x:b> 2 } }"
    client.post("/update", content=data, headers=UPDATE)
    copy = "INSERT { <x:copy> <x:of> ?o } WHERE { ?s ?p ?o } ; DELETE WHERE { ?s <x:none> ?o }"
    sent = client.post("/update?using-graph-uri=x:g", content=copy, headers=UPDATE)
    assert sent.status_code == 204, sent.text
    assert values(client, "SELECT ?o { <x:copy> <x:of> ?o }") == ["1"]
    own = "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert client.post("/update?using-graph-uri=x:g", content=own, headers=UPDATE).status_code == 400


def test_a_graph_is_put_read_added_to_and_deleted(client: httpx.Client) -> None:
    turtle = {"Content-Type": "text/turtle", **BEARER}
    for target in ("/store?graph=http://example.org/g", "/store/people/li"):
        assert client.get(target).status_code == 404
        assert client.put(target, content="<a> <b> '甲' .".encode(), headers=turtle).status_code == 201
        assert client.put(target, content="<a> <b> '乙' .".encode(), headers=turtle).status_code == 204
        assert client.post(target, content="<a> <b> 'c' .", headers=turtle).status_code == 204
        read = client.get(target, headers={"Accept": "application/n-triples"})
        assert read.status_code == 200
        assert sorted(line.split('"')[1] for line in read.text.splitlines()) == ["c", "乙"]
        assert client.head(target).status_code == 200
        assert client.delete(target, headers=BEARER).status_code == 204
        assert client.delete(target, headers=BEARER).status_code == 404


def test_a_graph_that_is_posted_gets_an_address(client: httpx.Client) -> None:
    turtle = {"Content-Type": "text/turtle", **BEARER}
    made = client.post("/store", content="<x:a> <x:b> <x:c> .", headers=turtle)
    assert made.status_code == 201
    assert client.get(made.headers["location"]).text.startswith("<x:a>")


@pytest.mark.parametrize(
    ("content_type", "content", "status"),
    [
        ("text/turtle", "<a> <b>", 400),
        ("image/png", "", 415),
        ("application/trig", "<x:g> { <x:a> <x:b> <x:c> }", 400),
        ("multipart/form-data", "nothing", 400),
    ],
)
def test_a_graph_that_is_none_changes_nothing(
    client: httpx.Client, content_type: str, content: str, status: int
) -> None:
    sent = client.put("/store?default", content=content, headers={"Content-Type": content_type, **BEARER})
    assert sent.status_code == status, sent.text


def test_the_audit_log_says_who_and_what_but_no_token(
    client: httpx.Client, writable: tuple[Running, Path]
) -> None:
    client.post("/update", content="INSERT DATA { <x:a> <x:b> <x:c> }", headers=UPDATE)
    text = (writable[1] / "store.audit.jsonl").read_text(encoding="utf-8")
    last = json.loads(text.splitlines()[-1])
    assert (last["who"], last["method"], last["target"], last["status"]) == ("tester", "POST", "/update", 200)
    assert GIVEN not in text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/update"),
        ("GET", "/update"),
        ("PUT", "/store?default"),
        ("DELETE", "/store/graph"),
        ("GET", "/store"),
    ],
)
def test_without_writable_it_is_said_that_updates_are_off_and_how_to_open_them(
    server: Running, method: str, path: str
) -> None:
    with server.client() as client:
        answer = client.request(method, path, headers=UPDATE)
        assert answer.status_code == 403
        assert "--writable" in answer.json()["detail"]
        assert "access-control-allow-origin" not in answer.headers


def test_twenty_kills_lose_nothing_acknowledged_and_leave_nothing_by_halves(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for run in range(20):
        with serving(*options(tmp_path), "--workers", "1") as server:
            writing = threading.Thread(target=_stream, args=(server.url, run * 10_000, acknowledged))
            writing.start()
            time.sleep(0.05 + 0.02 * run)
            # By turns the writer alone and the server, with which the writer ends.
            victim = _writer_of(server) if run % 2 else server.process.pid
            os.kill(victim, signal.SIGKILL)
            if run % 2:
                time.sleep(0.1)  # another writer takes over, and the stream goes on
                server.process.kill()
            server.process.wait()
            writing.join()
    assert len(acknowledged) > 20
    time.sleep(0.5)  # the last writer gives the lock back
    store = ox.Store.read_only(str(tmp_path / "store"))
    found: dict[int, int] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode("x:n"), None):
        number = int(quad.object.value)  # type: ignore[union-attr]
        found[number] = found.get(number, 0) + 1
    assert set(acknowledged) <= found.keys()
    assert set(found.values()) == {3}  # each update had three triples


def _stream(url: str, start: int, acknowledged: list[int]) -> None:
    with httpx.Client(base_url=url, timeout=20) as client:
        for number in range(start, start + 10_000):
            triples = " ".join(f"<x:s{number}-{part}> <x:n> {number} ." for part in range(3))
            parts = triples.split(" . ")
            text = " ; ".join(f"INSERT DATA {{ {part} }}" for part in parts)
            try:
                sent = client.post("/update", content=text, headers=UPDATE)
            except httpx.HTTPError:
                return
            if sent.status_code == 204:
                acknowledged.append(number)


def _writer_of(server: Running) -> int:
    return next(pid for pid in children(server.process.pid) if b"kg.serve.writer" in command_of(pid))
