"""kg diff: what one graph says that another does not, in the words of the graph."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kg.errors import Text
from kg.namespaces import ID, KG, shorten
from kg.query.places import Place, addresses_of, place_order
from kg.query.sentences import sentence
from kg.query.snapshot import FIGURE_PROPERTIES, Grounds, Snapshot, Statement, snapshot
from kg.store.protocol import Store
from kg.store.terms import Iri, Term, same_value

# The label of these is made from their values: another label is no new name.
_LABELLED_BY_VALUES: Final = frozenset(("figure", "comparison", "mandate", "status", "naming", "gap"))
_ASSERTED: Final = f"{KG}Asserted"
_NONE: Final = Grounds((), ())


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement that is new, gone, or stands on something else. before, after: addresses and bases."""

    change: Literal["added", "removed", "re-evidenced"]
    statement: Statement
    sentence: Text
    before: Grounds
    after: Grounds


@dataclass(frozen=True, slots=True)
class ThingChange:
    """A thing that is new, gone, merged into another (into), or has another label."""

    change: Literal["added", "removed", "merged", "renamed"]
    iri: str
    before: Text | None
    after: Text | None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that says something else: property -> (before, after), None where it has no such value."""

    iri: str
    label: Text
    values: Mapping[str, tuple[Text | None, Text | None]]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one store to another, each kind in the order of the report.

    Compared are statements, things with their labels, and the values of figures; nothing else.
    """

    things: tuple[ThingChange, ...]
    figures: tuple[FigureChange, ...]
    statements: tuple[StatementChange, ...]
    names: Mapping[str, Text]

    @property
    def is_empty(self) -> bool:
        return not (self.things or self.figures or self.statements)


def diff(old: Store, new: Store) -> Difference:
    """What changed from the old store to the new one. Raises as the stores do.

    A thing that the new store has retired in favour of another counts as merged; what the old store
    says of it is compared with what the new one says of the other.
    """
    after = snapshot(new)
    before = snapshot(old, after.retired)
    names = {**before.names, **after.names}
    shown = _addresses(old, new, before, after)
    return Difference(
        things=tuple(sorted(_things(before, after), key=lambda one: _place(one.iri, before, after))),
        figures=tuple(sorted(_figures(before, after, names), key=lambda one: _place(one.iri, before, after))),
        statements=tuple(_statements(before, after, names, shown)),
        names=names,
    )


def _things(before: Snapshot, after: Snapshot) -> Iterator[ThingChange]:
    for iri, label in after.things.items():
        if iri not in before.things:
            yield ThingChange("added", iri, None, label)
        elif before.things[iri] != label and _prefix(iri) not in _LABELLED_BY_VALUES:
            yield ThingChange("renamed", iri, before.things[iri], label)
    for iri, label in before.things.items():
        into = after.retired.get(iri)
        if into is not None and iri not in before.retired:
            yield ThingChange("merged", iri, label, after.things.get(into), into)
        elif iri not in after.things:
            yield ThingChange("removed", iri, label, None)


def _figures(before: Snapshot, after: Snapshot, names: Mapping[str, Text]) -> Iterator[FigureChange]:
    for iri in before.figures.keys() & after.figures.keys():
        old, new = before.figures[iri], after.figures[iri]
        changed = {
            prop: (_shown(old.get(prop), names), _shown(new.get(prop), names))
            for prop in FIGURE_PROPERTIES
            if not _same(old.get(prop), new.get(prop))
        }
        if changed:
            yield FigureChange(iri, names.get(iri, Text(shorten(iri), shorten(iri))), changed)


def _statements(
    before: Snapshot, after: Snapshot, names: Mapping[str, Text], shown: Mapping[str, str]
) -> list[StatementChange]:
    templates = {**before.templates, **after.templates}
    found: list[tuple[Place, StatementChange]] = []
    for statement in before.statements.keys() | after.statements.keys():
        old = before.statements.get(statement, _NONE)
        new = after.statements.get(statement, _NONE)
        if old == new:
            continue
        change: Literal["added", "removed", "re-evidenced"] = "re-evidenced"
        if statement not in before.statements:
            change = "added"
        elif statement not in after.statements:
            change = "removed"
        where = (new.evidence or old.evidence or ("",))[0]
        found.append(
            (
                place_order(where),
                StatementChange(
                    change,
                    statement,
                    _sentence(statement, templates, names),
                    _cited(old, shown),
                    _cited(new, shown),
                ),
            )
        )
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].statement))]


def _sentence(statement: Statement, templates: Mapping[str, Text], names: Mapping[str, Text]) -> Text:
    s, p, o, modality = statement
    subject, label, obj, kind = (names.get(i, Text(shorten(i), shorten(i))) for i in (s, p, o, modality))
    said = sentence(templates.get(p), label, subject, obj)
    return said if modality == _ASSERTED else Text(f"{said.zh}（{kind.zh}）", f"{said.en} ({kind.en})")


def _place(iri: str, before: Snapshot, after: Snapshot) -> tuple[int, Place, str]:
    """Things stand in the order in which the report first speaks of them; unspoken ones come last."""
    first = after.first.get(iri) or before.first.get(iri)
    return (0, first, iri) if first else (1, ("", 0, (), ""), iri)


def _addresses(old: Store, new: Store, *snapshots: Snapshot) -> dict[str, str]:
    places = {p for one in snapshots for grounds in one.statements.values() for p in grounds.evidence}
    found = [addresses_of(store, places) for store in (old, new)]
    return {place: max((shown[place] for shown in found), key=len) for place in places}


def _cited(grounds: Grounds, shown: Mapping[str, str]) -> Grounds:
    bases = tuple(basis.removeprefix(KG) for basis in grounds.bases)
    return Grounds(tuple(shown[place] for place in grounds.evidence), bases)


def _same(old: Term | None, new: Term | None) -> bool:
    if old is None or new is None:
        return old is new
    return same_value(old, new)  # engines write one number in several ways


def _shown(value: Term | None, names: Mapping[str, Text]) -> Text | None:
    if value is None:
        return None
    written = getattr(value, "value", "")
    if isinstance(value, Iri):
        return names.get(written, Text(shorten(written), shorten(written)))
    return Text(written, written)


def _prefix(iri: str) -> str:
    return iri.removeprefix(ID).partition("/")[0]


def count(difference: Difference) -> dict[str, int]:
    """How many changes of each kind there are, e.g. 'statements added'; kinds without any are left out."""
    kinds: Iterable[str] = (
        *(f"things {one.change}" for one in difference.things),
        *("figures changed" for _ in difference.figures),
        *(f"statements {one.change}" for one in difference.statements),
    )
    found: dict[str, int] = {}
    for kind in kinds:
        found[kind] = found.get(kind, 0) + 1
    return found
