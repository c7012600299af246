"""Asking the store for the queries of one trace: same declarations, same dataset, batches of terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.errors import KgError
from kg.query.answer import Asked
from kg.sparql.structure import is_variable
from kg.store.protocol import Row, Solutions, Store
from kg.store.terms import BlankNode, Term, serialise

_BATCH: Final = 500


@dataclass(slots=True)
class Asking:
    """A store, the query that was asked of it, and the constants of that query as terms."""

    store: Store
    asked: Asked
    declarations: str
    constants: dict[str, Term] = field(default_factory=dict)

    def solutions(self, variables: Sequence[str], where: str) -> list[Row]:
        """Distinct values of the variables, in their order. where: with its braces."""
        names = list(dict.fromkeys(variables))
        # A pattern of constants has no variable; its one solution is still one.
        head = " ".join(names) if names else "(true AS ?holds)"
        found = self._select(f"{self.declarations}SELECT DISTINCT {head} WHERE {where}")
        places = {f"?{name}": place for place, name in enumerate(found.variables)}
        order = [places.get(name) for name in variables]
        return [tuple(None if n is None else row[n] for n in order) for row in found.rows]

    def resolve(self, nodes: Iterable[str]) -> None:
        """Learns the terms of constants, which the engine reads: prefixes, escapes and numbers are its own."""
        wanted = sorted({n for n in nodes if not is_variable(n)} - self.constants.keys())
        if wanted:
            names = [f"?c{n}" for n in range(len(wanted))]
            where = f"{{ VALUES ({' '.join(names)}) {{ ({' '.join(wanted)}) }} }}"
            terms = self.solutions(names, where)[0]
            self.constants.update((n, t) for n, t in zip(wanted, terms, strict=True) if t is not None)

    def _select(self, text: str) -> Solutions:
        asked = self.asked
        result = self.store.query(text, with_graphs=asked.with_graphs, dataset=asked.dataset)
        if isinstance(result, Solutions):
            return result
        raise KgError("这里需要 SELECT 查询", "a SELECT query is needed here")


def data_blocks(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    """VALUES clauses of some rows in batches; what cannot be written (a blank node) is UNDEF: any."""
    lines = sorted({f"({' '.join(map(_written, row))})" for row in rows})
    for start in range(0, len(lines), _BATCH):
        yield f"VALUES ({' '.join(names)}) {{ {' '.join(lines[start : start + _BATCH])} }}"


def can_be_written(term: Term | None) -> bool:
    """Whether a query can name the term."""
    return term is not None and _written(term) != "UNDEF"


def _written(term: Term | None) -> str:
    if term is None or isinstance(term, BlankNode):
        return "UNDEF"
    try:
        return serialise(term)
    except ValueError:
        return "UNDEF"
