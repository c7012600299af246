"""How the good graph is spoilt, check by check: SPARQL updates, each with what its finding is about."""

from kg.namespaces import KG, graph_iri

FULL = "claim:moon-2031-1.1.1-s1-bb991c"
NEGATED = "claim:moon-2031-1.1.1-s2-e7398e"
ONTOLOGY = KG.removesuffix("#")

# Gives a property another value.
SET = "DELETE {{ {0} {1} ?o }} INSERT {{ {0} {1} {2} }} WHERE {{ {0} {1} ?o }}"
# check -> (the update, what the finding is about)
MUTATIONS = {
    "plain-edge-without-claim": ("INSERT DATA { place:crater kg:locatedIn place:moon }", "place:crater"),
    "asserted-claim-without-edge": (
        "DELETE DATA { group:small-anglers kg:practises practice:night-fishing }",
        FULL,
    ),
    "edge-of-unasserted-claim": (
        "INSERT DATA { company:dry-sea kg:operates infrastructure:pond-a }",
        NEGATED,
    ),
    "asserted-and-negated": (
        """INSERT DATA { claim:x a kg:Claim ; kg:modality kg:Asserted ; rdf:subject company:dry-sea ;
           rdf:predicate kg:operates ; rdf:object infrastructure:pond-a }""",
        NEGATED,
    ),
    "evidence-outside-report": (f"INSERT DATA {{ {FULL} kg:evidence place:moon }}", FULL),
    "evidence-too-coarse": (f"INSERT DATA {{ {FULL} kg:evidence paragraph:moon-2031-1.1.1 }}", FULL),
    "subject-outside-domain": (SET.format(FULL, "rdf:subject", "place:moon"), FULL),
    "object-outside-range": (SET.format(FULL, "rdf:object", "place:moon"), FULL),
    "value-outside-domain": ("INSERT DATA { place:moon kg:value 3.0 }", "place:moon"),
    "value-outside-range": (
        "INSERT DATA { action:office-crater-2030 kg:characterisedBy place:moon }",
        "action:office-crater-2030",
    ),
    "concept-outside-scheme": (SET.format("law:pond-law", "kg:normativeRank", "form:law"), "law:pond-law"),
    "value-of-wrong-form": (SET.format("time:lately", "kg:begin", '"in 2030"'), "time:lately"),
    "family-or-inverse-in-claim": (SET.format(FULL, "rdf:predicate", "kg:practisedBy"), FULL),
    "family-or-inverse-edge": (
        "INSERT DATA { practice:night-fishing kg:practisedBy group:small-anglers }",
        "practice:night-fishing",
    ),
    "predicate-not-a-statement": (SET.format(FULL, "rdf:predicate", "kg:broader"), FULL),
    "self-statement": (SET.format(FULL, "rdf:object", "group:small-anglers"), FULL),
    "node-without-evidence": (
        "DELETE WHERE { mandate:pond-office-tides kg:evidence ?e }",
        "mandate:pond-office-tides",
    ),
    "bounds-against-value": (SET.format("figure:leaks", "kg:lowerInclusive", "true"), "figure:leaks"),
    "leaf-recommendation-incomplete": (
        "DELETE WHERE { recommendation:bring-fish kg:usesInstrument ?o }",
        "recommendation:bring-fish",
    ),
    "cycle": (
        "INSERT DATA { challenge:too-few-fish kg:partOf challenge:no-water }",
        "challenge:no-water",
    ),
    "unreachable": ("INSERT DATA { place:nowhere a kg:Place }", "place:nowhere"),
    "sentence-without-claim": (
        "DELETE WHERE { sentence:moon-2031-1.1.1-s3 kg:carriesNoClaim ?why }",
        "sentence:moon-2031-1.1.1-s3",
    ),
    "silent-sentence-with-claim": (
        f"INSERT DATA {{ {FULL} kg:evidence sentence:moon-2031-1.1.1-s3 }}",
        "sentence:moon-2031-1.1.1-s3",
    ),
    "same-name-twice": ('INSERT DATA { place:moon skos:altLabel "环形山"@zh }', "place:moon"),
    "period-ends-before-it-begins": (
        SET.format("plan-period:first-fish-plan", "kg:begin", '"2031-01-01"^^xsd:date'),
        "plan-period:first-fish-plan",
    ),
    "name-used-unknown": (
        SET.format("naming:crater-2031", "kg:nameUsed", '"坑"@zh'),
        "naming:crater-2031",
    ),
    "retired-name": (
        "INSERT DATA { place:luna dcterms:isReplacedBy place:nowhere ; owl:deprecated true }",
        "place:luna",
    ),
    "names-that-must-not-merge": (
        'INSERT DATA { topic:tides skos:altLabel "劳动关系"@zh, "劳务关系"@zh }',
        "topic:tides",
    ),
    "period-named-as-document": (
        'INSERT DATA { plan-period:first-fish-plan skos:altLabel "养鱼规划纲要"@zh }',
        "plan-period:first-fish-plan",
    ),
    "text-layout": ('INSERT DATA { place:moon skos:altLabel "月\\n球"@zh }', "place:moon"),
    "text-in-one-language": ('INSERT DATA { place:moon kg:note "只有中文。"@zh }', "place:moon"),
    "long-label": (
        SET.format("challenge:no-water", "rdfs:label", f'"{"没有水" * 9}"@zh'),
        "challenge:no-water",
    ),
    "quantifier-without-words": (f"DELETE WHERE {{ {FULL} kg:quantifierPrinted ?words }}", FULL),
    "printed-period-without-period": (f"DELETE WHERE {{ {FULL} kg:period ?period }}", FULL),
    "characterisation-without-author": (
        "DELETE WHERE { action:office-crater-2030 kg:characterisedBy ?author }",
        "action:office-crater-2030",
    ),
    "two-classes": ("INSERT DATA { place:moon a kg:Topic }", "place:moon"),
    "unknown-thing": (f"INSERT DATA {{ {FULL} kg:citedSource publication:nowhere }}", FULL),
    "outside-claim-in-report": (SET.format(FULL, "kg:basis", "kg:OfRecord"), FULL),
    "outside-claim-without-edge": (
        f"DELETE DATA {{ GRAPH <{graph_iri('outside')}> {{ group:small-anglers kg:practises practice:night-fishing }} }}",
        "outside-claim:no-night",
    ),
    "outside-edge-without-claim": (
        f"""INSERT DATA {{ GRAPH <{graph_iri("outside")}> {{ issuance:pond-law kg:issuedOn "2030"^^xsd:gYear }} }}""",
        "issuance:pond-law",
    ),
    "undeclared-term": ("INSERT DATA { place:moon kg:colour place:crater }", "kg:colour"),
    "ontology-term-incomplete": ("DELETE WHERE { kg:penalised skos:example ?o }", "kg:penalised"),
    "property-without-domain": ("DELETE WHERE { kg:penalised rdfs:domain ?o }", "kg:penalised"),
    "statement-without-template": ("DELETE WHERE { kg:penalised kg:sentenceNegated ?o }", "kg:penalised"),
    "template-without-ends": (SET.format("kg:penalised", "kg:sentence", '"{s}处罚了"@zh'), "kg:penalised"),
    "concept-incomplete": ("DELETE WHERE { unit:cny skos:notation ?o }", "unit:cny"),
    "class-cycle": ("INSERT DATA { kg:Agent rdfs:subClassOf kg:Company }", "kg:Company"),
    "term-name-out-of-convention": (
        "INSERT DATA { kg:LawAndPolicy a owl:Class }",
        "kg:LawAndPolicy",
    ),
    "inverse-ends-differ": (SET.format("kg:penalisedBy", "rdfs:range", "kg:Place"), "kg:penalised"),
    "inverse-of-itself": (
        "INSERT DATA { kg:contrastsWith owl:inverseOf kg:differsFrom }",
        "kg:contrastsWith",
    ),
    "symmetric-ends-differ": (
        "INSERT DATA { kg:competesWith schema:rangeIncludes kg:Place }",
        "kg:competesWith",
    ),
    "several-domains": ("INSERT DATA { kg:penalised rdfs:domain kg:Company }", "kg:penalised"),
    "no-disjointness": ("INSERT DATA { kg:Whale a owl:Class }", "kg:Whale"),
    "unconnected-class": ("INSERT DATA { kg:Whale a owl:Class }", "kg:Whale"),
    "circular-definition": (
        'INSERT DATA { kg:Place skos:definition "A place is where it is."@en }',
        "kg:Place",
    ),
    "definition-out-of-form": (
        'INSERT DATA { place:moon skos:definition "the earth\'s moon"@en }',
        "place:moon",
    ),
    "same-definition-twice": (
        'INSERT DATA { place:moon skos:definition "Same."@en . topic:tides skos:definition "Same."@en }',
        "topic:tides",
    ),
    "same-term-label-twice": (
        'INSERT DATA { kg:Policy rdfs:label "law"@en . kg:Law rdfs:label "law"@en }',
        "kg:Policy",
    ),
    "several-texts-in-one-language": ('INSERT DATA { place:moon rdfs:label "Luna"@en }', "place:moon"),
    "equivalent-term": ("INSERT DATA { kg:Place owl:equivalentClass kg:Topic }", "kg:Place"),
    "chain-of-one": (
        "INSERT DATA { kg:partOf owl:propertyChainAxiom place:chain . place:chain rdf:first kg:partOf ; rdf:rest rdf:nil }",
        "kg:partOf",
    ),
    "foreign-term-declared": ("INSERT DATA { schema:Whale a owl:Class }", "schema:Whale"),
    "header-incomplete": (
        "DELETE { ?x dcterms:license ?o } WHERE { ?x a owl:Ontology ; dcterms:license ?o }",
        ONTOLOGY,
    ),
    "namespace-out-of-step": (
        'DELETE { ?o owl:versionInfo ?v } INSERT { ?o owl:versionInfo "9.9" } WHERE { ?o owl:versionInfo ?v }',
        ONTOLOGY,
    ),
    "deprecated-term-used": (
        "INSERT DATA { kg:practises owl:deprecated true ; dcterms:isReplacedBy kg:performs }",
        "kg:practises",
    ),
    "deprecated-without-successor": ("INSERT DATA { kg:practises owl:deprecated true }", "kg:practises"),
    "reserved-word-unknown": ("INSERT DATA { place:moon rdfs:lable place:crater }", "rdfs:lable"),
    "editorial-without-rationale": (
        "DELETE WHERE { claim:moon-2031-1.2.1-s1-e6e152 kg:rationale ?why }",
        "claim:moon-2031-1.2.1-s1-e6e152",
    ),
    "class-without-shape": ("INSERT DATA { kg:Whale a owl:Class }", "kg:Whale"),
    "same-notation-twice": (SET.format("unit:usd", "skos:notation", '"cny"'), "unit:usd"),
}
BOUNDS = {
    "exact without bounds": ("figure:pond-count", "DELETE WHERE { figure:pond-count kg:upperBound ?o }"),
    "over with an inclusive bound": ("figure:leaks", SET.format("figure:leaks", "kg:lowerInclusive", "true")),
    "over with another bound": ("figure:leaks", SET.format("figure:leaks", "kg:lowerBound", "19.0")),
    "value above its bound": ("figure:leaks", SET.format("figure:leaks", "kg:upperBound", "3.0")),
    "nearly with a lower bound": (
        "figure:leaks",
        SET.format("figure:leaks", "kg:approximation", "kg:Nearly"),
    ),
    "below with a lower bound": ("figure:leaks", SET.format("figure:leaks", "kg:approximation", "kg:Below")),
    "at least, exclusive": ("figure:leaks", SET.format("figure:leaks", "kg:approximation", "kg:AtLeast")),
    "at most without a bound": ("figure:leaks", SET.format("figure:leaks", "kg:approximation", "kg:AtMost")),
    "range the wrong way round": (
        "figure:depth-range",
        SET.format("figure:depth-range", "kg:lowerBound", "6.0"),
    ),
    "range with one bound": ("figure:depth-range", "DELETE WHERE { figure:depth-range kg:lowerBound ?o }"),
}
RETIRED = {
    "to nothing": "place:luna dcterms:isReplacedBy place:nowhere ; owl:deprecated true",
    "not marked": "place:luna dcterms:isReplacedBy place:moon",
    "in a chain": "place:luna dcterms:isReplacedBy place:selene ; owl:deprecated true . "
    "place:selene a kg:Place ; dcterms:isReplacedBy place:moon ; owl:deprecated true",
    "to itself": "place:luna dcterms:isReplacedBy place:luna ; owl:deprecated true",
    "to two": "place:luna dcterms:isReplacedBy place:moon, place:crater ; owl:deprecated true",
    "still spoken of": "place:luna dcterms:isReplacedBy place:moon ; owl:deprecated true . "
    "place:crater kg:broader place:luna",
    "still described": 'place:luna dcterms:isReplacedBy place:moon ; owl:deprecated true ; rdfs:label "月"@zh',
}
CYCLES = {
    "kg:broader": "INSERT DATA { place:moon kg:broader place:crater }",
    "skos:broader": "INSERT DATA { unit:cny skos:broader unit:usd . unit:usd skos:broader unit:cny }",
    "dcterms:isPartOf": "INSERT DATA { part:moon-2031-1 dcterms:isPartOf section:moon-2031-1.1 }",
}
APART = [
    ("产业互联网", "工业互联网", "zh"),
    ("internet for industries", "Industrial Internet", "en"),
    ("反垄断", "反不正当竞争", "zh"),
    ("anti-monopoly", "unfair competition", "en"),
    ("国家互联网信息办公室", "中央网信办", "zh"),
    ("Cyberspace Administration of China", "Office of the Central Cyberspace Affairs Commission", "en"),
    ("employment relationship", "service relationship", "en"),
    ("自贸协定", "自贸试验区", "zh"),
    ("“十四五”规划期", "第十四个五年规划纲要", "zh"),
]
TOGETHER = [
    ("国家互联网信息办公室", "国家网信办", "zh"),
    ("反垄断与反不正当竞争", "反垄断和反不正当竞争执法", "zh"),
    ("工业互联网", "工业互联网平台", "zh"),
]


# Measured: pyoxigraph 0.5.13 refuses prefixed names with more than one dot, which SPARQL allows.
