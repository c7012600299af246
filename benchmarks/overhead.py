"""What this package adds to the bare engine: each catalogued question asked of both, on the data once and grown."""

import argparse
import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import pyoxigraph as ox
from grown import grow
from timing import calls

from kg.query.answer import Rows
from kg.query.catalogue import Catalogue, CatalogueQuery
from kg.query.run import prepare, stream
from kg.store.embedded import DirectoryStore
from kg.store.protocol import Store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 100], help="how many times the data")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument(
        "--slowest-s", type=float, default=20, help="a question that the engine needs longer for is left out"
    )
    parser.add_argument("--store", type=Path, help="a directory that is grown as --times says already")
    parser.add_argument("--alone", nargs=2, metavar=("DIR", "QUERY"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.alone:
        engine = ox.Store.read_only(args.alone[0])
        sum(1 for _ in engine.query(args.alone[1]))  # type: ignore[arg-type]
        return
    print(
        "| data | question | rows | engine ms | ours ms | added ms | added % | new text, added ms |\n|---|---|---|---|---|---|---|---|"
    )
    for times in args.times:
        with tempfile.TemporaryDirectory() as folder:
            path = args.store or Path(folder) / "store"
            if args.store is None:
                grow(path, times)
            engine = ox.Store.read_only(str(path))
            store = DirectoryStore(path)
            added = [
                one
                for question in Catalogue().all()
                if not question.services  # another dataset answers those
                if (one := measure(times, question, store, engine, args.runs, args.slowest_s, path))
                is not None
            ]
            small = [ms for ms, share in added if share is None]
            large = [share for _, share in added if share is not None]
            if small:
                print(
                    f"| {times} | engine up to 5 ms: median added | | | | {statistics.median(small):.2f} | | |"
                )
            if large:
                print(
                    f"| {times} | engine over 5 ms: median added | | | | | {statistics.median(large):.1f} | |"
                )


def measure(
    times: int,
    question: CatalogueQuery,
    store: Store,
    engine: ox.Store,
    runs: int,
    slowest_s: float,
    path: Path,
) -> tuple[float, float | None] | None:
    """Milliseconds added, and the share in per cent where the engine takes over 5 ms; None if left out."""
    if question.with_graphs:
        return None  # the grown store has the default graph alone
    text = prepare(store, question).text

    def bare() -> int:
        answer = engine.query(text)
        return sum(1 for _ in answer) if isinstance(answer, ox.QuerySolutions) else 0

    def ours() -> int:
        answer = stream(store, question)
        return sum(1 for _ in answer.rows) if isinstance(answer, Rows) else 0

    numbers = count()

    def new() -> int:
        answer = stream(store, replace(question, text=f"{question.text}\n# {next(numbers)}"))
        return sum(1 for _ in answer.rows) if isinstance(answer, Rows) else 0

    # In a process of its own first: the engine cannot be stopped in this one.
    alone = [sys.executable, __file__, "--alone", str(path), text]
    try:
        subprocess.run(alone, check=True, stdout=subprocess.DEVNULL, timeout=slowest_s)  # noqa: S603
    except subprocess.TimeoutExpired:
        print(f"| {times} | {question.id} | | over {slowest_s * 1000:.0f} | left out | | | |", flush=True)
        return None
    first = calls({"engine": bare}, 1)["engine"].median
    found = calls({"engine": bare, "ours": ours, "new": new}, runs if first < 1 else 3)
    engine_ms, ours_ms, new_ms = (found[name].median * 1000 for name in ("engine", "ours", "new"))
    more = ours_ms - engine_ms
    share = 100 * more / engine_ms
    print(
        f"| {times} | {question.id} | {bare()} | {engine_ms:.2f} | {ours_ms:.2f} | {more:.2f} | {share:.1f} "
        f"| {new_ms - engine_ms:.2f} |",
        flush=True,
    )
    return more, share if engine_ms > 5 else None


if __name__ == "__main__":
    main()
