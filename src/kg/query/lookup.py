"""Values of many things with few queries: one SELECT per batch, whatever the number of properties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.errors import Text
from kg.namespaces import shorten
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term, serialise

# A batch of this many stays under the limits on the length of a query that endpoints have.
BATCH: Final = 300

Values = Mapping[str, Mapping[str, Sequence[Term]]]


def look_up(
    store: Store, subjects: Iterable[str], properties: Sequence[str], with_graphs: Sequence[str] = ()
) -> Values:
    """Subject -> property -> values, sorted; a subject without values is an empty mapping."""
    found: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    wanted = ", ".join(_written(prop) for prop in properties)
    for batch in batches(sorted(set(subjects))):
        listed = " ".join(_written(subject) for subject in batch)
        # FILTER, not a second VALUES, with which pyoxigraph is slow.
        text = f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?o FILTER (?p IN ({wanted})) }}"
        for subject, prop, value in select(store, text, with_graphs=with_graphs).rows:
            if isinstance(subject, Iri) and isinstance(prop, Iri) and value is not None:
                found[subject.value][prop.value].append(value)
    for values in found.values():
        for terms in values.values():
            terms.sort(key=_order)
    return found


def batches(items: Sequence[str], size: int = BATCH) -> Iterator[Sequence[str]]:
    """The items in order, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def text_of(values: Sequence[Term]) -> Text | None:
    """Both languages of tagged strings; one stands in for a missing other, None if there is neither."""
    words: dict[str, str] = {}
    for term in values:
        if isinstance(term, Literal):
            words.setdefault((term.language or "").lower(), term.value)
    zh, en = words.get("zh"), words.get("en")
    other = next(iter(words.values()), None)
    first = zh or en or other
    return None if first is None else Text(zh or first, en or first)


def label_of(iri: str, values: Sequence[Term]) -> Text:
    """The label in both languages; the CURIE if there is none."""
    short = shorten(iri)
    return text_of(values) or Text(short, short)


def iris(values: Iterable[Term]) -> list[str]:
    """The IRIs among the values."""
    return [term.value for term in values if isinstance(term, Iri)]


def literal_of(values: Iterable[Term]) -> str:
    """The first literal as it is written, whatever its language; nothing without one."""
    return next((term.value for term in values if isinstance(term, Literal)), "")


def _written(iri: str) -> str:
    return serialise(Iri(iri))


def _order(term: Term) -> tuple[str, str]:
    return (term.value, term.language or "") if isinstance(term, Literal) else (serialise(term), "")
