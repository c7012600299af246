"""Any SPARQL 1.1 endpoint by URL, its requests made by SPARQLWrapper. Nothing it says is believed unread.

The data may lie in the endpoint's default graph, or, where `kg push` has put it, in graph/report. One
query before the first finds out, and whether a push is unfinished. In the second case every request
names its default and named graphs by protocol parameters; in the first it can name none, so --with
needs the second.
"""

import copy
import os
import re
import time
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from SPARQLWrapper import SPARQLWrapper

from kg.errors import QuerySyntaxError, SourceRefused
from kg.namespaces import KG, NAMED_GRAPHS, PREFIXES, PUSH_GRAPH, graph_iri
from kg.store.credentials import credentials_of, shown
from kg.store.protocol import REPORT, Dataset, Result, Solutions, Stream, dataset_of, refuse_snapshots
from kg.store.reply import one_line, read_reply
from kg.store.terms import Iri, Triple
from kg.store.transport import AGENT, TRIES, Transport
from kg.store.visible import names_a_graph, report_graphs

_LONGEST_GET: Final = 1_500
_FORM: Final = re.compile(
    r"(?:\s|#[^\r\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>)*(SELECT|ASK|CONSTRUCT|DESCRIBE)",
    re.IGNORECASE,
)
_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
# A row with ?s where graph/report has something; a row with ?push while a push is unfinished.
FIRST_QUERY: Final = (
    f"SELECT ?s ?push {{ {{ SELECT ?s {{ GRAPH <{graph_iri(REPORT)}> {{ ?s ?p ?o }} }} LIMIT 1 }} UNION "
    f"{{ SELECT ?push {{ GRAPH <{graph_iri(PUSH_GRAPH)}> {{ ?push <{PREFIXES['rdf']}value> ?state }} }} LIMIT 1 }} }}"
)
_REPORTS: Final = f"SELECT ?r {{ GRAPH <{graph_iri(REPORT)}> {{ ?r a <{KG}Report> }} }} ORDER BY ?r"


@dataclass(slots=True)
class _Known:
    """What was found out about an endpoint."""

    has_report_graph: bool | None = None
    reports: list[str] | None = None


class RemoteStore:
    """A SPARQL endpoint. Credentials stand in the URL or in the environment; they are never shown."""

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float = 60,
        tries: int = TRIES,
        sleep: Callable[[float], None] = time.sleep,
        environment: Mapping[str, str] = os.environ,
        agent: str = AGENT,
    ) -> None:
        """timeout_s: for one reply. tries: how often a request is sent to a busy endpoint, with pauses.

        environment: where credentials are looked for that do not stand in the URL. agent: the user agent.
        """
        self.source = shown(url)
        self._parameters = urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query)
        self._transport = Transport(
            self.source,
            credentials_of(url, environment),
            timeout_s=timeout_s,
            tries=tries,
            sleep=sleep,
            agent=agent,
        )
        self._known = _Known()
        self._until = float("inf")

    def until(self, deadline: float) -> "RemoteStore":
        """The same endpoint, whose replies are waited for until then at most, on the clock of time.monotonic."""
        limited = copy.copy(self)
        limited._until = deadline
        return limited

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        wanted = dataset_of(with_graphs, dataset)
        refuse_snapshots(wanted, self.source)
        if self._names_graphs():
            return self.ask_for(text, self._named(text, wanted or Dataset()))
        if wanted is not None and wanted != Dataset():
            raise SourceRefused(
                f"{self.source} 没有图 <{graph_iri(REPORT)}>，不能指定要合并的图；请先用 kg push 装入数据",
                f"{self.source} has no graph <{graph_iri(REPORT)}>, so graphs cannot be merged for a run; "
                "fill it with kg push first",
            )
        return self.ask_for(text, None)

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        found = self.query(text, with_graphs=with_graphs, dataset=dataset)
        return Stream(found.variables, iter(found.rows)) if isinstance(found, Solutions) else found

    def close(self) -> None:
        """Nothing is held open between requests."""

    def ask_for(self, text: str, dataset: Dataset | None) -> Result:
        """One query over the dataset named by protocol parameters, or over the endpoint's own for None."""
        found = _FORM.match(text)
        triples = found is not None and found[1].upper() in ("CONSTRUCT", "DESCRIBE")
        reply = self._transport.send(
            self._wrapper(text, _TRIPLES if triples else _ROWS, dataset)._createRequest(), self._until
        )
        if reply.status == 400:
            raise QuerySyntaxError(
                f"{self.source} 说这不是合法的 SPARQL：{reply.said}",
                f"{self.source} says this is not valid SPARQL: {reply.said}",
            )
        if reply.status >= 300:
            raise self._transport.failure(reply)
        if reply.cut_at:
            limit = one_line(reply.cut_at)
            raise SourceRefused(
                f"{self.source} 把答复截在 {limit} 行，可能不完整；请用更小的 LIMIT，或放宽端点的上限",
                f"{self.source} cuts its answer at {limit} rows, so it may not be whole; "
                "ask with a lower LIMIT, or raise the limit of the endpoint",
            )
        return read_reply(reply.body, reply.content_type, self.source, triples=triples)

    def _names_graphs(self) -> bool:
        if self._known.has_report_graph is None:
            found = self.ask_for(FIRST_QUERY, None)
            rows = found.rows if isinstance(found, Solutions) else []
            if any(push is not None for _, push in rows):
                raise SourceRefused(
                    f"{self.source} 上的 kg push 没有做完，数据不完整；请再运行一次 kg push",
                    f"a kg push into {self.source} was not finished, so its data is not whole; "
                    "run kg push again",
                )
            self._known.has_report_graph = bool(rows)
        return self._known.has_report_graph

    def _named(self, text: str, dataset: Dataset) -> Dataset:
        """The dataset with every named graph listed, as protocol parameters must."""
        if dataset.named is not None:
            return dataset
        reports = report_graphs(text, self._known_reports()) if names_a_graph(text) else []
        return Dataset(dataset.default, (*NAMED_GRAPHS, *reports))

    def _known_reports(self) -> list[str]:
        if self._known.reports is None:
            found = self.ask_for(_REPORTS, None)
            cells = [row[0] for row in found.rows] if isinstance(found, Solutions) else []
            self._known.reports = [
                cell.value.removeprefix(PREFIXES["report"]) for cell in cells if isinstance(cell, Iri)
            ]
        return self._known.reports

    def _wrapper(self, text: str, accept: str, dataset: Dataset | None) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.source, agent=AGENT)
        wrapper.setMethod("POST" if len(text) > _LONGEST_GET else "GET")
        # Set past setQuery and setReturnFormat: they guess the query form by regular expressions.
        wrapper.queryString, wrapper.queryType = text, "SELECT"
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat("json")
        for key, value in self._parameters:
            wrapper.addParameter(key, value)
        if dataset is not None:
            for name in dataset.default:
                wrapper.addParameter("default-graph-uri", graph_iri(name))
            for name in dataset.named or ():
                wrapper.addParameter("named-graph-uri", graph_iri(name))
        return wrapper
