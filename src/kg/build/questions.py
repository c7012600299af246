"""The catalogue as RDF: each question a SHACL executable, after the manner of SIB's sparql-examples.

A question is a sh:SPARQLSelectExecutable with its title (rdfs:label), summary (rdfs:comment), group
(schema:keywords), the graphs that it needs (dcterms:requires), the endpoints that it asks by SERVICE
(spex:federatesWith) and its text (sh:select); its parameters are
sh:Parameter with name, class and whether they may be left out.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, SDO, SH, Literal, URIRef
from rdflib.namespace import DCTERMS, XSD

from kg.build.triples import texts
from kg.namespaces import NAMED_FILES, PREFIXES, expand, graph_iri
from kg.query.catalogue import GROUPS, Catalogue, CatalogueQuery
from kg.query.services import SERVICES
from kg.rdfio.write import Triple
from kg.settings import BASE
from kg.sparql.prologue import declare

QUESTIONS: Final = NAMED_FILES["queries"][0]
_FEDERATES: Final = URIRef("https://purl.expasy.org/sparql-examples/ontology#federatesWith")
_DATASET: Final = URIRef(f"{BASE}dataset")


def questions(root: Path) -> Iterator[Triple]:
    """The triples of data/queries.ttl. root: folder with queries/. Raises ParseError for a broken question."""
    for question in Catalogue(root / "queries").all():
        yield from _question(question)


def _question(question: CatalogueQuery) -> Iterator[Triple]:
    node = URIRef(f"{PREFIXES['query']}{question.id}")
    yield node, RDF.type, SH.SPARQLExecutable
    yield node, RDF.type, SH.SPARQLSelectExecutable
    yield node, DCTERMS.identifier, Literal(question.id)
    yield node, SDO.target, _DATASET
    yield from texts(node, RDFS.label, question.title)
    yield from texts(node, RDFS.comment, question.summary)
    yield from texts(node, SDO.keywords, GROUPS[question.group])
    for graph in question.with_graphs:
        yield node, DCTERMS.requires, URIRef(graph_iri(graph))
    for name, _ in question.services:
        yield node, _FEDERATES, URIRef(SERVICES[name].url)
    yield node, SH.select, Literal(_text(question))
    for place, param in enumerate(question.params):
        one = URIRef(f"{node}.{param.name}")
        yield node, SH.parameter, one
        yield one, RDF.type, SH.Parameter
        yield one, SH.name, Literal(param.name)
        yield one, SH.order, Literal(place)
        yield one, SH.optional, Literal("false" if param.required else "true", datatype=XSD.boolean)
        if param.class_:
            yield one, SH["class"], URIRef(expand(param.class_))


def _text(question: CatalogueQuery) -> str:
    """The query alone: without its front matter, with every prefix declared."""
    lines = [line for line in question.text.splitlines() if not line.startswith("#+")]
    return declare("\n".join(lines).strip() + "\n").text
