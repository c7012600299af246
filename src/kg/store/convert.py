"""Between pyoxigraph's terms and ours, one small function per direction; and triples as text."""

import io
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import KgError
from kg.namespaces import PREFIXES
from kg.rdfio.load import rdf_format
from kg.rdfio.media import by_name
from kg.store.protocol import Stream
from kg.store.terms import BlankNode, Iri, Literal, Term, Triple, serialise

_Engine = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def to_term(term: _Engine) -> Term:
    """Our record of an engine term. Raises KgError for a triple term (RDF 1.2), which rows cannot hold."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    raise KgError(
        "结果里有 RDF 1.2 三元组项，这里不支持；请用 SUBJECT()、PREDICATE()、OBJECT() 取出各部分",
        "the result holds an RDF 1.2 triple term, which is not supported here; "
        "take it apart with SUBJECT(), PREDICATE(), OBJECT()",
    )


def to_triple(triple: ox.Triple | ox.Quad) -> Triple:
    """Our record of an engine triple."""
    subject, predicate = to_term(triple.subject), to_term(triple.predicate)
    if isinstance(subject, Literal) or not isinstance(predicate, Iri):
        raise KgError("结果不是 RDF 1.1 三元组", "the result is not an RDF 1.1 triple")
    return Triple(subject, predicate, to_term(triple.object))


def to_stream(
    answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean,
) -> Stream | list[Triple] | bool:
    """The engine's lazy answer; rows stay lazy."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QuerySolutions):
        variables = tuple(variable.value for variable in answer.variables)
        rows = (tuple(None if cell is None else to_term(cell) for cell in row) for row in answer)
        return Stream(variables, rows)
    return list(dict.fromkeys(to_triple(triple) for triple in answer))


def triples_text(triples: Iterable[Triple], format_name: str) -> str:
    """Triples as text, sorted, so that the same triples give the same text.

    format_name: 'turtle' or 'trig' (with those of our prefixes that occur), 'ntriples' or 'nquads'.
    """
    text = "".join(map(_line, ordered(triples)))
    if format_name in ("ntriples", "nquads"):
        return text
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    parsed = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    out = io.BytesIO()
    ox.serialize(parsed, out, format=rdf_format(by_name(format_name)), prefixes=used)
    return out.getvalue().decode()


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Each triple once, in the order of their N-Triples lines; blank node labels depend on the graph and
    not on the run."""
    lines = {_line(triple): triple for triple in triples}
    if any("_:" in line for line in lines):
        return _relabelled(sorted(lines))
    return [lines[line] for line in sorted(lines)]


def _relabelled(lines: Iterable[str]) -> list[Triple]:
    dataset = ox.Dataset(ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(to_triple, dataset), key=_line)


def _line(triple: Triple) -> str:
    return f"{serialise(triple.subject)} {serialise(triple.predicate)} {serialise(triple.object)} .\n"
