"""Frozen records of a snapshot: what a dataset said of each linked record, and on which day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.link.snapshot.datasets import DataSet
from kg.store.terms import Iri, Literal, Term, Triple


@dataclass(frozen=True, slots=True)
class Kept:
    """One record. triples: what is said of it, in the dataset's own words; of the one that it was merged into, too.

    moved: IRI of that one, empty for none. gone: the dataset was asked and has nothing of that name any more.
    """

    iri: str
    triples: tuple[Triple, ...] = ()
    moved: str = ""
    gone: bool = False

    @property
    def now(self) -> str:
        """The IRI under which its facts stand."""
        return self.moved or self.iri


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was retrieved. source: from where; days: YYYY-MM-DD of the answers, the oldest first.

    records: IRI -> record; a linked record that is in none of them was not asked for, or a file lacks it.
    names: the names of what the records point to (classes, places).
    """

    dataset: DataSet
    source: str
    days: tuple[str, ...]
    records: Mapping[str, Kept]
    names: tuple[Triple, ...] = field(default=())

    def values(self, iri: str, role: str) -> list[Term]:
        """The values of a role of a record, in the order of the file; none for a record that is not there."""
        record = self.records.get(iri)
        wanted = self.dataset.roles.get(role, ())
        if record is None:
            return []
        here = Iri(record.now)
        return [one.object for one in record.triples if one.subject == here and one.predicate.value in wanted]

    def called(self, iri: str, lang: str) -> str:
        """What a thing that a record points to is called; empty where the snapshot has no name for it."""
        return next((text for text, tag in self._labels(iri) if tag == lang), "")

    def _labels(self, iri: str) -> Iterator[tuple[str, str]]:
        labels = self.dataset.roles["label"]
        record = self.records.get(iri)
        for one in (*self.names, *(record.triples if record else ())):
            if one.subject == Iri(iri) and one.predicate.value in labels and isinstance(one.object, Literal):
                yield one.object.value, one.object.language or ""
