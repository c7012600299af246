"""The remote store against servers that misbehave; against real ones see test_store_engines."""

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.store.servers import Reply, answering, breaking_off

from kg.errors import QuerySyntaxError, SourceRefused, SourceUnavailable
from kg.namespaces import graph_iri
from kg.store.credentials import credentials_of
from kg.store.protocol import ask, construct, select
from kg.store.remote import FIRST_QUERY, RemoteStore
from kg.store.terms import XSD, BlankNode, Literal

JSON = "application/sparql-results+json"
TRUE = (200, JSON, b'{"head": {}, "boolean": true}')
FALSE = (200, JSON, b'{"head": {}, "boolean": false}')
NO_ROWS = (200, JSON, b'{"head": {"vars": ["s", "push"]}, "results": {"bindings": []}}')


def row(**cells: str) -> Reply:
    found = {name: {"type": "uri", "value": value} for name, value in cells.items()}
    document = {"head": {"vars": ["s", "push"]}, "results": {"bindings": [found]}}
    return 200, JSON, json.dumps(document).encode()


def holding(first: Reply, then: Reply = TRUE) -> Callable[[dict[str, list[str]]], Reply]:
    """An endpoint that answers the first query, whether graph/report is there, in its own way."""
    return lambda sent: first if sent["query"] == [FIRST_QUERY] else then


def remote(url: str, **options: Any) -> RemoteStore:
    """A store that does not wait between tries."""
    return RemoteStore(url, sleep=lambda _: None, **options)


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
        remote(url).query("SELECT ?x { }")


def test_triples_in_an_unknown_type_or_cut_off_are_refused() -> None:
    def reply(kind: str, body: bytes) -> Callable[[dict[str, list[str]]], Reply]:
        return holding(NO_ROWS, (200, kind, body))

    query = "PREFIX ask: <http://ask> # ASK\nCONSTRUCT WHERE { ?s ?p ?o }".replace("ASK", "SELECT")
    for kind, body in (("text/turtle", b"<http://a> <http://b> "), ("image/png", b"PNG"), ("text/html", b"")):
        with answering(reply(kind, body)) as (url, _), pytest.raises(SourceRefused):
            construct(remote(url), query)
    with answering(reply("text/turtle; charset=utf-8", b"<http://a> <http://b> 1 .")) as (url, seen):
        assert len(construct(remote(url), query)) == 1
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
        remote(url).ask_for("CONSTRUCT WHERE { ?s ?p ?o }", None)
    assert told.value.exit_code == 3


def test_nobody_listening_is_unavailable_with_exit_code_3() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/sparql"
    with pytest.raises(SourceUnavailable, match="cannot be reached") as told:
        remote(url).query("ASK { }")
    assert told.value.exit_code == 3


def test_a_server_that_never_answers_is_unavailable_after_the_time_limit() -> None:
    release = threading.Event()

    def wait(_: dict[str, list[str]]) -> Reply:
        release.wait(10)
        return TRUE

    with answering(wait) as (url, _):
        try:
            with pytest.raises(SourceUnavailable):
                remote(url, timeout_s=1).query("ASK { }")
        finally:
            release.set()


def test_an_endpoint_with_the_report_graph_is_told_its_dataset_in_every_request() -> None:
    with answering(holding(row(s="http://a"))) as (url, seen):
        store = remote(url)
        assert ask(store, "ASK { }", with_graphs=["editorial"]) is True
        assert "default-graph-uri" not in seen[0]
        assert seen[1]["default-graph-uri"] == [graph_iri("report"), graph_iri("editorial")]
        assert graph_iri("outside") in seen[1]["named-graph-uri"]
        assert graph_iri("report") not in seen[1]["named-graph-uri"]
        ask(store, "ASK { }")
        assert seen[2]["default-graph-uri"] == [graph_iri("report")]
        assert len(seen) == 3


def test_an_endpoint_without_it_is_asked_plainly_and_cannot_merge_graphs() -> None:
    with answering(holding(NO_ROWS, FALSE)) as (url, seen):
        store = remote(url)
        assert ask(store, "ASK { }") is False
        assert "default-graph-uri" not in seen[1]
        with pytest.raises(SourceRefused, match="kg push"):
            store.query("ASK { }", with_graphs=["editorial"])


def test_requests_carry_our_name_and_long_ones_go_by_post() -> None:
    with answering(lambda _: TRUE) as (url, seen):
        store = remote(url)
        store.query("ASK { }")
        store.query(f"ASK {{ }} # {'x' * 2000}")
        assert seen[1]["user-agent"][0].startswith("internet-report-kg/")
        assert [request["method"][0] for request in seen[1:]] == ["GET", "POST"]


def test_user_and_password_are_sent_and_never_shown() -> None:
    with answering(lambda _: (403, "text/plain", b"no")) as (url, seen):
        store = remote(url.replace("http://", "http://me:s%40cret@") + "?key=1")
        with pytest.raises(SourceRefused) as told:
            store.query("ASK { }")
        assert "authorization" not in seen[0]  # nobody knows yet whether it wants Digest
        assert seen[1]["authorization"] == ["Basic bWU6c0BjcmV0"]
        assert seen[1]["key"] == ["1"]
        assert "cret" not in told.value.text.en + store.source


def test_rows_of_an_older_server_with_typed_literal_are_read() -> None:
    cell = {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    body = json.dumps({"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": cell}]}}).encode()
    with answering(holding(NO_ROWS, (200, JSON, body))) as (url, _):
        rows = select(remote(url), "SELECT ?x ?y { }").rows
        assert rows[0][0] is not None
        assert rows[0][1] is None


def test_a_half_finished_push_is_no_source() -> None:
    with answering(holding(row(s="http://a", push="http://push"))) as (url, _):
        with pytest.raises(SourceRefused, match=r"was not finished.*run kg push again") as told:
            remote(url).query("ASK { }")
        assert told.value.exit_code == 3


def test_a_busy_endpoint_is_asked_again_after_the_pause_it_wants() -> None:
    replies = iter([(503, "text/plain", b"busy"), (429, "text/plain", b"later"), NO_ROWS, TRUE])
    waited: list[float] = []
    with answering(lambda _: next(replies), headers={"Retry-After": "7"}) as (url, seen):
        assert RemoteStore(url, sleep=waited.append).query("ASK { }") is True
    assert waited == [7, 7]
    assert len(seen) == 4


def test_without_a_wish_the_pauses_grow_and_the_tries_end() -> None:
    waited: list[float] = []
    with answering(lambda _: (503, "text/plain", b"busy")) as (url, seen):
        store = RemoteStore(url, sleep=waited.append)
        with pytest.raises(SourceUnavailable, match="status 503: busy"):
            store.query("ASK { }")
    assert waited == [0.5, 1, 2]
    assert len(seen) == 4


@pytest.mark.parametrize("pause", ["86400", "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_pause_too_long_to_wait_for_is_told(pause: str) -> None:
    busy = (429, "text/plain", b"enough for today")
    with answering(lambda _: busy, headers={"Retry-After": pause}) as (url, seen):
        store = remote(url)
        with pytest.raises(SourceUnavailable, match=f"enough for today .Retry-After: {pause}"):
            store.query("ASK { }")
    assert len(seen) == 1


def test_a_connection_that_breaks_is_tried_again() -> None:
    with breaking_off(b"Content-Type: text/plain\r\nContent-Length: 9", b"") as url:
        waited: list[float] = []
        with pytest.raises(SourceUnavailable, match="broke off after 0 bytes"):
            RemoteStore(url, sleep=waited.append).query("ASK { }")
    assert len(waited) == 3


def test_a_token_and_a_user_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(lambda _: NO_ROWS) as (url, seen):
        monkeypatch.setenv("KG_ENDPOINT_USER", "me")
        monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s@cret")
        remote(url).query("SELECT * { }")
        assert seen[-1]["authorization"] == ["Basic bWU6c0BjcmV0"]
        monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken")
        remote(url).query("SELECT * { }")
        assert seen[-1]["authorization"] == ["Bearer t0ken"]
        assert "t0ken" not in repr(credentials_of(url))


DIGEST = 'Digest realm="SPARQL", nonce="1", qop="auth", algorithm="MD5"'


def wants_digest(sent: dict[str, list[str]]) -> Reply:
    return NO_ROWS if sent.get("authorization", [""])[0].startswith("Digest ") else (401, "text/html", b"")


def test_a_password_is_not_sent_in_clear_to_an_endpoint_that_wants_digest() -> None:
    with answering(wants_digest, headers={"WWW-Authenticate": DIGEST}) as (url, seen):
        remote(url.replace("http://", "http://me:secret@")).query("SELECT * { }")
    assert not any("Basic" in str(request) for request in seen)
    assert 'username="me"' in seen[-1]["authorization"][0]


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_a_password_is_not_sent_in_clear_because_the_first_reply_says_nothing_of_digest(status: int) -> None:
    def reply(sent: dict[str, list[str]]) -> Reply:
        return wants_digest(sent) if len(seen) > 1 else (status, "text/plain", b"busy")

    with answering(reply, headers={"WWW-Authenticate": DIGEST}) as (url, seen):
        store = remote(url.replace("http://", "http://me:secret@"))
        if status == 408:  # is not tried again
            with pytest.raises(SourceUnavailable, match="status 408"):
                store.query("SELECT * { }")
        store.query("SELECT * { }")
    assert "Basic" not in str(seen)
    assert 'username="me"' in seen[-1]["authorization"][0]


@pytest.mark.parametrize(
    "challenges",
    [
        f'Basic realm="SPARQL", {DIGEST}',
        f"Negotiate, {DIGEST}",
        f"Negotiate YII=, {DIGEST}",
        f'{DIGEST}, Basic realm="SPARQL"',
        'digest Realm = "SPARQL",nonce=1 , basic realm="Digest x"',
        ['Basic realm="SPARQL"', DIGEST],
        [DIGEST.replace("MD5", "SHA-256"), DIGEST],
    ],
    ids=str,
)
def test_digest_is_taken_wherever_it_stands_among_what_an_endpoint_offers(
    challenges: str | list[str],
) -> None:
    offered = [challenges] if isinstance(challenges, str) else challenges
    with answering(wants_digest, headers={"WWW-Authenticate": offered}) as (url, seen):
        remote(url.replace("http://", "http://me:secret@")).query("SELECT * { }")
    assert "'Basic " not in str([request.get("authorization") for request in seen])
    assert 'realm="SPARQL"' in seen[-1]["authorization"][0]
    assert "SHA-256" not in seen[-1]["authorization"][0]


@pytest.mark.parametrize(
    ("challenge", "user", "words"),
    [
        (DIGEST.replace("MD5", "SHA-256"), "me", "algorithm SHA-256"),
        (DIGEST.replace('"auth"', '"auth-int"'), "me", "qop auth-int"),
        (DIGEST, "%E6%88%91", "user, password or realm outside ASCII"),
        (DIGEST.replace("SPARQL", "\xe9"), "me", "user, password or realm outside ASCII"),
        ("Digest", "me", "without realm or nonce"),
        ("Digest realm", "me", "without realm or nonce"),
        ("Digest realm=, nonce", "me", "without realm or nonce"),
    ],
)
def test_a_kind_of_digest_that_we_do_not_know_is_refused(challenge: str, user: str, words: str) -> None:
    with answering(wants_digest, headers={"WWW-Authenticate": challenge}) as (url, seen):
        store = remote(url.replace("http://", f"http://{user}:secret@"))
        with pytest.raises(SourceRefused, match=f"Digest.*{words}"):
            store.query("SELECT * { }")
    assert not any("authorization" in request for request in seen)


def test_credentials_do_not_follow_a_reply_that_leads_elsewhere() -> None:
    with answering(lambda _: NO_ROWS) as (other, seen_there):
        moved = (302, "text/plain", b"")
        with answering(lambda _: moved, headers={"Location": other}) as (url, seen):
            remote(url.replace("http://", "http://me:secret@")).query("SELECT * { }")
    assert any("authorization" in request for request in seen)
    assert seen_there
    assert not any("authorization" in request for request in seen_there)


def test_what_virtuoso_writes_in_its_own_way_is_read_as_meant() -> None:
    def answer(name: str, *cells: dict[str, str]) -> Reply:
        found = {"head": {"vars": [name]}, "results": {"bindings": [{name: cell} for cell in cells]}}
        return 200, JSON, json.dumps(found).encode()

    one = {"type": "typed-literal", "datatype": f"{XSD}integer", "value": "1"}
    for reply, expected in ((answer("__ASK_RETVAL", one), True), (answer("__ASK_RETVAL"), False)):
        with answering(holding(NO_ROWS, reply)) as (url, _):
            assert ask(remote(url), "ASK { }") is expected
    cells = ({**one, "datatype": f"{XSD}boolean"}, {"type": "bnode", "value": "nodeID://b1"})
    with answering(holding(NO_ROWS, answer("x", *cells))) as (url, _):
        rows = select(remote(url), "SELECT ?x { }").rows
    assert rows == [(Literal("true", f"{XSD}boolean"),), (BlankNode("nodeID_b1"),)]


def test_an_answer_that_the_endpoint_says_it_has_cut_is_no_answer() -> None:
    with answering(lambda _: NO_ROWS, headers={"X-SPARQL-MaxRows": "10000"}) as (url, _):
        store = remote(url)
        with pytest.raises(SourceRefused, match="cuts its answer at 10000 rows"):
            store.query("SELECT * { ?s ?p ?o }")
