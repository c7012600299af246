"""The data to take home: every graph in every format, and the files that are described at /void, with checksums.

A dump is written when it is first asked for and kept while the data has this version.
"""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.namespaces import DEFAULT_FILES, NAMED_FILES, NAMED_GRAPHS, graph_iri
from kg.rdfio.media import RDF, Media, by_extension, by_name
from kg.serve.documents import language_of
from kg.serve.faults import Problem
from kg.serve.linked_iris import space_of
from kg.serve.linked_page import policy, render
from kg.serve.negotiate import content_type
from kg.serve.sending import is_known
from kg.serve.site import Site
from kg.settings import root
from kg.store.contents import contents
from kg.store.dump import convert, quads, write_lines
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.protocol import REPORT, Store, ask

# The one file that holds every graph; it needs a format with graphs.
WHOLE: Final = "dataset"
_TRIPLES: Final = tuple(media for media in RDF if not media.holds_graphs or media.name == "jsonld")
_QUADS: Final = tuple(media for media in RDF if media.holds_graphs)
_SUMS: Final = "SHA256SUMS"
# In the folder of a version: that the lines of all graphs are there, and what a file is called before it is whole.
_PREPARED: Final = ".prepared"
_BEGUN: Final = ".begun-"
_FILES: Final = frozenset((*DEFAULT_FILES, *(name for names in NAMED_FILES.values() for name in names)))


def routes(site: Site) -> list[BaseRoute]:
    """/dumps, and the packaged files at the IRIs that they have as dcat:Distribution."""
    dumps = Dumps(site)

    def page(request: Request) -> Response:
        lang = language_of(request)[0]
        space = space_of(site, request)
        files = [(name, dumps.checksum_if_made(name)) for name in dumps.names()]
        body = render("dumps.html.j2", site, space, lang, here=request.url.path, files=files)
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
        if site.store.source != "packaged" or name not in _FILES or not path.is_file():
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
    headers = {"ETag": tag, "Cache-Control": "public, max-age=60"}
    headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type=content_type(by_extension(path).media_type))


class Dumps:
    """The files of one version of the data, in the folder of the server, which ends with it.

    One process at a time writes them; any may look.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def names(self) -> list[str]:
        """The names of all dumps, those of the whole first. Raises Problem (501) for the data of an endpoint."""
        return _names(self._graphs())

    def path(self, name: str) -> Path:
        """The file of a dump. Raises Problem for an unknown name."""
        stem, media = self._known(name)
        source = by_name("nquads" if stem == WHOLE else "ntriples")
        lines = self._home() / f"{stem}{source.extensions[0]}"
        if not (self._home() / _PREPARED).is_file():
            self._forget()
            self._home().mkdir(parents=True, exist_ok=True)
            prepare(self._site.store, self._home())
            (self._home() / _PREPARED).touch()
        path = self._home() / f"{stem}{media.extensions[0]}"
        if not path.is_file():
            begun = path.with_name(f"{_BEGUN}{path.name}")  # what was ended in the middle is no dump
            convert(lines, source, begun, media)
            begun.rename(path)
        return path

    def checksum(self, name: str) -> str:
        """SHA-256 in hex. Raises as path does."""
        path = self.path(name)
        found = self.checksum_if_made(name)
        if found is None:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            _sum_of(path).write_text(found, encoding="ascii")
        return found

    def checksum_if_made(self, name: str) -> str | None:
        """The checksum of a dump that was asked for before."""
        try:
            return _sum_of(self._home() / name).read_text(encoding="ascii") or None
        except FileNotFoundError:
            return None

    def _graphs(self) -> list[str]:
        store = self._site.store
        if not isinstance(store, DirectoryStore | EmbeddedStore):
            raise Problem(
                501,
                "这里的数据在另一个端点上，不提供整体下载；请向该端点要，或用 CONSTRUCT 加 ORDER BY、LIMIT、OFFSET 分段取",
                "the data is at another endpoint and is not dumped here; ask that endpoint for it, or take it in parts "
                "with CONSTRUCT, ORDER BY, LIMIT and OFFSET at /sparql",
            )
        there = [
            name for name in NAMED_GRAPHS if ask(store, f"ASK {{ GRAPH <{graph_iri(name)}> {{ ?s ?p ?o }} }}")
        ]
        return [REPORT, *there]

    def _known(self, name: str) -> tuple[str, Media]:
        stem, _, ending = name.partition(".")
        if name in self.names():
            return stem, next(one for one in RDF if f".{ending}" == one.extensions[0])
        raise Problem(404, f"没有下载文件“{name}”；见 /dumps", f"there is no dump {name!r}; see /dumps")

    def _homes(self) -> Path:
        return Path(self._site.folder) / "dumps"

    def _home(self) -> Path:
        return self._homes() / hashlib.sha256(self._site.version.encode()).hexdigest()[:16]

    def _forget(self) -> None:
        """Removes the files of versions before the last one, which somebody may still be taking."""
        self._homes().mkdir(exist_ok=True)
        homes = sorted(self._homes().iterdir(), key=lambda home: home.stat().st_mtime_ns)
        for old in homes[:-1]:
            shutil.rmtree(old, ignore_errors=True)


def _sum_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


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
