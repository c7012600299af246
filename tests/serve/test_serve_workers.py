"""Where work is done: in processes that have limits, are forked from one that has read the data, and leave nothing."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.serve.running import COMMAND, Running, serving, until

from kg.namespaces import ID, KG, PREFIXES

NUMBERS = 1000
SLOW_S = 2


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over things that are all related to each other, with many names alike."""
    file = tmp_path_factory.mktemp("dense") / "dense.nt"
    rdf, rdfs = PREFIXES["rdf"], PREFIXES["rdfs"]
    lines = [f"<{KG}Claim> <{rdf}type> <{PREFIXES['owl']}Class> .\n"]
    for a in range(NUMBERS):
        lines.append(f"<{ID}company/c{a}> <{rdf}type> <{KG}Company> .\n")
        lines.append(f'<{ID}company/c{a}> <{rdfs}label> "{"数据" * (a % 50 + 1)}{a}"@zh .\n')
        for b in range(0, NUMBERS, 4):
            claim = f"<{ID}claim/x-{a}-{b}>"
            ends = (f"<{rdf}subject> <{ID}company/c{a}>", f"<{rdf}object> <{ID}company/c{b}>")
            kinds = (f"<{rdf}predicate> <{KG}cooperatesWith>", f"<{rdf}type> <{KG}Claim>")
            how = (f"<{KG}modality> <{KG}Asserted>", f"<{KG}basis> <{KG}Stated>")
            lines += [f"{claim} {one} .\n" for one in (*ends, *kinds, *how)]
            lines.append(f"<{ID}company/c{a}> <{KG}cooperatesWith> <{ID}company/c{b}> .\n")
    file.write_text("".join(lines), encoding="utf-8")
    with serving("--source", str(file), "--page-time-s", str(SLOW_S)) as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        "/api/path?from=company:c1&to=company:c399&limit=20",
        "/api/around?id=company:c1&depth=2&with=projected",
        "/api/search?q=数据&limit=500",
    ],
)
def test_a_page_that_runs_away_is_ended_while_others_are_served(dense: Running, path: str) -> None:
    answers: list[httpx.Response] = []

    def ask() -> None:
        with dense.client() as client:
            answers.append(client.get(path))

    with dense.client() as client:
        for number in range(4):  # both workers have done something before
            assert client.get(f"/id/company/c{number}?{path}").status_code == 303
        slow = threading.Thread(target=ask)
        begun_s = time.monotonic()
        slow.start()
        served = 0
        while slow.is_alive():
            assert client.get(f"/id/company/c{served}").status_code == 303
            assert client.get("/sparql", params={"query": f"ASK {{ }} # {served}"}).status_code == 200
            served += 1
    assert time.monotonic() - begun_s < SLOW_S + 3
    assert served
    if "path" in path:
        assert answers[0].status_code == 504
        assert answers[0].headers["content-type"] == "application/problem+json"
    else:  # bounded enough to end in time by itself, unless others use the machine
        assert answers[0].status_code in (200, 504)


def test_a_long_name_to_reconcile_within_little_memory_makes_no_other_page_fail() -> None:
    batch = '{"q": {"query": "' + "数据" * 200 + '"}}'
    with serving("--worker-memory-mib", "300") as server, server.client() as client:
        assert client.post("/reconcile/zh", data={"queries": batch}).status_code in (200, 413)
        assert client.get("/id/company/alibaba").status_code == 303


def test_a_killed_worker_of_pages_is_replaced(server: Running) -> None:
    with server.client() as client:
        assert client.get("/doc/company/alibaba.ttl").status_code == 200
        for pid in server.workers:
            os.kill(pid, signal.SIGKILL)
        answers = [client.get(f"/doc/company/tencent.ttl?again={number}").status_code for number in range(4)]
        assert set(answers) <= {200, 503}
        assert answers[-1] == 200


def test_when_what_workers_are_forked_from_ends_it_is_started_again() -> None:
    with serving() as server, server.client() as client:
        before = server.forker
        os.kill(before, signal.SIGKILL)
        assert until(lambda: server.ask("ASK { ?s ?p ?o }").status_code == 200)
        assert until(lambda: client.get("/doc/company/alibaba.ttl").status_code == 200)
        assert server.forker != before


def test_workers_share_no_random_numbers() -> None:
    with serving("--workers", "4", "--cache-bytes", "0") as server:
        found: list[str] = []

        def ask() -> None:
            for _ in range(10):
                text = "SELECT ?u { VALUES ?n { 1 2 3 4 5 } BIND (CONCAT(STRUUID(), STR(RAND())) AS ?u) }"
                found.extend(row["u"]["value"] for row in server.ask(text).json()["results"]["bindings"])

        asking = [threading.Thread(target=ask) for _ in range(4)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        assert len(found) == 200
        assert len(set(found)) == 200


LONG = "SELECT ?s ?p ?o ?x {{ ?s ?p ?o BIND ({} AS ?x) }} LIMIT 50000"


def test_spooled_answers_together_have_a_cap(tmp_path: Path) -> None:
    options = ("--max-spool-bytes", "25000000", "--send-time-s", "30", "--workers", "1")
    with serving(*options, prefix=("env", f"TMPDIR={tmp_path}")) as server, server.client() as client:
        assert client.get("/limits").json()["max_spool_bytes"] == 25_000_000
        plain = {"accept-encoding": "identity"}
        with client.stream("POST", "/sparql", data={"query": LONG.format(1)}, headers=plain) as held:
            assert held.status_code == 200
            assert int(held.headers["content-length"]) > 12_500_000
            over = server.ask(LONG.format(2))
            assert over.status_code == 503, over.text[:300]
            assert int(over.headers["retry-after"]) > 0
            assert "max_spool_bytes" in over.json()["detail"]
            assert server.ask("SELECT * { ?s ?p ?o } LIMIT 3").status_code == 200  # no file is needed for it
        assert until(lambda: server.ask(LONG.format(3)).status_code == 200)
        assert until(lambda: not [*tmp_path.glob("kg-serve-*/*.sent"), *tmp_path.glob("kg-serve-*/*.reply")])


def test_a_server_that_was_killed_leaves_no_dump(tmp_path: Path) -> None:
    with serving(prefix=("env", f"TMPDIR={tmp_path}")) as server, server.client() as client:
        assert client.get("/dumps/shapes.nt").status_code == 200
        assert list(tmp_path.glob("kg-serve-*/dumps/*/shapes.nt"))
        server.process.kill()
        server.process.wait()
    assert until(lambda: not list(tmp_path.iterdir()))


def test_the_next_server_removes_what_one_left_that_was_killed_with_all_its_processes(tmp_path: Path) -> None:
    left = tmp_path / "kg-serve-left"
    (left / "dumps").mkdir(parents=True)
    (left / "dumps" / "report.nt").write_text("<x:s> <x:p> 1 .\n", encoding="ascii")
    with serving(prefix=("env", f"TMPDIR={tmp_path}")) as one:
        assert not left.exists()
        with serving(prefix=("env", f"TMPDIR={tmp_path}")):
            assert len(list(tmp_path.glob("kg-serve-*"))) == 2  # that of a server that lives is left alone
        assert one.ask("ASK {}").status_code == 200


def niceness(pid: int) -> int:
    """The highest of its threads."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return max(int((one / "stat").read_text().rpartition(") ")[2].split()[16]) for one in threads)


def test_a_long_query_gives_way_to_others_and_its_worker_is_replaced() -> None:
    with serving("--workers", "2", "--query-time-s", "4") as server:
        assert server.ask("ASK { ?s ?p ?o }").status_code == 200
        time.sleep(1)
        slow = threading.Thread(target=server.ask, args=("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",))
        slow.start()
        assert until(lambda: sorted(map(niceness, server.workers)) == [0, 10])
        slow.join()
        assert until(lambda: list(map(niceness, server.workers)) == [0, 0])


UNFORKED = f"from kg.serve import nursery, pool; nursery.CAN_FORK = pool.CAN_FORK = False; {COMMAND}"


def test_where_nothing_can_be_forked_each_worker_is_started_by_itself(tmp_path: Path) -> None:
    options = ("--workers", "1", "--page-workers", "1", "--page-time-s", "30")
    with (
        serving(*options, prefix=("env", f"TMPDIR={tmp_path}"), code=UNFORKED) as server,
        server.client() as client,
    ):
        assert server.ask("ASK { ?s ?p ?o }").json()["boolean"] is True
        assert client.get("/doc/company/alibaba.ttl").status_code == 200
        assert client.get("/api/search?q=数据").json()["total"] > 0
        assert client.get("/dumps/shapes.nt").status_code == 200
        server.process.kill()
        server.process.wait()
    assert until(lambda: not list(tmp_path.iterdir()))
