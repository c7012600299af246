"""The shapes of ontology/shapes.ttl, run by pySHACL; which constraint failed, on what, in both languages."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.check.files import read
from kg.check.violations import Violation
from kg.errors import KgError, Text
from kg.namespaces import PREFIXES, graph_iri, shorten

SH: Final = Namespace(PREFIXES["sh"])


def to_graph(quads: Iterable[ox.Quad]) -> Graph:
    """The triples of the quads as an rdflib graph, lexical forms unchanged; graph names are dropped."""
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((_node(quad.subject), URIRef(quad.predicate.value), _node(quad.object)))
    return graph


def check(data: Graph, shapes: Graph) -> Iterator[Violation]:
    """What does not fit the shapes.

    data: the vocabulary and the data together, since classes come from there; unchanged.
    Raises KgError if the shapes cannot be run.
    """
    try:
        _, results, _ = pyshacl.validate(data, shacl_graph=_by_property(shapes), inplace=True)
    except Exception as error:  # pySHACL and rdflib raise many kinds
        reason = " ".join(str(error).split())
        raise KgError(f"形状无法运行：{reason}", f"the shapes cannot be run: {reason}") from error
    if not isinstance(results, Graph):
        raise KgError(f"形状无法运行：{results!r}", f"the shapes cannot be run: {results!r}")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        yield _violation(results, shapes, result)


def of_files(data: Sequence[Path], shapes: Path) -> tuple[list[Violation], list[str]]:
    """What does not fit the shapes of a file, and the names of its constraints; for a process of its own.

    data: RDF files; their default graphs and graph/outside, at which claims may point, are looked at.
    Raises as `check` and the reading of files do.
    """
    wanted = {ox.DefaultGraph(), ox.NamedNode(graph_iri("outside"))}
    quads = (quad for path in data for quad in read(path, path.parent).quads if quad.graph_name in wanted)
    shapes_graph = to_graph(read(shapes, shapes.parent).quads)
    return list(check(to_graph(quads), shapes_graph)), constraints(shapes_graph)


def _by_property(shapes: Graph) -> Graph:
    """The same shapes, each property shape with the target classes of the node shapes that hold it.

    pySHACL runs a property shape inside a node shape once for each focus node, but one with targets of
    its own once for all of them: six times faster on this graph, and the results are the same. Closed
    shapes keep their property shapes, which say what they are closed to.
    """
    flat = Graph(bind_namespaces="none")
    for triple in shapes:
        flat.add(triple)
    for holder, held in shapes.subject_objects(SH.property):
        targets = list(shapes.objects(holder, SH.targetClass))
        if targets and not shapes.value(holder, SH.closed):
            flat.remove((holder, SH.property, held))
            for target in targets:
                flat.add((held, SH.targetClass, target))
    return flat


def _violation(results: Graph, shapes: Graph, result: Node) -> Violation:
    constraint = results.value(result, SH.sourceConstraint)
    if not isinstance(constraint, URIRef):
        constraint = results.value(result, SH.sourceShape)
    said = {
        text.language: str(text)
        for text in shapes.objects(constraint, SH.message)
        if isinstance(text, Literal)
    }
    value, component = results.value(result, SH.value), results.value(result, SH.sourceConstraintComponent)
    focus = results.value(result, SH.focusNode)
    plain = shorten(str(component))
    shown = _shown(value) if value is not None and value != focus else None
    severity = results.value(result, SH.resultSeverity)
    return Violation(
        check=shorten(str(constraint)),
        severity="violation" if severity == SH.Violation else "warning",
        focus=str(focus),
        message=Text(
            said.get("zh", plain) + (f"（现为 {shown}）" if shown else ""),
            said.get("en", plain) + (f" (found: {shown})" if shown else ""),
        ),
    )


def constraints(shapes: Graph) -> list[str]:
    """IRIs of everything that can be named as the source of a result: all shapes with a message, sorted."""
    return sorted({str(shape) for shape in shapes.subjects(SH.message) if isinstance(shape, URIRef)})


def _shown(value: Node) -> str:
    return shorten(str(value)) if isinstance(value, URIRef) else str(value)


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        datatype = None if term.datatype.value == f"{PREFIXES['xsd']}string" else URIRef(term.datatype.value)
        return Literal(term.value, datatype=datatype, normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise KgError("RDF 1.2 三元组项不能作检查", "an RDF 1.2 triple term cannot be checked")
