"""The edges that claims put between things, as a weighted graph: what a path may go over, and at what cost."""

from collections.abc import Collection, Iterator, Sequence
from math import log2
from typing import Final, NamedTuple

from kg.errors import KgError
from kg.namespaces import KG, is_id
from kg.query.claims import BASIS, MODALITY, OBJECT, PREDICATE, SUBJECT
from kg.query.shortest import Costs
from kg.query.wording import Edge
from kg.store.protocol import Store, select
from kg.store.terms import Iri

# Named graphs whose edges claims stand behind.
BACKED: Final = ("editorial", "projected", "outside")
# Cost of a step by the basis of its strongest claim, in thousandths.
_COST: Final = {f"{KG}Stated": 1000, f"{KG}Implied": 1500, f"{KG}OfRecord": 1500, f"{KG}Editorial": 3000}
_PROJECTED: Final = tuple(f"{KG}{name}" for name in ("Planned", "Forecast", "Recommended", "Hypothetical"))
_PROJECTED_COST: Final = 1000
# To pass through a thing with more neighbours than this costs more: a step more for each doubling.
HUB: Final = 16
_CLAIMS: Final = (
    f"SELECT ?claim ?s ?p ?o ?basis ?modality WHERE {{ ?claim <{SUBJECT}> ?s ; <{PREDICATE}> ?p ; <{OBJECT}> ?o ; "
    f"<{BASIS}> ?basis OPTIONAL {{ ?claim <{MODALITY}> ?modality }} }}"
)


class Link(NamedTuple):
    """An edge between two things, and the claims behind it, the strongest first. cost: in thousandths."""

    cost: int
    edge: Edge
    claims: tuple[str, ...]


class Links:
    """The links of a store; of several between two things the cheapest counts."""

    def __init__(
        self,
        store: Store,
        *,
        directed: bool = False,
        avoid: Collection[str] = (),
        with_graphs: Sequence[str] = (),
    ) -> None:
        """directed: from subject to object only. avoid: IRIs of things to be left out.

        with_graphs: of BACKED; raises KgError for another one, and as the store does.
        """
        for name in with_graphs:
            if name not in BACKED:
                listed = ", ".join(BACKED)
                raise KgError(
                    f"路径只走有陈述支持的关系，不能并入“{name}”；可用：{listed}",
                    f"a path goes over edges that claims stand behind, so {name!r} cannot be merged in; "
                    f"there are: {listed}",
                )
        self._best: dict[tuple[str, str], Link] = {}
        neighbours: dict[str, set[str]] = {}
        for link in _links(store, with_graphs):
            subject, _, obj = link.edge
            if subject == obj or subject in avoid or obj in avoid:
                continue
            neighbours.setdefault(subject, set()).add(obj)
            neighbours.setdefault(obj, set()).add(subject)
            for ends in ((subject, obj),) if directed else ((subject, obj), (obj, subject)):
                if ends not in self._best or self._rank(link, ends) < self._rank(self._best[ends], ends):
                    self._best[ends] = link
        self._degrees = {node: len(others) for node, others in neighbours.items()}

    def costs(self, target: str) -> Costs:
        """The graph of a search for the target: to enter any other thing with many neighbours costs more."""
        costs: dict[str, dict[str, int]] = {}
        for (here, there), link in sorted(self._best.items()):
            hub = 0 if there == target else self._hub(there)
            costs.setdefault(here, {})[there] = link.cost + hub
        return costs

    def link(self, here: str, there: str) -> Link:
        """The link that a step from one thing to its neighbour goes over."""
        return self._best[here, there]

    def _hub(self, node: str) -> int:
        return max(0, round(1000 * log2(self._degrees[node] / HUB)))

    @staticmethod
    def _rank(link: Link, ends: tuple[str, str]) -> tuple[int, bool, Edge]:
        return link.cost, link.edge[0] != ends[0], link.edge


def _links(store: Store, with_graphs: Sequence[str]) -> Iterator[Link]:
    """One link for each edge between things, in the order of edges."""
    found: dict[Edge, list[tuple[int, str]]] = {}
    for row in select(store, _CLAIMS, with_graphs=with_graphs).rows:
        iris = [cell.value if isinstance(cell, Iri) else "" for cell in row]
        claim, subject, predicate, obj, basis, modality = iris
        cost = _cost(basis, modality, with_graphs)
        if cost is not None and is_id(subject) and is_id(obj):
            found.setdefault((subject, predicate, obj), []).append((cost, claim))
    for edge, claims in sorted(found.items()):
        claims.sort()
        yield Link(claims[0][0], edge, tuple(dict.fromkeys(claim for _, claim in claims)))


def _cost(basis: str, modality: str, with_graphs: Sequence[str]) -> int | None:
    """Of one claim; None for one whose edge is not in the graphs (kg.store.fill says which is where)."""
    cost = _COST.get(basis)
    if modality == f"{KG}Negated" or cost is None:
        return None
    if basis == f"{KG}Editorial":
        return cost if "editorial" in with_graphs else None
    if modality in ("", f"{KG}Asserted"):  # an outside claim has none
        return cost
    return cost + _PROJECTED_COST if modality in _PROJECTED and "projected" in with_graphs else None
