"""Why an inferred triple holds: its rule, and its premises down to claims and structure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Lang
from kg.namespaces import KG, PREFIXES
from kg.query.claims import EVIDENCE, OBJECT, PREDICATE, SUBJECT, Claim, Claims, edge_of
from kg.query.lookup import iris, label_of, look_up, text_of
from kg.query.places import in_order
from kg.query.wording import Edge, Name, Wording
from kg.store.protocol import Dataset, Store, select
from kg.store.terms import Iri, Term, serialise

RECORDS: Final = ("derivations",)
_RULE, _PREMISE = f"{KG}rule", f"{KG}premise"
_DEFINITION: Final = f"{PREFIXES['skos']}definition"
_LABEL: Final = f"{PREFIXES['rdfs']}label"
_TYPE: Final = f"{PREFIXES['rdf']}type"
_RECORD: Final = (PREFIXES["inference"], PREFIXES["fact"])


@dataclass(frozen=True, slots=True)
class Proof:
    """One step: a claim; an inference with its rule and premises; or structure, which has neither.

    iri: of the claim or record. evidence: IRIs of the places that the step itself stands on.
    """

    iri: str
    edge: Edge
    words: str
    claim: Claim | None = None
    rule: Name | None = None
    premises: tuple["Proof", ...] = ()
    evidence: tuple[str, ...] = ()


class Derivations:
    """The records of the inferred edges of a thing, followed down to what they rest on."""

    def __init__(self, store: Store, about: str | None, with_graphs: Sequence[str] = ()) -> None:
        """about: the thing; nothing is read for None."""
        self._records: dict[str, Mapping[str, Sequence[Term]]] = {}
        self._roots = [] if about is None else _records_of(store, about)
        self._follow(store, self._roots)
        behind = (iri for own in self._records.values() for iri in iris(own.get(_PREMISE, ())))
        self._claims = Claims(store, [iri for iri in behind if iri not in self._records], with_graphs)
        rules = {iri for own in self._records.values() for iri in iris(own.get(_RULE, ()))}
        self._rules = look_up(store, rules, (_LABEL, _DEFINITION), (*with_graphs, *RECORDS))

    def _follow(self, store: Store, found: Iterable[str]) -> None:
        """Reads the records, and those they rest on, one query for each step down."""
        wanted = set(found)
        while wanted:
            read = look_up(store, wanted, (SUBJECT, PREDICATE, OBJECT, EVIDENCE, _RULE, _PREMISE), RECORDS)
            records = {iri: own for iri, own in read.items() if iri.startswith(_RECORD)}
            self._records.update(records)
            wanted = {
                p for own in records.values() for p in iris(own.get(_PREMISE, ()))
            } - self._records.keys()
            wanted = {iri for iri in wanted if iri.startswith(_RECORD)}

    def edges(self) -> Iterator[Edge]:
        """Every edge that a proof speaks of."""
        yield from self._claims.edges()
        yield from (edge for own in self._records.values() if (edge := edge_of(own)) is not None)

    def mentioned(self) -> set[str]:
        """The other IRIs that the proofs need names for."""
        records = self._records.values()
        return {iri for own in records for iri in iris(own.get(EVIDENCE, ()))} | self._claims.mentioned()

    def read(self, wording: Wording) -> dict[Edge, Proof]:
        """Inferred edge -> its proof, for those that have a record."""
        claims = self._claims.read(wording)
        proofs: dict[str, Proof] = {}
        roots = (self._proof(iri, claims, proofs, wording) for iri in self._roots)
        return {proof.edge: proof for proof in roots}

    def definitions(self, lang: Lang) -> dict[str, str]:
        """Rule -> what it says, in order of IRIs."""
        texts = {iri: text_of(own.get(_DEFINITION, ())) for iri, own in sorted(self._rules.items())}
        return {iri: text.in_(lang) for iri, text in texts.items() if text is not None}

    def _rule(self, own: Mapping[str, Sequence[Term]], lang: Lang) -> Name | None:
        for rule in iris(own.get(_RULE, ())):
            return Name(rule, label_of(rule, self._rules.get(rule, {}).get(_LABEL, ())).in_(lang))
        return None

    def _proof(
        self, iri: str, claims: Mapping[str, Claim], proofs: dict[str, Proof], wording: Wording
    ) -> Proof:
        if iri in claims:
            claim = claims[iri]
            return Proof(iri, claim.edge, claim.words, claim=claim, evidence=claim.evidence)
        if iri not in proofs:
            own = self._records[iri]
            edge = edge_of(own) or ("", "", "")
            premises = [one for one in iris(own.get(_PREMISE, ())) if one in self._records or one in claims]
            proofs[iri] = Proof(
                iri,
                edge,
                wording.sentence(edge),
                rule=self._rule(own, wording.lang),
                premises=tuple(self._proof(one, claims, proofs, wording) for one in premises),
                evidence=in_order(iris(own.get(EVIDENCE, ()))),
            )
        return proofs[iri]


def inferred_edges(store: Store, about: str) -> list[Edge]:
    """The inferred relations of a thing, both ways, sorted; its inferred types are not among them."""
    term = serialise(Iri(about))
    text = (
        f"SELECT ?s ?p ?o WHERE {{ {{ {term} ?p ?o BIND ({term} AS ?s) }} UNION {{ ?s ?p {term} BIND ({term} AS ?o) }} "
        f"FILTER (?p != <{_TYPE}>) }}"
    )
    return sorted({(s, p, o) for s, p, o in _iri_rows(store, text, "inferred")})


def _records_of(store: Store, about: str) -> list[str]:
    term = serialise(Iri(about))
    text = (
        f"SELECT ?i WHERE {{ VALUES ?end {{ <{SUBJECT}> <{OBJECT}> }} ?i ?end {term} ; a <{KG}Inference> }}"
    )
    return [iri for (iri,) in _iri_rows(store, text, *RECORDS)]


def _iri_rows(store: Store, text: str, *graphs: str) -> list[list[str]]:
    """The rows of a SELECT over named graphs alone, those whose cells are all IRIs."""
    rows = select(store, text, dataset=Dataset(graphs, ())).rows
    read = ([cell.value for cell in row if isinstance(cell, Iri)] for row in rows)
    return [cells for cells, row in zip(read, rows, strict=True) if len(cells) == len(row)]
