"""The whole dataset graph by graph, as sorted N-Triples lines: what is sent to an endpoint."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import KgError
from kg.namespaces import NAMED_GRAPHS, REPORT_GRAPHS, graph_iri
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.fill import derive_report, reports_in
from kg.store.protocol import REPORT, Store


@dataclass(frozen=True, slots=True)
class Graph:
    """One graph. name: short; lines: its triples, those with blank nodes first, each part sorted."""

    name: str
    lines: tuple[str, ...]

    @property
    def iri(self) -> str:
        return graph_iri(self.name)

    @property
    def checksum(self) -> str:
        """SHA-256 of the lines, in hex."""
        return hashlib.sha256("".join(self.lines).encode()).hexdigest()

    def batches(self, size: int) -> Iterator[tuple[str, ...]]:
        """The lines in pieces of `size`; those with blank nodes stay together, so that the nodes do."""
        shared = sum(1 for line in self.lines if has_blank(line))
        if shared:
            yield self.lines[:shared]
        for start in range(shared, len(self.lines), size):
            yield self.lines[start : start + size]


def contents(store: Store) -> list[Graph]:
    """Every graph that has triples; the default graph comes last, as graph/report.

    Raises KgError for a store that is an endpoint.
    """
    if not isinstance(store, EmbeddedStore | DirectoryStore):
        raise KgError(
            "只能推送随包图谱、RDF 文件或 Oxigraph 目录，不能推送另一个端点",
            "only the packaged graph, RDF files or an Oxigraph directory can be pushed, not an endpoint",
        )
    engine = store.engine()
    reports = [f"{REPORT_GRAPHS}{report}" for report in reports_in(engine)]
    if isinstance(store, EmbeddedStore):
        for name in reports:
            if not engine.contains_named_graph(ox.NamedNode(graph_iri(name))):
                derive_report(engine, name.removeprefix(REPORT_GRAPHS))
    named = [Graph(name, _lines(engine, ox.NamedNode(graph_iri(name)))) for name in (*NAMED_GRAPHS, *reports)]
    default = Graph(REPORT, _lines(engine, ox.DefaultGraph()))
    return [graph for graph in (*named, default) if graph.lines]


def _lines(engine: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> tuple[str, ...]:
    triples = [quad.triple for quad in engine.quads_for_pattern(None, None, None, graph)]
    blank = [t for t in triples if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]
    if blank:
        whole = ox.Dataset(ox.Quad(*triple) for triple in triples)
        whole.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)  # labels that do not change from run to run
        triples = [quad.triple for quad in whole]
    return tuple(
        sorted((f"{triple} .\n" for triple in triples), key=lambda line: (not has_blank(line), line))
    )


def has_blank(line: str) -> bool:
    """Whether the subject or the object of a line is a blank node."""
    last = line.rstrip(" .\n").rpartition(" ")[2]
    return line.startswith("_:") or (last.startswith("_:") and '"' not in last)
