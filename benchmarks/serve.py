"""The catalogue as a mixed load on kg serve and on its peers, with the same data, in one run."""

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from load import Server, load, memory_mb, once

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.engines import OXIGRAPH, VIRTUOSO, free_port, running, running_oxigraph, running_virtuoso

from kg.errors import KgError
from kg.namespaces import graph_iri
from kg.query.catalogue import Catalogue
from kg.query.run import prepare
from kg.store.contents import contents
from kg.store.open import open_store
from kg.store.push import push
from kg.store.remote import RemoteStore
from kg.store.writing import writer_of

HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_SETTLING_S = 4  # kg serve answers before it has read all graphs
Serving = Callable[[], contextlib.AbstractContextManager[Server]]
START = "from kg.cli.main import run; run()"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument(
        "--longest-s",
        type=float,
        default=2,
        help="questions that take a server longer, alone, are not in its mix",
    )
    parser.add_argument("--rdflib-endpoint", default=shutil.which("rdflib-endpoint"), help="its command")
    parser.add_argument("--only", nargs="+", help="names of servers")
    args = parser.parse_args()
    queries = questions()
    print(f"{len(queries)} questions, {args.seconds:g} s each\n")
    print(
        "| server | questions | clients | hostile | answers/s | p50 ms | p95 ms | p99 ms | failed | MB |\n"
        "|---|---|---|---|---|---|---|---|---|---|"
    )
    started: dict[str, float] = {}
    for name, serving in servers(args.rdflib_endpoint).items():
        if args.only and name not in args.only:
            continue
        try:
            started[name] = measured(name, serving, queries, args)
        except AssertionError as error:  # one that does not start takes no other with it
            print(f"| {name} | {error} | | | | | | | | |", flush=True)
    print("\n| server | start to first answer, data read, s |\n|---|---|")
    for name, seconds in started.items():
        print(f"| {name} | {seconds:.2f} |")
    if not args.only or "kg serve" in args.only:
        print(f"| kg serve, median of 5 | {first_answer_s():.2f} |")


def measured(name: str, serving: Serving, queries: Sequence[str], args: argparse.Namespace) -> float:
    """Prints the rows of one server, and gives the seconds from its start to its first answer, the data read."""
    begun = time.perf_counter()
    with serving() as server:
        once(server, ["ASK { ?s ?p ?o }"], 60)
        started_s = time.perf_counter() - begun
        time.sleep(_SETTLING_S)
        # So that it has read its files, and keeps what it keeps.
        answered, is_stuck = once(server, queries, args.longest_s)
        shown = f"{name} | {len(answered)} of {len(queries)}"
        if answered and not is_stuck:
            loads(shown, server, answered, args)
    if answered and is_stuck:
        with serving() as server:
            loads(shown, server, answered, args)
    if not answered:
        print(f"| {shown} | | | | | | | | |", flush=True)
    return started_s


def loads(shown: str, server: Server, queries: Sequence[str], args: argparse.Namespace) -> None:
    """Prints a row for each number of clients, and one with the hostile query."""
    for clients, hostile in [*((n, "") for n in args.clients), (8, HOSTILE)]:
        found = load(server, queries, clients, args.seconds, hostile)
        memory = "ended"
        for _ in range(10):  # a process may end while it is looked at
            with contextlib.suppress(OSError):
                memory = f"{memory_mb(server.pid):.0f}"
                break
        print(
            f"| {shown} | {clients} | {' | '.join(['yes' if hostile else '', *found.row(), memory])} |",
            flush=True,
        )


def questions() -> list[str]:
    """The questions that need no parameter and no named graph, as any engine can take them, the quick ones first."""
    store = open_store()
    store.query("ASK { }")
    found = []
    for question in Catalogue().all():
        if not question.with_graphs:
            with contextlib.suppress(KgError):  # it has a parameter that must be given
                text = prepare(store, question).text
                begun = time.perf_counter()
                store.query(text)
                found.append((time.perf_counter() - begun, text))
    return [text for _, text in sorted(found)]


def servers(rdflib_endpoint: str | None) -> dict[str, Serving]:
    """What there is on this machine, by name."""
    found: dict[str, Serving] = {
        "kg serve": lambda: ours("kg serve"),
        "kg serve, nothing kept": lambda: ours("kg serve, nothing kept", "--cache-bytes", "0"),
    }
    if OXIGRAPH:
        found["Oxigraph server"] = oxigraph
    if VIRTUOSO:
        found["Virtuoso"] = virtuoso
    if rdflib_endpoint:
        found["rdflib-endpoint"] = lambda: rdflib(rdflib_endpoint)
    return found


@contextmanager
def ours(name: str, *options: str) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-c", START, "serve", "--port", str(port), *options]
    url = f"http://127.0.0.1:{port}/sparql"
    with running(command, None, f"{url}?query=ASK%7B%7D") as pid:
        yield Server(name, url, pid)


@contextmanager
def oxigraph() -> Iterator[Server]:
    with running_oxigraph() as engine:
        request = urllib.request.Request(  # noqa: S310
            engine.query.replace("/query", "/store?default"),
            data=default_graph(),
            headers={"Content-Type": "application/n-triples"},
        )
        with urllib.request.urlopen(request):  # noqa: S310
            yield Server("Oxigraph server", engine.query, engine.pid)


@contextmanager
def virtuoso() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder, running_virtuoso(Path(folder)) as engine:
        push(contents(open_store()), RemoteStore(engine.login), writer_of(engine.login))
        yield Server("Virtuoso", engine.query, engine.pid, (("default-graph-uri", graph_iri("report")),))


@contextmanager
def rdflib(command: str) -> Iterator[Server]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.nt"
        file.write_bytes(default_graph())
        started = [command, "serve", "--host", "127.0.0.1", "--port", str(port), str(file)]
        with running(started, Path(folder), f"{url}?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D") as pid:
            yield Server("rdflib-endpoint", url, pid)


def default_graph() -> bytes:
    """The packaged default graph as N-Triples."""
    return "".join(next(graph for graph in contents(open_store()) if graph.name == "report").lines).encode()


def first_answer_s(runs: int = 5) -> float:
    """The median time from the start of the process to its first answer, from the data."""
    seconds = []
    for _ in range(runs):
        port = free_port()
        begun = time.perf_counter()
        command = [sys.executable, "-c", START, "serve", "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            address = f"http://127.0.0.1:{port}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"
            while not _answers(address):
                time.sleep(0.005)
            seconds.append(time.perf_counter() - begun)
            process.terminate()
    return sorted(seconds)[runs // 2]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60):  # noqa: S310
            return True
    except OSError:
        return False


if __name__ == "__main__":
    main()
