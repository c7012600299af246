"""Any SPARQL 1.1 endpoint by URL, through SPARQLWrapper. Nothing the endpoint says is believed unread.

The data may lie in the endpoint's default graph, or, on engines that have none of their own, in
graph/report. One ASK at the first query finds out. In the second case every request names its
default and named graphs by protocol parameters; in the first it can name none, so --with needs the
second (`kg push` fills an endpoint that way).
"""

import ast
import re
import urllib.error
import urllib.parse
from collections.abc import Sequence
from http.client import HTTPException, IncompleteRead
from typing import Final

from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg import __version__
from kg.errors import KgError, QuerySyntaxError, SourceRefused, SourceUnavailable
from kg.namespaces import NAMED_GRAPHS, graph_iri
from kg.settings import MAX_REPLY_BYTES
from kg.store.protocol import REPORT, Dataset, Result, Solutions, Stream, dataset_of
from kg.store.reply import one_line, read_reply
from kg.store.terms import Triple

_AGENT: Final = f"internet-report-kg/{__version__}"
_LONGEST_GET: Final = 1_500
_FORM: Final = re.compile(
    r"(?:\s|#[^\r\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>)*(SELECT|ASK|CONSTRUCT|DESCRIBE)",
    re.IGNORECASE,
)
_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_PASSING: Final = (408, 425, 429)


class RemoteStore:
    """A SPARQL endpoint. User and password may stand in the URL; they are never shown."""

    def __init__(self, url: str, *, timeout_s: int = 60, digest: bool = False) -> None:
        """digest: send user and password by HTTP Digest (Virtuoso) instead of Basic."""
        parts = urllib.parse.urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        self.source = urllib.parse.urlunsplit((parts.scheme, host, parts.path, "", ""))
        self._parameters = urllib.parse.parse_qsl(parts.query)
        self._user = urllib.parse.unquote(parts.username or "")
        self._password = urllib.parse.unquote(parts.password or "")
        self._digest = digest
        self._timeout_s = timeout_s
        self._has_report_graph: bool | None = None

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        wanted = dataset_of(with_graphs, dataset)
        if self._names_graphs():
            return self._request(text, wanted or Dataset())
        if wanted is not None and wanted != Dataset():
            raise SourceRefused(
                f"{self.source} 没有图 <{graph_iri(REPORT)}>，不能指定要合并的图；请先用 kg push 装入数据",
                f"{self.source} has no graph <{graph_iri(REPORT)}>, so graphs cannot be merged for a run; "
                "fill it with kg push first",
            )
        return self._request(text, None)

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        found = self.query(text, with_graphs=with_graphs, dataset=dataset)
        return Stream(found.variables, iter(found.rows)) if isinstance(found, Solutions) else found

    def close(self) -> None:
        """Nothing is held open between requests."""

    def _names_graphs(self) -> bool:
        if self._has_report_graph is None:
            found = self._request(f"ASK {{ GRAPH <{graph_iri(REPORT)}> {{ ?s ?p ?o }} }}", None)
            self._has_report_graph = found is True
        return self._has_report_graph

    def _request(self, text: str, dataset: Dataset | None) -> Result:
        found = _FORM.match(text)
        triples = found is not None and found[1].upper() in ("CONSTRUCT", "DESCRIBE")
        wrapper = self._wrapper(text, _TRIPLES if triples else _ROWS, dataset)
        try:
            response, _ = wrapper._query()
            with response:
                body = response.read(MAX_REPLY_BYTES + 1)
                content_type = response.headers.get("Content-Type", "")
                announced = response.headers.get("Content-Length", "")
        except QueryBadFormed as error:
            said = one_line(_body_of(error))
            raise QuerySyntaxError(
                f"{self.source} 说这不是合法的 SPARQL：{said}",
                f"{self.source} says this is not valid SPARQL: {said}",
            ) from error
        except IncompleteRead as error:
            raise self._broken_off(len(error.partial)) from error
        except (SPARQLWrapperException, OSError, HTTPException, ValueError) as error:
            raise self._failure(error) from error
        if len(body) > MAX_REPLY_BYTES:
            raise SourceRefused(
                f"{self.source} 的答复超过 {MAX_REPLY_BYTES} 字节",
                f"the reply of {self.source} is longer than {MAX_REPLY_BYTES} bytes",
            )
        # http.client does not mind a body shorter than announced, and triples cut at a line end look whole.
        if announced.isdecimal() and len(body) < int(announced):
            raise self._broken_off(len(body))
        return read_reply(body, content_type, self.source, triples=triples)

    def _wrapper(self, text: str, accept: str, dataset: Dataset | None) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.source, agent=_AGENT)
        wrapper.setTimeout(self._timeout_s)
        wrapper.setMethod("POST" if len(text) > _LONGEST_GET else "GET")
        if self._user:
            wrapper.setHTTPAuth("DIGEST" if self._digest else "BASIC")
            wrapper.setCredentials(self._user, self._password)
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
            for name in NAMED_GRAPHS if dataset.named is None else dataset.named:
                wrapper.addParameter("named-graph-uri", graph_iri(name))
        return wrapper

    def _broken_off(self, length: int) -> SourceUnavailable:
        return SourceUnavailable(
            f"{self.source} 的答复在 {length} 字节处中断，不完整",
            f"the reply of {self.source} broke off after {length} bytes",
        )

    def _failure(self, error: Exception) -> KgError:
        status, said = _status_of(error), one_line(_body_of(error))
        if status is None:
            return SourceUnavailable(
                f"连不上 {self.source}：{said}", f"{self.source} cannot be reached: {said}"
            )
        zh = f"{self.source} 以状态 {status} 拒绝：{said}"
        en = f"{self.source} answers with status {status}: {said}"
        return SourceUnavailable(zh, en) if status >= 500 or status in _PASSING else SourceRefused(zh, en)


def _status_of(error: Exception) -> int | None:
    """The HTTP status behind an error; None when there was no answer at all."""
    if isinstance(error, urllib.error.HTTPError):
        return error.code
    if isinstance(error, SPARQLWrapperException):
        return {"Unauthorized": 401, "EndPointNotFound": 404, "URITooLong": 414}.get(
            type(error).__name__, 500
        )
    return None


def _body_of(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        with error:
            return error.read(2_000).decode("utf-8", "replace") or str(error.reason)
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    if isinstance(error, SPARQLWrapperException):
        # The exception keeps the body only as the repr of its bytes, at the end of its message.
        written = str(error).partition("Response:\n")[2]
        return ast.literal_eval(written).decode("utf-8", "replace") if written else str(error)
    return str(error) or type(error).__name__
