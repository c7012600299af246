"""The triples of data/outside.ttl: sources, rows, things of record, and each fact as claim and plain triple."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Literal, URIRef

from kg.build.labels import label
from kg.build.triples import texts, values_of
from kg.build.vocabulary import KG, Vocabulary
from kg.errors import Text
from kg.model import Encoding, Entity, OutsideClaim, Thing, Typed, Words
from kg.namespaces import KG as KG_IRI
from kg.namespaces import PREFIXES
from kg.rdfio.write import Triple

_PRIMARY: Final = URIRef(f"{PREFIXES['prov']}hadPrimarySource")
_VERSION: Final = URIRef(f"{PREFIXES['dcat']}version")
_DATES: Final = ("issuedOn", "adoptedOn", "publishedOn", "inForceFrom", "appliesFrom")


@dataclass(frozen=True, slots=True)
class OutsideTripleMaker:
    """Turns what is of record into triples; nothing of the report is repeated."""

    encoding: Encoding
    vocabulary: Vocabulary

    def triples(self) -> Iterator[Triple]:
        outside = self.encoding.outside
        names = {e.iri: e.label for e in self.encoding.entities if e.label.zh}
        names |= {e.iri: e.label for e, _ in outside.things if e.label.zh}
        for source in outside.sources:
            node = URIRef(source.iri)
            yield node, RDF.type, KG.OutsideSource
            yield from texts(node, RDFS.label, source.title)
            yield node, _VERSION, Literal(source.version)
        for record in outside.records:
            node = URIRef(record.iri)
            yield node, RDF.type, KG.OutsideRecord
            yield node, DCTERMS.isPartOf, URIRef(record.source)
            yield node, KG.row, Literal(str(record.row), datatype=XSD.integer, normalize=False)
            name = Text(f"第{record.row}行：{record.name}", f"row {record.row}: {record.name}")
            yield from texts(node, RDFS.label, name)
        claimed = {(claim.subject, claim.predicate) for claim in outside.claims}
        for entity, records in outside.things:
            yield from self._thing(entity, records, names, claimed)
        for claim in outside.claims:
            yield from _claim(claim)

    def _thing(
        self,
        entity: Entity,
        records: tuple[str, ...],
        names: Mapping[str, Text],
        claimed: set[tuple[str, str]],
    ) -> Iterator[Triple]:
        node = URIRef(entity.iri)
        yield node, RDF.type, URIRef(entity.class_iri)
        yield from texts(node, RDFS.label, self._label(entity, names))
        for lang, aliases in entity.aliases.items():
            for alias in aliases:
                yield node, SKOS.altLabel, Literal(alias, lang=lang)
        if entity.definition:
            yield from texts(node, SKOS.definition, entity.definition)
        for record in records:
            yield node, _PRIMARY, URIRef(record)
        for prop, values in entity.values.items():
            if (entity.iri, prop) not in claimed:
                yield from values_of(node, prop, values)

    def _label(self, entity: Entity, names: Mapping[str, Text]) -> Text:
        if entity.label.zh or entity.class_iri != str(KG.Issuance):
            return label(entity, names, self.vocabulary)
        instrument = next(
            (v.iri for v in entity.values.get(str(KG.instrument), ()) if isinstance(v, Thing)), ""
        )
        name = names.get(instrument, Text("", ""))
        dates = [v.lexical for d in _DATES for v in entity.values.get(KG_IRI + d, ()) if isinstance(v, Typed)]
        zh, en = (f"（{min(dates)}）", f" ({min(dates)})") if dates else ("", "")
        return Text(f"{name.zh}：发布{zh}", f"{name.en}: issuance{en}")


def outside_claim_iri(claim: OutsideClaim) -> str:
    """IRI of an outside claim: its row and six hex digits over subject, predicate and object.

    A literal counts with its datatype or language, so that a year and a word for it stay apart.
    """
    match claim.object:
        case Thing(iri):
            said = iri
        case Typed(lexical, datatype):
            said = f"{lexical}^^{datatype}"
        case Words(zh, en):
            said = f"{zh}@zh" if zh else f"{en}@en"
    digest = hashlib.sha256("\n".join((claim.subject, claim.predicate, said)).encode()).hexdigest()[:6]
    return f"{PREFIXES['outside-claim']}{claim.records[0].rpartition('/')[2]}-{digest}"


def _claim(claim: OutsideClaim) -> Iterator[Triple]:
    node = URIRef(outside_claim_iri(claim))
    edge = list(values_of(URIRef(claim.subject), claim.predicate, (claim.object,)))
    yield from edge
    for subject, predicate, obj in edge:
        yield node, RDF.subject, subject
        yield node, RDF.predicate, predicate
        yield node, RDF.object, obj
    yield node, RDF.type, KG.OutsideClaim
    yield node, KG.basis, KG.OfRecord
    yield node, KG.reviewStatus, URIRef(claim.review)
    for record in claim.records:
        yield node, _PRIMARY, URIRef(record)
    if claim.note:
        yield from texts(node, KG.note, claim.note)
