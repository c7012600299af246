"""Names for the IRIs of an answer, in the reader's language; one query per few hundred IRIs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.errors import Lang
from kg.namespaces import PREFIXES, shorten
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Triple, serialise

_BATCH: Final = 500
_RDFS_LABEL: Final = f"{PREFIXES['rdfs']}label"
_PREF_LABEL: Final = f"{PREFIXES['skos']}prefLabel"


def labels(store: Store, iris: Iterable[str], lang: Lang, with_graphs: Sequence[str] = ()) -> dict[str, str]:
    """IRI -> label, for those that have one: in the wanted language, else in the other, else untagged."""
    best: dict[str, tuple[tuple[int, int, str], str]] = {}
    for values in values_blocks(iris):
        # FILTER, not a second VALUES, with which pyoxigraph is slow.
        text = (
            f"SELECT ?x ?p ?label WHERE {{ VALUES ?x {{ {values} }} ?x ?p ?label "
            f"FILTER (?p IN (<{_RDFS_LABEL}>, <{_PREF_LABEL}>)) }}"
        )
        for row in select(store, text, with_graphs=with_graphs).rows:
            thing, via, label = row
            if isinstance(thing, Iri) and isinstance(via, Iri) and isinstance(label, Literal):
                rank = (_language_rank(label, lang), int(via.value != _RDFS_LABEL), label.value)
                if thing.value not in best or rank < best[thing.value][0]:
                    best[thing.value] = (rank, label.value)
    return {iri: label for iri, (_, label) in best.items()}


def labels_of_triples(
    store: Store, triples: Iterable[Triple], lang: Lang, with_graphs: Sequence[str] = ()
) -> dict[str, str]:
    """IRI -> label for the subjects, predicates and objects of triples."""
    terms = (term for t in triples for term in (t.subject, t.predicate, t.object))
    return labels(store, {term.value for term in terms if isinstance(term, Iri)}, lang, with_graphs)


def name_of(iri: str, known: Mapping[str, str]) -> str:
    """The label of an IRI, its CURIE if it has none."""
    return known.get(iri) or shorten(iri)


def values_blocks(iris: Iterable[str]) -> Iterator[str]:
    """The IRIs, each once and sorted, written for VALUES in batches; what is no IRI is left out."""
    written: list[str] = []
    for iri in sorted(set(iris)):
        try:
            written.append(serialise(Iri(iri)))
        except ValueError:
            continue  # an engine may hand out what cannot be asked back
    for start in range(0, len(written), _BATCH):
        yield " ".join(written[start : start + _BATCH])


def _language_rank(label: Literal, lang: Lang) -> int:
    if label.language is None:
        return 2
    return 0 if label.language.lower().partition("-")[0] == lang else 1
