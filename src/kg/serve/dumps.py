"""The data to take home: every graph in every format, and the files that are described at /void, with checksums.

A dump is written when it is first asked for and kept while the data has this version.
"""

import hashlib
import shutil
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.namespaces import DEFAULT_FILES, NAMED_FILES, NAMED_GRAPHS, graph_iri
from kg.rdfio.media import RDF, Media, by_extension, by_name
from kg.serve.context import Context
from kg.serve.documents import language_of
from kg.serve.faults import Busy, Problem
from kg.serve.linked_iris import space_of
from kg.serve.linked_page import policy, render
from kg.serve.negotiate import content_type
from kg.serve.sending import is_known
from kg.settings import root
from kg.store.contents import contents
from kg.store.dump import convert, quads, write_lines
from kg.store.protocol import REPORT, Store, ask

# The one file that holds every graph; it needs a format with graphs.
WHOLE: Final = "dataset"
_TRIPLES: Final = tuple(media for media in RDF if not media.holds_graphs or media.name == "jsonld")
_QUADS: Final = tuple(media for media in RDF if media.holds_graphs)
_SUMS: Final = "SHA256SUMS"
_PATIENCE_S: Final = 2.0
_AGAIN_S: Final = 20
_FILES: Final = frozenset((*DEFAULT_FILES, *(name for names in NAMED_FILES.values() for name in names)))


def routes(context: Context) -> list[BaseRoute]:
    """/dumps, and the packaged files at the IRIs that they have as dcat:Distribution."""
    dumps = Dumps(context)

    def page(request: Request) -> Response:
        lang = language_of(request)[0]
        space = space_of(context, request)
        files = [(name, dumps.checksum_if_made(name)) for name in dumps.names()]
        body = render("dumps.html.j2", context, space, lang, here=request.url.path, files=files)
        headers = {
            "Content-Security-Policy": policy(),
            "Vary": "Accept-Language",
            "Cache-Control": "no-cache",
        }
        return Response(body, headers=headers, media_type="text/html")

    def sums(request: Request) -> Response:
        lines = "".join(f"{dumps.checksum(name)}  {name}\n" for name in dumps.names())
        return PlainTextResponse(lines, headers={"Cache-Control": "no-cache"})

    def dump(request: Request) -> Response:
        name = request.path_params["name"]
        if name.endswith(".sha256"):
            name = name.removesuffix(".sha256")
            return PlainTextResponse(
                f"{dumps.checksum(name)}  {name}\n", headers={"Cache-Control": "no-cache"}
            )
        return _file(request, dumps.path(name), dumps.checksum(name))

    def source(request: Request) -> Response:
        name = "/".join(request.scope["path"].rsplit("/", 2)[1:])
        path = root() / name
        if context.store.source != "packaged" or name not in _FILES or not path.is_file():
            raise Problem(404, "没有这个文件", "there is no such file")
        return _file(request, path, hashlib.sha256(path.read_bytes()).hexdigest())

    return [
        Route("/dumps", page),
        Route(f"/dumps/{_SUMS}", sums),
        Route("/dumps/{name}", dump),
        Route("/data/{name}", source),
        Route("/ontology/{name}.ttl", source),
    ]


def _file(request: Request, path: Path, checksum: str) -> Response:
    """The file, ranges of it too, or 304."""
    tag = f'"{checksum}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=60", "X-Content-Type-Options": "nosniff"}
    headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type=content_type(by_extension(path).media_type))


class Dumps:
    """The files of one version of the data, in a folder that ends with the server.

    They are written by another process: to sort a graph takes seconds in which nothing else would be answered.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        # Taken away with the object or at the end of the process; TemporaryDirectory would warn of the first.
        self._folder = mkdtemp(prefix="kg-dumps-")
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._lock = threading.Lock()
        self._sums: dict[Path, str] = {}

    def names(self) -> list[str]:
        """The names of all dumps, those of the whole first."""
        return _names(self._graphs())

    def path(self, name: str) -> Path:
        """The file of a dump. Raises Problem for an unknown name, and while another one is being written."""
        stem, media = self._known(name)
        with self._writing():
            return self._path(stem, media)

    def checksum(self, name: str) -> str:
        """SHA-256 in hex. Raises as path does."""
        stem, media = self._known(name)
        with self._writing():
            path = self._path(stem, media)
            if path not in self._sums:
                with path.open("rb") as file:
                    self._sums[path] = hashlib.file_digest(file, "sha256").hexdigest()
            return self._sums[path]

    def checksum_if_made(self, name: str) -> str | None:
        """The checksum of a dump that was asked for before."""
        return self._sums.get(self._home() / name)

    def _graphs(self) -> list[str]:
        store = self._context.store
        there = [
            name for name in NAMED_GRAPHS if ask(store, f"ASK {{ GRAPH <{graph_iri(name)}> {{ ?s ?p ?o }} }}")
        ]
        return [REPORT, *there]

    def _known(self, name: str) -> tuple[str, Media]:
        stem, _, ending = name.partition(".")
        if name in self.names():
            return stem, next(one for one in RDF if f".{ending}" == one.extensions[0])
        raise Problem(404, f"没有下载文件“{name}”；见 /dumps", f"there is no dump {name!r}; see /dumps")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=_PATIENCE_S):
            raise Busy("正在写下载文件", "the dumps are being written", _AGAIN_S)
        try:
            yield
        finally:
            self._lock.release()

    def _home(self) -> Path:
        return Path(self._folder) / hashlib.sha256(self._context.version.encode()).hexdigest()[:16]

    def _path(self, stem: str, media: Media) -> Path:
        source = by_name("nquads" if stem == WHOLE else "ntriples")
        lines = self._home() / f"{stem}{source.extensions[0]}"
        if not lines.is_file():
            self._forget()
            self._home().mkdir(exist_ok=True)
            self._elsewhere(prepare, self._context.store, self._home())
        path = self._home() / f"{stem}{media.extensions[0]}"
        if not path.is_file():
            self._elsewhere(convert, lines, source, path, media)
        return path

    def _forget(self) -> None:
        """Removes the files of versions before the last one, which somebody may still be taking."""
        homes = sorted(Path(self._folder).iterdir(), key=lambda home: home.stat().st_mtime_ns)
        for old in homes[:-1]:
            shutil.rmtree(old, ignore_errors=True)
        self._sums = {path: found for path, found in self._sums.items() if path.parent not in homes[:-1]}

    @staticmethod
    def _elsewhere(work: Callable[..., None], *given: object) -> None:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            process.submit(work, *given).result()


def _names(graphs: Sequence[str]) -> list[str]:
    whole = [f"{WHOLE}{media.extensions[0]}" for media in _QUADS]
    return [*whole, *(f"{graph}{media.extensions[0]}" for graph in graphs for media in _TRIPLES)]


def prepare(store: Store, home: Path) -> None:
    """Writes the N-Triples of every graph and the N-Quads of all. Raises as kg.store.contents does."""
    # A report's own graph says again what the default graph says.
    found = [graph for graph in contents(store) if "/" not in graph.name]
    write_lines(home / f"{WHOLE}.nq", quads(found))
    for graph in found:
        write_lines(home / f"{graph.name}.nt", graph.lines)
