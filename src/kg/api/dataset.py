"""The embedded store under rdflib's API: matching and SPARQL run in the engine, nothing can be changed.

Matching, iteration, `value`, paths, `query` and `serialize` are rdflib's; so are terms and results. Limits:

- It is read-only: `add`, `remove`, `update`, `parse` raise KgError.
- Every query passes the guard of `kg query`: no SERVICE, no FROM (ask `dataset.graph(IRI)`, or GRAPH).
- `initBindings` only for variables that are projected; in ASK and CONSTRUCT for any.
- The default graph is what the report says; the named graphs (inferred, editorial, projected, outside ...) are
  graphs of the dataset, and are not merged into it.
- Strings come with the datatype xsd:string, which rdflib holds to be other than none: matching finds both,
  but Literal("a") == what comes back is false in Python.
- Numbers are as the engine writes them: 46.50 is 46.5. RDF 1.2 triple terms have no counterpart in rdflib.
- What it holds is what the store held when it was opened.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg.errors import KgError, NotFound, QueryRefused
from kg.namespaces import PREFIXES, shorten
from kg.sparql.caret import explain
from kg.sparql.guard import check
from kg.sparql.prologue import graph_clauses
from kg.sparql.tokens import significant


class ReadOnlyStore(OxigraphStore):
    """oxrdflib's store over an engine that is ours, without its changing methods and behind our guard."""

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803  # rdflib's names
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Raises QueryRefused, QuerySyntaxError with the place, KgError for what the engine cannot run."""
        if isinstance(query, Query):  # prepared by rdflib; its text runs in the engine
            query, own, base = query._original_args
            query = query if base is None else f"BASE <{base}> {query}"
            initNs = {**initNs, **own}  # noqa: N806
        check(query)
        if next(iter(graph_clauses(significant(query))), None) is not None:
            raise QueryRefused(
                "这里不能用 FROM；请用 dataset.graph(IRI) 或 GRAPH",
                "FROM is not possible here; use dataset.graph(IRI), or GRAPH",
            )
        try:
            return super().query(query, initNs, initBindings, queryGraph, **kwargs)
        except SyntaxError as error:
            raise explain(query, error.msg) from error
        except (RuntimeError, ValueError) as error:
            raise KgError(
                f"引擎不能执行这个查询：{error}", f"the engine cannot run this query: {error}"
            ) from error

    def add(self, triple: object, context: object, quoted: bool = False) -> NoReturn:
        raise _read_only()

    def addN(self, quads: Iterable[object]) -> NoReturn:  # noqa: N802
        raise _read_only()

    def remove(self, triple: object, context: object = None) -> NoReturn:
        raise _read_only()

    def update(self, *args: object, **kwargs: object) -> NoReturn:
        raise _read_only()

    def remove_graph(self, graph: Graph) -> NoReturn:
        raise _read_only()

    def destroy(self, configuration: str) -> NoReturn:
        raise _read_only()

    def add_graph(self, graph: Graph) -> None:
        """Nothing, for a graph that is there: rdflib calls this for every `dataset.graph(IRI)`. Raises NotFound."""
        name = str(graph.identifier)
        if graph.identifier == DATASET_DEFAULT_GRAPH_ID or self._inner.contains_named_graph(
            ox.NamedNode(name)
        ):
            return
        listed = ", ".join(sorted(shorten(one.value) for one in self._inner.named_graphs()))
        raise NotFound(f"没有图 <{name}>；现有：{listed}", f"there is no graph <{name}>; there are: {listed}")


def dataset_over(engine: ox.Store) -> Dataset:
    """An rdflib Dataset over the engine's store, our prefixes bound."""
    store = ReadOnlyStore(store=engine)
    for prefix, namespace in PREFIXES.items():
        store.bind(prefix, URIRef(namespace))
    return Dataset(store=store)


def _read_only() -> KgError:
    return KgError(
        "这个数据集只读；请先复制到 rdflib.Graph() 再改",
        "this dataset is read-only; copy it into an rdflib.Graph() to change it",
    )
