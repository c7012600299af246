"""kg push: the dataset into an endpoint, so that half a push is never taken for a whole one.

Every graph goes to a named graph, the default graph last and to graph/report: so each request can name
its default graph by protocol, on engines with a default graph of their own and on those without. What
has been done stands in graph/push of the endpoint itself; while a push is unfinished it says so, and
kg.store.remote refuses to answer from it. A push that stopped goes on where it stopped, when it is run
again; a finished one sends only what has changed.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from kg.errors import KgError, SourceRefused
from kg.namespaces import GRAPH, PUSH_GRAPH, graph_iri
from kg.store.contents import Graph
from kg.store.protocol import Row, Solutions
from kg.store.remote import RemoteStore
from kg.store.terms import Iri, Literal
from kg.store.writing import QUERY_OF_STATE, State, Writer

Progress = Callable[[str], None]
_ROUNDS: Final = 2


class Step(NamedTuple):
    """What is to be done about one graph. first: batch to begin with; drop: the graph is no longer wanted."""

    graph: Graph
    first: int
    batches: int
    drop: bool = False

    @property
    def is_done(self) -> bool:
        return not self.drop and self.first == self.batches


def plan(graphs: Sequence[Graph], reader: RemoteStore, writer: Writer) -> list[Step]:
    """What a push would do, given what is there. Raises as the endpoint's answers do."""
    state = _state(reader)
    steps = [_step(graph, state, reader, writer) for graph in graphs]
    wanted = {graph.iri for graph in graphs}
    gone = [Graph(iri.removeprefix(GRAPH), ()) for iri in sorted(state.pushed) if iri not in wanted]
    return [*(Step(graph, 0, 0, drop=True) for graph in gone), *steps]


def push(
    graphs: Sequence[Graph], reader: RemoteStore, writer: Writer, progress: Progress | None = None
) -> list[Step]:
    """Sends what is not there yet and counts what is there then; the steps that were taken.

    Raises SourceUnavailable when the endpoint goes away (run it again to go on), SourceRefused when it
    does not keep what it was sent.
    """
    tell = progress or (lambda _: None)
    steps = plan(graphs, reader, writer)
    state = _state(reader)
    todo = [step for step in steps if not step.is_done]
    if not todo and state.finished:
        return steps
    state.finished = False
    writer.keep(state)
    for step in todo:
        if step.drop:
            state.pushed.pop(step.graph.iri, None)
            writer.drop(step.graph.iri, state)
        else:
            _send_checked(step, state, reader, writer, tell)
    state.finished = True
    writer.keep(state)
    return steps


def _send_checked(step: Step, state: State, reader: RemoteStore, writer: Writer, tell: Progress) -> None:
    found = -1
    for round_ in range(_ROUNDS):
        _send(step if round_ == 0 else step._replace(first=0), state, writer, tell)
        found = _count(reader, step.graph.iri)
        if found == len(step.graph.lines):
            return
    raise SourceRefused(
        f"{writer.source} 的图 {step.graph.name} 应有 {len(step.graph.lines)} 条三元组，实有 {found} 条",
        f"graph {step.graph.name} of {writer.source} should have {len(step.graph.lines)} triples and has {found}",
    )


def _send(step: Step, state: State, writer: Writer, tell: Progress) -> None:
    for number, lines in enumerate(step.graph.batches(writer.batch)):
        if number < step.first:
            continue
        tell(f"{step.graph.name} {number + 1}/{step.batches}")
        state.pushed[step.graph.iri] = _value(step.graph, number + 1, step.batches)
        if number == 0:
            writer.put(step.graph.iri, lines, state)
        else:
            writer.add(step.graph.iri, lines, state)


def _step(graph: Graph, state: State, reader: RemoteStore, writer: Writer) -> Step:
    batches = sum(1 for _ in graph.batches(writer.batch))
    said = state.pushed.get(graph.iri, "")
    first = next((n for n in range(batches, 0, -1) if said == _value(graph, n, batches)), 0)
    if first == batches and _count(reader, graph.iri) != len(graph.lines):
        first = 0
    return Step(graph, first, batches)


def _value(graph: Graph, done: int, batches: int) -> str:
    return f"sha256:{graph.checksum} {done}/{batches}"


def _state(reader: RemoteStore) -> State:
    found = _rows(reader, QUERY_OF_STATE)
    pushed = {
        graph.value: value.value
        for graph, value in found
        if isinstance(graph, Iri) and isinstance(value, Literal)
    }
    unfinished = _count(reader, graph_iri(PUSH_GRAPH)) > len(pushed)
    return State(pushed, finished=bool(pushed) and not unfinished)


def _count(reader: RemoteStore, graph: str) -> int:
    ((cell,),) = _rows(reader, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    if not isinstance(cell, Literal):
        raise KgError(f"{reader.source} 没有给出数目", f"{reader.source} gives no count")
    return int(cell.value)


def _rows(reader: RemoteStore, text: str) -> list[Row]:
    found = reader.ask_for(text, None)
    if not isinstance(found, Solutions):
        raise SourceRefused(f"{reader.source} 没有给出行", f"{reader.source} gives no rows")
    return found.rows
