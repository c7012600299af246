"""A snapshot as Turtle, and read again: same records, same bytes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import ParseError
from kg.link.snapshot.datasets import DATASETS, DOCUMENT, STATEMENT_NODE, DataSet
from kg.link.snapshot.records import Kept, Snapshot
from kg.namespaces import PREFIXES, SNAPSHOTS, graph_iri
from kg.store.terms import XSD, BlankNode, Iri, Literal, Term, Triple

_RDF, _DCTERMS, _PROV = PREFIXES["rdf"], PREFIXES["dcterms"], PREFIXES["prov"]
_PART: Final = f"{_DCTERMS}hasPart"
_DATE: Final = f"{_DCTERMS}date"
_SOURCE: Final = f"{_DCTERMS}source"
_GONE: Final = f"{PREFIXES['owl']}deprecated"
_HEADER: Final = """Fetched by `kg link fetch`; do not edit. What {home} says of the records that are linked to, on the days given.
由 kg link fetch 取得的快照，请勿手改：被链接的记录在所列日期的内容。许可 licence: {licence}"""


def text(found: Snapshot) -> str:
    """The Turtle of a snapshot. Its graph is described in it: dataset, source, days, licence, records."""
    from rdflib import Literal as RdfLiteral
    from rdflib import URIRef

    from kg.rdfio.write import turtle

    def node(term: Term) -> URIRef | RdfLiteral:
        if not isinstance(term, Literal):
            return URIRef(term.value if isinstance(term, Iri) else term.label)
        if term.language is not None:
            return RdfLiteral(term.value, lang=term.language)
        kind = None if term.datatype == f"{XSD}string" else URIRef(term.datatype)
        return RdfLiteral(term.value, datatype=kind, normalize=False)

    triples = ((node(s), node(p), node(o)) for s, p, o in _triples(found))
    return turtle(triples, _HEADER.format(home=found.dataset.home, licence=found.dataset.licence))


def _triples(found: Snapshot) -> Iterator[tuple[Term, Iri, Term]]:
    graph = Iri(graph_iri(SNAPSHOTS + found.dataset.name))
    yield graph, Iri(f"{_RDF}type"), Iri(f"{PREFIXES['void']}Dataset")
    yield graph, Iri(f"{_PROV}wasDerivedFrom"), Iri(found.dataset.home)
    yield graph, Iri(f"{_DCTERMS}license"), Iri(found.dataset.licence)
    # A file's name, and an address as it is shown, without a password.
    yield graph, Iri(_SOURCE), Literal(found.source)
    for day in found.days:
        yield graph, Iri(_DATE), Literal(day, f"{XSD}date")
    for iri, one in found.records.items():
        yield graph, Iri(_PART), Iri(iri)
        if one.gone:
            yield Iri(iri), Iri(_GONE), Literal("true", f"{XSD}boolean")
        if one.moved:
            yield Iri(iri), Iri(found.dataset.moved), Iri(one.moved)
        for triple in one.triples:
            yield triple.subject, triple.predicate, triple.object
    for triple in found.names:
        yield triple.subject, triple.predicate, triple.object


def read(path: Path) -> Snapshot:
    """The snapshot in a file. Raises NotFound for no file, ParseError for one that holds none."""
    from kg.store.embedded import EmbeddedStore
    from kg.store.protocol import select

    rows = select(EmbeddedStore(str(path), [path]), "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o").rows
    said: dict[str, list[Triple]] = defaultdict(list)
    for s, p, o in rows:
        if isinstance(s, Iri) and isinstance(p, Iri) and isinstance(o, Iri | Literal):
            said[s.value].append(Triple(s, p, o))
    dataset = next((one for one in DATASETS.values() if graph_iri(SNAPSHOTS + one.name) in said), None)
    if dataset is None:
        raise ParseError(
            f"{path} 不是 kg link fetch 写的快照", f"{path} is no snapshot as kg link fetch writes it"
        )
    graph = said.pop(graph_iri(SNAPSHOTS + dataset.name))

    def values(prop: str) -> list[str]:
        return [
            one.object.value
            for one in graph
            if one.predicate.value == prop and not isinstance(one.object, BlankNode)
        ]

    records = {iri: _kept(iri, said, dataset) for iri in values(_PART)}
    taken = {triple for one in records.values() for triple in one.triples}
    names = tuple(one for triples in said.values() for one in triples if one not in taken)
    days = tuple(sorted(values(_DATE)))
    return Snapshot(dataset, next(iter(values(_SOURCE)), ""), days, records, names)


def _kept(iri: str, said: Mapping[str, list[Triple]], dataset: DataSet) -> Kept:
    own = said.get(iri, ())
    gone = any(one.predicate.value == _GONE for one in own)
    moved = next(
        (
            one.object.value
            for one in own
            if one.predicate.value == dataset.moved and isinstance(one.object, Iri)
        ),
        "",
    )
    if gone:
        return Kept(iri, gone=True)
    about = list(said.get(moved, ())) if moved else list(own)
    # Nodes of statements belong to the record that has them, and the page of its version.
    nodes = [
        one.object.value
        for one in about
        if isinstance(one.object, Iri) and one.object.value.startswith(STATEMENT_NODE)
    ]
    nodes.append(DOCUMENT + (moved or iri).removeprefix(dataset.namespace))
    return Kept(iri, (*about, *(triple for node in nodes for triple in said.get(node, ()))), moved)
