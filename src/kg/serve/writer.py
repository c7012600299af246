"""The one process that writes to an on-disk store. Each request is one transaction, on disk when it is answered."""

import os
import re
import sys
import time
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import KgError, ParseError, QueryFailed, QuerySyntaxError
from kg.rdfio.load import parse_bytes
from kg.rdfio.media import by_media_type
from kg.serve.faults import Problem
from kg.serve.jobs import UPDATE, Job, Opening
from kg.serve.loop import begin, serve
from kg.serve.spool import Spool
from kg.sparql.guard import check_update
from kg.sparql.prologue import declare
from kg.sparql.updates import with_using, without_loads

_LOCK_TRIES: Final = 100
_LOCK_PAUSE_S: Final = 0.1
_PLACE: Final = re.compile(r"\bat (\d+):(\d+)\b")
_FULL: Final = re.compile(r"no space left|file too large|quota|error 28|os error 27", re.IGNORECASE)


def main() -> None:
    """As kg.serve.worker.main, with the store open for writing."""
    opening, replies = begin()
    writer = Writer(opening)
    serve(sys.stdin.buffer, replies, opening, writer.open, writer.answer)


class Writer:
    """Holds the store open. A request that fails changes nothing."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._path = Path(opening.site.store.source)
        self._store: ox.Store | None = None

    def open(self) -> None:
        """Waits for a writer before this one to give the lock back. Raises KgError when it does not."""
        for tried in range(_LOCK_TRIES):
            try:
                self._store = ox.Store(str(self._path))
                return
            except OSError as error:
                if tried == _LOCK_TRIES - 1 or "lock" not in str(error).lower():
                    raise KgError(
                        f"{self._path} 不能打开来写：{error}",
                        f"{self._path} cannot be opened for writing: {error}",
                    ) from error
                time.sleep(_LOCK_PAUSE_S)

    def answer(self, job: Job, _spool: Spool) -> dict[str, Any]:
        assert self._store is not None  # noqa: S101  # open has been called
        extra: dict[str, Any] = {}
        if job.kind == UPDATE:
            self._update(self._store, job)
        else:
            extra = self._graph(self._store, job)
        self._sync()
        return {"extra": extra}

    def _update(self, store: ox.Store, job: Job) -> None:
        rules = self._opening.site.rules
        text = without_loads(job.text) if rules.idle_loads else job.text
        check_update(text, allowed_services=rules.services)
        text = with_using(text, job.default or (), job.named or ())
        _run(store, declare(text).text, job.base, added=declare(text).lines_added)

    def _graph(self, store: ox.Store, job: Job) -> dict[str, Any]:
        """PUT, POST or DELETE of the graph whose IRI is the text, of the default graph where it is empty."""
        name = ox.NamedNode(job.text) if job.text else ox.DefaultGraph()
        existed = not job.text or store.contains_named_graph(name)
        target = f"GRAPH {name}" if job.text else "DEFAULT"
        if job.method == "DELETE":
            if not existed:
                raise Problem(404, f"没有图 <{job.text}>", f"there is no graph <{job.text}>")
            _run(store, f"DROP {target}", "")
            return {"existed": True}
        steps = [] if job.method == "POST" else [f"{'DROP' if job.text else 'CLEAR'} SILENT {target}"]
        if job.text:
            steps.append(f"CREATE SILENT {target}")
        triples = self._triples(job)
        if triples:
            steps.append(
                f"INSERT DATA {{ GRAPH {name} {{\n{triples}}} }}"
                if job.text
                else f"INSERT DATA {{\n{triples}}}"
            )
        _run(store, " ;\n".join(steps), "")
        return {"existed": existed}

    def _triples(self, job: Job) -> str:
        """What was sent, as N-Triples. Raises QuerySyntaxError, Problem (400)."""
        quads: list[ox.Quad] = []
        try:
            for content_type, document in job.parts:
                media = by_media_type(content_type)
                assert media is not None  # noqa: S101  # the server has looked
                quads += parse_bytes(document, media, "body", job.base)
        except ParseError as error:
            raise QuerySyntaxError(*error.text) from error
        if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
            raise Problem(
                400,
                "送来的内容里有命名图，这里只收一个图",
                "what was sent has named graphs; one graph is taken here",
            )
        found = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
        return (found or b"").decode()

    def _sync(self) -> None:
        """The log of the store is on the disk, so that not even a power cut takes back what was acknowledged."""
        for path in self._path.glob("*.log"):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _run(store: ox.Store, text: str, base: str, *, added: int = 0) -> None:
    try:
        store.update(text, base_iri=base or None)
    except SyntaxError as error:
        found = _PLACE.search(error.msg)
        place = f"update {int(found[1]) - added}:{found[2]}: " if found else ""
        raise QuerySyntaxError(
            f"{place}不是合法的 SPARQL Update：{error.msg}", f"{place}not valid SPARQL Update: {error.msg}"
        ) from error
    except OSError as error:
        if _FULL.search(str(error)):
            raise Problem(
                507, f"写不下了，没有改动：{error}", f"no room to write, nothing is changed: {error}"
            ) from error
        raise Problem(
            500, f"写入失败，没有改动：{error}", f"writing failed, nothing is changed: {error}"
        ) from error
    except (RuntimeError, ValueError) as error:
        raise QueryFailed(f"不能执行这个更新：{error}", f"the update cannot be run: {error}") from error
