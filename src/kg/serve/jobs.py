"""What the server asks of a worker process, and what it gets back."""

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg.errors import Lang

if TYPE_CHECKING:
    from kg.serve.site import Site
    from kg.serve.spool import Spooled

# A frame begins with the length of its head.
HEAD: Final = struct.Struct(">I")
# A request for a worker: its number, and whether the worker is for pages.
REQUEST: Final = struct.Struct(">I?")
PAGES: Final = "pages"  # that as an argument of a worker that is started by itself
MEMORY_CODE: Final = 77  # how a worker ends that Python has told there is no more memory

# What a job is: a query, the triples of one graph, an update, or a request for a page, the API and their like.
QUERY: Final = "query"
GRAPH: Final = "graph"
UPDATE: Final = "update"
PAGE: Final = "page"

# Functions, and SERVICE, with which the same query gives another answer over the same data.
VOLATILE: Final = ("RAND", "NOW", "UUID", "STRUUID", "BNODE", "SERVICE")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the guard lets through beside the dataset itself.

    services: as allowed_services of kg.sparql.guard. any_graph: whether FROM may name what is not there.
    idle_loads: whether LOAD SILENT is taken as having failed silently, instead of refused.
    """

    services: tuple[str, ...] = ()
    any_graph: bool = False
    idle_loads: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a worker process is started with. folder: where it spools answers that are long.

    warm: whether what workers are forked from reads ahead what not every one of them needs.
    """

    site: "Site"
    folder: str
    warm: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One HTTP request, as far as its answer depends on it; the fields are those of an ASGI scope.

    headers: those that an answer may depend on. body: what was sent.
    """

    method: str
    path: str
    raw_path: bytes
    query: bytes
    root_path: str
    scheme: str
    server: tuple[str, int | None]
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""

    @property
    def size(self) -> int:
        """Bytes that the client has written, about."""
        return sum(
            (len(self.path), len(self.raw_path), len(self.query), len(self.body), len(self.server[0]))
        ) + sum(len(name) + len(value) for name, value in self.headers)


@dataclass(frozen=True, slots=True)
class Job:
    """One request, as far as its answer depends on it; equal jobs have equal answers over the same data.

    text: the query or update; the IRI of the graph, nothing for the default graph, for GRAPH.
    default, named: IRIs by protocol parameters, None where the request has none of both. base: of relative
    IRIs. accept: the header. head: the first part of an answer over the caps is wanted, marked incomplete.
    version: of the data that is asked; a worker that has an older one open opens it anew. method, parts: what
    is done with a graph, and the documents sent for it, each with its media type. page: for PAGE.
    """

    text: str
    kind: str = QUERY
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    with_graphs: tuple[str, ...] = ()
    base: str = ""
    accept: str = ""
    lang: Lang = "zh"
    head: bool = False
    version: str = ""
    method: str = ""
    parts: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer. body: the bytes, or None where `file` has them; size: their number.

    complete: False where the caps cut it, as was asked for. cacheable: whether asking again gives the same.
    extra: of a page, its status, headers, and the path of a file to be sent.
    """

    size: int
    body: bytes | None
    content_type: str = ""
    file: "Spooled | None" = None
    rows: int = 0
    complete: bool = True
    cacheable: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
