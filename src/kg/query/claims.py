"""Claims as people read them: a sentence, basis, modality, qualifiers and the places they stand on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Lang
from kg.namespaces import KG, PREFIXES
from kg.query.lookup import Values, iris, look_up, text_of
from kg.query.places import in_order
from kg.query.wording import Edge, Name, Wording
from kg.store.protocol import Store
from kg.store.terms import Iri, Term

SUBJECT, PREDICATE, OBJECT = (f"{PREFIXES['rdf']}{name}" for name in ("subject", "predicate", "object"))
EVIDENCE: Final = f"{KG}evidence"
BASIS, MODALITY = f"{KG}basis", f"{KG}modality"
PLAIN_BASES: Final = (f"{KG}Stated", f"{KG}Implied")
# What an outside claim has in place of evidence.
SOURCE: Final = f"{PREFIXES['prov']}hadPrimarySource"
_GLOSS: Final = f"{KG}gloss"
# What a claim may say beside its edge, in the order in which it is shown.
_QUALIFIERS: Final = tuple(
    KG + name
    for name in (
        *("periodPrinted", "period", "quantifier", "condition", "collective"),
        *("actorRole", "speaker", "citedSource", "contestedBy", "rationale"),
    )
)
_PROPERTIES: Final = (SUBJECT, PREDICATE, OBJECT, EVIDENCE, BASIS, MODALITY, SOURCE, _GLOSS, *_QUALIFIERS)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. words: what it says. evidence: IRIs of places, in the order of the report.

    An outside claim has the record it was read from in place of evidence.
    """

    iri: str
    edge: Edge
    words: str
    basis: Name | None
    modality: Name | None
    qualifiers: tuple[tuple[Name, str], ...]
    evidence: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether it is put forward as a fact: its edge stands in the default graph."""
        return (
            self.modality is not None
            and self.modality.iri == f"{KG}Asserted"
            and self.basis is not None
            and self.basis.iri in PLAIN_BASES
        )

    def qualified(self, lang: Lang) -> str:
        """The qualifiers in one line, with their names; nothing without any."""
        colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
        return stop.join(f"{name.label}{colon}{words}" for name, words in self.qualifiers)


class Claims:
    """The values of some claims; what they speak of is known before it is named."""

    def __init__(self, store: Store, claims: Iterable[str], with_graphs: Sequence[str] = ()) -> None:
        self._values: Values = look_up(store, claims, _PROPERTIES, with_graphs)

    def edges(self) -> list[Edge]:
        return [edge for own in self._values.values() if (edge := edge_of(own)) is not None]

    def mentioned(self) -> set[str]:
        """The other IRIs that the claims need names for."""
        properties = (BASIS, MODALITY, EVIDENCE, SOURCE, *_QUALIFIERS)
        values = (iri for own in self._values.values() for p in properties for iri in iris(own.get(p, ())))
        return {*values, *_QUALIFIERS}

    def read(self, wording: Wording) -> dict[str, Claim]:
        """IRI -> claim, for those with subject, predicate and object."""
        found = {iri: (own, edge_of(own)) for iri, own in sorted(self._values.items())}
        return {
            iri: _claim(iri, own, edge, wording) for iri, (own, edge) in found.items() if edge is not None
        }


def edge_of(values: Mapping[str, Sequence[Term]]) -> Edge | None:
    """The edge that a reified statement is about; None unless it has all three parts."""
    parts = [next(iter(iris(values.get(p, ()))), None) for p in (SUBJECT, PREDICATE, OBJECT)]
    subject, predicate, obj = parts
    return None if subject is None or predicate is None or obj is None else (subject, predicate, obj)


def _claim(iri: str, own: Mapping[str, Sequence[Term]], edge: Edge, wording: Wording) -> Claim:
    gloss = text_of(own.get(_GLOSS, ()))
    modality = _first(own.get(MODALITY, ()), wording)
    negated = modality is not None and modality.iri == f"{KG}Negated"
    return Claim(
        iri=iri,
        edge=edge,
        words=gloss.in_(wording.lang) if gloss else wording.sentence(edge, negated=negated),
        basis=_first(own.get(BASIS, ()), wording),
        modality=modality,
        qualifiers=tuple(_qualifiers(own, wording)),
        evidence=in_order(iris(own.get(EVIDENCE) or own.get(SOURCE, ()))),
    )


def _qualifiers(own: Mapping[str, Sequence[Term]], wording: Wording) -> Iterable[tuple[Name, str]]:
    for prop in _QUALIFIERS:
        if prop == f"{KG}period" and own.get(f"{KG}periodPrinted") and wording.lang == "zh":
            continue  # the printed words say it
        words = [text for term in own.get(prop, ()) if (text := wording.value(term)) is not None]
        if words:
            yield wording.name(prop), ("、" if wording.lang == "zh" else ", ").join(words)


def _first(values: Sequence[Term], wording: Wording) -> Name | None:
    return next((wording.name(term.value) for term in values if isinstance(term, Iri)), None)
