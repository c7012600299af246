"""Triples as text in every syntax: Turtle and its kin written by the engine, the others here.

https://www.w3.org/TR/json-ld11/,
https://www.w3.org/TR/rdf-syntax-grammar/ and http://graphml.graphdrawing.org/specification.html
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from kg.errors import OutputError
from kg.namespaces import PREFIXES, shorten
from kg.query.labels import name_of
from kg.query.xmltext import attribute, text
from kg.store.convert import ordered, triples_text
from kg.store.terms import XSD_STRING, BlankNode, Iri, Literal, Term, Triple, serialise

# The end of an IRI that can be the name of an XML element, as ASCII has it or beyond.
_LOCAL: Final = re.compile(r"(?:[^\W\d]|_)[\w.\-]*$")
_RDF: Final = PREFIXES["rdf"]
_TYPE: Final = f"{_RDF}type"
_json: Final = json.JSONEncoder(ensure_ascii=False).encode
_NOT_PROPERTIES: Final = frozenset(
    _RDF + name
    for name in ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li")
)
_KEYS: Final = (
    ("node", "kind"),
    ("node", "label"),
    ("node", "datatype"),
    ("node", "language"),
    ("edge", "predicate"),
    ("edge", "label"),
)


def to_triples(
    triples: Iterable[Triple], format_name: str, labels: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The triples in the format of that name (kg.rdfio.media), sorted: same triples, same text.

    labels: IRI -> label, for nodes and edges of GraphML. Raises OutputError for what a format cannot say.
    """
    if format_name == "rdfxml":
        return _rdfxml(ordered(triples))
    if format_name == "jsonld":
        return _jsonld(ordered(triples))
    if format_name == "graphml":
        return _graphml(ordered(triples), labels or {})
    return iter((triples_text(triples, format_name),))


def _jsonld(triples: list[Triple]) -> Iterator[str]:
    """One subject a line, IRIs shortened by those of our prefixes that occur."""
    iris = {iri for triple in triples for iri in _iris(triple)}
    # A prefix that is also the scheme of an IRI would change what that IRI means.
    schemes = {iri.partition(":")[0] for iri in iris}
    short = {iri: shorten(iri) for iri in iris}
    used = {name.partition(":")[0] for iri, name in short.items() if name != iri} - schemes
    context = {prefix: space for prefix, space in PREFIXES.items() if prefix in used}
    names = {iri: name if name.partition(":")[0] in used else iri for iri, name in short.items()}
    yield f'{{"@context": {_json(context)},\n"@graph": ['
    before = "\n"
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _json_id(subject, names)}
        for triple in about:
            if triple.predicate.value == _TYPE and not isinstance(triple.object, Literal):
                node.setdefault("@type", []).append(_json_id(triple.object, names))
            else:
                node.setdefault(names[triple.predicate.value], []).append(_json_value(triple.object, names))
        yield before + _json(node)
        before = ",\n"
    yield "\n]}\n"


def _iris(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, Iri):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype


def _json_id(node: Iri | BlankNode, names: Mapping[str, str]) -> str:
    return names[node.value] if isinstance(node, Iri) else serialise(node)


def _json_value(term: Term, names: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _json_id(term, names)}
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    kind = {} if term.datatype == XSD_STRING else {"@type": names[term.datatype]}
    return {"@value": term.value, **kind}


def _rdfxml(triples: list[Triple]) -> Iterator[str]:
    names = {triple.predicate.value: _qname(triple.predicate.value) for triple in triples}
    spaces = sorted({space for space, _ in names.values()} | {_RDF})
    known = {space: prefix for prefix, space in PREFIXES.items()}
    prefixes = {space: known.get(space, f"ns{number}") for number, space in enumerate(spaces)}
    declared = "".join(f"\n  xmlns:{prefixes[space]}={attribute(space)}" for space in spaces)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        yield f"<rdf:Description {_reference('about', subject)}>\n"
        for triple in about:
            space, local = names[triple.predicate.value]
            yield _property(f"{prefixes[space]}:{local}", triple.object)
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(name: str, value: Term) -> str:
    if not isinstance(value, Literal):
        return f"  <{name} {_reference('resource', value)}/>\n"
    if value.language is not None:
        return f"  <{name} xml:lang={attribute(value.language)}>{text(value.value)}</{name}>\n"
    kind = "" if value.datatype == XSD_STRING else f" rdf:datatype={attribute(value.datatype)}"
    return f"  <{name}{kind}>{text(value.value)}</{name}>\n"


def _reference(role: str, node: Iri | BlankNode) -> str:
    if isinstance(node, Iri):
        return f"rdf:{role}={attribute(node.value)}"
    return f"rdf:nodeID={attribute(node.label if not node.label[0].isdigit() else f'b{node.label}')}"


def _qname(iri: str) -> tuple[str, str]:
    """Namespace and local name of a predicate; our own prefixes where they fit."""
    found = _LOCAL.search(iri)
    if found is None or found.start() == 0 or iri in _NOT_PROPERTIES:
        raise OutputError(
            f"RDF/XML 写不了属性 <{iri}>：它的结尾不能作元素名；请用 turtle、ntriples 或 jsonld",
            f"RDF/XML has no way to write the property <{iri}>, whose end is no name of an element; "
            "use turtle, ntriples or jsonld",
        )
    fitting = [space for space in PREFIXES.values() if iri.startswith(space)]
    for space in sorted(fitting, key=len, reverse=True):
        if _LOCAL.fullmatch(iri[len(space) :]):
            return space, iri[len(space) :]
    return iri[: found.start()], found[0]


def _graphml(triples: list[Triple], labels: Mapping[str, str]) -> Iterator[str]:
    """Every triple is an edge; literals are nodes of their own, so that nothing is lost."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for place, name in _KEYS:
        yield f'<key id="{place}-{name}" for="{place}" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph edgedefault="directed">\n'
    ends = {serialise(end): end for triple in triples for end in (triple.subject, triple.object)}
    for end in sorted(ends):
        yield _node(ends[end], labels)
    for number, triple in enumerate(triples):
        predicate = triple.predicate.value
        yield (
            f'<edge id="e{number}" source={_id(triple.subject)} target={_id(triple.object)}>'
            f"{_data('edge-predicate', predicate)}{_data('edge-label', name_of(predicate, labels))}</edge>\n"
        )
    yield "</graph>\n</graphml>\n"


def _id(term: Term) -> str:
    """An IRI stands for itself; blank nodes and literals as N-Triples writes them."""
    return attribute(term.value if isinstance(term, Iri) else serialise(term))


def _node(term: Term, labels: Mapping[str, str]) -> str:
    if isinstance(term, Iri):
        known = labels.get(term.value) or shorten(term.value)
        said = f"{_data('node-kind', 'iri')}{_data('node-label', known)}"
    elif isinstance(term, BlankNode):
        said = f"{_data('node-kind', 'blank')}{_data('node-label', serialise(term))}"
    else:
        said = f"{_data('node-kind', 'literal')}{_data('node-label', term.value)}"
        if term.language is not None:
            said += _data("node-language", term.language)
        else:
            said += _data("node-datatype", term.datatype)
    return f"<node id={_id(term)}>{said}</node>\n"


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{text(value)}</data>'
