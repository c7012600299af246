"""How an endpoint is written to: the Graph Store Protocol, or SPARQL Update; and where, if nobody says."""

import re
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from kg.errors import SourceRefused
from kg.namespaces import PREFIXES, PUSH_GRAPH, graph_iri
from kg.store.contents import has_blank
from kg.store.credentials import Credentials, credentials_of, shown
from kg.store.transport import Reply, Transport

# Lines in one request. Virtuoso 7 compiles an update as one program and refuses long ones.
GRAPH_STORE_BATCH: Final = 50_000
UPDATE_BATCH: Final = 1_000
_PUSHED: Final = f"<{PREFIXES['dcterms']}identifier>"
_UNFINISHED: Final = f'<{graph_iri(PUSH_GRAPH)}> <{PREFIXES["rdf"]}value> "unfinished" .\n'
# Last segment of the path that questions go to -> siblings that take graphs (Oxigraph, Fuseki, Virtuoso)
# and updates.
_QUERY_ENDINGS: Final = ("query", "sparql", "sparql-auth")
_VIRTUOSO_STORE: Final = "sparql-graph-crud-auth"
_GRAPH_STORES: Final = ("store", "data", _VIRTUOSO_STORE)
_UPDATES: Final = ("update", "statements", "sparql-auth")
_ESCAPES: Final = re.compile(r"\\(?:\\([uU])?|.)")


class State:
    """What has been pushed: for each graph its checksum and how many of its batches are there."""

    def __init__(self, pushed: Mapping[str, str], finished: bool) -> None:
        self.pushed = dict(pushed)
        self.finished = finished

    def lines(self) -> tuple[str, ...]:
        """The triples of graph/push."""
        said = (f'<{graph}> {_PUSHED} "{value}" .\n' for graph, value in sorted(self.pushed.items()))
        return (*said, *(() if self.finished else (_UNFINISHED,)))


QUERY_OF_STATE: Final = (
    f"SELECT ?g ?value {{ GRAPH <{graph_iri(PUSH_GRAPH)}> {{ ?g {_PUSHED} ?value }} }} ORDER BY ?g"
)


class Writer(Protocol):
    """Puts lines of N-Triples into graphs of an endpoint, and keeps the state there."""

    batch: int

    @property
    def source(self) -> str:
        """Where it writes to, without passwords."""

    def put(self, graph: str, lines: Iterable[str], state: State) -> None:
        """The graph has these lines and no other. Raises SourceUnavailable, SourceRefused."""

    def add(self, graph: str, lines: Iterable[str], state: State) -> None:
        """The graph has these lines as well."""

    def drop(self, graph: str, state: State) -> None:
        """The graph has no lines."""

    def keep(self, state: State) -> None:
        """The state, and nothing else."""


class GraphStore:
    """SPARQL 1.1 Graph Store HTTP Protocol."""

    batch = GRAPH_STORE_BATCH

    def __init__(self, url: str, transport: Transport) -> None:
        self._url, self._transport = url, transport
        self.source = transport.source

    def put(self, graph: str, lines: Iterable[str], state: State) -> None:
        self._send("PUT", graph, lines)
        self.keep(state)

    def add(self, graph: str, lines: Iterable[str], state: State) -> None:
        self._send("POST", graph, lines)
        self.keep(state)

    def drop(self, graph: str, state: State) -> None:
        self._send("DELETE", graph, None, missing_is_fine=True)
        self.keep(state)

    def keep(self, state: State) -> None:
        self._send("PUT", graph_iri(PUSH_GRAPH), state.lines())

    def _send(
        self, method: str, graph: str, lines: Iterable[str] | None, missing_is_fine: bool = False
    ) -> None:
        joint = "&" if "?" in self._url else "?"
        url = f"{self._url}{joint}{urllib.parse.urlencode({'graph': graph})}"
        data = None if lines is None else "".join(lines).encode()
        headers = {} if data is None else {"Content-Type": "text/turtle"}
        reply = self._transport.send(
            urllib.request.Request(url, data, headers, method=method)  # noqa: S310 http or https, see writer_of
        )
        if reply.status >= 300 and not (missing_is_fine and reply.status == 404):
            raise self._transport.failure(reply)


class Update:
    """SPARQL 1.1 Update: INSERT DATA in batches, the state with each of them."""

    batch = UPDATE_BATCH

    def __init__(self, url: str, transport: Transport) -> None:
        self._url, self._transport = url, transport
        self.source = transport.source

    def put(self, graph: str, lines: Iterable[str], state: State) -> None:
        self._send(f"DROP SILENT GRAPH <{graph}>", _insert(graph, lines), *_state(state))

    def add(self, graph: str, lines: Iterable[str], state: State) -> None:
        self._send(_insert(graph, lines), *_state(state))

    def drop(self, graph: str, state: State) -> None:
        self._send(f"DROP SILENT GRAPH <{graph}>", *_state(state))

    def keep(self, state: State) -> None:
        self._send(*_state(state))

    def _send(self, *operations: str) -> None:
        reply = _post_update(self._url, self._transport, " ;\n".join(operations))
        if reply.status >= 300:
            raise self._transport.failure(reply)


def writer_of(
    query_url: str,
    store_url: str | None = None,
    update_url: str | None = None,
    *,
    transport_to: Callable[[str], Transport] | None = None,
) -> Writer:
    """The writer to an endpoint: to the address given, else to the one that is found.

    Tried are the addresses that Oxigraph, Fuseki, GraphDB and Virtuoso use beside the one for queries.
    Raises SourceRefused, with what was tried, when none takes graphs or updates.
    """
    make = transport_to or (lambda url: Transport(shown(url), _credentials(query_url, url)))
    if store_url is not None:
        return GraphStore(_plain(store_url), make(store_url))
    if update_url is not None:
        return Update(_plain(update_url), make(update_url))
    tried: list[str] = []
    for url in _beside(query_url, _GRAPH_STORES):
        tried.append(url)
        if _takes_graphs(url, make(url)):
            return GraphStore(url, make(url))
    for url in _beside(query_url, _UPDATES):
        tried.append(url)
        if _takes_updates(url, make(url)):
            return Update(url, make(url))
    listed = " ".join(tried)
    raise SourceRefused(
        f"{shown(query_url)} 旁没有找到可写入的地址；试过：{listed}；请用 --store-url 或 --update-url 指明",
        f"found no address beside {shown(query_url)} that can be written to; tried: {listed}; "
        "name it by --store-url or --update-url",
    )


def _beside(query_url: str, names: Iterable[str]) -> list[str]:
    parts = urllib.parse.urlsplit(_plain(query_url))
    path = parts.path.rstrip("/")
    parent, _, last = path.rpartition("/")
    base = parent if last in _QUERY_ENDINGS else path
    found = [f"{base}/{name}" for name in names]
    if "/repositories/" in path and "store" in names:
        found.insert(0, f"{path}/rdf-graphs/service")  # GraphDB, RDF4J
    return [urllib.parse.urlunsplit((parts.scheme, parts.netloc, one, "", "")) for one in found]


def _takes_graphs(url: str, transport: Transport) -> bool:
    request = urllib.request.Request(f"{url}?default", method="HEAD")  # noqa: S310 http or https
    reply = transport.send(request)
    if reply.status == 401:
        raise transport.failure(reply)
    if url.endswith(_VIRTUOSO_STORE) and reply.status in (500, 501):  # it is there, and knows no HEAD
        return True
    return reply.status in (200, 204) and "html" not in reply.content_type.lower()


def _takes_updates(url: str, transport: Transport) -> bool:
    reply = _post_update(url, transport, "INSERT DATA { }")
    if reply.status == 401:
        raise transport.failure(reply)
    return reply.status < 300 and "html" not in reply.content_type.lower()


def _post_update(url: str, transport: Transport, text: str) -> Reply:
    headers = {"Content-Type": "application/sparql-update"}
    return transport.send(
        urllib.request.Request(url, text.encode(), headers, method="POST")  # noqa: S310 http or https
    )


def _insert(graph: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    text = "".join(_ESCAPES.sub(_twice, line) if "\\" in line else line for line in lines)
    triples = f"{{ GRAPH <{graph}> {{\n{text}}} }}"
    # Virtuoso takes no blank nodes in INSERT DATA, which the standard allows.
    return f"INSERT {triples} WHERE {{ }}" if any(map(has_blank, lines)) else f"INSERT DATA {triples}"


def _twice(escape: re.Match[str]) -> str:
    """A u after a backslash as an escape of its own: some engines decode \\uXXXX before they read."""
    return f"\\\\\\u{ord(escape[1]):04X}" if escape[1] else escape[0]


def _state(state: State) -> tuple[str, ...]:
    graph = graph_iri(PUSH_GRAPH)
    lines = state.lines()
    return (f"DROP SILENT GRAPH <{graph}>", *([_insert(graph, lines)] if lines else ()))


def _plain(url: str) -> str:
    """The URL without user and password."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _credentials(query_url: str, url: str) -> Credentials:
    """Those in the address itself, else those for the one that queries go to."""
    own = credentials_of(url, {})
    return own if own.user else credentials_of(query_url)
