"""Each constraint of shapes.ttl is broken once, by giving one property of the good graph other values."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyshacl
import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.check import shapes
from kg.check.files import Checked, GraphFile, read
from kg.namespaces import PREFIXES, SHAPE, expand

# constraint | focus | property | the values it gets instead of its own (none: it is taken away)
TABLE = """
Entity-label | place:moon | rdfs:label | "月球"@zh
Entity-altLabel | organization:moon-anglers | skos:altLabel | "pêcheurs"@fr
Entity-kind | trend:deeper-ponds | kg:kind | place:moon
Entity-note | action:office-crater-2030 | kg:note | "一"@zh "二"@zh
Entity-citedSource | action:office-crater-2030 | kg:citedSource | unit:cny
Entity-period | action:office-crater-2030 | kg:period | "2030"^^xsd:gYear "2031"^^xsd:gYear
Entity-periodPrinted | action:office-crater-2030 | kg:periodPrinted | "last May"@en
Entity-evidence | figure:leaks | kg:evidence | place:moon
Entity-basis | event:great-leak | kg:basis | kg:OfRecord
Entity-definition | place:moon | skos:definition |
Entity-labelAuthority | place:moon | kg:labelAuthority |
Thing-iri | place:Bad_Slug | rdf:type | kg:Place
Organization-sharesInstitutionWith | organization:moon-anglers | kg:sharesInstitutionWith | place:moon
Organization-kind | organization:moon-anglers | kg:kind |
Company-entityGrain | company:dry-sea | kg:entityGrain |
Company-stockCode | company:dry-sea | kg:stockCode | "0700"
Company-legalEntityIdentifier | company:dry-sea | kg:legalEntityIdentifier | "MOON0000000000000X"
Regulator-kind | regulator:pond-office | kg:kind | kind:media
ActorGroup-kind | group:small-anglers | kg:kind |
ActorGroup-broader | group:small-anglers | kg:broader | place:moon
Occupation-broader | occupation:net-mender | kg:broader | place:moon
Node-evidenceRole | figure:leaks | kg:evidenceRole |
Node-standsOn | event:great-leak | kg:evidenceRole |
Node-oneEvidenceRole | event:great-leak | kg:evidenceRole | kg:Body kg:Heading
Post-postHolder | post:ann-president | kg:postHolder | place:moon
Post-postIn | post:ann-president | kg:postIn |
Instrument-issuingLevel | initiative:fish-plus | kg:issuingLevel | place:crater
LegalInstrument-normativeRank | law:pond-law | kg:normativeRank |
LegalInstrument-hasLevel | law:pond-law | kg:issuingLevel |
LegalInstrument-documentNumber | law:pond-law | kg:documentNumber | "月令1号"@zh
LegalInstrument-jurisdiction | law:pond-law | kg:jurisdiction | topic:tides
LegalInstrument-draftOf | law:pond-law-draft | kg:draftOf | topic:tides
LegalInstrument-draftRevisionOf | law:pond-law-draft | kg:draftRevisionOf | topic:tides
NamedDocument-documentForm | policy:fish-notice | kg:documentForm |
Agreement-documentForm | agreement:tide-pact | kg:documentForm | place:moon
Measure-measureStatus | regime:pond-watch | kg:measureStatus | place:moon
Mandate-mandateHolder | mandate:pond-office-tides | kg:mandateHolder |
Mandate-matter | mandate:pond-office-tides | kg:matter | unit:cny
Mandate-function | mandate:pond-office-tides | kg:function |
Issuance-instrument | issuance:pond-law | kg:instrument |
Issuance-leadIssuer | issuance:pond-law | kg:leadIssuer | place:moon
Issuance-coIssuer | issuance:pond-law | kg:coIssuer | place:moon
Issuance-approvedBy | issuance:pond-law | kg:approvedBy | place:moon
Issuance-distributedBy | issuance:pond-law | kg:distributedBy | place:moon
Issuance-issuedOn | issuance:pond-law | kg:issuedOn | "2030"^^xsd:gYear "2031"^^xsd:gYear
Issuance-adoptedOn | issuance:pond-law | kg:adoptedOn | "2030"^^xsd:gYear "2031"^^xsd:gYear
Issuance-publishedOn | issuance:pond-law | kg:publishedOn | "2030"^^xsd:gYear "2031"^^xsd:gYear
Issuance-inForceFrom | issuance:pond-law | kg:inForceFrom | "2030"^^xsd:gYear "2031"^^xsd:gYear
Issuance-appliesFrom | issuance:pond-law | kg:appliesFrom | "2030"^^xsd:gYear "2031"^^xsd:gYear
LegalStatus-instrument | status:pond-law-now | kg:instrument | place:moon
LegalStatus-statusValue | status:pond-law-now | kg:statusValue |
LegalStatus-statusAsOf | status:pond-law-now | kg:statusAsOf | kg:Tomorrow
Right-broader | right:quiet | kg:broader | place:moon
Case-authority | action:office-crater-2030 | kg:authority | place:moon
Case-respondent | action:office-crater-2030 | kg:respondent | place:moon
Case-respondentPrecision | judgment:net-case | kg:respondentPrecision |
Case-conduct | action:office-crater-2030 | kg:conduct | place:moon
Case-legalCharacterisation | action:office-crater-2030 | kg:legalCharacterisation | place:moon
Case-legalBasis | action:office-crater-2030 | kg:legalBasis | place:moon
Case-amount | sanction:crater-fine | kg:amount | place:moon
EnforcementAction-measure | action:office-crater-2030 | kg:measure |
Technology-broader | technology:silent-net | kg:broader | place:moon
Product-entityGrain | product:net-one | kg:entityGrain | place:moon
Product-broader | product:net-one | kg:broader | place:moon
Industry-broader | industry:pond-fishery | kg:broader | place:moon
Infrastructure-broader | infrastructure:pond-a | kg:broader | place:moon
Place-broader | place:crater | kg:broader | topic:tides
Topic-broader | topic:tides | kg:broader | place:moon
Practice-broader | practice:night-fishing | kg:broader | place:moon
Trend-kind | trend:deeper-ponds | kg:kind | kind:media
Trend-inPeriod | trend:deeper-ponds | kg:inPeriod | place:moon
Gap-gapKind | gap:no-water | kg:gapKind |
Gap-about | gap:no-water | kg:about |
Gap-certainty | gap:no-water | kg:certainty | kg:Asserted
Indicator-broader | indicator:pond-depth | kg:broader | place:moon
Figure-indicator | figure:leaks | kg:indicator | place:moon
Figure-subject | figure:leaks | kg:subject |
Figure-unit | figure:leaks | kg:unit | place:moon
Figure-approximation | figure:leaks | kg:approximation | kg:Roughly
Figure-verbatim | figure:leaks | kg:verbatim | "over 20"@en
Figure-value | figure:leaks | kg:value | "20"^^xsd:integer
Figure-lowerBound | figure:leaks | kg:lowerBound | "20"
Figure-upperBound | figure:leaks | kg:upperBound | "99"
Figure-ofHowMany | figure:leaks | kg:ofHowMany | "99"
Figure-correctedValue | figure:leaks | kg:correctedValue | "21"
Figure-lowerInclusive | figure:leaks | kg:lowerInclusive | "no"
Figure-upperInclusive | figure:leaks | kg:upperInclusive | "yes"
Figure-forecast | figure:leaks | kg:forecast | "no"
Figure-comparison | figure:leaks | kg:comparison | place:moon
Figure-statisticalScope | figure:leaks | kg:statisticalScope | place:moon
Figure-temporalNature | figure:leaks | kg:temporalNature | place:moon
Figure-hasValue | figure:pond-count | kg:value |
Comparison-operator | comparison:leaks-growth | kg:operator |
Comparison-baseKind | comparison:leaks-growth | kg:baseKind |
Comparison-basePeriod | comparison:leaks-growth | kg:basePeriod | "2028"^^xsd:gYear "2029"^^xsd:gYear
Period-begin | time:lately | kg:begin | "2030"^^xsd:gYear "2031"^^xsd:gYear
Period-end | time:lately | kg:end | "2030"^^xsd:gYear "2031"^^xsd:gYear
PlanPeriod-begin | plan-period:first-fish-plan | kg:begin |
PlanPeriod-end | plan-period:first-fish-plan | kg:end |
TimeExpression-resolution | time:lately | kg:resolution | "发布前一年内。"@zh
Event-place | event:great-leak | kg:place | topic:tides
Event-caseCount | event:great-leak | kg:caseCount | topic:tides
Publication-publishedIn | publication:fish-almanac | kg:publishedIn | "2030"^^xsd:gYear "2031"^^xsd:gYear
Quotation-speaker | quotation:ann-on-fish | kg:speaker |
Quotation-quotedFrom | quotation:ann-on-fish | kg:quotedFrom | unit:cny
Naming-names | naming:crater-2031 | kg:names | unit:cny
Naming-nameUsed | naming:crater-2031 | kg:nameUsed | "crater"@en
Anomaly-anomalyKind | anomaly:dry-pond | kg:anomalyKind |
Anomaly-certainty | anomaly:dry-pond | kg:certainty |
Anomaly-about | anomaly:dry-pond | kg:about |
Anomaly-note | anomaly:dry-pond | kg:note | "前后不一。"@zh
Report-label | report:moon-2031 | rdfs:label |
Report-publisher | report:moon-2031 | dcterms:publisher | place:moon
Report-issued | report:moon-2031 | dcterms:issued | "2031"
Report-encodes | report:moon-2031 | kg:encodes | regulator:moon
Place-of-report-label | sentence:moon-2031-1.1.1-s1 | rdfs:label |
Place-of-report-number | sentence:moon-2031-1.1.1-s1 | kg:number |
Place-of-report-order | sentence:moon-2031-1.1.1-s1 | kg:order | "0"^^xsd:integer
Place-of-report-page | sentence:moon-2031-1.1.1-s2 | kg:page | "3"^^xsd:integer
Place-of-report-lastPage | sentence:moon-2031-1.1.1-s2 | kg:lastPage | "two"
Place-of-report-isPartOf | sentence:moon-2031-1.1.1-s1 | dcterms:isPartOf | place:moon
Place-of-report-carriesNoClaim | sentence:moon-2031-1.1.1-s3 | kg:carriesNoClaim | "rien"@fr
Titled-title | section:moon-2031-1.1 | dcterms:title | "池塘"@zh
Part-isPartOf | part:moon-2031-1 | dcterms:isPartOf | section:moon-2031-1.1
Section-isPartOf | section:moon-2031-1.1 | dcterms:isPartOf | report:moon-2031
Sentence-checksum | sentence:moon-2031-1.1.1-s1 | kg:checksum | "XYZ"
Claim-subject | claim:moon-2031-1.1.1-s1-bb991c | rdf:subject |
Claim-predicate | claim:moon-2031-1.1.1-s1-bb991c | rdf:predicate | kg:harms kg:practises
Claim-object | claim:moon-2031-1.1.1-s1-bb991c | rdf:object | "夜捕"@zh
Claim-basis | claim:moon-2031-1.1.1-s1-bb991c | kg:basis | kg:OfRecord
Claim-modality | claim:moon-2031-1.1.1-s1-bb991c | kg:modality | kg:Wished
Claim-evidenceRole | claim:moon-2031-1.1.1-s1-bb991c | kg:evidenceRole |
Claim-evidence | claim:moon-2031-1.1.1-s1-bb991c | kg:evidence |
Claim-attribution | claim:moon-2031-1.1.1-s1-bb991c | prov:wasAttributedTo | organization:moon-anglers
Claim-period | claim:moon-2031-1.1.1-s1-bb991c | kg:period | "2030"^^xsd:gYear "2031"^^xsd:gYear
Claim-periodPrinted | claim:moon-2031-1.1.1-s1-bb991c | kg:periodPrinted | "last year"@en
Claim-quantifier | claim:moon-2031-1.1.1-s1-bb991c | kg:quantifier | place:moon
Claim-quantifierPrinted | claim:moon-2031-1.1.1-s1-bb991c | kg:quantifierPrinted | "some"@en
Claim-enumeration | claim:moon-2031-1.1.1-s1-bb991c | kg:enumeration | kg:Half
Claim-collective | claim:moon-2031-1.1.1-s1-bb991c | kg:collective | "yes"
Claim-actorRole | claim:moon-2031-1.1.1-s1-bb991c | kg:actorRole | actor-role:lead actor-role:addressee
Claim-citedSource | claim:moon-2031-1.1.1-s1-bb991c | kg:citedSource | unit:cny
Claim-speaker | claim:moon-2031-1.1.1-s1-bb991c | kg:speaker | place:moon
Claim-contestedBy | claim:moon-2031-1.1.1-s1-bb991c | kg:contestedBy | place:moon
Claim-drawnFrom | claim:moon-2031-1.1.1-s1-bb991c | kg:drawnFrom | unit:cny
Claim-gloss | claim:moon-2031-1.1.1-s1-bb991c | kg:gloss | "un"@fr
Claim-rationale | claim:moon-2031-1.1.1-s1-bb991c | kg:rationale | "un"@fr
Claim-condition | claim:moon-2031-1.1.1-s1-bb991c | kg:condition | "un"@fr
Claim-note | claim:moon-2031-1.1.1-s1-bb991c | kg:note | "un"@fr
Claim-iri | claim:moon | rdf:type | kg:Claim
Claim-closed | claim:moon-2031-1.1.1-s1-bb991c | kg:value | "3.0"^^xsd:decimal
OutsideClaim-basis | outside-claim:no-night | kg:basis | kg:Stated
OutsideClaim-primarySource | outside-claim:no-night | prov:hadPrimarySource |
OutsideClaim-object | outside-claim:no-night | rdf:object |
OutsideClaim-reviewStatus | outside-claim:no-night | kg:reviewStatus |
OutsideRecord-row | outside-record:moon-table-r1 | kg:row | "1"
OutsideRecord-source | outside-record:moon-table-r1 | dcterms:isPartOf |
OutsideSource-version | outside-source:moon-table | dcat:version | "1"
OutsideClaim-noEvidence | outside-claim:no-night | kg:evidence | sentence:moon-2031-1.1.1-s1
"""
SH = shapes.SH
_TERM = re.compile(r'"([^"]*)"(?:@(\w+)|\^\^(\S+))?|(\S+)')
_ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
MUTATIONS = {row[0]: (row[1], row[2], row[3]) for row in _ROWS}


def terms(text: str) -> list[Node]:
    """The terms of a row: CURIEs and literals between blanks."""
    found: list[Node] = []
    for value, lang, datatype, name in _TERM.findall(text):
        if name:
            found.append(URIRef(expand(name)))
        else:
            kind = URIRef(expand(datatype)) if datatype else None
            found.append(Literal(value, lang=lang or None, datatype=kind, normalize=False))
    return found


@contextmanager
def given(graph: Graph, focus: Node, prop: Node, values: list[Node]) -> Iterator[None]:
    """The property of the focus has these values, until the end of the block."""
    before = list(graph.triples((focus, prop, None)))
    graph.remove((focus, prop, None))
    for value in values:
        graph.add((focus, prop, value))
    try:
        yield
    finally:
        graph.remove((focus, prop, None))
        for triple in before:
            graph.add(triple)


@pytest.fixture(scope="module")
def all_shapes(vocabulary: tuple[GraphFile, ...]) -> Graph:
    folder = vocabulary[0].path.parent
    return shapes.to_graph(read(folder / "shapes.ttl", folder).quads)


@pytest.fixture(scope="module")
def data(checked: Checked) -> Graph:
    """The good graph with as much of the vocabulary as shapes look at, which keeps this fast."""
    whole = shapes.to_graph(checked.quads("outside"))
    small = Graph(bind_namespaces="none")
    for s, p, o in whole:
        if p in (RDF.type, RDFS.subClassOf) or str(s).startswith(expand("place:").removesuffix("place/")):
            small.add((s, p, o))
    return small


def around(all_shapes: Graph, constraint: URIRef) -> Graph:
    """The node shapes that hold a constraint (itself if it is one), with all they need: small, so fast."""
    part = Graph(bind_namespaces="none")
    todo: list[Node] = [*all_shapes.subjects(SH.property, constraint), constraint]
    while todo:
        node = todo.pop()
        for triple in all_shapes.triples((node, None, None)):
            if triple not in part:
                part.add(triple)
                todo.append(triple[2])
    return part


def test_good_graph_fits_all_shapes(checked: Checked, all_shapes: Graph) -> None:
    assert list(shapes.check(shapes.to_graph(checked.quads("outside")), all_shapes)) == []


def test_every_constraint_has_a_mutation(all_shapes: Graph) -> None:
    assert {f"{SHAPE}{name}" for name in MUTATIONS} == set(shapes.constraints(all_shapes))


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutation_trips_its_constraint(name: str, data: Graph, all_shapes: Graph) -> None:
    focus, prop, values = MUTATIONS[name]
    constraint = URIRef(f"{SHAPE}{name}")
    with given(data, URIRef(expand(focus)), URIRef(expand(prop)), terms(values)):
        found = list(shapes.check(data, around(all_shapes, constraint)))
    hits = [one for one in found if one.check == f"shape:{name}" and one.focus == expand(focus)]
    assert hits, found
    assert hits[0].severity == "violation"
    assert "：" in hits[0].message.zh
    assert hits[0].message.en != hits[0].message.zh


def test_every_component_of_every_property_constraint_trips(data: Graph, all_shapes: Graph) -> None:
    missed = []
    for name, (focus_name, prop_name, _) in MUTATIONS.items():
        constraint, focus, prop = (
            URIRef(f"{SHAPE}{name}"),
            URIRef(expand(focus_name)),
            URIRef(expand(prop_name)),
        )
        if all_shapes.value(constraint, SH.path) is None:
            continue
        part = around(all_shapes, constraint)
        for component, values in broken(all_shapes, constraint):
            with given(data, focus, prop, values):
                _, results, _ = pyshacl.validate(data, shacl_graph=part, inplace=True)
            assert isinstance(results, Graph)
            tripped = {
                results.value(one, SH.sourceConstraintComponent)
                for one in results.subjects(SH.sourceShape, constraint)
            }
            if SH[component] not in tripped:
                missed.append((name, component))
    assert missed == []


def broken(all_shapes: Graph, constraint: URIRef) -> Iterator[tuple[str, list[Node]]]:
    """For each component of a property shape, values that break it."""
    elsewhere: Node = URIRef(expand("place:not-declared"))
    many: list[Node] = [URIRef(expand(f"place:one-of-many-{n}")) for n in range(9)]
    ways: dict[str, tuple[str, list[Node]]] = {
        "minCount": ("MinCountConstraintComponent", []),
        "maxCount": ("MaxCountConstraintComponent", many),
        "class": ("ClassConstraintComponent", [elsewhere]),
        "datatype": ("DatatypeConstraintComponent", [elsewhere]),
        "in": ("InConstraintComponent", [elsewhere]),
        "nodeKind": ("NodeKindConstraintComponent", [Literal("word")]),
        "uniqueLang": ("UniqueLangConstraintComponent", [Literal("一", lang="zh"), Literal("二", lang="zh")]),
        "languageIn": ("LanguageInConstraintComponent", [Literal("un", lang="fr")]),
        "minInclusive": ("MinInclusiveConstraintComponent", [Literal(0)]),
        "lessThan": ("LessThanConstraintComponent", [Literal(99)]),
        "hasValue": ("HasValueConstraintComponent", [elsewhere]),
        "pattern": ("PatternConstraintComponent", [Literal("nothing of the kind")]),
    }
    for parameter, (component, values) in ways.items():
        if all_shapes.value(constraint, SH[parameter]) is not None:
            yield component, values
    known = {SH[parameter] for parameter in ways} | {RDF.type, SH.path, SH.message}
    unknown = set(all_shapes.predicates(constraint)) - known
    assert not unknown, f"{constraint}: no way to break {unknown}"


def test_shapes_are_valid_shapes(all_shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=all_shapes, meta_shacl=True)
    assert conforms, text


def test_no_constraint_is_anonymous_and_each_speaks_both_languages(all_shapes: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    for kind in kinds:
        for shape in all_shapes.subjects(RDF.type, kind):
            assert isinstance(shape, URIRef)
            assert str(shape).startswith(SHAPE)
            said = {
                text.language for text in all_shapes.objects(shape, SH.message) if isinstance(text, Literal)
            }
            is_alternative = any(
                shape in Collection(all_shapes, choice) for choice in all_shapes.objects(None, SH["or"])
            )
            is_bundle = kind == SH.NodeShape and bool(list(all_shapes.objects(shape, SH.property)))
            assert said == ({"zh", "en"} if not (is_alternative or is_bundle) else set()), shape


def test_every_class_of_things_has_a_shape(all_shapes: Graph, data: Graph) -> None:
    from kg.namespaces import CLASS_PREFIX, KG

    targets = set(all_shapes.objects(None, SH.targetClass))
    for name in CLASS_PREFIX:
        assert targets & set(data.transitive_objects(URIRef(KG + name), RDFS.subClassOf)), name


def test_shapes_use_declared_terms_only(all_shapes: Graph, data: Graph) -> None:
    own = PREFIXES["kg"]
    used = {term for triple in all_shapes for term in triple if str(term).startswith(own)}
    assert {str(term) for term in used if (term, RDF.type, None) not in data} == set()
    assert SKOS.Concept in set(all_shapes.objects(None, SH["class"]))
