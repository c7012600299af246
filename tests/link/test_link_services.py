"""Outside services on loopback, well and badly behaved: what is believed, what is tried again, what is kept."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.store.servers import answering, breaking_off

from kg.errors import KgError, NotFound, SourceRefused, SourceUnavailable
from kg.link.cache import DAY_S, Cache
from kg.link.records import Identifier, Name, NameKind, Subject
from kg.link.service import Service
from kg.link.targets.profiles import Access, open_target
from kg.link.targets.reconciliation import Reconciliation
from kg.link.targets.wikidata import Wikidata

BAIDU = Subject(
    "https://w3id.org/internet-report-kg/id/company/baidu",
    "Company",
    (Name("百度", "zh"), Name("Baidu", "en")),
)
Asked = dict[str, list[str]]


def json_reply(body: object) -> Callable[[Asked], tuple[int, str, bytes]]:
    return lambda _: (200, "application/json", json.dumps(body).encode())


def service(url: str, **more: object) -> Service:
    return Service(url, sleep=lambda _: None, **more)  # type: ignore[arg-type]


def test_we_say_who_we_are_and_whom_to_write_to() -> None:
    with answering(json_reply({})) as (url, seen):
        service(url, contact="mailto:li@a.example").ask({"a": "1"})
    assert seen[0]["user-agent"][0].startswith("internet-report-kg/")
    assert seen[0]["user-agent"][0].endswith("(mailto:li@a.example)")


def test_two_requests_have_a_pause_between_them() -> None:
    pauses: list[float] = []
    with answering(json_reply({})) as (url, _):
        asked = Service(url, pause_s=0.25, sleep=pauses.append)
        asked.ask({"a": "1"})
        asked.ask({"a": "2"})
    assert pauses == [0.25]


def test_a_busy_service_is_asked_again_when_it_says() -> None:
    waits: list[float] = []
    replies = iter([(429, "text/plain", b"slow down"), (200, "application/json", b'{"x": 1}')])
    with answering(lambda _: next(replies), {"Retry-After": "3"}) as (url, seen):
        assert Service(url, sleep=waits.append).ask({}) == {"x": 1}
    assert (len(seen), waits) == (2, [3.0])


def test_busy_under_status_200_is_asked_again_and_not_kept(tmp_path: Path) -> None:
    replies = iter([{"error": {"code": "maxlag"}}, {"search": []}])
    with answering(lambda _: (200, "application/json", json.dumps(next(replies)).encode())) as (url, seen):
        asked = service(url, cache=Cache(tmp_path / "kept.sqlite", 1))
        assert asked.ask({"q": "x"}) == {"search": []}
        assert asked.ask({"q": "x"}) == {"search": []}
    assert len(seen) == 2


FAULTS = {
    "an error under status 200": (
        (200, "application/json", b'{"error": {"code": "badtoken"}}'),
        SourceRefused,
        "badtoken",
    ),
    "a page of HTML": ((200, "text/html", b"<html>hello"), SourceRefused, "whole JSON: <html>hello"),
    "half a document": ((200, "application/json", b'{"search": ['), SourceRefused, "whole JSON"),
    "a refusal": ((403, "text/plain", b"no"), SourceRefused, "status 403: no"),
    "always busy": ((503, "text/plain", b"later"), SourceUnavailable, "status 503: later"),
    "busy for ever under status 200": (
        (200, "application/json", b'{"error": {"code": "maxlag"}}'),
        SourceUnavailable,
        "too busy: maxlag",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_clear_line(name: str) -> None:
    reply, error, said = FAULTS[name]
    with answering(lambda _: reply) as (url, _), pytest.raises(error, match=said):
        service(url).ask({})


def test_a_reply_that_breaks_off_is_no_reply() -> None:
    head = b"Content-Type: application/json\r\nContent-Length: 900"
    with (
        breaking_off(head, b'{"a": 1}') as url,
        pytest.raises(SourceUnavailable, match="broke off after 8 bytes"),
    ):
        service(url, tries=2).ask({})


def test_a_service_that_is_too_slow_is_given_up() -> None:
    def slow(_: Asked) -> tuple[int, str, bytes]:
        time.sleep(0.5)
        return 200, "application/json", b"{}"

    with answering(slow) as (url, _), pytest.raises(SourceUnavailable, match=r"within 0\.1 s"):
        service(url, timeout_s=0.1, tries=1).ask({})


@contextmanager
def redirecting(to: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", f"{to}?{urlsplit(self.path).query}")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/old"
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def test_a_service_that_has_moved_is_followed() -> None:
    with answering(json_reply({"x": 1})) as (url, seen), redirecting(url) as old:
        assert service(old).ask({"q": "百度"}) == {"x": 1}
    assert seen[0]["q"] == ["百度"]


def test_a_reply_is_kept_until_it_is_too_old(tmp_path: Path) -> None:
    now = [0.0]
    cache = Cache(tmp_path / "kept.sqlite", max_age_days=2, now=lambda: now[0])
    cache.put("text", "a", "b")
    now[0] = 2 * DAY_S
    assert cache.get("a", "b") == "text"
    now[0] += 1
    assert cache.get("a", "b") is None
    assert cache.get("ab", "") is None


def test_a_file_that_is_no_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite").write_bytes(b"no database at all " * 100)
    with pytest.raises(KgError, match="delete it, or name another with --cache"):
        Cache(tmp_path / "kept.sqlite", 1)


ITEM = {
    "labels": {"en": {"value": "Baidu"}, "zh": {"value": "百度"}},
    "aliases": {"en": [{"value": "Baidu, Inc."}]},
    "descriptions": {"en": {"value": "Chinese web services company"}},
    "sitelinks": {"enwiki": {"title": "Baidu"}},
    "claims": {
        "P31": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q4830453"}}}}],
        "P856": [
            {
                "rank": "deprecated",
                "mainsnak": {"snaktype": "value", "datavalue": {"value": "http://old.example"}},
            },
            {"mainsnak": {"snaktype": "value", "datavalue": {"value": "https://www.baidu.com/"}}},
            {"mainsnak": {"snaktype": "novalue"}},
        ],
        "P571": [
            {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"time": "+2000-01-18T00:00:00Z"}}}}
        ],
    },
}


def wikibase(request: Asked) -> tuple[int, str, bytes]:
    """Replays the shapes in which Wikidata's API answers; the facts are those of Q14772."""
    if request["action"] == ["wbsearchentities"]:
        found: object = {"search": [{"id": "Q14772"}, {"id": "Q404"}]}
    else:
        entities: dict[str, object] = {
            "Q14772": ITEM,
            "Q404": {"missing": ""},
            "Q4830453": {"labels": {"en": {"value": "business"}}},
        }
        found = {"entities": {qid: entities[qid] for qid in request["ids"][0].split("|")}}
    return 200, "application/json", json.dumps(found).encode()


def test_wikidata_is_searched_by_each_name_and_read() -> None:
    with answering(wikibase) as (url, seen):
        [target] = Wikidata(service(url)).find(BAIDU)
    assert (target.id, target.iri) == ("Q14772", "http://www.wikidata.org/entity/Q14772")
    assert Name("百度", "zh") in target.names
    assert Name("Baidu, Inc.", "en", NameKind.ALIAS) in target.names
    assert (target.types, target.dates) == (("business",), ("2000-01-18",))
    assert target.identifiers == (Identifier("website", "baidu.com"),)
    assert [request["language"] for request in seen if "language" in request] == [["zh"], ["en"]]


def test_what_was_read_once_is_not_asked_again() -> None:
    with answering(wikibase) as (url, seen):
        target = Wikidata(service(url))
        target.find(BAIDU)
        before = len(seen)
        target.find(BAIDU)
    assert [request["action"] for request in seen[before:]] == [["wbsearchentities"]] * 2


def test_a_reply_that_is_none_of_wikibase_is_refused() -> None:
    with (
        answering(json_reply({"hits": []})) as (url, _),
        pytest.raises(SourceRefused, match="not one of Wikibase"),
    ):
        Wikidata(service(url)).find(BAIDU)


def reconciler(request: Asked) -> tuple[int, str, bytes]:
    if "queries" not in request:
        found: object = {
            "name": "x",
            "identifierSpace": "http://a.example/",
            "schemaSpace": "http://a.example/t/",
            "versions": ["0.2"],
        }
    else:
        hit = {
            "id": "Q14772",
            "name": "Baidu",
            "score": 87.5,
            "match": False,
            "type": [{"id": "Q1", "name": "business"}],
        }
        found = {
            key: {"result": [hit] if query["query"] == "Baidu" else []}
            for key, query in json.loads(request["queries"][0]).items()
        }
    return 200, "application/json", json.dumps(found).encode()


def test_a_reconciliation_service_is_asked_all_names_at_once() -> None:
    with answering(reconciler) as (url, seen):
        [target] = Reconciliation(service(url)).find(BAIDU)
    assert (target.iri, target.types, target.prominence) == (
        "http://a.example/Q14772",
        ("business",),
        0.875,
    )
    assert [request["method"] for request in seen] == [["GET"], ["POST"]]


def test_an_address_without_a_manifest_is_no_reconciliation_service() -> None:
    with (
        answering(json_reply({"name": "x"})) as (url, _),
        pytest.raises(SourceRefused, match="gives no manifest"),
    ):
        Reconciliation(service(url))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wikipedia", "no target 'wikipedia'; there are: wikidata, "),
        ("sparql", "target sparql needs a place: sparql=URL"),
    ],
)
def test_a_target_is_named_as_it_is_listed(text: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        open_target(text)


def test_a_password_of_the_environment_goes_to_no_public_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "secret")
    rows = {"head": {"vars": ["x"]}, "results": {"bindings": []}}
    with answering(lambda _: (200, "application/sparql-results+json", json.dumps(rows).encode())) as (
        url,
        seen,
    ):
        open_target(f"dbpedia={url}").find(BAIDU)
        assert all("authorization" not in request for request in seen)
        open_target(f"sparql={url}").find(BAIDU)
        assert seen[-1]["authorization"] == ["Bearer secret"]


def test_a_run_that_was_stopped_goes_on_from_the_cache(tmp_path: Path) -> None:
    access = Access(cache=Cache(tmp_path / "kept.sqlite", 1))
    with answering(wikibase) as (url, seen):
        first = open_target(f"wikidata={url}", access).find(BAIDU)
        asked = len(seen)
        assert open_target(f"wikidata={url}", access).find(BAIDU) == first
        assert len(seen) == asked
