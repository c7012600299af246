"""kg path: how two things hang together, as chains of claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from kg.errors import KgError, Lang
from kg.query.claims import Claim, Claims
from kg.query.defaults import MAX_STEPS, PATH_LIMIT
from kg.query.links import Link, Links
from kg.query.marking import names_of
from kg.query.places import addresses_of
from kg.query.shortest import shortest_paths
from kg.query.wording import Name, Wording
from kg.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Step:
    """From one thing to the next over an edge. forward: in its direction; words: it as a sentence that way.

    claims: those behind it, the strongest first.
    """

    start: Name
    end: Name
    predicate: Name
    forward: bool
    words: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of steps. weight: the lower, the shorter and stronger (kg.query.links)."""

    weight: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths between two things, in one language. addresses, citations, names: as in kg.query.entity."""

    start: Name
    end: Name
    lang: Lang
    paths: tuple[Path, ...]
    addresses: Mapping[str, str] = field(default_factory=dict)
    citations: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)


def find_paths(
    store: Store,
    start: str,
    end: str,
    *,
    limit: int = PATH_LIMIT,
    max_steps: int = MAX_STEPS,
    directed: bool = False,
    avoid: Iterable[str] = (),
    lang: Lang = "zh",
    with_graphs: Sequence[str] = (),
) -> Paths:
    """The best chains of claims between two things (IRIs), none of which comes to a thing twice.

    Weight: 1 for a step that is stated, 1.5 for one implied or of record, 3 for an editor's, 1 more for one
    that is planned, forecast, recommended or hypothetical; and to pass through a thing with more than 16
    neighbours log2(neighbours/16). directed: from subject to object only. avoid: IRIs of things to leave
    out. with_graphs: editorial, projected and outside add their claims.
    Raises KgError for a thing and itself, an end to avoid, or another graph, and as the store does.
    """
    avoid = {*avoid}
    if start == end:
        raise KgError("路径的两端是同一个事物", "the two ends of a path are the same thing")
    if {start, end} & avoid:
        raise KgError("路径的两端不能是要避开的事物", "an end of a path cannot be a thing to avoid")
    links = Links(store, directed=directed, avoid=avoid, with_graphs=with_graphs)
    chains = list(islice(shortest_paths(links.costs(end), start, end, max_steps), limit))
    used = {link for _, nodes in chains for link in (links.link(*pair) for pair in pairwise(nodes))}
    claims = Claims(store, {claim for link in used for claim in link.claims}, with_graphs)
    wording = Wording(store, lang, claims.edges(), claims.mentioned() | {start, end}, with_graphs)
    read = claims.read(wording)
    places = sorted({place for claim in read.values() for place in claim.evidence})
    return Paths(
        start=wording.name(start),
        end=wording.name(end),
        lang=lang,
        paths=tuple(
            Path(
                cost / 1000,
                tuple(_step(links.link(*pair), pair[0], read, wording) for pair in pairwise(nodes)),
            )
            for cost, nodes in chains
        ),
        addresses=addresses_of(store, places, with_graphs),
        citations={place: wording.name(place).label for place in places},
        names=names_of(store, {node for _, nodes in chains for node in nodes}, with_graphs),
    )


def _step(link: Link, here: str, read: Mapping[str, Claim], wording: Wording) -> Step:
    subject, predicate, obj = link.edge
    forward = subject == here
    claims = tuple(read[claim] for claim in link.claims)
    # What a claim says in words of its own (kg:gloss) it says in either direction.
    own = claims[0].words != wording.sentence(link.edge)
    return Step(
        start=wording.name(subject if forward else obj),
        end=wording.name(obj if forward else subject),
        predicate=wording.name(predicate),
        forward=forward,
        words=claims[0].words if own else wording.sentence(link.edge, backwards=not forward),
        claims=claims,
    )
