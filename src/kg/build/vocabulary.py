"""What ontology/*.ttl says about classes, properties and concepts, as the build needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.errors import ParseError, Text
from kg.namespaces import KG as KG_IRI
from kg.namespaces import PREFIXES, shorten

KG = Namespace(KG_IRI)
SCHEMA = Namespace(PREFIXES["schema"])


@dataclass(frozen=True, slots=True)
class Property:
    """One property as it may be written: form says how a value looks (kg:valueForm)."""

    iri: str
    label: Text
    is_statement: bool
    is_family: bool
    inverse_of: str | None
    domain: frozenset[str]
    range: frozenset[str]
    form: str
    scheme: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Classes with all their superclasses, properties by local name, concepts by scheme and notation."""

    ancestors: Mapping[str, frozenset[str]]
    class_labels: Mapping[str, Text]
    properties: Mapping[str, Property]
    concepts: Mapping[str, Mapping[str, str]]
    concept_labels: Mapping[str, Text]

    def is_a(self, class_iri: str, wanted: frozenset[str]) -> bool:
        """Whether the class is one of the wanted ones or below one. Nothing wanted: anything fits."""
        return not wanted or bool(self.ancestors.get(class_iri, frozenset()) & wanted)


def load(ontology: Path) -> Vocabulary:
    """Read kg.ttl and schemes.ttl of a folder. Raises ParseError."""
    graph = Graph()
    for name in ("kg.ttl", "schemes.ttl"):
        try:
            graph.parse(ontology / name, format="turtle")
        except Exception as error:  # rdflib raises many kinds
            raise ParseError(
                f"{ontology / name}：无法读取：{error}", f"{ontology / name}: cannot be read: {error}"
            ) from None
    classes = set(graph.subjects(RDF.type, OWL.Class))
    return Vocabulary(
        ancestors={
            str(c): frozenset(str(a) for a in graph.transitive_objects(c, RDFS.subClassOf)) for c in classes
        },
        class_labels={str(c): _text(graph, c, RDFS.label) for c in classes if isinstance(c, URIRef)},
        properties=_properties(graph),
        concepts=_concepts(graph),
        concept_labels={
            str(c): _text(graph, c, SKOS.prefLabel)
            for c in graph.subjects(RDF.type, SKOS.Concept)
            if isinstance(c, URIRef)
        },
    )


def _properties(graph: Graph) -> dict[str, Property]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    found = {p for kind in kinds for p in graph.subjects(RDF.type, kind) if isinstance(p, URIRef)}
    inverses = {str(o): str(s) for s, o in graph.subject_objects(OWL.inverseOf)}
    result: dict[str, Property] = {}
    for p in sorted(found):
        local = p.removeprefix(KG_IRI)
        scheme = graph.value(p, KG.valueScheme)
        result[local] = Property(
            iri=str(p),
            label=_text(graph, p, RDFS.label),
            is_statement=KG.statement in graph.transitive_objects(p, RDFS.subPropertyOf),
            is_family=(p, KG.family, Literal(True)) in graph or p == KG.statement,
            inverse_of=inverses.get(str(p)),
            domain=_classes(graph, p, "domain"),
            range=_classes(graph, p, "range"),
            form=str(graph.value(p, KG.valueForm) or "thing"),
            scheme=str(scheme) if scheme else None,
        )
    return result


def _classes(graph: Graph, p: URIRef, end: str) -> frozenset[str]:
    """The classes an end may have: the listed ones where there are several, else the one."""
    listed = graph.objects(p, SCHEMA[f"{end}Includes"])
    single = graph.objects(p, RDFS[end])
    return frozenset(map(str, listed)) or frozenset(map(str, single))


def _concepts(graph: Graph) -> dict[str, dict[str, str]]:
    result: dict[str, dict[str, str]] = {}
    for concept, scheme in graph.subject_objects(SKOS.inScheme):
        notation = graph.value(concept, SKOS.notation)
        result.setdefault(str(scheme), {})[str(notation)] = str(concept)
    return result


def _text(graph: Graph, term: URIRef, label: URIRef) -> Text:
    by_language = {o.language: str(o) for o in graph.objects(term, label) if isinstance(o, Literal)}
    short = shorten(str(term))
    return Text(by_language.get("zh", short), by_language.get("en", short))
