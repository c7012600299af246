"""An endpoint's reply, read with suspicion: a page of HTML or half a document under status 200 is a fault."""

import json
import re
from typing import Any, Final

from kg.errors import KgError, ParseError, SourceRefused
from kg.rdfio.load import parse_bytes
from kg.rdfio.media import by_media_type
from kg.store.convert import to_triple
from kg.store.protocol import Result, Row, Solutions
from kg.store.terms import LANG_STRING, XSD_BOOLEAN, XSD_STRING, BlankNode, Iri, Literal, Term

_HTML: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")

_NO_LABEL: Final = re.compile(r"[^A-Za-z0-9_-]+")
# Virtuoso 7 answers some ASKs with rows: one that says 1, or none.
_VIRTUOSO_ASK: Final = "__ASK_RETVAL"


def read_reply(body: bytes, content_type: str, source: str, *, triples: bool) -> Result:
    """The result in a reply body.

    triples: the query was CONSTRUCT or DESCRIBE. Raises SourceRefused, with the beginning of what
    came, for anything that is not a whole result.
    """
    if "html" in content_type.lower() or _HTML.match(body):
        raise _refused(source, "一个 HTML 页面", "an HTML page", body)
    if triples:
        return _read_triples(body, content_type, source)
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _refused(source, "不完整或不合法的 JSON", "JSON that is cut off or broken", body) from error
    try:
        return _read_rows(document)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _refused(source, "不是 SPARQL 结果的 JSON", "JSON that is no SPARQL result", body) from error


def one_line(text: str, longest: int = 200) -> str:
    """The beginning of a text from outside, fit to be shown in a message."""
    flat = _CONTROL.sub(" ", text).strip()
    return flat if len(flat) <= longest else f"{flat[:longest]}…"


def _read_triples(body: bytes, content_type: str, source: str) -> Result:
    media = by_media_type(content_type)
    if media is None:
        kind = one_line(content_type) or "?"
        raise _refused(source, f"类型为 {kind} 的内容", f"content of type {kind}", body)
    try:
        return list(dict.fromkeys(to_triple(quad) for quad in parse_bytes(body, media, source)))
    except ParseError as error:
        raise SourceRefused(error.text.zh, error.text.en) from error
    except KgError as error:
        raise SourceRefused(f"{source}：{error.text.zh}", f"{source}: {error.text.en}") from error


def _read_rows(document: dict[str, Any]) -> Result:
    if isinstance(document.get("boolean"), bool):
        return bool(document["boolean"])
    variables = tuple(str(name) for name in document["head"]["vars"])
    bindings = document["results"]["bindings"]
    if variables == (_VIRTUOSO_ASK,):
        return bool(bindings) and bindings[0][_VIRTUOSO_ASK]["value"] == "1"
    rows: list[Row] = [tuple(_read_term(binding.get(name)) for name in variables) for binding in bindings]
    return Solutions(variables, rows)


def _read_term(cell: dict[str, str] | None) -> Term | None:
    if cell is None:
        return None
    kind, value = cell["type"], cell["value"]
    if not isinstance(value, str):
        raise TypeError("a term's value is a string")
    if kind == "uri":
        return Iri(value)
    if kind == "bnode":
        return BlankNode(_NO_LABEL.sub("_", value))  # Virtuoso: nodeID://b10000
    if kind not in ("literal", "typed-literal"):
        raise ValueError(f"no counterpart for a term of type {kind}")
    language = cell.get("xml:lang")
    if cell.get("datatype") == XSD_BOOLEAN:  # Virtuoso writes the other of the two lexical forms
        value = {"1": "true", "0": "false"}.get(value, value)
    return Literal(value, LANG_STRING if language else cell.get("datatype", XSD_STRING), language)


def _refused(source: str, zh: str, en: str, body: bytes) -> SourceRefused:
    start = one_line(body[:400].decode("utf-8", "replace"), 80)
    return SourceRefused(
        f"{source} 答复的是{zh}，不是查询结果：{start}",
        f"{source} answers with {en}, not a query result: {start}",
    )
