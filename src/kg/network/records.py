"""What a network holds: nodes, edges, and the claims behind each edge, in both languages."""

from dataclasses import dataclass
from typing import Final

from kg.errors import Text
from kg.namespaces import KG

# From the strongest to the weakest; an edge counts as the strongest of its claims.
STATED, IMPLIED, EDITORIAL, OF_RECORD = (
    f"{KG}{name}" for name in ("Stated", "Implied", "Editorial", "OfRecord")
)
BASES: Final = (STATED, IMPLIED, EDITORIAL, OF_RECORD)
ASSERTED: Final = f"{KG}Asserted"
NEGATED: Final = f"{KG}Negated"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. class_iri: the class its prefix stands for, else its first one, of the project's own if any.

    kinds: what kg:kind says it is, such as a state body.
    """

    iri: str
    label: Text
    class_iri: str | None
    definition: Text | None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place of the report, or an outside record, and its citation in words."""

    iri: str
    citation: Text


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim behind an edge. sentence: the statement in words; rationale: why, for editorial ones.

    evidence: places of the report; records of its source for a claim of record, which has no modality.
    """

    iri: str
    sentence: Text
    basis: str | None
    modality: str | None
    evidence: tuple[Evidence, ...]
    rationale: Text | None

    @property
    def is_asserted(self) -> bool:
        """Whether it is put forward as a fact."""
        return self.modality == ASSERTED or self.basis == OF_RECORD


@dataclass(frozen=True, slots=True)
class Edge:
    """One triple between two nodes; claims in order of strength, none for an inferred or structural edge."""

    source: str
    predicate: str
    target: str
    label: Text
    sentence: Text
    claims: tuple[Claim, ...]

    @property
    def basis(self) -> str | None:
        """The strongest basis of its claims, None without claims."""
        found = {claim.basis for claim in self._best()}
        return next((basis for basis in BASES if basis in found), None)

    @property
    def asserted(self) -> bool:
        """Whether a claim puts it forward as a fact; an edge without claims is not in doubt."""
        return not self.claims or any(claim.is_asserted for claim in self.claims)

    def _best(self) -> tuple[Claim, ...]:
        """The asserted claims if there are any: the basis of a mere possibility does not count for a fact."""
        return tuple(claim for claim in self.claims if claim.is_asserted) or self.claims


def strength(claim: Claim) -> tuple[int, int, str]:
    """Sort key of claims: asserted before others, then by basis, then by IRI."""
    basis = BASES.index(claim.basis) if claim.basis in BASES else len(BASES)
    return int(not claim.is_asserted), basis, claim.iri
