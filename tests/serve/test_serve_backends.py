"""One server over each kind of source: files, a directory, and endpoints behind our guard and our cache."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.engines import Engine
from tests.serve.running import Running, serving
from tests.store.servers import answering

from kg.query.catalogue import Catalogue
from kg.store.directory import load_directory
from kg.store.open import open_store
from kg.store.protocol import Store

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:Company }"


def number(server: Running, query: str = COUNT, **options: str) -> int:
    answer = server.ask(query, **options)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_files_are_served_with_their_graphs(tmp_path: Path) -> None:
    file = tmp_path / "small.trig"
    file.write_text("<x:a> <x:b> 1 . <x:g> { <x:a> <x:b> 2, 3 }", encoding="utf-8")
    count = "SELECT (COUNT(*) AS ?n) { ?s <x:b> ?o }"
    with serving("--source", str(file)) as server:
        assert number(server, count) == 1
        assert number(server, count, **{"default-graph-uri": "x:g"}) == 2
        assert number(server, "SELECT (COUNT(*) AS ?n) FROM <x:g> { ?s <x:b> ?o }") == 2
        assert server.ask("SELECT * FROM <x:none> { ?s ?p ?o }").status_code == 403


def test_a_directory_is_shared_read_only(tmp_path: Path) -> None:
    file = tmp_path / "small.trig"
    file.write_text("<x:a> <x:b> 1 . <x:g> { <x:a> <x:b> 2, 3 }", encoding="utf-8")
    load_directory(tmp_path / "small.db", [file])
    count = "SELECT (COUNT(*) AS ?n) { ?s <x:b> ?o }"
    with serving("--source", str(tmp_path / "small.db"), "--workers", "3") as server:
        for _ in range(4):
            assert number(server, count) == 1
            assert number(server, count, **{"default-graph-uri": "x:g"}) == 2
        assert number(server, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <x:b> ?o } }") == 2


@contextmanager
def before(engine: Engine, fill: Callable[[Engine, Store], None]) -> Iterator[Running]:
    """A server before an engine that has the packaged dataset."""
    fill(engine, open_store())
    with serving("--source", engine.query, "--query-time-s", "30", "--remote-cache-s", "600") as running:
        yield running


@pytest.mark.parametrize("name", ["oxigraph_server", "virtuoso_server"])
def test_an_endpoint_is_served_behind_guard_and_cache(
    name: str, request: pytest.FixtureRequest, fill: Callable[[Engine, Store], None], server: Running
) -> None:
    engine: Engine = request.getfixturevalue(name)
    with before(engine, fill) as remote:
        assert number(remote) == number(server)
        assert number(remote, **{"with": "editorial"}) == number(server, **{"with": "editorial"})
        question = Catalogue().get("regulator-mandates")
        merged = {"with": ",".join(question.with_graphs)} if question.with_graphs else {}
        rows = [one.ask(question.text, format="csv", **merged) for one in (remote, server)]
        assert rows[0].status_code == 200, rows[0].text
        assert sorted(rows[0].text.splitlines()) == sorted(rows[1].text.splitlines())
        described = remote.ask("DESCRIBE company:alibaba", format="ntriples")
        assert "/company/alibaba>" in described.text
        assert remote.ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status_code == 403
        assert remote.ask("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }").status_code == 403
        mistake = remote.ask("SELECT * { ?s ?p }")
        assert (mistake.status_code, mistake.json()["column"]) == (400, 18)
        again = remote.ask(COUNT)
        assert again.headers["etag"] == remote.ask(COUNT).headers["etag"]


def test_what_an_endpoint_has_said_is_kept_for_a_while() -> None:
    none = b'{"head": {"vars": ["s", "push"]}, "results": {"bindings": []}}'
    one = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}'
    with (
        answering(
            lambda sent: (200, "application/sparql-results+json", none if "push" in sent["query"][0] else one)
        ) as (url, seen),
        serving("--source", url, "--workers", "1", "--remote-cache-s", "2") as server,
    ):
        query = "SELECT ?x { ?s ?p ?x }"
        server.ask(query)
        asked, begun = len(seen), time.monotonic()
        for _ in range(20):
            assert server.ask(query).status_code == 200
        assert len(seen) - asked <= 1 + (time.monotonic() - begun) / 2  # once each two seconds at most
        asked, begun = len(seen), time.monotonic()
        while len(seen) == asked and time.monotonic() < begun + 20:
            time.sleep(0.2)
            server.ask(query)
        assert len(seen) == asked + 1


def test_an_endpoint_that_is_away_is_told_as_503_and_one_that_refuses_as_502() -> None:
    with (
        answering(lambda _: (401, "text/plain", b"no")) as (url, _),
        serving("--source", url, "--workers", "1") as server,
    ):
        assert server.ask("ASK { ?s ?p ?o }").status_code == 502
    with serving("--source", "http://127.0.0.1:1/sparql", "--workers", "1", "--query-time-s", "20") as server:
        answer = server.ask("ASK { ?s ?p ?o }")
        assert answer.status_code == 503
        assert "retry-after" in answer.headers


def test_a_page_has_its_own_time_for_an_endpoint_that_is_slow() -> None:
    def reply(request: dict[str, list[str]]) -> tuple[int, str, bytes]:
        time.sleep(1.5)
        if "CONSTRUCT" in request["query"][0]:
            return 200, "application/n-triples", b""
        return 200, "application/sparql-results+json", b'{"head": {}, "boolean": false}'

    with (
        answering(reply) as (url, _),
        serving("--source", url, "--workers", "1", "--query-time-s", "1", "--page-time-s", "60") as server,
        server.client() as client,
    ):
        assert client.get("/ontology.nt").status_code == 200


def test_no_dump_is_made_of_an_endpoint_and_it_is_said_what_to_do() -> None:
    none = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
    with (
        answering(lambda _: (200, "application/sparql-results+json", none)) as (url, _),
        serving("--source", url, "--workers", "1") as server,
        server.client() as client,
    ):
        for path in ("/dumps", "/dumps/report.nt", "/dumps/SHA256SUMS", "/dumps/report.nt.sha256"):
            answer = client.get(path)
            assert answer.status_code == 501, path
            assert "CONSTRUCT" in answer.json()["detail"]
