"""Path views: how two things hang together, as the shortest and strongest chains of claims between them."""

from collections.abc import Iterable, Iterator, Sequence

from kg.errors import Text
from kg.names.resolve import resolve
from kg.namespaces import KG
from kg.network.build import labels
from kg.network.geometry import ColumnSpec
from kg.query.defaults import MAX_STEPS, PATH_LIMIT
from kg.query.path import Path, Step, find_paths
from kg.query.sentences import capital
from kg.store.protocol import Store
from kg.store.terms import Iri, serialise
from kg.views.lens import Lens
from kg.views.style import plain_style

# Room for longer chains is made by narrower columns; chosen by looking at pictures.
_WIDEST_PX, _NARROWEST_PX, _ALL_PX = 260.0, 170.0, 1250.0


def between(
    store: Store,
    start: str,
    end: str,
    *,
    limit: int = PATH_LIMIT,
    max_steps: int = MAX_STEPS,
    directed: bool = False,
    avoid: Iterable[str] = (),
    with_graphs: Sequence[str] = (),
) -> Lens:
    """A lens on the paths of kg.query.path.find_paths, with everything else that is said of two neighbours on them.

    start, end, avoid: as kg.names.resolve.resolve takes them. A thing stands as many columns from the start as
    the first path that it is on has steps to it. Without a path the lens shows nothing and says so.
    Raises as find_paths, resolve and the store do.
    """
    ends = [resolve(store, name, with_graphs=with_graphs) for name in (start, end)]
    shunned = [resolve(store, name, with_graphs=with_graphs) for name in avoid]
    found = find_paths(
        store,
        *ends,
        limit=limit,
        max_steps=max_steps,
        directed=directed,
        avoid=shunned,
        with_graphs=with_graphs,
    )
    names = labels(
        store, {*ends, *(step.end.iri for path in found.paths for step in path.steps)}, with_graphs
    )
    first, last = (Text(names[end].zh, capital(names[end].en)) for end in ends)
    columns = list(_columns(found.paths, *ends))
    width = max(_NARROWEST_PX, min(_WIDEST_PX, _ALL_PX / max(1, len(columns)) - 110))
    return Lens(
        id="path",
        title=Text(f"从{first.zh}到{last.zh}", f"From {first.en} to {last.en}"),
        summary=_summary(found.paths, max_steps, directed),
        query=_query(found.paths),
        style=plain_style(
            "columns",
            [ColumnSpec((), width, members=tuple(members)) for members in columns],
            [_heading(number, len(columns)) for number in range(len(columns))],
        ),
        notes=tuple(_chain(number, path, names) for number, path in enumerate(found.paths, 1)),
    )


def _columns(paths: Sequence[Path], start: str, end: str) -> Iterator[list[str]]:
    """The things by their steps from the start, the end alone in the last column."""
    places = {start: 0}
    for path in paths:
        for number, step in enumerate(path.steps, 1):
            places.setdefault(step.end.iri, number)
    last = max((len(path.steps) for path in paths), default=1)
    places[end] = last
    for number in range(last + 1):
        yield sorted(name for name, at in places.items() if at == number)


def _heading(number: int, count: int) -> Text:
    if number == 0:
        return Text("起点", "From")
    if number == count - 1:
        return Text("终点", "To")
    return Text(f"第 {number} 步", f"Step {number}")


def _summary(paths: Sequence[Path], max_steps: int, directed: bool) -> Text:
    """What is shown; the template of the page ends the sentence."""
    if not paths:
        return Text(f"没有 {max_steps} 步以内的路径", f"There is no path of at most {max_steps} steps")
    count = len(paths)
    zh = f"{count} 条最短、依据最强的陈述链，经过的两个相邻事物之间的其他陈述也在图中；权重越低越短越强"
    en = (
        (
            f"The {count} shortest and strongest chains of claims"
            if count > 1
            else "The shortest and strongest chain of claims"
        )
        + ", with what else is said of any two neighbours on them; the lower its weight, the shorter and stronger a chain"
    )
    if directed:
        zh, en = f"{zh}；只从主语走向宾语", f"{en}; from subject to object only"
    return Text(zh, en)


def _chain(number: int, path: Path, names: dict[str, Text]) -> Text:
    things = [path.steps[0].start.iri, *(step.end.iri for step in path.steps)]
    steps = len(path.steps)
    zh = " → ".join(names[thing].zh for thing in things)
    en = " → ".join(names[thing].en for thing in things)
    return Text(
        f"{number}. {zh}（{steps} 步，权重 {path.weight:.2f}）",
        f"{number}. {en} ({steps} {'step' if steps == 1 else 'steps'}, weight {path.weight:.2f})",
    )


def _query(paths: Sequence[Path]) -> str:
    """The CONSTRUCT whose triples the picture shows."""
    steps = sorted({_pair(step) for path in paths for step in path.steps})
    edges = sorted({_edge(step) for path in paths for step in path.steps})
    return f"""PREFIX kg: <{KG}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ ?s ?p ?o }}
WHERE {{
  {{
    # The steps of the paths ...
    VALUES (?s ?p ?o) {{
      {_listed(edges)}
    }}
    ?s ?p ?o .
  }} UNION {{
    # ... and what else is said of the two ends of each.
    VALUES (?s ?o) {{
      {_listed((*steps, *((b, a) for a, b in steps)))}
    }}
    ?s ?p ?o .
    ?p rdfs:subPropertyOf/rdfs:subPropertyOf kg:statement .
  }}
}}
"""


def _pair(step: Step) -> tuple[str, str]:
    return min(step.start.iri, step.end.iri), max(step.start.iri, step.end.iri)


def _edge(step: Step) -> tuple[str, str, str]:
    subject, obj = (step.start.iri, step.end.iri) if step.forward else (step.end.iri, step.start.iri)
    return subject, step.predicate.iri, obj


def _listed(rows: Iterable[tuple[str, ...]]) -> str:
    return "\n      ".join(f"({' '.join(serialise(Iri(name)) for name in row)})" for row in rows)
