"""The catalogue as a mixed load on kg serve and on its peers, with the same data, in one run."""

import argparse
import contextlib
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
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
START = "from kg.cli.main import run; run()"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rdflib-endpoint", default=shutil.which("rdflib-endpoint"), help="its command")
    parser.add_argument("--only", nargs="+", help="names of servers")
    args = parser.parse_args()
    queries = questions()
    print(f"{len(queries)} questions, {args.seconds:g} s each\n")
    print(
        "| server | clients | hostile | answers/s | p50 ms | p95 ms | p99 ms | failed | MB |\n|---|---|---|---|---|---|---|---|---|"
    )
    for name, serving in servers(args.rdflib_endpoint).items():
        if args.only and name not in args.only:
            continue
        with serving() as server:
            once(server, queries)  # so that each has read its files, and keeps what it keeps
            for clients, hostile in [*((n, "") for n in args.clients), (8, HOSTILE)]:
                found = load(server, queries, clients, args.seconds, hostile)
                try:
                    memory = f"{memory_mb(server.pid):.0f}"
                except OSError:
                    memory = "ended"
                shown = ["yes" if hostile else "", *found.row(), memory]
                print(f"| {name} | {clients} | {' | '.join(shown)} |", flush=True)
    if not args.only:
        print(f"\nkg serve, start to first answer: {first_answer_s():.2f} s")


def questions() -> list[str]:
    """The questions that need no parameter and no named graph, as any engine can take them."""
    store = open_store()
    found = []
    for question in Catalogue().all():
        if not question.with_graphs:
            with contextlib.suppress(KgError):  # it has a parameter that must be given
                found.append(prepare(store, question).text)
    return found


def servers(
    rdflib_endpoint: str | None,
) -> dict[str, Callable[[], contextlib.AbstractContextManager[Server]]]:
    """What there is on this machine, by name."""
    found: dict[str, Callable[[], contextlib.AbstractContextManager[Server]]] = {
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
        with running(command, None, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"):
            seconds.append(time.perf_counter() - begun)
    return sorted(seconds)[runs // 2]


if __name__ == "__main__":
    main()
