"""kg push, against real servers: whole, resumed, repeated, and never half without saying so."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.engines import Engine
from tests.store.contract import GRAPH_TTL, OUTSIDE_TTL, OWNS
from tests.store.servers import Reply, answering

from kg.errors import KgError, SourceRefused, SourceUnavailable
from kg.namespaces import graph_iri
from kg.store.contents import Graph, contents
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store
from kg.store.protocol import ask, select
from kg.store.push import plan, push
from kg.store.remote import RemoteStore
from kg.store.writing import GraphStore, State, Update, Writer, writer_of

ENGINES = ("oxigraph_server", "virtuoso_server")
TRICKY = r"""
<http://a> <http://b> "\\u0041 \\U00000041 \\\\u0041", "line\nbreak", "\u0001", "\"quoted\"", "tab\t", "_:x" .
"""


@pytest.fixture
def graphs(tmp_path: Path) -> list[Graph]:
    (tmp_path / "graph.ttl").write_text(GRAPH_TTL + TRICKY, encoding="utf-8")
    (tmp_path / "outside.ttl").write_text(OUTSIDE_TTL, encoding="utf-8")
    return contents(EmbeddedStore("test", [tmp_path / "graph.ttl"], {"outside": [tmp_path / "outside.ttl"]}))


@pytest.fixture(params=[(engine, way) for engine in ENGINES for way in (GraphStore, Update)], ids=str)
def way(request: pytest.FixtureRequest) -> tuple[RemoteStore, Writer]:
    """A reader of an engine, and a writer by one of the two protocols with small batches."""
    name, kind = request.param
    engine: Engine = request.getfixturevalue(name)
    names = {
        ("oxigraph_server", GraphStore): "store",
        ("oxigraph_server", Update): "update",
        ("virtuoso_server", GraphStore): "sparql-graph-crud-auth",
        ("virtuoso_server", Update): "sparql-auth",
    }
    url = f"{engine.login.rpartition('/')[0]}/{names[name, kind]}"
    writer = (
        writer_of(engine.login, store_url=url)
        if kind is GraphStore
        else writer_of(engine.login, update_url=url)
    )
    writer.batch = 7
    reader = RemoteStore(engine.login)
    push([Graph("void", ("<http://a> <http://b> <http://c> .\n",))], reader, writer)  # begin anew
    return reader, writer


class Failing:
    """A writer that breaks down at its nth request with triples."""

    def __init__(self, writer: Writer, at: int) -> None:
        self._writer, self._left = writer, at
        self.batch, self.source = writer.batch, writer.source

    def put(self, graph: str, lines: Iterable[str], state: State) -> None:
        self._count()
        self._writer.put(graph, lines, state)

    def add(self, graph: str, lines: Iterable[str], state: State) -> None:
        self._count()
        self._writer.add(graph, lines, state)

    def drop(self, graph: str, state: State) -> None:
        self._writer.drop(graph, state)

    def keep(self, state: State) -> None:
        self._writer.keep(state)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise SourceUnavailable("断", "gone")


def test_what_is_pushed_is_there_to_the_last_character(
    way: tuple[RemoteStore, Writer], graphs: list[Graph], tmp_path: Path
) -> None:
    reader, writer = way
    push(graphs, reader, writer)
    text = "SELECT ?o { <http://a> <http://b> ?o } ORDER BY ?o"
    local = select(open_store([str(tmp_path / "graph.ttl")]), text).rows
    assert len(local) == 6
    assert sorted(select(reader, text).rows, key=str) == sorted(local, key=str)
    assert not ask(reader, "ASK { <http://a> <http://b> <http://c> }", with_graphs=["void"])


def test_pushing_again_sends_nothing_and_a_change_sends_its_graph(
    way: tuple[RemoteStore, Writer], graphs: list[Graph]
) -> None:
    reader, writer = way
    push(graphs, reader, writer)
    assert all(step.is_done for step in push(graphs, reader, Failing(writer, 0)))
    report = graphs[-1]
    changed = [*graphs[:-1], Graph(report.name, report.lines[:-1])]
    assert [step.graph.name for step in push(changed, reader, writer) if not step.is_done] == ["report"]


def test_a_push_that_breaks_off_is_no_source_and_goes_on_where_it_stopped(
    way: tuple[RemoteStore, Writer], graphs: list[Graph]
) -> None:
    reader, writer = way
    with pytest.raises(SourceUnavailable):
        push(graphs, reader, Failing(writer, 5))
    with pytest.raises(SourceRefused, match="was not finished"):
        ask(RemoteStore(reader.source), "ASK { }")
    steps = [step for step in plan(graphs, reader, writer) if not step.drop]
    assert sum(step.first for step in steps) == 5
    push(graphs, reader, writer)
    assert len(select(reader, OWNS, with_graphs=["editorial", "projected", "outside"]).rows) == 3


def test_a_graph_that_lost_something_is_sent_anew(
    way: tuple[RemoteStore, Writer], graphs: list[Graph]
) -> None:
    reader, writer = way
    push(graphs, reader, writer)
    state = State({graph.iri: f"sha256:{graph.checksum} 1/1" for graph in graphs}, finished=True)
    writer.put(graph_iri("editorial"), graphs[-1].lines[:3], state)
    step = next(step for step in plan(graphs, reader, writer) if step.graph.name == "editorial")
    assert step.first == 0
    push(graphs, reader, writer)
    assert len(select(reader, OWNS, with_graphs=["editorial"]).rows) == 1


def test_an_endpoint_that_does_not_keep_what_it_gets_is_told(
    way: tuple[RemoteStore, Writer], graphs: list[Graph]
) -> None:
    reader, writer = way

    class Forgetful(Failing):
        def put(self, graph: str, lines: Iterable[str], state: State) -> None:
            self._writer.put(graph, list(lines)[:-1], state)

    with pytest.raises(SourceRefused, match=r"graph editorial .* should have 2 triples and has 1"):
        push(graphs, reader, Forgetful(writer, 99))


@pytest.mark.parametrize(
    ("name", "found"), [("oxigraph_server", "/store"), ("virtuoso_server", "-graph-crud-auth")]
)
def test_where_to_write_is_found(name: str, found: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    assert writer_of(engine.login).source.endswith(found)


def test_an_update_address_is_found_where_there_is_no_graph_store() -> None:
    def reply(sent: dict[str, list[str]]) -> tuple[int, str, bytes]:
        return (204, "", b"") if sent["method"] == ["POST"] else (404, "text/plain", b"")

    with answering(reply) as (url, _):
        writer = writer_of(url)
    assert isinstance(writer, Update)
    assert writer.source.endswith("/update")


@pytest.mark.parametrize("reply", [(404, "text/plain", b""), (200, "text/html", b"<html>")])
def test_an_endpoint_that_cannot_be_written_to_is_told_with_what_was_tried(reply: Reply) -> None:
    tried = r"tried: .*/store .*/update .*--store-url or --update-url"
    with answering(lambda _: reply) as (url, _), pytest.raises(SourceRefused, match=tried):
        writer_of(url)


def test_a_wrong_password_is_told(virtuoso_server: Engine) -> None:
    with pytest.raises(SourceRefused, match="status 401"):
        writer_of(virtuoso_server.query.replace("http://", "http://dba:wrong@"))


def test_an_endpoint_cannot_be_the_source() -> None:
    with pytest.raises(KgError, match="not an endpoint"):
        contents(RemoteStore("http://localhost/sparql"))


def test_the_default_graph_comes_last_and_blank_nodes_stay_together(graphs: list[Graph]) -> None:
    assert graphs[-1].name == "report"
    outside = next(graph for graph in graphs if graph.name == "outside")
    assert [len(batch) for batch in outside.batches(1)] == [2, 1]
