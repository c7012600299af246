"""What hostile clients send. In each case the server goes on answering others."""

import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from urllib.parse import quote, urlsplit

import httpx
import pytest
from tests.serve.running import Running, serving

CROSS_JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NESTED = "ASK " + "{" * 2_150 + "}" * 2_150
UNIONS = "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 3_900) + " }"
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (<x:a>|!<x:a>)* ?b . ?c (<x:b>|!<x:b>)+ ?d . ?e (^<x:c>|!<x:c>)* ?f }"


@pytest.fixture(autouse=True)
def others_are_served(server: Running) -> Iterator[None]:
    """Before and after each attack."""
    assert server.ask("ASK { ?s a kg:Company }").json()["boolean"] is True
    yield
    begun = time.monotonic()
    assert server.ask("ASK { ?s a kg:Regulator }").json()["boolean"] is True
    assert time.monotonic() - begun < 15
    assert server.process.poll() is None


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        (NESTED, {403}),
        ("SELECT " + "(" * 5_000 + "1" + ")" * 5_000 + " {}", {403}),
        (UNIONS, {403}),
        ("SELECT * { FILTER(" + "!" * 10_000 + "true) }", {403}),
        (CROSS_JOIN, {504}),
        (PATHS, {504, 413}),
        (
            'SELECT ?x { VALUES ?x { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" } FILTER REGEX(?x, "^(a+)+$") }',
            {200},
        ),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000000000", {413, 504}),
        ("SELECT * { ?s ?p ?o } OFFSET 999999999999", {200}),
        ("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999", {400, 413, 504}),
    ],
    ids=["nested", "brackets", "union", "nots", "cross", "paths", "regex", "limit", "offset", "overflow"],
)
def test_a_hostile_query_is_stopped(server: Running, query: str, statuses: set[int]) -> None:
    answer = server.ask(query)
    assert answer.status_code in statuses, answer.text[:300]


def test_a_slow_query_does_not_hold_up_others(server: Running) -> None:
    slow = threading.Thread(target=server.ask, args=(f"{CROSS_JOIN}#slow",))
    slow.start()
    time.sleep(0.3)
    for n in range(10):
        assert server.ask(f"SELECT * {{ ?s ?p ?o }} LIMIT {n + 1}").status_code == 200
    assert slow.is_alive()
    slow.join()


def test_the_query_of_a_client_that_has_gone_is_stopped(server: Running) -> None:
    before = set(server.workers)
    with connection(server) as peer:
        peer.sendall(f"GET /sparql?query={quote(CROSS_JOIN + '#gone')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
    until = time.monotonic() + 5  # before its limit of 8 s would end it
    while before <= set(server.workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not before <= set(server.workers)


def test_a_client_that_reads_nothing_is_left() -> None:
    long = f"SELECT (CONCAT({','.join(['STR(?o)'] * 150)}) AS ?x) {{ ?s skos:definition ?o }}"
    with serving("--max-reply-bytes", "200000000", "--send-time-s", "1", "--workers", "1") as server:
        with connection(server, receive_bytes=4_096) as peer:
            peer.sendall(f"GET /sparql?query={quote(long)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert server.ask(long, format="csv").status_code == 200
            time.sleep(3)
            received = b""
            with suppress(ConnectionResetError):
                while piece := peer.recv(1_000_000):
                    received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        announced = int(re.findall(rb"content-length: (\d+)", head)[0])
        assert len(body) < announced  # so that nobody takes it for the whole
        assert server.ask("ASK {}").status_code == 200


def test_half_a_body_is_not_waited_for(server: Running) -> None:
    with connection(server) as peer:
        peer.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\nASK {"
        )
        assert b" 408 " in answer_of(peer)


def test_half_a_head_is_not_waited_for(server: Running) -> None:
    with connection(server) as peer:
        peer.sendall(b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        begun = time.monotonic()
        assert answer_of(peer) == b""
        assert 1 < time.monotonic() - begun < 10


def test_a_thousand_idle_connections_are_no_harm(server: Running) -> None:
    peers: list[socket.socket] = []
    try:
        peers += [socket.create_connection(address(server), timeout=10) for _ in range(1_000)]
        begun = time.monotonic()
        assert server.ask("ASK { ?s ?p ?o }").status_code == 200
        assert time.monotonic() - begun < 3
        assert answer_of(peers[0]) == b""
    finally:
        for peer in peers:
            peer.close()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 400_000 + b"\r\n\r\n", b" 431 "),
        (b"GET /" + b"a" * 400_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b" 400 "),
        (b"GET /sparql?query=ASK%20%7B%7D%20%23%FF HTTP/1.1\r\nHost: x\r\n\r\n", b" 400 "),
        (b"GET /%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n", b" 404 "),
        (b"GET /sparql HTTP/1.1\r\nHost: a b<>\r\n\r\n", b" 200 "),
        (b"NONSENSE\r\n\r\n", b" 400 "),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b" 404 "),
        (b"GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\n\r\n", b" 404 "),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999\r\n\r\n", b" 413 "),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab", b" 415 "),
    ],
)  # fmt: skip
def test_a_malformed_request_is_refused(server: Running, head: bytes, status: bytes) -> None:
    with connection(server) as peer:
        try:
            peer.sendall(head)
        except (ConnectionResetError, BrokenPipeError):
            return  # refused before it was sent to the end
        assert status in answer_of(peer).partition(b"\r\n")[0] + b" "


OUTSIDE = (
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE\\u0020<{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?e {{ <{url}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FR\\u004FM <{url}> {{ ?s ?p ?o }}",
    "PREFIX x: <{url}> SELECT * FROM x: {{ ?s ?p ?o }}",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <x:g>",
    "SELECT * {{ ?s ?p ?o }} ; LOAD <{url}>",
)


@pytest.mark.parametrize("text", OUTSIDE)
def test_nothing_outside_is_asked(server: Running, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        for url in (f"http://127.0.0.1:{listening.getsockname()[1]}/", "file:///etc/passwd"):
            answer = server.ask(text.format(url=url))
            assert answer.status_code in (400, 403), answer.text
            assert "root:" not in answer.text
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize("text", ["CLEAR ALL", "INSERT DATA { <x:a> <x:b> <x:c> }", "DROP ALL ; ASK {}"])
def test_no_update_comes_in_by_the_query_path(server: Running, text: str) -> None:
    with server.client() as client:
        assert client.get("/sparql", params={"query": text}).status_code == 403
        assert client.get("/sparql", params={"update": text}).status_code == 400
        assert client.post("/sparql", data={"update": text}).status_code == 400
        kind = {"Content-Type": "application/sparql-update"}
        assert client.post("/sparql", content=text, headers=kind).status_code == 415


def test_pages_show_hostile_text_as_text(server: Running) -> None:
    evil = "<script>alert(1)</script>"
    query = f"SELECT ('{evil}' AS ?x) (IRI('javascript:alert(1)') AS ?y) (STRLANG('\"><img src=x onerror=alert(1)>','en') AS ?z) {{}}"
    with server.client(headers={"Accept": "text/html"}) as client:
        page = client.get("/sparql", params={"query": query})
        mistake = client.get("/sparql", params={"query": f"SELECT {evil} {{}}"})
        lost = client.get(f"/{quote(evil)}")
    assert page.status_code == 200
    for answer in (page, mistake, lost):
        assert answer.headers["content-type"].startswith("text/html")
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        assert 'href="javascript' not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_worker_killed_by_hand_is_replaced(server: Running) -> None:
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(server.ask(CROSS_JOIN + "#killed")))
    asking.start()
    time.sleep(0.5)
    for pid in server.workers:
        os.kill(pid, signal.SIGKILL)
    asking.join()
    assert answers[0].status_code == 503
    assert answers[0].headers["retry-after"] == "1"
    assert server.ask("ASK { ?s a kg:Law }").json()["boolean"] is True


def test_a_full_queue_answers_503_and_when_to_come_again(server: Running) -> None:
    with serving(
        "--workers", "1", "--queue-length", "1", "--query-time-s", "3", "--worker-memory-mib", "400"
    ) as small:
        answers: list[httpx.Response] = []
        asking = [
            threading.Thread(target=lambda n=n: answers.append(small.ask(f"{CROSS_JOIN}#{n}")))
            for n in range(4)
        ]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        assert sorted(answer.status_code for answer in answers) == [503, 503, 504, 504]
        busy = next(answer for answer in answers if answer.status_code == 503)
        assert int(busy.headers["retry-after"]) >= 1
        greedy = (
            "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"
        )
        assert small.ask(greedy).status_code in (413, 504)
        assert small.ask("ASK {}").status_code == 200


def connection(server: Running, receive_bytes: int = 0) -> "closing[socket.socket]":
    peer = socket.socket()
    if receive_bytes:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    peer.settimeout(20)
    peer.connect(address(server))
    return closing(peer)


def address(server: Running) -> tuple[str, int]:
    parts = urlsplit(server.url)
    return str(parts.hostname), int(parts.port or 0)


def answer_of(peer: socket.socket) -> bytes:
    """What comes until the head is whole or the connection ends."""
    found = b""
    try:
        while b"\r\n\r\n" not in found:
            piece = peer.recv(65_536)
            if not piece:
                break
            found += piece
    except ConnectionResetError:
        pass
    return found
