"""Where inference joins: from an inferred triple to the triples it was drawn from."""

from collections.abc import Iterable, Mapping, Sequence

from kg.query.tracing.solutions import Fact
from kg.store.protocol import Store


def premises_of(
    store: Store, facts: Iterable[Fact], with_graphs: Sequence[str] = ()
) -> Mapping[Fact, frozenset[Fact]]:
    """Inferred triple -> its premises, each a triple; what is not inferred is left out.

    Whoever fills graph `inferred` with records of rule and premises looks them up here, in batches; the
    premises are then backed like any triple, and a chain of inferences is followed to its end. No graph
    holds such records yet, so nothing is found.
    """
    return {}
