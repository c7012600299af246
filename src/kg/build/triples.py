"""The triples of data/triples.ttl: structure of the report, things, claims and plain edges."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef

from kg.build.figures import bounds
from kg.build.labels import label
from kg.build.statements import BASIS, MODALITY
from kg.build.vocabulary import KG, Vocabulary
from kg.errors import Text
from kg.model import Claim, Encoding, Entity, Thing, Typed, Value, Words
from kg.namespaces import PREFIXES, expand
from kg.rdfio.write import Triple
from kg.report.addresses import cite, from_iri, iri, parse
from kg.report.metadata import ReportMetadata
from kg.report.reportmap import MapEntry, ReportMap

PROV: Final = PREFIXES["prov"]
# A claim of one of these kinds gives a plain edge in the default graph (docs: statement model).
_PLAIN_BASES: Final = frozenset({str(KG.Stated), str(KG.Implied)})


@dataclass(frozen=True, slots=True)
class TripleMaker:
    """Turns an encoding and the maps of its reports into triples."""

    encoding: Encoding
    vocabulary: Vocabulary
    maps: dict[str, ReportMap]
    metadata: dict[str, ReportMetadata]

    def triples(self) -> Iterator[Triple]:
        for report in self.maps:
            yield from self._structure(report)
        labels = {e.iri: e.label for e in self.encoding.entities if e.label.zh}
        # A figure is called by its comparison, too.
        compared = [e for e in self.encoding.entities if e.class_iri == str(KG.Comparison)]
        labels |= {e.iri: label(e, labels, self.vocabulary) for e in compared}
        for entity in self.encoding.entities:
            yield from self._entity(entity, labels)
        for claim in self.encoding.claims:
            yield from self._claim(claim)
        for silence in self.encoding.silences:
            yield from texts(URIRef(silence.place), KG.carriesNoClaim, silence.reason)
        for old, new in self.encoding.retired.items():
            yield URIRef(old), DCTERMS.isReplacedBy, URIRef(new)
            yield URIRef(old), OWL.deprecated, Literal(True)

    def _structure(self, report: str) -> Iterator[Triple]:
        metadata = self.metadata[report]
        node = URIRef(f"{PREFIXES['report']}{report}")
        yield node, RDF.type, KG.Report
        yield from texts(node, RDFS.label, self._title(metadata))
        yield node, DCTERMS.publisher, URIRef(expand(metadata.publisher))
        yield node, DCTERMS.issued, Literal(str(metadata.year), datatype=XSD.gYear, normalize=False)
        for section in self.encoding.sections:
            if from_iri(section)[0] == report:
                yield node, KG.encodes, URIRef(section)
        for order, entry in enumerate(self.maps[report], 1):
            yield from self._part(report, entry, order)

    def _title(self, metadata: ReportMetadata) -> Text:
        """The title; with its year where another report has the same, as in a series."""
        title, year = metadata.title, metadata.year
        if sum(one.title.zh == title.zh for one in self.metadata.values()) == 1:
            return title
        return Text(f"{title.zh}（{year}）", f"{title.en} ({year})")

    def _part(self, report: str, entry: MapEntry, order: int) -> Iterator[Triple]:
        node = URIRef(iri(report, entry.id))
        whole = iri(report, entry.within) if entry.within else f"{PREFIXES['report']}{report}"
        yield from self._place(node, entry.id, whole, order)
        if entry.page:
            yield node, KG.page, Literal(entry.page)
        title = self.metadata[report].titles.get(entry.id)
        if title:
            yield from texts(node, DCTERMS.title, title)
        pages = entry.pages if entry.sentences else (entry.page, entry.page)
        yield from texts(node, RDFS.label, Text(cite(entry.id, pages, "zh"), cite(entry.id, pages, "en")))
        for number, sentence in enumerate(entry.sentences, 1):
            address = f"{entry.id}-s{number}"
            part = URIRef(iri(report, address))
            yield from self._place(part, address, str(node), number)
            first, last = sentence.pages
            if first:
                yield part, KG.page, Literal(first)
            if last and last != first:
                yield part, KG.lastPage, Literal(last)
            yield part, KG.checksum, Literal(sentence.mark.checksum)
            words = Text(cite(address, sentence.pages, "zh"), cite(address, sentence.pages, "en"))
            yield from texts(part, RDFS.label, words)

    def _place(self, node: URIRef, address: str, whole: str, order: int) -> Iterator[Triple]:
        place = parse(address)
        yield node, RDF.type, KG[place.prefix.capitalize()]
        yield node, DCTERMS.isPartOf, URIRef(whole)
        yield node, KG.number, Literal(address)
        yield node, KG.order, Literal(order)

    def _entity(self, entity: Entity, labels: dict[str, Text]) -> Iterator[Triple]:
        node = URIRef(entity.iri)
        yield node, RDF.type, URIRef(entity.class_iri)
        yield from texts(node, RDFS.label, label(entity, labels, self.vocabulary))
        for lang, names in entity.aliases.items():
            for name in names:
                yield node, SKOS.altLabel, Literal(name, lang=lang)
        if entity.definition:
            yield from texts(node, SKOS.definition, entity.definition)
        for place in entity.evidence:
            yield node, KG.evidence, URIRef(place)
        for prop, values in {**bounds(entity.values), **entity.values}.items():
            yield from values_of(node, prop, values)

    def _claim(self, claim: Claim) -> Iterator[Triple]:
        node = URIRef(claim.iri)
        edge = URIRef(claim.subject), URIRef(claim.predicate), URIRef(claim.object)
        yield node, RDF.type, KG.Claim
        yield node, RDF.subject, edge[0]
        yield node, RDF.predicate, edge[1]
        yield node, RDF.object, edge[2]
        yield node, URIRef(BASIS), URIRef(claim.basis)
        yield node, URIRef(MODALITY), URIRef(claim.modality)
        yield node, URIRef(f"{PROV}wasAttributedTo"), URIRef(f"{PREFIXES['report']}{claim.report}")
        for place in claim.evidence:
            yield node, KG.evidence, URIRef(place)
        for prop, values in claim.values.items():
            yield from values_of(node, prop, values)
        if claim.modality == str(KG.Asserted) and claim.basis in _PLAIN_BASES:
            yield edge


def texts(node: URIRef, prop: URIRef, text: Text) -> Iterator[Triple]:
    """The text in zh and in en."""
    yield node, prop, Literal(text.zh, lang="zh")
    yield node, prop, Literal(text.en, lang="en")


def values_of(node: URIRef, prop: str, values: tuple[Value, ...]) -> Iterator[Triple]:
    """A triple for each value, two for a text in both languages."""
    for value in values:
        match value:
            case Thing(target):
                yield node, URIRef(prop), URIRef(target)
            case Words(zh, en):
                for words, lang in ((zh, "zh"), (en, "en")):
                    if words:
                        yield node, URIRef(prop), Literal(words, lang=lang)
            case Typed(lexical, datatype):
                # As written: rdflib would turn gYearMonth and decimal into values and back.
                yield node, URIRef(prop), Literal(lexical, datatype=URIRef(datatype), normalize=False)
