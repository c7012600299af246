"""Deterministic Turtle: same triples, same bytes, whatever the order, machine or hash seed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Final

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from kg.errors import OutputError
from kg.namespaces import PREFIXES, shorten

Triple = tuple[Node, Node, Node]

# May also find a word of a text; then a prefix is declared that is not used.
_PREFIX: Final = re.compile(r"(?<![\w:/#-])([A-Za-z][\w-]*):")
_NATURAL: Final = re.compile(r"(\d+)")
_DECIMAL: Final = re.compile(r"-?\d+\.\d+")
_INTEGER: Final = re.compile(r"-?\d+")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_TYPE: Final = "rdf:type"
_Key = list[tuple[int, int, str]]
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def turtle(triples: Iterable[Triple], header: str = "") -> str:
    """Turtle of the triples, grouped by subject, in natural order (s2 before s10).

    header: comment lines to stand above the prefixes, without '#'.
    Raises OutputError for a blank node: data has none, and their order would not be stable.
    """
    subjects: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    iri = cache(_iri)  # a graph says the same few names over and over

    def written(term: Node) -> str:
        return iri(str(term)) if isinstance(term, URIRef) else _term(term)

    for s, p, o in triples:
        subjects[written(s)][written(p)].add(written(o))
    natural = cache(_natural)
    body = [_subject(name, subjects[name], natural) for name in sorted(subjects, key=natural)]
    text = "\n".join(body)
    used = set(_PREFIX.findall(text))
    lines = [f"# {line}\n" for line in header.splitlines()]
    lines += [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in PREFIXES if prefix in used]
    return "".join(lines) + "\n" + text


def canonical_decimal(text: str) -> str:
    """Canonical xsd:decimal as Turtle can write it bare: at least one digit after the point."""
    number = format(Decimal(text).normalize(), "f")
    return number if "." in number else f"{number}.0"


def _subject(name: str, predicates: dict[str, set[str]], natural: Callable[[str], _Key]) -> str:
    order = sorted(predicates, key=lambda p: (p != _TYPE, natural(p)))
    lines = [f"    {'a' if p == _TYPE else p} {', '.join(_sorted(predicates[p], natural))}" for p in order]
    return f"{name}\n" + " ;\n".join(lines) + " .\n"


def _sorted(objects: set[str], natural: Callable[[str], _Key]) -> Iterable[str]:
    return objects if len(objects) == 1 else sorted(objects, key=natural)


def _natural(text: str) -> _Key:
    # The text itself comes last, so that 1.0 and 1.00 keep one order.
    parts = [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in _NATURAL.split(text) if p]
    return [*parts, (2, 0, text)]


def _term(term: Node) -> str:
    if isinstance(term, Literal):
        return _literal(term)
    if isinstance(term, BNode):
        raise OutputError("数据中不允许空白节点", "blank nodes are not written: data has none")
    raise OutputError(f"无法写出 {term!r}", f"cannot write {term!r}")


def _iri(iri: str) -> str:
    short = shorten(iri)
    if short != iri:
        return short
    if _NOT_IN_IRI.search(iri):
        raise OutputError(f"不是合法的 IRI：{iri!r}", f"not a valid IRI: {iri!r}")
    return f"<{iri}>"


def _literal(literal: Literal) -> str:
    text, datatype = str(literal), literal.datatype
    if datatype == XSD.boolean and text in ("true", "false"):
        return text
    if (datatype == XSD.decimal and _DECIMAL.fullmatch(text)) or (
        datatype == XSD.integer and _INTEGER.fullmatch(text)
    ):
        return text
    quoted = f'"{text.translate(_ESCAPES)}"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return f"{quoted}^^{_iri(str(datatype))}" if datatype and datatype != XSD.string else quoted
