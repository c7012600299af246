"""The server line by line against what is asked of it: each route by each method, and what is easily left out."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.serve.running import Running, serving

from kg.namespaces import ID
from kg.serve.site import Site
from kg.store.embedded import EmbeddedStore

READ = (
    "/sparql", "/limits", "/health", "/void", "/.well-known/void", "/.well-known/sparql-examples", "/ontology",
    "/shapes.ttl", "/id/company/alibaba", "/doc/company/alibaba", "/scheme/rank/law", "/graph/inferred", "/dataset",
    "/", "/dumps", "/dumps/shapes.nt", "/dumps/shapes.nt.sha256", "/data/triples.ttl", "/api/", "/api/docs",
    "/api/openapi.json", "/api/search?q=数据", "/api/lens", "/reconcile", "/reconcile/zh/preview?id=company/alibaba",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.mark.parametrize("path", READ)
def test_each_address_answers_head_options_and_pages_of_elsewhere(client: httpx.Client, path: str) -> None:
    origin = {"Origin": "http://elsewhere.example"}
    whole = client.get(path, headers=origin)
    assert whole.status_code in (200, 303)
    assert whole.headers["access-control-allow-origin"] == "*"
    assert whole.headers["x-content-type-options"] == "nosniff"
    head = client.head(path, headers=origin)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers.get("content-type") == whole.headers.get("content-type")
    assert head.headers.get("etag") == whole.headers.get("etag")
    options = client.options(path)
    assert options.status_code == 204
    assert options.headers["allow"].startswith("GET, HEAD")
    assert options.headers["allow"].endswith("OPTIONS")
    asked = {**origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-a"}
    before = client.options(path, headers=asked)
    assert (before.status_code, before.headers["access-control-allow-headers"]) == (204, "x-a")
    wrong = client.delete(path)
    assert (wrong.status_code, wrong.headers["allow"]) == (405, options.headers["allow"])


@pytest.mark.parametrize(
    "path", ["/doc/company/alibaba", "/ontology.jsonld", "/api/lens", "/void.html", "/dumps"]
)
def test_pages_come_compressed_to_who_takes_that(client: httpx.Client, path: str) -> None:
    plain = client.get(path, headers={"accept-encoding": "identity"})
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    for one in (plain, packed):
        assert "Accept-Encoding" in one.headers["vary"]
    if "etag" in plain.headers:  # weak, for the very bytes differ
        assert packed.headers["etag"] == plain.headers["etag"]
        assert packed.headers["etag"].startswith("W/")
        again = client.get(path, headers={"if-none-match": packed.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["vary"]
    none = client.get(path, headers={"accept-encoding": "gzip;q=0, *;q=1"})
    assert "content-encoding" not in none.headers


def test_what_came_compressed_is_whole(server: Running) -> None:
    request = httpx.Request("GET", f"{server.url}/ontology.nt", headers={"accept-encoding": "gzip"})
    with httpx.Client(timeout=60) as client:
        answer = client.send(request, stream=True)
        packed = b"".join(answer.iter_raw())
        answer.close()
    assert gzip.decompress(packed).endswith(b" .\n")


def test_a_thing_asked_for_without_id_is_told_where_it_is(client: httpx.Client) -> None:
    answer = client.get("/company/alibaba")
    assert answer.status_code == 404
    assert answer.json()["detail"].endswith("company:alibaba is at /id/company/alibaba")
    assert answer.headers["link"] == '</id/company/alibaba>; rel="related"'
    other = client.get("/nothing/at/all", headers={"accept-language": "zh"})
    assert "/void" in other.json()["detail"]


def test_a_slash_at_the_end_leads_to_the_address_without_and_the_other_way_round(
    client: httpx.Client,
) -> None:
    for path, there in (("/dumps/", "/dumps"), ("/api", "/api/"), ("/void/", "/void")):
        answer = client.get(path)
        assert answer.status_code == 307
        assert httpx.URL(answer.headers["location"]).path == there


def test_other_limits_make_another_etag(server: Running) -> None:
    text = "SELECT * { ?s ?p ?o } LIMIT 3"
    document = "/doc/company/alibaba.ttl"
    with server.client() as client, serving("--max-rows", "7") as other, other.client() as second:
        assert server.ask(text).headers["etag"] != other.ask(text).headers["etag"]
        assert client.get(document).headers["etag"] != second.get(document).headers["etag"]
        assert client.get(document).content == second.get(document).content


def test_who_holds_the_report_has_other_etags() -> None:
    plain, with_texts = (
        Site(EmbeddedStore("x", ()), "1", texts=texts) for texts in (None, {f"{ID}sentence/a-1": "Words."})
    )
    assert plain.mark != with_texts.mark
    assert plain.mark == Site(EmbeddedStore("x", ()), "2").mark


CHINESE = f"{ID}company/阿里"


@pytest.mark.parametrize("written", [CHINESE, quote(CHINESE, safe=":/")])
def test_chinese_iris_come_in_by_every_way(tmp_path: Path, written: str) -> None:
    file = tmp_path / "small.trig"
    file.write_text(
        f"<{written}> <http://example.org/p> <http://example.org/值> .\n"
        f"<http://example.org/图> {{ <{written}> <http://example.org/q> 1 }}\n",
        encoding="utf-8",
    )
    graph = "http://example.org/图"
    text = f"ASK {{ <{written}> <http://example.org/p> <http://example.org/值> }}"
    within = f"ASK {{ <{written}> <http://example.org/q> 1 }}"
    with serving("--source", str(file), "--workers", "1") as server, server.client() as client:
        sent = {"content-type": "application/sparql-query"}
        assert client.get("/sparql", params={"query": text}).json()["boolean"]
        assert client.post("/sparql", data={"query": text}).json()["boolean"]
        assert client.post("/sparql", content=text.encode(), headers=sent).json()["boolean"]
        assert client.get(f"/sparql?query={quote(text, safe='')}").json()["boolean"]
        asked = {"query": within, "default-graph-uri": graph}
        assert client.get("/sparql", params=asked).json()["boolean"]
        assert client.post("/sparql", data=asked).json()["boolean"]
        address = f"/sparql?default-graph-uri={quote(graph, safe='')}"
        assert client.post(address, content=within.encode(), headers=sent).json()["boolean"]
        named = {"query": f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", "named-graph-uri": graph}
        assert client.get("/sparql", params=named).json()["boolean"]
        assert client.get("/sparql", params={"query": f"ASK FROM <{graph}> {{ ?s ?p 1 }}"}).json()["boolean"]
        path = httpx.URL(written).raw_path.decode().removeprefix("/internet-report-kg")
        seen = client.get(path, follow_redirects=True, headers={"accept": "application/n-triples"})
        assert seen.status_code == 200
        assert f"<{written}>" in seen.text
