"""What a reading of the server with fresh eyes has found."""

import asyncio
import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from tests.serve.running import Running, awaited, serving, start
from tests.serve.test_serve_attacks import CROSS_JOIN
from tests.serve.test_serve_updates import BEARER, UPDATE, options

from kg.serve.cache import Answers
from kg.serve.jobs import Job, Reply

TURTLE = {"Content-Type": "text/turtle", **BEARER}
ASK = "ASK { ?s ?p ?o }"


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A writable server at /kg/."""
    with serving(*options(tmp_path_factory.mktemp("below")), "--path", "/kg/") as running:
        yield running


def connection(server: Running, receive_bytes: int = 0) -> socket.socket:
    url = httpx.URL(server.url)
    made = socket.socket()
    if receive_bytes:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    made.settimeout(20)
    made.connect((url.host, url.port or 80))
    return made


def test_the_graph_store_answers_below_a_path(below: Running) -> None:
    with below.client() as client:
        graph = {"graph": "http://example.org/g"}
        assert (
            client.put("/kg/store", params=graph, content="<x:s> <x:p> 1 .", headers=TURTLE).status_code
            == 201
        )
        assert "<x:s>" in client.get("/kg/store", params=graph).text
        assert client.get("/kg/store?default").status_code == 200
        made = client.post("/kg/store", content="<x:s> <x:p> 2 .", headers=TURTLE)
        assert made.headers["location"].startswith(f"{below.url}/kg/store/")
        assert "<x:s>" in client.get(made.headers["location"]).text


def test_no_page_of_elsewhere_may_change_anything_below_a_path(below: Running) -> None:
    with below.client() as client:
        asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        for path in ("/kg/update", "/kg/store"):
            for method in ("OPTIONS", "POST"):
                answer = client.request(method, path, headers=asked)
                assert "access-control-allow-origin" not in answer.headers, (method, path)
        assert client.get("/kg/sparql", params={"query": ASK}).headers["access-control-allow-origin"] == "*"


def test_an_origin_that_is_none_is_foreign(below: Running) -> None:
    with below.client() as client:
        sent = client.post("/kg/update", content="CLEAR ALL", headers={**UPDATE, "Origin": "http://["})
        assert sent.status_code == 403


def test_a_long_body_is_no_part_of_the_next_head(server: Running) -> None:
    body = b"query=ASK%7B%7D&x=" + b"a" * 400_000
    head = b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with connection(server) as made:
        made.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        answer = b""
        while b"boolean" not in answer:
            answer += made.recv(65_536)
        made.sendall(b"GET /limits HTTP/1.1\r\nHo")
        time.sleep(0.3)
        made.sendall(b"st: h\r\n\r\n")
        assert made.recv(65_536).startswith(b"HTTP/1.1 200")


def test_who_takes_none_of_a_file_is_left(server: Running) -> None:
    with server.client() as client:
        assert client.get("/dumps/dataset.nq.sha256").status_code == 200
    with connection(server, 4_096) as made:
        made.sendall(b"GET /dumps/dataset.nq HTTP/1.1\r\nHost: h\r\n\r\n")
        time.sleep(9)  # three times the limit of this server
        taken = b""
        with suppress(ConnectionResetError):
            while piece := made.recv(65_536):
                taken += piece
    head, _, body = taken.partition(b"\r\n\r\n")
    assert len(body) < int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])


def test_a_star_is_no_answer_that_is_known(server: Running) -> None:
    with server.client() as client:
        star = {"If-None-Match": "*"}
        assert client.get("/sparql", params={"query": "nonsense"}, headers=star).status_code == 400
        known = client.get("/sparql", params={"query": ASK}).headers["etag"]
        again = client.post("/sparql", data={"query": ASK}, headers={"If-None-Match": known})
        assert again.status_code == 200  # 304 is for GET and HEAD


def test_a_validator_that_a_proxy_has_weakened_is_the_same(server: Running) -> None:
    with server.client() as client:
        etag = client.get("/ontology/kg.ttl").headers["etag"]
        again = client.get("/ontology/kg.ttl", headers={"If-None-Match": f"W/{etag}"})
        assert again.status_code == 304


def test_the_api_answers_head_and_304_has_what_caches_need(server: Running) -> None:
    with server.client() as client:
        whole = client.get("/api/catalogue", params={"limit": 1})
        head = client.head("/api/catalogue", params={"limit": 1})
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == whole.headers["etag"]
        known = {"If-None-Match": whole.headers["etag"]}
        for again in (client.get(whole.url, headers=known), client.head(whole.url, headers=known)):
            assert again.status_code == 304
            assert again.headers["vary"] == "Accept-Language, Accept-Encoding"
            assert "max-age" in again.headers["cache-control"]


def test_half_a_surrogate_pair_goes_back_as_it_came(server: Running) -> None:
    wanted = '{"ids": ["\\ud800"], "properties": [{"id": "kg:\\ud800"}]}'
    with server.client() as client:
        answer = client.post("/reconcile", data={"extend": wanted})
        assert answer.status_code == 200
        assert list(answer.json()["rows"]) == ["\ud800"]


def test_a_batch_names_so_many_properties_and_reads_each_once(server: Running) -> None:
    same = [{"pid": "rdfs:label", "v": "阿里巴巴"}]
    many = [{"pid": f"kg:p{number}", "v": 1} for number in range(20)]
    more = [{"pid": f"kg:q{number}", "v": 1} for number in range(20)]
    with server.client() as client:

        def ask(**queries: object) -> httpx.Response:
            return client.post("/reconcile", data={"queries": json.dumps(queries)})

        assert ask(a={"query": "阿里巴巴", "properties": same * 20}).json()["a"]["result"]
        assert ask(a={"query": "a", "properties": same * 10_000}).status_code == 413
        assert (
            ask(a={"query": "a", "properties": many}, b={"query": "a", "properties": more}).status_code == 413
        )
        assert ask(a={"query": "a", "type": ["kg:Company"] * 31}).status_code == 413


def test_graphs_that_are_named_often_are_named_once(server: Running) -> None:
    answers = [server.ask(ASK, **{"with": name, "format": "json"}) for name in ("links", "links," * 50_000)]
    assert answers[0].headers["etag"] == answers[1].headers["etag"]


def test_kept_answers_weigh_what_their_questions_weigh() -> None:
    async def run(job: Job) -> Reply:
        return Reply(size=2, body=b"{}", cacheable=True)

    async def fill() -> int:
        answers = Answers(run, 1_000_000)
        for number in range(100):
            await answers.get(Job("ASK {}", base=f"http://{number}.{'a' * 100_000}/"))
        return sum(
            answers.kept(Job("ASK {}", base=f"http://{n}.{'a' * 100_000}/")) is not None for n in range(100)
        )

    assert 0 < awaited(fill()) < 10


def test_sigterm_while_it_starts_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    process = start()
    assert process.stderr is not None
    end_s = time.monotonic() + 30
    while not list(tmp_path.glob("kg-serve-*")) and time.monotonic() < end_s:
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert list(tmp_path.iterdir()) == []


def test_pages_show_what_was_just_committed(below: Running) -> None:
    with below.client() as client:
        for number in range(3):
            made = f"<https://w3id.org/internet-report-kg/id/place/new-{number}>"
            text = f"INSERT DATA {{ {made} a <x:Place> }}"
            assert client.post("/kg/update", content=text, headers=UPDATE).status_code == 204
            for _ in range(3):  # whichever worker answers
                assert client.get(f"/kg/doc/place/new-{number}.nt").status_code == 200


def test_dumps_of_old_versions_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    with serving(*options(tmp_path)) as server, server.client() as client:
        for number in range(4):
            client.post("/update", content=f"INSERT DATA {{ <x:s> <x:p> {number} }}", headers=UPDATE)
            assert f'"{number}"' in client.get("/dumps/report.nt").text
        (folder,) = (tmp_path / "tmp").glob("kg-serve-*/dumps")
        assert len(list(folder.iterdir())) == 2


def test_health_does_not_wait_for_queries_that_run_away(server: Running) -> None:
    with server.client() as client:
        assert client.get("/health").status_code == 200
        held = [
            threading.Thread(target=server.ask, args=(f"{CROSS_JOIN}# holding {number}",))
            for number in range(2)
        ]
        for one in held:
            one.start()
        time.sleep(0.3)
        begun_s = time.monotonic()
        assert client.get("/health").status_code == 200
        assert time.monotonic() - begun_s < 2
        for one in held:
            one.join()


def test_an_answer_is_kept_whose_question_only_mentions_what_changes_each_time() -> None:
    asked: list[Job] = []

    async def run(job: Job) -> Reply:
        asked.append(job)
        return Reply(size=2, body=b"{}", cacheable="uuid()" not in job.text)

    async def ask() -> None:
        answers = Answers(run, 1_000_000)
        await asyncio.gather(*(answers.get(Job("ASK { } # now")) for _ in range(2)))
        await answers.get(Job("ASK { } # now"))
        await asyncio.gather(*(answers.get(Job("ASK { FILTER (uuid() != <x:>) }")) for _ in range(2)))

    awaited(ask())
    assert [job.text for job in asked].count("ASK { } # now") <= 2
    assert len(asked) - [job.text for job in asked].count("ASK { } # now") == 2
