"""Ego views: what is said of one thing, and of what it is linked to, some steps out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.errors import KgError, Text
from kg.names.resolve import resolve
from kg.namespaces import KG, PREFIXES, class_of
from kg.network.build import labels
from kg.network.geometry import ColumnSpec
from kg.query.lookup import batches
from kg.query.sentences import capital
from kg.store.protocol import Store, select
from kg.store.terms import Iri, serialise
from kg.views.lens import Lens
from kg.views.style import plain_style

# All three were chosen by looking at pictures, not measured.
# A thing of more links than this is shown, but not what else it is linked to: hubs link everything to everything.
HUB: Final = 14
# What still reads as one picture. The links of the thing itself are shown up to NEAR, things in all up to MOST.
NEAR: Final = 60
MOST: Final = 150
_NAMED: Final = 8
# Of the columns, by their distance from the centre.
_WIDTHS: Final = (210.0, 270.0, 240.0, 220.0)
MAX_DEPTH: Final = len(_WIDTHS) - 1


@dataclass
class _Ego:
    """What was found: column of each thing (0 the centre, negative to its left), whose links are shown."""

    centre: str
    columns: dict[str, int] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    hubs: dict[str, int] = field(default_factory=dict)  # thing -> number of its links
    left_out: int = 0  # neighbours of the centre
    unopened: int = 0  # for want of room


def around(store: Store, name: str, depth: int = 2, with_graphs: Sequence[str] = ()) -> Lens:
    """A lens on the statements about the thing of that name and about what is within so many steps.

    name: as kg.names.resolve.resolve takes it. depth: from 1 to MAX_DEPTH. What was left out, hubs above
    all, is said in the summary. Raises KgError for another depth, and as resolve and the store do.
    """
    if not 1 <= depth <= MAX_DEPTH:
        raise KgError(
            f"步数应为 1 到 {MAX_DEPTH}，收到 {depth}", f"steps are from 1 to {MAX_DEPTH}; got {depth}"
        )
    ego = _found(store, resolve(store, name, with_graphs=with_graphs), depth, with_graphs)
    names = labels(store, {ego.centre, *ego.hubs}, with_graphs)
    centre = Text(names[ego.centre].zh, capital(names[ego.centre].en))
    numbers = sorted(set(ego.columns.values()))
    columns = [
        ColumnSpec((), _WIDTHS[abs(n)], members=tuple(m for m, at in ego.columns.items() if at == n))
        for n in numbers
    ]
    return Lens(
        id="around",
        title=Text(f"{centre.zh}的周围", f"Around {centre.en}"),
        summary=_summary(ego, centre, depth, names),
        query=_query(ego),
        style=plain_style("columns", columns, [_heading(number, centre) for number in numbers]),
    )


def _found(store: Store, centre: str, depth: int, with_graphs: Sequence[str]) -> _Ego:
    ego = _Ego(centre, {centre: 0})
    ring = [centre]
    for step in range(1, depth + 1):
        links = _links(store, ring, with_graphs)
        # The least linked first: what they add is theirs alone.
        found: list[str] = []
        for thing in sorted(ring, key=lambda one: (len(links[one]), one)):
            new = [other for other in links[thing] if other not in ego.columns]
            if thing == centre:
                ego.left_out = max(0, len(new) - NEAR)
                if ego.left_out:
                    new = _most_linked(store, new, with_graphs)
            elif len(links[thing]) > HUB:
                ego.hubs[thing] = len(links[thing])
                continue
            elif len(ego.columns) + len(new) > MOST:
                ego.unopened += bool(new)
                continue
            ego.opened.append(thing)
            for other in new:
                # Which side of the centre a thing stands on is settled below.
                ego.columns[other] = step if ego.columns[thing] >= 0 else -step
                found.append(other)
        if step == 1:
            ego.columns.update(dict.fromkeys(_left(found), -1))
        ring = found
    return ego


def _most_linked(store: Store, things: Sequence[str], with_graphs: Sequence[str]) -> list[str]:
    """The NEAR most linked of them, in their order: of the others least is lost."""
    links = _links(store, things, with_graphs)
    kept = set(sorted(things, key=lambda one: (-len(links[one]), one))[:NEAR])
    return [thing for thing in things if thing in kept]


def _left(things: Sequence[str]) -> list[str]:
    """The half that stands left of the centre: classes stay together, the largest first to the shorter side."""
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for thing in things:
        classes[class_of(thing) or ""].append(thing)
    left: list[str] = []
    right = 0
    for name in sorted(classes, key=lambda one: (-len(classes[one]), one)):
        if len(left) < right:
            left += classes[name]
        else:
            right += len(classes[name])
    return left


def _links(store: Store, things: Sequence[str], with_graphs: Sequence[str]) -> dict[str, list[str]]:
    """Thing -> the other ends of its statements, by IRI, each once."""
    found: dict[str, set[str]] = {thing: set() for thing in things}
    for batch in batches(sorted(things)):
        for pattern in ("?one ?p ?other", "?other ?p ?one"):
            text = (
                f"{_PROLOGUE}SELECT DISTINCT ?one ?other WHERE {{ "
                f"VALUES ?one {{ {_listed(batch)} }} {pattern} . {_STATEMENT} FILTER (isIRI(?other)) }}"
            )
            for one, other in select(store, text, with_graphs=with_graphs).rows:
                if isinstance(one, Iri) and isinstance(other, Iri) and one != other:
                    found[one.value].add(other.value)
    return {thing: sorted(ends) for thing, ends in found.items()}


_PROLOGUE: Final = f"PREFIX kg: <{KG}>\nPREFIX rdfs: <{PREFIXES['rdfs']}>\n"
_STATEMENT: Final = "?p rdfs:subPropertyOf/rdfs:subPropertyOf kg:statement ."


def _query(ego: _Ego) -> str:
    """The CONSTRUCT whose triples the picture shows."""
    opened, shown = _listed(sorted(ego.opened), "\n    "), _listed(sorted(ego.columns), ",\n    ")
    return f"""{_PROLOGUE}CONSTRUCT {{ ?s ?p ?o }}
WHERE {{
  # Statements about the things whose links are shown ...
  {{ VALUES ?s {{
    {opened}
  }} ?s ?p ?o }}
  UNION
  {{ VALUES ?o {{
    {opened}
  }} ?s ?p ?o }}
  {_STATEMENT}
  # ... and things that are in the picture.
  FILTER (?s IN (
    {shown}
  ) && ?o IN (
    {shown}
  ))
}}
"""


def _listed(things: Iterable[str], between: str = " ") -> str:
    return between.join(serialise(Iri(thing)) for thing in things)


def _heading(number: int, centre: Text) -> Text:
    if not number:
        return centre
    return Text(f"第 {abs(number)} 步", f"Step {abs(number)}")


def _summary(ego: _Ego, centre: Text, depth: int, names: dict[str, Text]) -> Text:
    """What is shown and what is not; the template of the page ends the sentence."""
    steps = "step" if depth == 1 else "steps"
    parts = list(_limits(ego, names))
    zh = [f"离{centre.zh} {depth} 步以内的陈述", *(part.zh for part in parts)]
    en = [f"Statements within {depth} {steps} of {centre.en}", *(part.en for part in parts)]
    return Text("；".join(zh), "; ".join(en))


def _limits(ego: _Ego, names: dict[str, Text]) -> Iterator[Text]:
    if ego.left_out:
        yield Text(
            f"它自己的关系只列 {NEAR} 个，另有 {ego.left_out} 个未列",
            f"of its own links {NEAR} are shown, {ego.left_out} are not",
        )
    if ego.hubs:
        ordered = sorted(ego.hubs, key=lambda hub: (-ego.hubs[hub], hub))
        told = ordered[:_NAMED]
        zh = "、".join(f"{names[hub].zh}（{ego.hubs[hub]}）" for hub in told)
        en = ", ".join(f"{names[hub].en} ({ego.hubs[hub]})" for hub in told)
        more = len(ordered) - len(told)
        yield Text(
            f"关联超过 {HUB} 个的事物列出而不再展开：{zh}" + (f" 等 {len(ordered)} 个" if more else ""),
            f"things of more than {HUB} links are shown without their other links: {en}"
            + (f" and {more} more" if more else ""),
        )
    if ego.unopened:
        yield Text(
            f"为使图可读，另有 {ego.unopened} 个事物未展开",
            f"to keep the picture readable, {ego.unopened} more are not followed",
        )
