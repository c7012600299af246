"""rdflib's own engine behind the Store protocol: for tests only, as a second opinion on every query."""

import warnings
from collections.abc import Sequence
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QuerySyntaxError
from kg.namespaces import NAMED_GRAPHS, graph_iri
from kg.store.contents import contents
from kg.store.protocol import Dataset, Result, Solutions, Store, Stream, dataset_of
from kg.store.terms import LANG_STRING, XSD_STRING, BlankNode, Iri, Literal, Term, Triple
from kg.store.visible import names_a_graph, report_graphs


class RdflibStore:
    """What another store holds, in memory, queried by rdflib."""

    source = "rdflib"

    def __init__(self, store: Store) -> None:
        self._graphs = {graph.name: graph.lines for graph in contents(store)}
        self._parsed: dict[str, rdflib.Graph] = {}
        self._datasets: dict[tuple[tuple[str, ...], tuple[str, ...]], rdflib.Dataset] = {}

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        wanted = dataset_of(with_graphs, dataset) or Dataset()
        named = wanted.named if wanted.named is not None else self._named(text)
        whole = self._dataset(wanted.default, tuple(named) if names_a_graph(text) else ())
        try:
            prepared = prepareQuery(text)
        except Exception as error:
            raise QuerySyntaxError("rdflib", str(error)) from error
        with warnings.catch_warnings():  # rdflib 7.6 calls what it deprecates
            warnings.simplefilter("ignore", DeprecationWarning)
            return _result(whole.query(prepared))

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        found = self.query(text, with_graphs=with_graphs, dataset=dataset)
        return Stream(found.variables, iter(found.rows)) if isinstance(found, Solutions) else found

    def close(self) -> None:
        self._datasets.clear()

    def _named(self, text: str) -> tuple[str, ...]:
        reports = [name.removeprefix("report/") for name in self._graphs if name.startswith("report/")]
        return (*NAMED_GRAPHS, *report_graphs(text, reports))

    def _dataset(self, default: tuple[str, ...], named: tuple[str, ...]) -> rdflib.Dataset:
        found = self._datasets.get((default, named))
        if found is None:
            found = rdflib.Dataset(default_union=False)
            for name in default:
                for triple in self._graph(name):
                    found.default_graph.add(triple)
            for name in named:
                graph = found.graph(rdflib.URIRef(graph_iri(name)))
                for triple in self._graph(name):
                    graph.add(triple)
            self._datasets[default, named] = found
        return found

    def _graph(self, name: str) -> rdflib.Graph:
        if name not in self._parsed:
            text = "".join(self._graphs.get(name, ()))
            self._parsed[name] = rdflib.Graph().parse(data=text, format="nt")
        return self._parsed[name]


def _result(found: Any) -> Result:
    if found.type == "ASK":
        return bool(found.askAnswer)
    if found.type == "SELECT":
        names = tuple(str(name) for name in found.vars)
        rows = [tuple(None if cell is None else _term(cell) for cell in row) for row in found]
        return Solutions(names, rows)
    return [Triple(*map(_term, triple)) for triple in found.graph]  # type: ignore[arg-type]


def _term(node: Any) -> Term:
    if isinstance(node, rdflib.URIRef):
        return Iri(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if node.language:
        return Literal(str(node), LANG_STRING, node.language)
    return Literal(str(node), XSD_STRING if node.datatype is None else str(node.datatype))
