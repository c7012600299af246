"""What stands behind a triple: its claims, else its subject's own evidence, else its premises."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.namespaces import ID, KG, PREFIXES, SCHEME, SHAPE
from kg.query.claims import SOURCE
from kg.query.labels import values_blocks
from kg.query.tracing.asking import can_be_written, data_blocks
from kg.query.tracing.premises import premises_of
from kg.query.tracing.properties import load_properties
from kg.query.tracing.solutions import Fact
from kg.store.protocol import Dataset, Row, Store, select
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
_STRUCTURAL_PROPERTIES: Final = frozenset(f"{KG}{name}" for name in ("kind", "broader", "jurisdiction"))


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


def back(store: Store, facts: Iterable[Fact], sight: Dataset) -> dict[Fact, Backing]:
    """What stands behind each triple, all of them looked up in batches.

    A claim stands behind its triple, behind the same triple with a wider property, and behind the
    inverse ones; a claim that negates stands behind none. A triple whose subject is a claim stands on
    that claim. sight: the graphs in which claims, evidence and premises are looked for.
    """
    return _Backer(store, sight).back(set(facts))


def evidence_of(store: Store, iris: Iterable[str], sight: Dataset) -> dict[str, frozenset[str]]:
    """Claim, figure, action ... -> IRIs of the places it stands on, for those that have some.

    What is of record stands on the record of an outside source.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for values in values_blocks(iris):
        # A path, not a second VALUES, with which pyoxigraph is slow.
        text = f"SELECT ?x ?e WHERE {{ VALUES ?x {{ {values} }} ?x <{KG}evidence>|<{SOURCE}> ?e }}"
        for thing, evidence in select(store, text, dataset=sight).rows:
            if isinstance(thing, Iri) and isinstance(evidence, Iri):
                found[thing.value].add(evidence.value)
    return {thing: frozenset(places) for thing, places in found.items()}


class _Backer:
    def __init__(self, store: Store, sight: Dataset) -> None:
        self.store = store
        self.sight = sight
        self.properties = load_properties(store, sight)
        rows = self._rows(f"SELECT DISTINCT ?p WHERE {{ ?c <{_RDF}predicate> ?p }}")
        # Most triples have a property that no claim ever states: those are not looked up.
        self.stated = frozenset(row[0].value for row in rows if isinstance(row[0], Iri))

    def back(self, facts: set[Fact]) -> dict[Fact, Backing]:
        found = self._directly(facts)
        premises: dict[Fact, frozenset[Fact]] = {}
        lacking = facts - found.keys()
        while lacking:
            new = premises_of(self.store, lacking, self.sight)
            premises.update(new)
            reached = {premise for several in new.values() for premise in several}
            reached -= found.keys() | premises.keys() | lacking
            found |= self._directly(reached)
            lacking = reached - found.keys()
        for fact in facts:
            self._follow(fact, premises, found, set())
        return found

    def _follow(
        self,
        fact: Fact,
        premises: Mapping[Fact, frozenset[Fact]],
        found: dict[Fact, Backing],
        above: set[Fact],
    ) -> Backing:
        """Adds what stands behind a triple by its premises; above: the triples that led here."""
        if fact not in found:
            several = premises.get(fact, frozenset()) - above - {fact}
            behind = [self._follow(one, premises, found, {*above, fact}) for one in several]
            found[fact] = _together(behind) if behind else Backing(self._without_backing(fact))
        return found[fact]

    def _directly(self, facts: set[Fact]) -> dict[Fact, Backing]:
        """By claims, else by the subject's own evidence; what has neither is left out."""
        claims = self._claims(facts)
        found = {fact: Backing(Standing.BACKED, frozenset(ids)) for fact, ids in claims.items()}
        subjects = {fact.subject.value for fact in facts - found.keys() if isinstance(fact.subject, Iri)}
        are_claims = self._which_are_claims(subjects)
        own = evidence_of(self.store, subjects, self.sight)
        for fact in facts - found.keys():
            subject = fact.subject.value if isinstance(fact.subject, Iri) else ""
            if subject in are_claims:
                found[fact] = Backing(Standing.BACKED, frozenset((subject,)))
            elif subject in own:
                found[fact] = Backing(Standing.BACKED, evidence=own[subject])
        return found

    def _without_backing(self, fact: Fact) -> Standing:
        predicate = fact.predicate.value if isinstance(fact.predicate, Iri) else ""
        if isinstance(fact.subject, Iri) and fact.subject.value.startswith(_STRUCTURAL_SUBJECTS):
            return Standing.STRUCTURE
        if predicate in self.properties.statements:
            return Standing.UNBACKED
        has_kind = isinstance(fact.object, Iri) and fact.object.value.startswith((SCHEME, KG))
        structural = predicate in _STRUCTURAL_PROPERTIES or predicate.startswith(_VOCABULARIES)
        return Standing.STRUCTURE if has_kind or structural else Standing.UNBACKED

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
                for name in forward & self.stated:
                    wanted[fact.subject, name, fact.object].append(fact)
                for name in backward & self.stated:
                    wanted[fact.object, name, fact.subject].append(fact)
        found: dict[Fact, set[str]] = defaultdict(set)
        for block in data_blocks(("?s", "?o"), {(subject, object_) for subject, _, object_ in wanted}):
            # Kind and modality are compared here: as patterns they make pyoxigraph slow.
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
        return select(self.store, text, dataset=self.sight).rows


def _together(behind: Collection[Backing]) -> Backing:
    """What stands behind a conclusion: unbacked as soon as one premise is."""
    standings = {one.standing for one in behind}
    worst = next(one for one in (Standing.UNBACKED, Standing.BACKED, Standing.STRUCTURE) if one in standings)
    return Backing(
        worst,
        frozenset(claim for one in behind for claim in one.claims),
        frozenset(place for one in behind for place in one.evidence),
    )
