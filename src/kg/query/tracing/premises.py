"""From an inferred triple to the triples it was drawn from: the records of graph derivations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kg.namespaces import KG, PREFIXES
from kg.query.tracing.asking import can_be_written, data_blocks
from kg.query.tracing.solutions import Fact
from kg.store.protocol import Dataset, Store, select
from kg.store.terms import Term

_INFERRED: Final = "inferred"
_DERIVATIONS: Final = "derivations"
_RDF: Final = PREFIXES["rdf"]


def premises_of(store: Store, facts: Iterable[Fact], sight: Dataset) -> Mapping[Fact, frozenset[Fact]]:
    """Inferred triple -> its premises, each a triple; what has no record is left out.

    A premise may be inferred itself. Nothing is asked unless graph inferred is in sight, since no query
    meets an inferred triple elsewhere.
    """
    if _INFERRED not in sight.default:
        return {}
    wanted = {fact for fact in facts if can_be_written(fact.subject) and can_be_written(fact.object)}
    with_records = Dataset((*sight.default, _DERIVATIONS))
    found: dict[Fact, set[Fact]] = defaultdict(set)
    for block in data_blocks(("?s", "?o"), {(fact.subject, fact.object) for fact in wanted}):
        text = (
            f"SELECT ?s ?p ?o ?ps ?pp ?po WHERE {{ {block} ?i <{_RDF}subject> ?s ; <{_RDF}object> ?o ; "
            f"<{_RDF}predicate> ?p ; <{KG}premise> ?from . "
            f"?from <{_RDF}subject> ?ps ; <{_RDF}predicate> ?pp ; <{_RDF}object> ?po }}"
        )
        for row in select(store, text, dataset=with_records).rows:
            fact, premise = _fact(row[:3]), _fact(row[3:])
            if fact in wanted and fact is not None and premise is not None:
                found[fact].add(premise)
    return {fact: frozenset(premises) for fact, premises in found.items()}


def _fact(terms: tuple[Term | None, ...]) -> Fact | None:
    s, p, o = terms
    return None if s is None or p is None or o is None else Fact(s, p, o)
