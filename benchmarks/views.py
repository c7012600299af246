"""Time and memory of a view of ten thousand things and fifty thousand relations in each format, beside plain pyvis."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from grown import grow_linked
from timing import processes

from kg.namespaces import KG, PREFIXES

# Every statement between two things.
QUERY: Final = (
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?p <{PREFIXES['rdfs']}subPropertyOf>+ <{KG}statement> . ?s ?p ?o }}"
)
# What a view of this size may take.
MOST_S: Final = 60
MOST_MB: Final = 1000
FORMATS: Final = ("gexf", "graphml", "svg", "cyjs", "json", "dot", "csv")
# What pyvis's own documentation does with a graph: nodes with labels, edges, a file. The browser lays it out.
PYVIS: Final = """
import sys
import pyoxigraph as ox
from pyvis.network import Network
store = ox.Store.read_only(sys.argv[1])
edges = [(e.subject.value, e.predicate.value, e.object.value) for e in store.query(sys.argv[2])]
label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
names = {}
for name in {end for s, _, o in edges for end in (s, o)}:
    found = store.quads_for_pattern(ox.NamedNode(name), label, None)
    names[name] = next((quad.object.value for quad in found), name)
network = Network(directed=True)
for name, said in names.items():
    network.add_node(name, label=said)
for s, p, o in edges:
    network.add_edge(s, o, title=p)
with open(sys.argv[3], "w", encoding="utf-8") as file:
    file.write(network.generate_html())
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="how many times the data")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--formats", nargs="+", default=FORMATS, help="endings of kg view")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, out = Path(folder) / "store", Path(folder) / "out"
        out.mkdir()
        grow_linked(store, args.times)
        edges = {
            (str(t.subject), str(t.predicate), str(t.object))
            for t in ox.Store.read_only(str(store)).query(QUERY)  # type: ignore[union-attr]
        }
        things = {end for edge in edges for end in (edge[0], edge[2])}
        print(f"{len(things)} things, {len(edges)} relations\n")
        kg = [sys.executable, "-c", "import sys; from kg.cli.main import run; run(sys.argv[1:])"]
        commands = {
            f"kg view -o view.{ending}": [
                *kg, "view", QUERY, "--source", str(store), "-o", str(out / f"view.{ending}")
            ]
            for ending in args.formats
        }  # fmt: skip
        commands["plain pyvis"] = [sys.executable, "-c", PYVIS, str(store), QUERY, str(out / "pyvis.html")]
        print(
            f"| command | median s | processor s | peak MB | file MB | within {MOST_S} s and {MOST_MB} MB |"
        )
        print("|---|---|---|---|---|---|")
        for name, one in processes(commands, args.runs, is_warm=False).items():
            stem, _, ending = name.rpartition(" ")[2].rpartition(".")
            files = out.glob(f"{stem}*.{ending}") if stem else out.glob("pyvis.html")
            size = sum(path.stat().st_size for path in files) / 1e6
            within = "yes" if one.median <= MOST_S and one.peak_mb <= MOST_MB else "no"
            print(
                f"| `{name}` | {one.median:.1f} | {one.cpu_s:.1f} | {one.peak_mb:.0f} | {size:.0f} | {within} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
