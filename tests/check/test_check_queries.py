"""Each query of queries/checks is tripped once, by a SPARQL update of the good graph."""

import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check import queries
from kg.check.queries import CheckQuery
from kg.errors import ParseError
from kg.namespaces import KG, PREFIXES, expand, graph_iri, shorten
from kg.sparql.tokens import Kind, Token, significant
from kg.store.embedded import run, whole
from kg.store.protocol import Dataset, Result, Stream
from kg.store.terms import Triple

FOLDER = Path(__file__).parents[2] / "queries" / "checks"
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
DOTTED = re.compile(r"(?<![\w:])(?:claim|sentence|paragraph|section):[a-z0-9][a-z0-9.-]*[a-z0-9]")


class Spoilt:
    """A store of the vocabulary and the good graph that updates have changed."""

    source = "spoilt"

    def __init__(self, nquads: bytes, *updates: str) -> None:
        self._store = ox.Store()
        self._store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
        for update in updates:
            self._store.update(DOTTED.sub(lambda found: f"<{expand(found[0])}>", update), prefixes=PREFIXES)

    def query(self, text: str, *, with_graphs: object = (), dataset: Dataset | None = None) -> Result:
        return whole(self.stream(text, dataset=dataset))

    def stream(
        self, text: str, *, with_graphs: object = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        return run(self._store, text, dataset)

    def close(self) -> None:
        """Nothing to give back."""


def check_of(name: str) -> CheckQuery:
    return queries.load(FOLDER / f"{name}{queries.SUFFIX}.rq")


def focuses(nquads: bytes, name: str, *updates: str) -> set[str]:
    return {one.focus for one in queries.run(Spoilt(nquads, *updates), check_of(name))}


@pytest.fixture(scope="module")
def good_store(good_nquads: bytes) -> Spoilt:
    return Spoilt(good_nquads)


def test_every_file_has_a_mutation() -> None:
    assert sorted(MUTATIONS) == sorted(check.id for check in queries.load_all(FOLDER))
    assert {path.stem for path in FOLDER.iterdir()} == {f"{name}{queries.SUFFIX}" for name in MUTATIONS}


@pytest.mark.parametrize("name", MUTATIONS)
def test_good_graph_trips_nothing(name: str, good_store: Spoilt) -> None:
    assert list(queries.run(good_store, check_of(name))) == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutation_trips_its_check(name: str, good_nquads: bytes) -> None:
    update, focus = MUTATIONS[name]
    found = list(queries.run(Spoilt(good_nquads, update), check_of(name)))
    wanted = focus if "://" in focus else expand(focus)
    hits = [one for one in found if one.focus == wanted]
    assert hits, found
    for message in hits[0].message:
        assert "{focus}" not in message
        assert "http" not in message
    assert hits[0].message.zh != hits[0].message.en


@pytest.mark.parametrize("what", BOUNDS)
def test_bounds_that_contradict_are_found(what: str, good_nquads: bytes) -> None:
    focus, update = BOUNDS[what]
    assert expand(focus) in focuses(good_nquads, "bounds-against-value", update)


@pytest.mark.parametrize("prop", CYCLES)
def test_cycles_of_every_kind_are_found(prop: str, good_nquads: bytes) -> None:
    found = list(queries.run(Spoilt(good_nquads, CYCLES[prop]), check_of("cycle")))
    assert len(found) == 2
    assert prop in found[0].message.en


def named(one: str, two: str, lang: str) -> str:
    return f'INSERT DATA {{ topic:tides skos:altLabel "{one}"@{lang}, "{two}"@{lang} }}'


@pytest.mark.parametrize(("one", "two", "lang"), APART)
def test_names_of_two_things_are_kept_apart(one: str, two: str, lang: str, good_nquads: bytes) -> None:
    found = focuses(good_nquads, "names-that-must-not-merge", named(one, two, lang))
    assert found == {expand("topic:tides")}


@pytest.mark.parametrize(("one", "two", "lang"), TOGETHER)
def test_names_of_one_thing_may_stand_together(one: str, two: str, lang: str, good_nquads: bytes) -> None:
    assert focuses(good_nquads, "names-that-must-not-merge", named(one, two, lang)) == set()


@pytest.mark.parametrize("missing", ["directiveStrength", "usesInstrument"])
def test_leaf_recommendation_needs_strength_and_instrument(missing: str, good_nquads: bytes) -> None:
    update = f"DELETE WHERE {{ recommendation:bring-fish kg:{missing} ?o }}"
    found = focuses(good_nquads, "leaf-recommendation-incomplete", update)
    assert found == {expand("recommendation:bring-fish")}


@pytest.mark.parametrize(
    "kind", ["figure:leaks", "action:office-crater-2030", "event:great-leak", "anomaly:dry-pond"]
)
def test_nodes_of_every_kind_need_evidence(kind: str, good_nquads: bytes) -> None:
    update = f"DELETE WHERE {{ {kind} kg:evidence ?e }}"
    assert focuses(good_nquads, "node-without-evidence", update) == {expand(kind)}


def test_footnote_sentence_of_an_encoded_section_counts(good_nquads: bytes) -> None:
    update = "DELETE WHERE { ?x kg:evidence sentence:moon-2031-fn1-s1 }"
    found = focuses(good_nquads, "sentence-without-claim", update)
    assert found == {expand("sentence:moon-2031-fn1-s1")}


def test_evidence_of_another_report_is_found(good_nquads: bytes) -> None:
    update = f"DELETE {{ {FULL} prov:wasAttributedTo ?r }} INSERT {{ {FULL} prov:wasAttributedTo report:sun }} WHERE {{ {FULL} prov:wasAttributedTo ?r }}"
    assert focuses(good_nquads, "evidence-outside-report", update) == {expand(FULL)}


def test_labels_of_figures_may_repeat(good_nquads: bytes) -> None:
    update = "INSERT { figure:leaks rdfs:label ?l } WHERE { figure:pond-count rdfs:label ?l }"
    assert focuses(good_nquads, "same-name-twice", update) == set()


@pytest.mark.parametrize("how", RETIRED)
def test_retired_name_that_leads_wrong_is_found(how: str, good_nquads: bytes) -> None:
    update = f"INSERT DATA {{ {RETIRED[how]} }}"
    assert "place:luna" in {shorten(one) for one in focuses(good_nquads, "retired-name", update)}


def test_retired_name_that_leads_to_its_successor_is_fine(good_nquads: bytes) -> None:
    update = "INSERT DATA { place:luna dcterms:isReplacedBy place:moon ; owl:deprecated true }"
    assert focuses(good_nquads, "retired-name", update) == set()


@pytest.mark.parametrize("name", MUTATIONS)
def test_paths_have_a_fixed_end(name: str) -> None:
    assert free_paths(check_of(name).text) == []


def test_rows_come_in_a_fixed_order() -> None:
    for name in MUTATIONS:
        check = check_of(name)
        assert "ORDER BY" in check.text, name


def test_lint_finds_a_path_with_both_ends_free() -> None:
    assert free_paths("SELECT ?a ?b WHERE { ?a kg:partOf+ ?b }") == ["?a kg:partOf+ ?b"]
    assert free_paths("SELECT ?a ?b WHERE { ?a kg:partOf/kg:partOf* ?b FILTER(?a != ?b) }") != []
    assert free_paths("SELECT ?a WHERE { ?a a kg:Company ; kg:partOf+ ?b }") == []
    assert free_paths("SELECT ?a WHERE { ?a kg:partOf+ challenge:x }") == []


def free_paths(text: str) -> list[str]:
    """Paths with + or * neither of whose ends is a name or stands in another pattern (Virtuoso fails)."""
    tokens = significant(text)
    start = next(n for n, token in enumerate(tokens) if token.is_mark("{"))
    bound: dict[str, int] = {}
    depth = 0
    for token in tokens[start:]:
        depth += token.is_mark("(") - token.is_mark(")")
        if token.kind is Kind.VARIABLE and depth == 0:
            bound[token.text] = bound.get(token.text, 0) + 1
    found = []
    for n, token in enumerate(tokens):
        is_path = token.is_mark("+") or token.is_mark("*")
        if not is_path or tokens[n - 1].kind not in (Kind.NAME, Kind.IRI) or n < start:
            continue
        subject, first, is_shared = _subject(tokens, n)
        obj = tokens[n + 1]
        is_free = [end.kind is Kind.VARIABLE and bound.get(end.text, 0) < 2 for end in (subject, obj)]
        if all(is_free) and not is_shared:
            path = "".join(one.text for one in tokens[first:n])
            found.append(f"{subject.text} {path}{token.text} {obj.text}")
    return found


def _subject(tokens: Sequence[Token], end: int) -> tuple[Token, int, bool]:
    """The subject of the triple whose path ends here, where the path begins, and whether the subject
    has another triple before it (`?s a ?c ; path ?o`)."""
    first = end - 1
    while tokens[first - 1].text in ("/", "|", "^"):
        first -= 2 if tokens[first - 2].kind in (Kind.NAME, Kind.IRI) else 3
    n = first - 1
    is_shared = tokens[n].is_mark(";")
    while tokens[n].is_mark(";") or not (n == 0 or tokens[n - 1].text in ("{", "}", ".", ")")):
        n -= 1
    return tokens[n], first, is_shared


BROKEN = {
    "no front matter": "SELECT ?focus WHERE { ?focus ?p ?o }",
    "another name": "#+ id: other\n#+ title: {zh: 一, en: a}\n#+ message: {zh: 一, en: a}\n#+ severity: violation\n"
    "#+ why: {zh: 一, en: a}\nSELECT ?focus WHERE { ?focus ?p ?o }",
    "unknown severity": "#+ id: x\n#+ title: {zh: 一, en: a}\n#+ message: {zh: 一, en: a}\n#+ severity: bad\n"
    "#+ why: {zh: 一, en: a}\nSELECT ?focus WHERE { ?focus ?p ?o }",
    "unknown placeholder": "#+ id: x\n#+ title: {zh: 一, en: a}\n#+ message: {zh: '{y}', en: a}\n"
    "#+ severity: violation\n#+ why: {zh: 一, en: a}\nSELECT ?focus WHERE { ?focus ?p ?o }",
    "one language": "#+ id: x\n#+ title: {zh: 一}\n#+ message: {zh: 一, en: a}\n#+ severity: violation\n"
    "#+ why: {zh: 一, en: a}\nSELECT ?focus WHERE { ?focus ?p ?o }",
    "no YAML": "#+ id: [x\nSELECT ?focus WHERE { ?focus ?p ?o }",
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_check_file_is_told_by_its_name(what: str, tmp_path: Path) -> None:
    path = tmp_path / "x-violation.rq"
    path.write_text(BROKEN[what], encoding="utf-8")
    with pytest.raises(ParseError, match=r"x-violation\.rq"):
        queries.load(path)


def test_bad_sparql_is_told_by_its_file(tmp_path: Path, good_store: Spoilt) -> None:
    path = tmp_path / "x-violation.rq"
    head = BROKEN["unknown severity"].replace("bad", "violation").partition("SELECT")[0]
    path.write_text(head + "SELECT ?focus WHERE { ?focus ?p }", encoding="utf-8")
    with pytest.raises(ParseError, match=r"x-violation\.rq"):
        list(queries.run(good_store, queries.load(path)))
