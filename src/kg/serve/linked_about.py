"""What a document says of itself: what it is about, where that belongs, its licence and what it leaves out."""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.namespaces import PREFIXES
from kg.store.terms import Iri, Literal, Triple, tagged

_LICENCE: Final = Iri("https://creativecommons.org/licenses/by/4.0/")


def about_document(base: str, document: str, iri: str, left_out: Mapping[str, int]) -> Iterator[Triple]:
    """The triples with the document as their subject. left_out: as in kg.query.incoming."""
    node = Iri(document)
    yield Triple(node, _term("rdf:type"), _term("foaf:Document"))
    yield Triple(node, _term("foaf:primaryTopic"), Iri(iri))
    yield Triple(node, _term("dcterms:license"), _LICENCE)
    yield Triple(node, _term("void:inDataset"), Iri(f"{base}dataset"))
    total = sum(left_out.values())
    if total:
        comment = _term("rdfs:comment")
        yield Triple(
            node, comment, _text(f"不完整：另有 {total} 个指向它的三元组未列，可用 SPARQL 查全。", "zh")
        )
        yield Triple(
            node, comment, _text(f"Not complete: {total} more triples lead to it; SPARQL has them all.", "en")
        )


def _term(curie: str) -> Iri:
    prefix, _, local = curie.partition(":")
    return Iri(PREFIXES[prefix] + local)


def _text(words: str, lang: str) -> Literal:
    return tagged(words, lang)
