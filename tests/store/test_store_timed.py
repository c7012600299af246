"""A question with a time limit ends on time, is never half answered, and leaves the store able to answer."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.store.contract import GRAPH_TTL, OUTSIDE_TTL, StoreContract
from tests.store.servers import answering

from kg.errors import KgError, NotFound, ParseError, QueryTimeout, SourceUnavailable
from kg.namespaces import graph_iri
from kg.query.answer import Rows
from kg.query.run import run, stream
from kg.rdfio.load import load_file
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.fill import derive
from kg.store.open import open_store
from kg.store.processes import processes_of
from kg.store.protocol import Store, Stream, ask, select
from kg.store.timed import within

N = 3_000
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
# 27 thousand million solutions, counted or one after the other
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.nt"
    path.write_text("".join(f"<http://x/{n}> <http://x/p> <http://x/o> .\n" for n in range(N)), "utf-8")
    return path


@pytest.fixture
def store(many: Path) -> Iterator[EmbeddedStore]:
    found = EmbeddedStore("many", [many])
    yield found
    found.close()


@contextmanager
def timing(least_s: float, most_s: float) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert least_s <= time.monotonic() - begun <= most_s


def idle(store: EmbeddedStore | DirectoryStore) -> list[int]:
    return [process.pid for process in processes_of(store)._idle]


class TestTimedFiles(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        graph, outside = tmp_path / "graph.ttl", tmp_path / "outside.ttl"
        graph.write_text(GRAPH_TTL, encoding="utf-8")
        outside.write_text(OUTSIDE_TTL, encoding="utf-8")
        found = within(EmbeddedStore("test", [graph], {"outside": [outside]}), 60)
        yield found
        found.close()


class TestTimedDirectory(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        (tmp_path / "graph.ttl").write_text(GRAPH_TTL, encoding="utf-8")
        (tmp_path / "outside.ttl").write_text(OUTSIDE_TTL, encoding="utf-8")
        database = ox.Store(str(tmp_path / "db"))
        load_file(database, tmp_path / "graph.ttl")
        load_file(database, tmp_path / "outside.ttl", graph_iri("outside"))
        derive(database)
        database.flush()
        del database
        found = within(open_store([str(tmp_path / "db")]), 60)
        yield found
        found.close()


@pytest.mark.parametrize(
    "query", [RUNAWAY, ENDLESS, RUNAWAY.replace("SELECT (COUNT(*) AS ?n)", "CONSTRUCT { ?a ?e ?i }")]
)
def test_a_runaway_ends_on_time_and_the_next_question_is_answered(store: EmbeddedStore, query: str) -> None:
    assert run(store, "ASK { }", timeout_s=60) is True  # the process is there
    with timing(1.0, 2.0), pytest.raises(QueryTimeout, match="took more than 1 s and was stopped") as told:
        run(store, query, timeout_s=1)
    assert told.value.exit_code == 4
    assert "查询超过 1 秒" in told.value.text.zh
    assert select(within(store, 60), COUNT) == select(store, COUNT)


def test_a_directory_ends_on_time_too(many: Path, tmp_path: Path) -> None:
    database = ox.Store(str(tmp_path / "db"))
    load_file(database, many)
    database.flush()
    del database
    store = DirectoryStore(tmp_path / "db")
    assert run(store, "ASK { }", timeout_s=60) is True
    with timing(1.0, 2.0), pytest.raises(QueryTimeout):
        run(store, RUNAWAY, timeout_s=1)
    assert select(within(store, 60), COUNT) == select(store, COUNT)
    store.close()


def test_rows_of_a_stream_come_in_time_and_then_the_limit_is_told(store: EmbeddedStore) -> None:
    run(store, "ASK { }", timeout_s=60)
    with timing(1.0, 2.5):
        answer = stream(store, ENDLESS, timeout_s=1)
        assert isinstance(answer, Rows)
        assert len(next(answer.rows)) == 3
        with pytest.raises(QueryTimeout):
            for _ in answer.rows:
                pass


def test_a_process_is_started_once_and_used_again(store: EmbeddedStore) -> None:
    run(store, COUNT, timeout_s=60)
    (first,) = idle(store)
    for _ in range(3):
        run(store, COUNT, timeout_s=60)
        assert idle(store) == [first]


def test_a_stream_nobody_goes_on_with_gives_its_process_back(store: EmbeddedStore) -> None:
    answer = within(store, 60).stream(ENDLESS)
    assert isinstance(answer, Stream)
    next(answer.rows)
    assert idle(store) == []
    del answer
    assert len(idle(store)) == 1
    assert select(within(store, 60), COUNT) == select(store, COUNT)


def test_two_streams_at_a_time_do_not_mix(store: EmbeddedStore) -> None:
    timed, text = within(store, 60), "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 9000"
    first, second = timed.stream(text), timed.stream(text)
    assert isinstance(first, Stream)
    assert isinstance(second, Stream)
    plain = select(store, text).rows
    assert list(zip(first.rows, second.rows, strict=True)) == [(row, row) for row in plain]


def test_threads_ask_at_a_time(store: EmbeddedStore) -> None:
    found: list[object] = []
    asking = [
        threading.Thread(target=lambda: found.append(select(within(store, 60), COUNT).rows)) for _ in range(4)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert found == [select(store, COUNT).rows] * 4
    assert len(idle(store)) <= 2


def test_a_process_that_was_killed_is_replaced(store: EmbeddedStore) -> None:
    run(store, COUNT, timeout_s=60)
    (killed,) = idle(store)
    os.kill(killed, signal.SIGKILL)
    while processes_of(store)._idle[0].is_alive:
        time.sleep(0.01)
    assert select(within(store, 60), COUNT) == select(store, COUNT)
    assert idle(store) != [killed]


def test_a_process_killed_at_work_is_told_and_replaced(store: EmbeddedStore) -> None:
    run(store, COUNT, timeout_s=60)
    (worker,) = idle(store)
    threading.Timer(0.5, os.kill, (worker, signal.SIGKILL)).start()
    with pytest.raises(KgError, match=r"ended \(return code -9\), before it was done") as told:
        run(store, RUNAWAY, timeout_s=60)
    assert not isinstance(told.value, QueryTimeout)
    assert select(within(store, 60), COUNT) == select(store, COUNT)


def test_errors_are_those_of_the_store(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="1:17: found }"):
        run(store, "SELECT * { ?x a }", timeout_s=60)
    with pytest.raises(NotFound, match="inferred"):
        run(store, "ASK { }", with_graphs=["nosuch"], timeout_s=60)
    assert len(idle(store)) == 1
    (tmp_path / "broken.ttl").write_text("<http://a> nope:b 1 .", encoding="utf-8")
    for file, error in ((tmp_path / "broken.ttl", ParseError), (tmp_path / "none.ttl", NotFound)):
        with pytest.raises(error, match=str(file)):
            run(EmbeddedStore("wrong", [file]), "ASK { }", timeout_s=60)


@pytest.mark.parametrize("timeout_s", [0, -1, float("nan"), float("inf")])
def test_a_limit_that_is_no_time_is_refused(store: EmbeddedStore, timeout_s: float) -> None:
    with pytest.raises(KgError, match="seconds above 0"):
        run(store, "ASK { }", timeout_s=timeout_s)


def test_a_limit_within_a_limit_is_the_shorter_one(store: EmbeddedStore) -> None:
    run(store, "ASK { }", timeout_s=60)
    with timing(0.9, 2.0), pytest.raises(QueryTimeout):
        run(within(store, 1), RUNAWAY, timeout_s=60)


def test_while_files_are_read_the_limit_holds_and_the_reading_goes_on(store: EmbeddedStore) -> None:
    with pytest.raises(QueryTimeout, match="they are being read: ask again"):
        run(store, "ASK { }", timeout_s=0.001)
    (reading,) = idle(store)
    assert ask(within(store, 60), "ASK { }")
    assert idle(store) == [reading]


def test_without_a_limit_nothing_is_started(store: EmbeddedStore) -> None:
    assert within(store, None) is store
    run(store, COUNT)
    assert idle(store) == []


def test_an_endpoint_is_waited_for_no_longer() -> None:
    def slow(_: object) -> tuple[int, str, bytes]:
        time.sleep(1.5)
        return 200, "application/sparql-results+json", b'{"head": {}, "boolean": true}'

    with answering(slow) as (url, _):
        store = open_store([url])
        with timing(0.5, 1.4), pytest.raises(QueryTimeout, match=r"more than 0\.5 s"):
            run(store, "ASK { }", timeout_s=0.5)
    with pytest.raises(SourceUnavailable):
        run(store, "ASK { }", timeout_s=5)


ASKING = """
from kg.store.embedded import EmbeddedStore
from kg.store.processes import processes_of
from kg.store.timed import within
from pathlib import Path
store = EmbeddedStore("many", [Path({many!r})])
timed = within(store, 60)
rows = timed.stream({endless!r}).rows
next(rows)
assert timed.query("ASK {{ }}") is True
print(processes_of(store)._idle[0].pid, flush=True)
{then}
"""


def gone(pid: int) -> bool:
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def test_an_interpreter_that_ends_leaves_no_process(many: Path) -> None:
    for how in ("", "raise SystemExit(0)", "import os; os._exit(0)"):
        code = ASKING.format(many=str(many), endless=ENDLESS, then=how)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert gone(int(done.stdout)), how
        assert done.stderr == ""


def test_an_interpreter_that_is_killed_at_work_leaves_no_process(many: Path) -> None:
    then = f"timed.query({RUNAWAY!r})"
    code = ASKING.format(many=str(many), endless=ENDLESS, then=then)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        time.sleep(0.5)
        os.kill(worker, 0)
        process.kill()
    assert gone(worker)


def test_ctrl_c_interrupts_the_question_and_not_the_store(many: Path) -> None:
    then = (
        f"import os, signal, threading\nthreading.Timer(0.5, os.killpg, (os.getpgid(0), signal.SIGINT)).start()\n"
        f"try:\n    timed.query({RUNAWAY!r})\nexcept KeyboardInterrupt:\n"
        f"    print(len(timed.query({COUNT!r}).rows))"
    )
    code = ASKING.format(many=str(many), endless=ENDLESS, then=then)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, start_new_session=True
    )
    worker, rows = done.stdout.split()
    assert (rows, done.stderr) == ("1", "")
    assert gone(int(worker))


@pytest.mark.parametrize("how", ["a file without a guard", "standard input", "a notebook"])
def test_it_works_wherever_main_is(many: Path, tmp_path: Path, how: str) -> None:
    code = ASKING.format(many=str(many), endless=ENDLESS, then="print('once')")
    if how == "a file without a guard":
        (tmp_path / "script.py").write_text(code, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(tmp_path / "script.py")], capture_output=True, text=True, cwd=tmp_path
        )
    elif how == "standard input":
        done = subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True)
    else:
        code = f"import sys, types; sys.modules['__main__'] = types.ModuleType('__main__')\n{code}"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[1:] == ["once"]


def test_a_module_in_the_working_directory_is_not_taken_for_one_of_pythons(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('wrong pickle')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    store = EmbeddedStore("many", [Path(many.name)])
    assert run(store, "ASK { ?a ?b ?c }", timeout_s=60) is True
    store.close()
