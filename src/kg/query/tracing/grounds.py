"""What each row of an answer stands on: claims, places in the report, and how far they go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.query.answer import Table
from kg.query.places import Place, place_order
from kg.query.tracing.backing import Backing, Standing, back, evidence_of
from kg.query.tracing.solutions import Fact
from kg.query.tracing.status import Status
from kg.query.tracing.trace import Footing, trace
from kg.store.protocol import REPORT, Dataset, Store

MAX_CLAIMS: Final = 100


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a row stands on. claims: IRIs in report order, MAX_CLAIMS at most; places: IRIs, in that order.

    unbacked: triples that nothing backs though they need it, sorted.
    """

    status: Status
    claims: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unbacked: tuple[Fact, ...] = ()


class Grounded(NamedTuple):
    """One Grounds per row; graphs: the named graphs, by short name, in which claims were looked for too."""

    grounds: list[Grounds]
    graphs: tuple[str, ...]


def ground(store: Store, table: Table) -> Grounded:
    """Traces every row of a table that `kg.query.run.run` gave and looks up what backs its triples.

    Raises as kg.query.tracing.trace.trace does.
    """
    footings, graphs, reports = trace(store, table)
    sight = Dataset((*(reports or (REPORT,)), *graphs))
    backing = back(store, {fact for footing in footings for fact in footing.facts}, sight)
    evidence = evidence_of(store, {claim for one in backing.values() for claim in one.claims}, sight)
    first = {claim: min(map(place_order, places)) for claim, places in evidence.items()}
    return Grounded([_of_row(footing, backing, evidence, first) for footing in footings], graphs)


def _of_row(
    footing: Footing,
    backing: Mapping[Fact, Backing],
    evidence: Mapping[str, frozenset[str]],
    first: Mapping[str, Place],
) -> Grounds:
    behind = {fact: backing[fact] for fact in footing.facts}
    found = {claim for one in behind.values() for claim in one.claims}
    nowhere = place_order("")
    claims = sorted(found, key=lambda claim: (first.get(claim, nowhere), claim))
    shown = tuple(claims[:MAX_CLAIMS])
    places = {place for claim in shown for place in evidence.get(claim, ())}
    places.update(place for one in behind.values() for place in one.evidence)
    lacking = (fact for fact, one in behind.items() if one.standing is Standing.UNBACKED)
    return Grounds(
        _status(footing, behind, len(claims)),
        shown,
        tuple(sorted(places, key=place_order)),
        tuple(sorted(lacking, key=str)),
    )


def _status(footing: Footing, behind: Mapping[Fact, Backing], claims: int) -> Status:
    standings = {one.standing for one in behind.values()}
    if Standing.UNBACKED in standings or claims > MAX_CLAIMS:
        return Status.PARTIAL
    if Standing.BACKED in standings:
        return Status.COMPLETE
    # A row without solutions, such as a count of nothing, rests on nothing being there.
    return Status.ABSENCE if footing.negates or footing.empty else Status.NONE_NEEDED
