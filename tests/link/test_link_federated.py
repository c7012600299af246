"""Questions that ask an outside dataset: by leave only, of the linked records only, and the same of a snapshot."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.engines import OXIGRAPH, Engine, free_port, running_oxigraph
from tests.link.wikibase import fetched, wikibase
from tests.store.servers import answering

import kg
from kg.errors import KgError, NotFound, QueryRefused, SourceUnavailable
from kg.link.snapshot.written import text
from kg.namespaces import DEFAULT_FILES, NAMED_FILES
from kg.query.answer import Table
from kg.query.catalogue import Catalogue, read_query
from kg.query.run import run
from kg.query.services import SERVICES, allowed
from kg.sparql.services import clauses, rewritten
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Row

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue(ROOT / "queries")
FEDERATED = [query.id for query in CATALOGUE.all() if query.services]
WIKIDATA = SERVICES["wikidata"].url


@pytest.fixture(scope="module")
def target() -> Iterator[Engine]:
    """A store that plays Wikidata's endpoint: real records, in Wikidata's own words, in its default graph."""
    if OXIGRAPH is None:
        assert not os.environ.get("CI"), "the Oxigraph server (PyPI package oxigraph) is not installed"
        pytest.skip("the Oxigraph server is not installed")
    with running_oxigraph() as engine:
        address = engine.query.replace("/query", "/store?default")
        request = urllib.request.Request(  # noqa: S310
            address, text(fetched(wikibase())).encode(), {"Content-Type": "text/turtle"}, method="PUT"
        )
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
            assert reply.status < 300
        yield engine


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.packaged()


@pytest.fixture(scope="module")
def with_snapshot(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    path = tmp_path_factory.mktemp("snapshot") / "wikidata.snapshot.ttl"
    path.write_text(text(fetched(wikibase())), encoding="utf-8")
    named = {name: [ROOT / file for file in files] for name, files in NAMED_FILES.items()}
    default = [ROOT / file for file in DEFAULT_FILES]
    return EmbeddedStore("kept", default, {**named, "snapshot/wikidata": [path]})


def rows(store: EmbeddedStore, name: str, *leave: str) -> list[Row]:
    found = run(store, CATALOGUE.get(name), allowed_services=leave, label=False)
    assert isinstance(found, Table)
    return found.rows


@pytest.mark.parametrize("name", FEDERATED)
def test_the_endpoint_and_the_snapshot_give_the_same_rows(
    name: str, target: Engine, store: EmbeddedStore, with_snapshot: EmbeddedStore
) -> None:
    live = rows(store, name, f"wikidata={target.query}")
    assert live
    assert live == rows(with_snapshot, name)


@pytest.mark.parametrize("name", FEDERATED)
def test_the_endpoint_is_asked_once_and_of_linked_records_only(
    name: str, target: Engine, store: EmbeddedStore
) -> None:
    with answering(handed_on(target.query)) as (url, seen):
        assert rows(store, name, f"wikidata={url}")
    [query] = [request["body"][0] for request in seen]
    assert "company" not in query  # nothing of ours is told
    asked = set(re.findall(r"/entity/(Q\d+)>", query))
    links = (ROOT / "data/links/links.ttl").read_text(encoding="utf-8")
    assert asked
    assert all(re.search(rf"wd:{qid}\b", links) for qid in asked)


def handed_on(to: str) -> Callable[[dict[str, list[str]]], tuple[int, str, bytes]]:
    """What another endpoint replies to the same query."""

    def reply(request: dict[str, list[str]]) -> tuple[int, str, bytes]:
        headers = {"Content-Type": request["content-type"][0], "Accept": request["accept"][0]}
        query = urllib.request.Request(to, request["body"][0].encode(), headers)  # noqa: S310
        with urllib.request.urlopen(query, timeout=30) as found:  # noqa: S310
            return 200, found.headers["Content-Type"], found.read()

    return reply


def test_without_leave_and_without_a_snapshot_both_ways_are_named(store: EmbeddedStore) -> None:
    with pytest.raises(
        NotFound, match=r"run kg link fetch --target wikidata first, or .*--allow-service wikidata"
    ):
        rows(store, FEDERATED[0])


def test_leave_for_another_dataset_is_no_leave(target: Engine, store: EmbeddedStore) -> None:
    free = f"SELECT ?x {{ SERVICE <{WIKIDATA}> {{ ?x ?y ?z }} }}"
    for leave in ((), ("dbpedia",), (target.query,)):
        with pytest.raises(QueryRefused, match="SERVICE would make a request to an outside address"):
            run(store, free, allowed_services=leave)
    found = run(store, free, allowed_services=[f"wikidata={target.query}"], label=False)
    assert isinstance(found, Table)
    assert found.rows


def test_a_free_query_is_asked_of_the_snapshot_too(with_snapshot: EmbeddedStore) -> None:
    free = f'SELECT ?n {{ SERVICE SILENT <{WIKIDATA}> {{ ?x rdfs:label "Baidu"@en, ?n }} }} ORDER BY ?n'
    found = run(with_snapshot, free, with_graphs=("snapshot/wikidata",), label=False)
    assert isinstance(found, Table)
    assert len(found.rows) == 2


def test_a_service_that_is_down_is_told_as_such(store: EmbeddedStore) -> None:
    with pytest.raises(SourceUnavailable):
        rows(store, FEDERATED[0], f"wikidata=http://127.0.0.1:{free_port()}/")


def test_a_service_that_fails_is_told_as_such(store: EmbeddedStore) -> None:
    with (
        answering(lambda _: (200, "text/html", b"<html>too busy")) as (url, _),
        pytest.raises(KgError),
    ):
        rows(store, FEDERATED[0], f"wikidata={url}")


def test_the_command_asks_by_name(target: Engine) -> None:
    command = [sys.executable, "-c", "from kg.cli.main import run; run()", "query", FEDERATED[-1]]
    done = subprocess.run(
        [*command, "--allow-service", f"wikidata={target.query}", "-f", "json", "--lang", "en"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["bindings"][0]["headquarters"]["value"] == "Hangzhou"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["wikidata"], {WIKIDATA: WIKIDATA}),
        (["wikidata=http://a/q?x=1"], {WIKIDATA: "http://a/q?x=1"}),
        (["http://a/q?x=1"], {"http://a/q?x=1": "http://a/q?x=1"}),
    ],
)
def test_a_service_is_allowed_by_name_address_or_mirror(given: list[str], found: dict[str, str]) -> None:
    assert allowed(given) == found


def test_a_service_that_does_not_answer_is_given_up_in_time() -> None:
    def never(_: dict[str, list[str]]) -> tuple[int, str, bytes]:
        time.sleep(8)
        return 200, "application/sparql-results+json", b""

    with answering(never) as (url, _):
        command = [sys.executable, "-c", "from kg.cli.main import run; run()", "query", FEDERATED[-1]]
        command += ["--allow-service", f"wikidata={url}", "--timeout-s", "2", "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 4
    assert "took more than 2 s" in done.stderr


def test_python_asks_by_leave_as_the_command_does(target: Engine) -> None:
    found = kg.open(lang="en").select(FEDERATED[-1], services=[f"wikidata={target.query}"])
    assert [str(row.headquarters) for row in found] == ["Hangzhou", "Beijing"]


def test_an_unknown_service_is_told_with_those_there_are() -> None:
    for given in ("wikipedia", "wikidata=mirror", "wikidta=http://a/q"):
        with pytest.raises(NotFound):
            allowed([given])


def test_only_the_clause_itself_is_rewritten() -> None:
    query = (
        "SELECT * { # SERVICE <http://a> {\n ?x ?y 'SERVICE <http://a> {' . service <http://a> { ?x ?p ?o } }"
    )
    assert [one.iri for one in clauses(query)] == ["http://a"]
    at_hand = query.replace("service <http://a>", "GRAPH <http://g>")
    assert rewritten(query, {}, {"http://a": "http://g"}) == at_hand
    assert rewritten(query, {"http://a": "http://b"}, {}) == query.replace(
        "service <http://a>", "service <http://b>"
    )
    assert rewritten(query, {"http://a": "http://a"}, {}, {"http://a": " V"}) == query.replace(
        "{ ?x ?p", "{ V ?x ?p"
    )
    assert rewritten(query, {}, {}) == query


def test_a_question_names_every_dataset_that_it_asks(tmp_path: Path) -> None:
    written = (ROOT / "queries" / f"{FEDERATED[0]}.rq").read_text(encoding="utf-8")
    path = tmp_path / f"{FEDERATED[0]}.rq"
    for old, new in (
        ("#+ services: {wikidata: record}\n", ""),
        (WIKIDATA, "https://elsewhere.example/sparql"),
    ):
        path.write_text(written.replace(old, new), encoding="utf-8")
        with pytest.raises(KgError, match="but the query asks"):
            read_query(path)
