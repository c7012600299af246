"""A catalogued question as a whole process, beside one with nothing kept, from a directory, an empty Python, oxigraph and rdflib."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import processes

from kg.namespaces import DEFAULT_FILES
from kg.query.catalogue import Catalogue
from kg.settings import root
from kg.sparql.prologue import complete

RDFLIB = """
import sys
from rdflib import Graph
graph = Graph()
for path in sys.argv[2:]:
    graph.parse(path, format="turtle")
with open(sys.argv[1], encoding="utf-8") as file:
    answer = graph.query(file.read())
for row in answer:
    print(*row, sep=",")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question", nargs="?", default="policy-challenge")
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    files = [str(root() / name) for name in DEFAULT_FILES]
    with tempfile.TemporaryDirectory() as folder:
        query = Path(folder) / "query.rq"
        query.write_text(complete(Catalogue().get(args.question).text).text, encoding="utf-8")
        script = Path(folder) / "script.py"
        script.write_text(RDFLIB, encoding="utf-8")
        oxigraph = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        store = str(Path(folder) / "store")
        load = [oxigraph, "load", "--location", store, "--file", *files]
        subprocess.run(load, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        kg = [sys.executable, "-c", "import sys; from kg.cli.main import run; run(sys.argv[1:])"]
        loaded = str(Path(folder) / "loaded")
        silent = subprocess.DEVNULL
        subprocess.run([*kg, "load", loaded], check=True, stdout=silent, stderr=silent)  # noqa: S603
        asked = [*kg, "query", args.question, "--format", "csv"]
        commands = {
            "kg query": asked,
            # With a cache that cannot be written it reads the Turtle, as the very first time.
            "kg query, nothing kept": ["/usr/bin/env", f"XDG_CACHE_HOME={os.devnull}", *asked],
            # As the oxigraph command it reads a store that was loaded before, the whole dataset.
            "kg query --source DIR": [*asked, "--source", loaded],
            "python -c pass": [sys.executable, "-c", "pass"],
            # It reads a store that was loaded before; rdflib reads the Turtle each time.
            "oxigraph query": [
                *(oxigraph, "query", "--location", store),
                *("--query-file", str(query), "--results-format", "csv"),
            ],
            "rdflib": [sys.executable, str(script), str(query), *files],
        }
        found = processes(commands, args.runs)
    ours = found["kg query"].median
    print(f"| {args.question} | median s | of kg query | peak MB |\n|---|---|---|---|")
    for name, one in found.items():
        print(f"| {name} | {one.median:.3f} | {one.median / ours:.2f} | {one.peak_mb:.0f} |")


if __name__ == "__main__":
    main()
