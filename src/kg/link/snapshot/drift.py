"""What has changed at the dataset since a thing was linked: nothing here changes a judgement."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from kg.errors import KgError
from kg.link.compare import compare
from kg.link.judgements import CLOSE
from kg.link.records import Subject
from kg.link.snapshot.facts import called, pointed, target_of, texts
from kg.link.snapshot.linked import Link
from kg.link.snapshot.records import Snapshot
from kg.link.types import fit


class Change(StrEnum):
    """What was found of a link."""

    MOVED = "redirected"
    GONE = "deleted"
    ABSENT = "not in the snapshot"
    LABEL = "label changed"
    NAMES = "no name in common"
    TYPES = "types changed"
    CLASH = "types do not suit"


class Finding(NamedTuple):
    """One change of one record. before, now: in words; before is empty where only the new state is known."""

    change: Change
    link: Link
    before: str
    now: str


def drift(
    links: Iterable[Link],
    new: Snapshot,
    old: Snapshot | None = None,
    subjects: Mapping[str, Subject] | None = None,
) -> Iterator[Finding]:
    """What has changed of each link, in the order of links.

    With an older snapshot labels and types are compared with those of then; a record that is not in it, and all
    of them without one, with the thing that it was linked to (subjects, by IRI): whether any name is still shared
    and the types suit its class.
    Raises KgError for snapshots of two datasets, or in the wrong order.
    """
    if old is not None:
        _must_follow(new, old)
    for link in links:
        record = new.records.get(link.record)
        if record is None:
            yield Finding(Change.ABSENT, link, "", "")
            continue
        if record.gone:
            yield Finding(Change.GONE, link, _label(old, link.record), "")
            continue
        if record.moved:
            yield Finding(Change.MOVED, link, link.record, record.moved)
        before = old.records.get(link.record) if old else None
        if old is not None and before is not None and not before.gone:
            yield from _changed(link, old, new)
        elif subjects is not None and link.predicate != CLOSE and link.subject in subjects:
            yield from _unlike(link, subjects[link.subject], new)


def _must_follow(new: Snapshot, old: Snapshot) -> None:
    if new.dataset is not old.dataset:
        raise KgError(
            f"两个快照不是同一数据集的：{old.dataset.name}、{new.dataset.name}",
            f"the snapshots are of two datasets: {old.dataset.name} and {new.dataset.name}",
        )
    if new.days and old.days and new.days[-1] < old.days[0]:
        raise KgError(
            f"新快照（{new.days[-1]}）比旧快照（{old.days[0]}）还早；请调换",
            f"the new snapshot ({new.days[-1]}) is older than the old one ({old.days[0]}); swap them",
        )


def _changed(link: Link, old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    iri = link.record
    for lang in ("zh", "en"):
        before, now = (" / ".join(texts(one, iri, "label", lang)) for one in (old, new))
        if before != now:
            yield Finding(Change.LABEL, link, before, now)
    types = [set(pointed(one, iri, "type")) for one in (old, new)]
    if types[0] != types[1]:
        before, now = (
            ", ".join(sorted(called(one, kind, "en") for kind in kinds))
            for one, kinds in zip((old, new), types, strict=True)
        )
        yield Finding(Change.TYPES, link, before, now)


def _unlike(link: Link, subject: Subject, new: Snapshot) -> Iterator[Finding]:
    target = target_of(new, link.record)
    if target.names and not any(pair is not None and pair.same for pair in compare(subject, target)):
        ours = " / ".join(name.text for name in subject.names[:2])
        yield Finding(Change.NAMES, link, ours, _label(new, link.record))
    if fit(subject.class_, target).clash:
        yield Finding(Change.CLASH, link, subject.class_, ", ".join(target.types))


def _label(found: Snapshot | None, iri: str) -> str:
    said = (texts(found, iri, "label", lang) for lang in ("zh", "en")) if found else ()
    return " / ".join(text for labels in said for text in labels)
