"""Retrieving what a dataset says of the records that are linked to it, from whichever target holds them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from kg.errors import KgError, NotFound, SourceRefused
from kg.link.snapshot.datasets import DBPEDIA, LISTING, STATEMENT, WIKIDATA, DataSet, dataset
from kg.link.snapshot.records import Kept, Snapshot
from kg.link.snapshot.wikibase import Batch
from kg.link.targets.profiles import PROFILES, Access, asking, placed
from kg.store.terms import Iri, Triple

# Profile -> the dataset that it holds; for the others --into says which.
_HELD: Final = {
    "wikidata": WIKIDATA,
    "wikidata-sparql": WIKIDATA,
    "wikidata-file": WIKIDATA,
    "dbpedia": DBPEDIA,
}
_FETCHED: Final = (*_HELD, "sparql", "file")
_POINTING: Final = ("type", "headquarters", "country")


class NothingThere(SourceRefused):
    """A service that has none of the records: what it said is not worth keeping."""


class Holder(Protocol):
    """Whatever holds records. source: as it may be shown."""

    @property
    def source(self) -> str: ...

    def records(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Batch]: ...

    def names(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Triple]: ...


def dataset_of(target: str, into: str | None) -> DataSet:
    """The dataset that a target's records belong to.

    Raises NotFound for a target that gives no records, for one that does not say and no `into`, KgError for one of
    another dataset, and as dataset and placed do.
    """
    name, _ = placed(target)
    if name not in _FETCHED:
        listed = ", ".join(_FETCHED)
        raise NotFound(
            f"目标 {name} 不能给出记录；可用：{listed}",
            f"target {name} does not give records; there are: {listed}",
        )
    held = _HELD.get(name)
    if held is None:
        if into is None:
            raise NotFound(
                f"请用 --into 说明 {name} 里是哪个数据集：wikidata, dbpedia",
                f"say with --into which dataset {name} holds: wikidata, dbpedia",
            )
        return dataset(into)
    if into is not None and dataset(into) is not held:
        raise KgError(
            f"目标 {name} 里是 {held.name}，不是 {into}", f"target {name} holds {held.name}, not {into}"
        )
    return held


def holder(target: str, data: DataSet, access: Access) -> Holder:
    """The target opened for its records. Raises as placed and the target do."""
    name, place = placed(target)
    if name == "wikidata":
        from kg.link.service import Service
        from kg.link.snapshot.wikibase import Api

        return Api(Service(place, contact=access.contact, cache=access.cache, timeout_s=access.timeout_s))
    from kg.link.snapshot.endpoint import Asked

    if PROFILES[name].place == "URL":
        ask, source = asking(place, access, own=name == "sparql")
        return Asked(ask, source, data)
    path = Path(place)
    if name == "wikidata-file" or any(ending in (".jsonl", ".ndjson") for ending in path.suffixes):
        from kg.link.snapshot.held import HeldLines

        return HeldLines(path)
    from kg.store.embedded import EmbeddedStore

    return Asked(EmbeddedStore(path.name, [path]).query, path.name, data, whole=False)


def fetch(
    opened: Holder,
    data: DataSet,
    iris: Iterable[str],
    date: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Snapshot:
    """What the target says of the records today.

    date: YYYY-MM-DD of what it says; counts more than the day that it tells itself. tell: is told how far it is.
    Raises KgError for no date, NothingThere for a service that knows none of them, and as the target does.
    """
    wanted = sorted(set(iris))
    records: dict[str, Kept] = {}
    days: set[str] = set()
    for batch in opened.records(wanted, tell):
        days |= {batch.day} if batch.day else set()
        records |= {one.iri: one for one in batch.records}
    if wanted and all(one.gone for one in records.values()):
        raise NothingThere(
            f"{opened.source} 一条所链接的记录也没有（共问 {len(wanted)} 条）；没有写出快照",
            f"{opened.source} has none of the {len(wanted)} records that are linked to; no snapshot is written",
        )
    if date is None and not days:
        raise KgError(
            f"{opened.source} 不说是哪天的内容；请用 --date YYYY-MM-DD 写明",
            f"{opened.source} does not say of which day it is; give it with --date YYYY-MM-DD",
        )
    pointed = sorted(_pointed(records.values(), data))
    names = tuple(opened.names(pointed, tell)) if pointed else ()
    return Snapshot(data, opened.source, (date,) if date else tuple(sorted(days)), records, names)


def _pointed(records: Iterable[Kept], data: DataSet) -> set[str]:
    """What the records point to: classes, places, exchanges."""
    properties = {iri for role in _POINTING for iri in data.roles.get(role, ())} | {STATEMENT + LISTING}
    return {
        triple.object.value
        for one in records
        for triple in one.triples
        if triple.predicate.value in properties
        and isinstance(triple.object, Iri)
        and triple.object.value.startswith((data.namespace, data.classes or data.namespace))
    }
