"""Inferred triples and their derivations as RDF: two files, so that who asks for the first sees only edges.

data/inferred.ttl holds the triples. data/derivations.ttl holds a kg:Inference for each of them, with its
rule and its premises: the claims behind a plain edge, the inferences behind an inferred one, and a
kg:StructuralFact for a triple that has no claim. Types have no record: the classes above a class stand
in the ontology, and one rule alone gives them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from kg.build.inference import Derivation, Edge, infer
from kg.build.rules import Rule, load_rules
from kg.build.vocabulary import KG
from kg.namespaces import NAMED_FILES, PREFIXES, VOCABULARY_FILES
from kg.rdfio.load import load_file
from kg.rdfio.write import Triple, turtle

INFERRED: Final = NAMED_FILES["inferred"][0]
DERIVATIONS: Final = NAMED_FILES["derivations"][0]
_TYPE: Final = str(RDF.type)
# Looked up once: a Namespace makes a new term each time it is asked.
_INFERENCE, _RULE, _PREMISE = KG.Inference, KG.rule, KG.premise
_REIFIED: Final = (RDF.subject, RDF.predicate, RDF.object)
_HEADER: Final = """Built by `kg build` from data/triples.ttl and queries/rules; do not edit. CC BY 4.0.
由 data/triples.ttl 和 queries/rules 推出，请勿手改。"""
# The claims whose edge stands in the default graph.
_CLAIMS: Final = f"""PREFIX kg: <{KG}> PREFIX rdf: <{RDF}>
SELECT ?claim ?s ?p ?o WHERE {{
  VALUES ?basis {{ kg:Stated kg:Implied }}
  ?claim a kg:Claim ; kg:basis ?basis ; kg:modality kg:Asserted ;
    rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
}}"""


def inferred_files(root: Path, triples: str) -> dict[str, str]:
    """The Turtle of data/inferred.ttl and data/derivations.ttl, by path.

    root: folder with ontology/ and queries/rules. triples: the Turtle of data/triples.ttl.
    Raises ParseError for a broken rule or file.
    """
    rules = load_rules(root / "queries" / "rules")
    store = ox.Store()
    for name in VOCABULARY_FILES:
        load_file(store, root / name)
    store.load(triples.encode(), format=ox.RdfFormat.TURTLE)
    found = infer(store, rules)
    return {
        INFERRED: turtle(map(_triple, found), _HEADER),
        DERIVATIONS: turtle(_records(found, rules, store), _HEADER),
    }


def _records(found: Mapping[Edge, Derivation], rules: Iterable[Rule], store: ox.Store) -> Iterator[Triple]:
    for rule in rules:
        node = URIRef(rule.iri)
        yield node, RDF.type, KG.InferenceRule
        for prop, text in ((RDFS.label, rule.title), (SKOS.definition, rule.summary)):
            yield node, prop, Literal(text.zh, lang="zh")
            yield node, prop, Literal(text.en, lang="en")
    claims = _claims(store)
    facts: set[Edge] = set()
    for edge, derivation in found.items():
        if edge[1] == _TYPE:
            continue
        node = _node("inference", edge)
        yield node, RDF.type, _INFERENCE
        yield from _reified(node, edge)
        yield node, _RULE, URIRef(derivation.rule.iri)
        for premise in derivation.premises:
            if premise in claims:
                for claim in claims[premise]:
                    yield node, _PREMISE, URIRef(claim)
            elif premise in found:
                yield node, _PREMISE, _node("inference", premise)
            else:
                yield node, _PREMISE, _node("fact", premise)
                facts.add(premise)
    for fact in facts:
        yield from _fact(fact, store)


def _fact(edge: Edge, store: ox.Store) -> Iterator[Triple]:
    """The record of a structural fact, with the evidence of its subject where that carries some."""
    node = _node("fact", edge)
    yield node, RDF.type, KG.StructuralFact
    yield from _reified(node, edge)
    evidence = ox.NamedNode(str(KG.evidence))
    for quad in store.quads_for_pattern(ox.NamedNode(edge[0]), evidence, None):
        if isinstance(quad.object, ox.NamedNode):
            yield node, KG.evidence, URIRef(quad.object.value)


def _claims(store: ox.Store) -> dict[Edge, list[str]]:
    claims: dict[Edge, list[str]] = defaultdict(list)
    answer = store.query(_CLAIMS)
    if isinstance(answer, ox.QuerySolutions):
        for row in answer:
            claim, s, p, o = (cell.value for cell in row if isinstance(cell, ox.NamedNode))
            claims[s, p, o].append(claim)
    return claims


def _triple(edge: Edge) -> Triple:
    subject, predicate, obj = edge
    return URIRef(subject), URIRef(predicate), URIRef(obj)


def _reified(node: URIRef, edge: Edge) -> Iterator[Triple]:
    yield from zip((node, node, node), _REIFIED, map(URIRef, edge), strict=True)


def _node(prefix: str, edge: Edge) -> URIRef:
    """Named by what it says, so that the name stays while the derivation changes."""
    digest = hashlib.sha256("\n".join(edge).encode()).hexdigest()[:12]
    return URIRef(f"{PREFIXES[prefix]}{digest}")
