"""Edges drawn from nodes: an enforcement action gives "authority penalised respondent", and so on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from kg.build.entities import ROLE
from kg.build.statements import BASIS, CLAIM, claim_iri
from kg.build.vocabulary import Vocabulary
from kg.model import Claim, Entity, Thing, Value
from kg.namespaces import KG, PREFIXES


class Shortcut(NamedTuple):
    """Of a class: subject (property of the node, or None for the node itself), edge, object property."""

    class_name: str
    subject: str | None
    predicate: str
    object: str


SHORTCUTS: Final = (
    Shortcut("EnforcementAction", "authority", "penalised", "respondent"),
    Shortcut("EnforcementAction", None, "enforcesAgainst", "conduct"),
    Shortcut("Issuance", "instrument", "issuedBy", "leadIssuer"),
    Shortcut("Issuance", "instrument", "issuedBy", "coIssuer"),
    Shortcut("Mandate", "mandateHolder", "responsibleFor", "matter"),
    Shortcut("Post", "postIn", "headedBy", "postHolder"),
)
_NAMED_ONLY: Final = f"{PREFIXES['measure']}public-naming"
_INHERITED: Final = ("period", "periodPrinted", "citedSource", "evidenceRole", "enumeration")


def drawn(nodes: Iterable[Entity], vocabulary: Vocabulary, report: str) -> Iterator[Claim]:
    """The claims drawn from the nodes; two nodes that give the same edge at one place give one claim."""
    claims: dict[str, Claim] = {}
    for node in nodes:
        for claim in _of_node(node, vocabulary, report):
            earlier = claims.get(claim.iri)
            claims[claim.iri] = _merged(earlier, claim) if earlier else claim
    yield from claims.values()


def _of_node(node: Entity, vocabulary: Vocabulary, report: str) -> Iterator[Claim]:
    for shortcut in SHORTCUTS:
        if node.class_iri != KG + shortcut.class_name:
            continue
        predicate = shortcut.predicate
        if predicate == "penalised" and Thing(_NAMED_ONLY) in node.values.get(f"{KG}measure", ()):
            predicate = "publiclyNamed"
        subjects = _things(node, shortcut.subject) if shortcut.subject else (node.iri,)
        for subject in subjects:
            for obj in _things(node, shortcut.object):
                yield _claim(node, vocabulary, report, (subject, KG + predicate, obj))


def _things(node: Entity, prop: str) -> tuple[str, ...]:
    return tuple(v.iri for v in node.values.get(KG + prop, ()) if isinstance(v, Thing))


def _claim(node: Entity, vocabulary: Vocabulary, report: str, edge: tuple[str, str, str]) -> Claim:
    subject, predicate, obj = edge
    modality = f"{KG}Asserted"
    basis = node.values.get(BASIS, (Thing(f"{KG}Stated"),))[0]
    inherited: Mapping[str, tuple[Value, ...]] = {
        KG + name: node.values[KG + name]
        for name in _INHERITED
        if KG + name in node.values and vocabulary.is_a(CLAIM, vocabulary.properties[name].domain)
    }
    return Claim(
        iri=claim_iri(node.evidence[0], subject, predicate, obj, modality),
        subject=subject,
        predicate=predicate,
        object=obj,
        basis=basis.iri if isinstance(basis, Thing) else f"{KG}Stated",
        modality=modality,
        evidence=node.evidence,
        report=report,
        at=node.at,
        values={ROLE: (Thing(f"{KG}Body"),), **inherited, f"{KG}drawnFrom": (Thing(node.iri),)},
    )


def _merged(first: Claim, second: Claim) -> Claim:
    prop = f"{KG}drawnFrom"
    sources = dict.fromkeys((*first.values[prop], *second.values[prop]))
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(first, evidence=evidence, values={**first.values, prop: tuple(sources)})
