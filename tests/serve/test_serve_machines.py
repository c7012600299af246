"""What programs look for: the description of the dataset, examples, dumps with checksums, health, the access log."""

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from starlette.types import Message, Receive, Scope, Send
from tests.serve.running import Running, awaited, serving

from kg.query.catalogue import Catalogue
from kg.serve.access import AccessLog
from kg.settings import BASE
from kg.store.convert import to_triple
from kg.store.terms import BlankNode, Iri

VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def objects(response: httpx.Response, subject: str, predicate: str) -> set[str]:
    """The IRIs and values that a document in N-Triples states."""
    found = map(to_triple, ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES))
    return {
        one.object.value
        for one in found
        if one.subject == Iri(subject)
        and one.predicate.value == predicate
        and not isinstance(one.object, BlankNode)
    }


def test_the_description_says_where_this_server_answers(client: httpx.Client, server: Running) -> None:
    void = client.get("/.well-known/void", headers={"accept": "application/n-triples"})
    assert objects(void, f"{BASE}dataset", f"{VOID}sparqlEndpoint") == {f"{server.url}/sparql"}
    assert f"{server.url}/dumps/dataset.nq" in objects(void, f"{BASE}dataset", f"{VOID}dataDump")


def test_the_counts_of_the_description_are_those_of_the_data(client: httpx.Client, server: Running) -> None:
    void = client.get("/void.nt")
    stated = objects(void, f"{BASE}graph/report", f"{VOID}triples")
    counted = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text.split()[1]
    assert stated == {counted}


def test_the_described_files_are_served_with_the_described_checksums(client: httpx.Client) -> None:
    void = client.get("/void.nt")
    for name in ("data/triples.ttl", "ontology/kg.ttl"):
        described = objects(void, f"{BASE}{name}#sha256", "http://spdx.org/rdf/terms#checksumValue")
        assert {hashlib.sha256(client.get(f"/{name}").content).hexdigest()} == described
    for name in ("data/source/redirects.yaml", "data/..%2fpyproject.toml", "ontology/none.ttl"):
        assert client.get(f"/{name}").status_code == 404


def test_the_examples_are_the_catalogue_with_this_endpoint_as_their_target(
    client: httpx.Client, server: Running
) -> None:
    got = client.get("/.well-known/sparql-examples", headers={"accept": "application/n-triples"})
    node = f"{BASE}id/query/policy-challenge"
    assert objects(got, node, "https://schema.org/target") == {f"{server.url}/sparql"}
    found = list(ox.parse(got.content, format=ox.RdfFormat.N_TRIPLES))
    kinds = {
        one.subject
        for one in map(to_triple, found)
        if one.object == Iri("http://www.w3.org/ns/shacl#SPARQLSelectExecutable")
    }
    assert len(kinds) == len(Catalogue().ids())
    assert client.get("/.well-known/sparql-examples", headers={"accept": "image/png"}).status_code == 406


def test_an_example_runs_as_it_is(client: httpx.Client, server: Running) -> None:
    got = client.get("/.well-known/sparql-examples", headers={"accept": "application/n-triples"})
    (text,) = objects(got, f"{BASE}id/query/regulator-mandates", "http://www.w3.org/ns/shacl#select")
    assert server.ask(text).status_code == 200


def test_health_says_which_data_is_served(client: httpx.Client) -> None:
    got = client.get("/health")
    assert got.status_code == 200
    assert got.json()["status"] == "ok"
    assert got.json()["data"]
    assert got.headers["cache-control"] == "no-store"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over four triples in two graphs, with its access log."""
    folder = tmp_path_factory.mktemp("dumps")
    (folder / "small.trig").write_text(
        '@prefix ex: <http://example.org/> . ex:a ex:b "甲"@zh, 1 ; ex:c [ ex:d ex:e ] .\n'
        f"GRAPH <{BASE}graph/outside> {{ ex:a ex:b ex:f }}\n",
        encoding="utf-8",
    )
    options = ("--source", str(folder / "small.trig"), "--workers", "1", "--access-log", str(folder / "log"))
    with serving(*options) as running, running.client() as client:
        client.headers["x-folder"] = str(folder)
        yield client


def test_every_dump_is_the_same_graph_and_fits_its_checksum(small: httpx.Client) -> None:
    sums = dict(line.split("  ")[::-1] for line in small.get("/dumps/SHA256SUMS").text.splitlines())
    assert set(sums) == {
        *(f"dataset.{ending}" for ending in ("trig", "nq", "jsonld")),
        *(
            f"{graph}.{ending}"
            for graph in ("report", "outside")
            for ending in ("ttl", "nt", "rdf", "jsonld")
        ),
    }
    sizes: dict[str, list[ox.Dataset]] = {}
    for name, checksum in sums.items():
        got = small.get(f"/dumps/{name}")
        assert got.status_code == 200
        assert hashlib.sha256(got.content).hexdigest() == checksum
        assert got.headers["etag"] == f'"{checksum}"'
        assert small.get(f"/dumps/{name}.sha256").text == f"{checksum}  {name}\n"
        format_ = ox.RdfFormat.from_media_type(got.headers["content-type"].partition(";")[0])
        assert format_ is not None
        data = ox.Dataset(ox.parse(got.content, format=format_))
        data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        sizes.setdefault(name.partition(".")[0], []).append(data)
    for same in sizes.values():
        assert all(one == same[0] for one in same)
    assert [len(sizes[name][0]) for name in ("dataset", "report", "outside")] == [5, 4, 1]


def test_a_dump_may_be_fetched_in_pieces_and_is_not_sent_twice(small: httpx.Client) -> None:
    whole = small.get("/dumps/report.nt")
    part = small.get("/dumps/report.nt", headers={"range": "bytes=5-9"})
    assert (part.status_code, part.content) == (206, whole.content[5:10])
    again = small.get("/dumps/report.nt", headers={"if-none-match": whole.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["none.nt", "report.exe", "dataset.nt", "..%2f..%2fetc%2fpasswd", "report.nt.part"]
)
def test_what_is_no_dump_is_not_found(small: httpx.Client, name: str) -> None:
    assert small.get(f"/dumps/{name}").status_code == 404


def test_the_page_of_dumps_lists_them(small: httpx.Client) -> None:
    page = small.get("/dumps")
    assert 'href="/dumps/report.ttl"' in page.text


def test_the_access_log_has_no_queries(small: httpx.Client) -> None:
    small.post("/sparql", data={"query": "SELECT * { ?secret ?p ?o }"})
    small.get("/sparql", params={"query": "ASK { ?secret ?p ?o }"})
    log = Path(small.headers["x-folder"]) / "log"
    until = time.monotonic() + 10
    while not log.read_text().splitlines()[-1].count('"GET", "path": "/sparql"') and time.monotonic() < until:
        time.sleep(0.05)  # a line is written after the answer has been sent
    lines = log.read_text().splitlines()
    assert "secret" not in "".join(lines)
    last = json.loads(lines[-1])
    assert (last["method"], last["path"], last["status"]) == ("GET", "/sparql", 200)
    assert last["bytes"] > 0
    assert last["ms"] > 0
    assert last["time"].endswith("+00:00")


def test_the_access_log_has_queries_where_the_operator_wants_them() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    async def receive() -> Message:
        return {"type": "http.request", "body": b"query=ASK"}

    async def send(message: Message) -> None:
        pass

    lines: list[str] = []
    scope = {"type": "http", "method": "POST", "path": "/sparql", "query_string": b"lang=zh", "client": None}
    awaited(AccessLog(app, lines.append, with_queries=True)(scope, receive, send))
    record = json.loads(lines[0])
    assert (record["query"], record["body"], record["bytes"]) == ("lang=zh", "query=ASK", 2)
