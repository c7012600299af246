"""What stands behind a triple: its claims, else its subject's own evidence, else its premises."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.namespaces import ID, KG, PREFIXES, SCHEME, SHAPE
from kg.query.labels import values_blocks
from kg.query.tracing.asking import can_be_written, data_blocks
from kg.query.tracing.premises import premises_of
from kg.query.tracing.properties import Properties, load_properties
from kg.query.tracing.solutions import Fact
from kg.store.protocol import Row, Store, select
from kg.store.terms import Iri, Term

_RDF: Final = PREFIXES["rdf"]
_CLAIMS: Final = (Iri(f"{KG}Claim"), Iri(f"{KG}OutsideClaim"))
_NEGATED: Final = Iri(f"{KG}Negated")
# Type, label, kind, document parts, SKOS, ontology: what says nothing that a report could say.
_VOCABULARIES: Final = tuple(
    PREFIXES[name] for name in ("rdf", "rdfs", "owl", "skos", "dcterms", "sh", "vann", "vs", "void", "dcat")
)
_PARTS: Final = ("report", "preface", "part", "section", "paragraph", "sentence", "footnote", "caption")
_STRUCTURAL_SUBJECTS: Final = (KG, SCHEME, SHAPE, *(f"{ID}{name}/" for name in _PARTS))
_STRUCTURAL_PROPERTIES: Final = frozenset(f"{KG}{name}" for name in ("kind", "broader", "labelAuthority"))


class Standing(StrEnum):
    """Whether a triple has something behind it, needs nothing, or lacks it."""

    BACKED = "backed"
    STRUCTURE = "structure"
    UNBACKED = "unbacked"


@dataclass(frozen=True, slots=True)
class Backing:
    """claims: IRIs. evidence: IRIs of places in a report that stand for it without a claim."""

    standing: Standing
    claims: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


def back(store: Store, facts: Iterable[Fact], with_graphs: Sequence[str] = ()) -> dict[Fact, Backing]:
    """What stands behind each triple, all of them looked up in batches.

    A claim stands behind its triple, behind the same triple with a wider property, and behind the
    inverse ones; a claim that negates stands behind none. A triple whose subject is a claim stands on
    that claim. with_graphs: named graphs in which claims and evidence are looked for too.
    """
    return _Backer(store, with_graphs).back(set(facts), frozenset())


def evidence_of(
    store: Store, iris: Iterable[str], with_graphs: Sequence[str] = ()
) -> dict[str, frozenset[str]]:
    """Claim, figure, action ... -> IRIs of the places it stands on, for those that have some."""
    found: dict[str, set[str]] = defaultdict(set)
    for values in values_blocks(iris):
        text = f"SELECT ?x ?e WHERE {{ VALUES ?x {{ {values} }} ?x <{KG}evidence> ?e }}"
        for thing, evidence in select(store, text, with_graphs=with_graphs).rows:
            if isinstance(thing, Iri) and isinstance(evidence, Iri):
                found[thing.value].add(evidence.value)
    return {thing: frozenset(places) for thing, places in found.items()}


class _Backer:
    def __init__(self, store: Store, with_graphs: Sequence[str]) -> None:
        self.store = store
        self.with_graphs = with_graphs
        self.properties = load_properties(store, with_graphs)

    def back(self, facts: set[Fact], above: frozenset[Fact]) -> dict[Fact, Backing]:
        """above: the triples whose premises these are, so that no circle of premises is followed."""
        claims = self._claims(facts)
        found = {fact: Backing(Standing.BACKED, frozenset(ids)) for fact, ids in claims.items()}
        subjects = {fact.subject.value for fact in facts - found.keys() if isinstance(fact.subject, Iri)}
        are_claims = self._which_are_claims(subjects)
        own = evidence_of(self.store, subjects, self.with_graphs)
        for fact in facts - found.keys():
            subject = fact.subject.value if isinstance(fact.subject, Iri) else ""
            if subject in are_claims:
                found[fact] = Backing(Standing.BACKED, frozenset((subject,)))
            elif subject in own:
                found[fact] = Backing(Standing.BACKED, evidence=own[subject])
        rest = facts - found.keys()
        found |= self._by_premises(rest, above | facts)
        for fact in rest - found.keys():
            is_structure = _is_structure(fact, self.properties)
            found[fact] = Backing(Standing.STRUCTURE if is_structure else Standing.UNBACKED)
        return found

    def _claims(self, facts: Iterable[Fact]) -> dict[Fact, set[str]]:
        """The claims with the subject, the object and a property that says it, for triples that have some."""
        wanted: dict[tuple[Term, str, Term], list[Fact]] = defaultdict(list)
        for fact in facts:
            if (
                isinstance(fact.predicate, Iri)
                and can_be_written(fact.subject)
                and can_be_written(fact.object)
            ):
                forward, backward = self.properties.saying(fact.predicate.value)
                for name in forward:
                    wanted[fact.subject, name, fact.object].append(fact)
                for name in backward:
                    wanted[fact.object, name, fact.subject].append(fact)
        found: dict[Fact, set[str]] = defaultdict(set)
        for block in data_blocks(("?s", "?o"), {(subject, object_) for subject, _, object_ in wanted}):
            # Kind and modality are compared here: measured, as patterns they made it 20 times slower.
            text = (
                f"SELECT ?c ?s ?p ?o ?kind ?modality WHERE {{ {block} ?c <{_RDF}subject> ?s ; "
                f"<{_RDF}object> ?o ; <{_RDF}predicate> ?p ; a ?kind . "
                f"OPTIONAL {{ ?c <{KG}modality> ?modality }} }}"
            )
            for claim, subject, predicate, object_, kind, modality in self._rows(text):
                if kind not in _CLAIMS or modality == _NEGATED or subject is None or object_ is None:
                    continue
                if isinstance(claim, Iri) and isinstance(predicate, Iri):
                    for fact in wanted.get((subject, predicate.value, object_), ()):
                        found[fact].add(claim.value)
        return found

    def _which_are_claims(self, iris: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for values in values_blocks(iris):
            for thing, kind in self._rows(f"SELECT ?x ?kind WHERE {{ VALUES ?x {{ {values} }} ?x a ?kind }}"):
                if isinstance(thing, Iri) and kind in _CLAIMS:
                    found.add(thing.value)
        return found

    def _rows(self, text: str) -> list[Row]:
        return select(self.store, text, with_graphs=self.with_graphs).rows

    def _by_premises(self, facts: set[Fact], above: frozenset[Fact]) -> dict[Fact, Backing]:
        """Inferred triples: what stands behind their premises, unbacked as soon as one premise is."""
        premises = premises_of(self.store, facts, self.with_graphs)
        wanted = {premise for several in premises.values() for premise in several} - above
        behind: Mapping[Fact, Backing] = self.back(wanted, above | wanted) if wanted else {}
        found: dict[Fact, Backing] = {}
        for fact, several in premises.items():
            known = [behind[premise] for premise in several if premise in behind]
            found[fact] = Backing(
                _worst(one.standing for one in known),
                frozenset(claim for one in known for claim in one.claims),
                frozenset(place for one in known for place in one.evidence),
            )
        return found


def _worst(standings: Iterable[Standing]) -> Standing:
    several = set(standings)
    for standing in (Standing.UNBACKED, Standing.BACKED):
        if standing in several:
            return standing
    return Standing.STRUCTURE


def _is_structure(fact: Fact, properties: Properties) -> bool:
    predicate = fact.predicate.value if isinstance(fact.predicate, Iri) else ""
    if isinstance(fact.subject, Iri) and fact.subject.value.startswith(_STRUCTURAL_SUBJECTS):
        return True
    if predicate in properties.statements:
        return False
    has_kind = isinstance(fact.object, Iri) and fact.object.value.startswith(SCHEME)
    return has_kind or predicate in _STRUCTURAL_PROPERTIES or predicate.startswith(_VOCABULARIES)
