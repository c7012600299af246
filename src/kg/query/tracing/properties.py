"""Which properties say the same as another: narrower ones, and the inverse of one of these."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.namespaces import KG, PREFIXES
from kg.store.protocol import Dataset, Store, select
from kg.store.terms import Iri

_NARROWER: Final = f"{PREFIXES['rdfs']}subPropertyOf"
_INVERSE: Final = f"{PREFIXES['owl']}inverseOf"
_SYMMETRIC: Final = f"{PREFIXES['owl']}SymmetricProperty"

# Names of properties: those that hold from subject to object, those that hold from object to subject.
Saying = tuple[frozenset[str], frozenset[str]]


@dataclass(slots=True)
class Properties:
    """narrower, inverses: direct ones, by IRI. statements: those whose edges need a claim."""

    narrower: Mapping[str, set[str]]
    inverses: Mapping[str, set[str]]
    statements: frozenset[str] = frozenset()
    _known: dict[str, Saying] = field(default_factory=dict)

    def saying(self, name: str) -> Saying:
        """The properties by which a claim can state an edge of this one, itself among them."""
        if name not in self._known:
            states, new = {(name, True)}, [(name, True)]
            while new:
                current, forward = new.pop()
                near = {(one, forward) for one in self.narrower.get(current, ())}
                near |= {(one, not forward) for one in self.inverses.get(current, ())}
                new += near - states
                states |= near
            both = (frozenset(one for one, forward in states if forward is way) for way in (True, False))
            forward_ones, backward_ones = both
            self._known[name] = (forward_ones, backward_ones)
        return self._known[name]


def load_properties(store: Store, sight: Dataset) -> Properties:
    """What the vocabulary in the store says of properties. sight: the graphs it is looked for in."""
    text = f"SELECT ?p ?how ?q WHERE {{ VALUES ?how {{ <{_NARROWER}> <{_INVERSE}> }} ?p ?how ?q }}"
    narrower: dict[str, set[str]] = defaultdict(set)
    inverses: dict[str, set[str]] = defaultdict(set)
    for one, how, other in select(store, text, dataset=sight).rows:
        if isinstance(one, Iri) and isinstance(how, Iri) and isinstance(other, Iri):
            if how.value == _NARROWER:
                narrower[other.value].add(one.value)
            else:
                inverses[one.value].add(other.value)
                inverses[other.value].add(one.value)
    text = f"SELECT ?p WHERE {{ ?p a <{_SYMMETRIC}> }}"
    for (one,) in select(store, text, dataset=sight).rows:
        if isinstance(one, Iri):
            inverses[one.value].add(one.value)
    found = Properties(narrower, inverses)
    forward, backward = found.saying(f"{KG}statement")
    found.statements = forward | backward
    return found
