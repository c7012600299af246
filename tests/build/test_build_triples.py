import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from kg.build.run import TRIPLES, build, is_fresh, outputs, stale
from kg.build.vocabulary import KG
from kg.namespaces import DEFAULT_FILES, PREFIXES, expand
from kg.rdfio.load import parse_file
from kg.rdfio.output import write

ROOT = Path(__file__).parents[2]
PROV = Namespace(PREFIXES["prov"])


@pytest.fixture
def graph(moon: Path) -> Graph:
    return Graph().parse(data=build(moon), format="turtle")


def _u(curie: str) -> URIRef:
    return URIRef(expand(curie))


def _claims(graph: Graph, s: str, p: str, o: str) -> list[URIRef]:
    rows = graph.query(
        "SELECT ?c { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }",
        initBindings={"s": _u(s), "p": _u(p), "o": _u(o)},
    )
    return [row[0] for row in rows]  # type: ignore[index, misc]


def test_a_stated_claim_has_a_plain_edge_and_its_sentence(graph: Graph) -> None:
    assert (_u("challenge:no-fish"), KG.partOf, _u("challenge:deep-pond")) in graph
    (claim,) = _claims(graph, "challenge:no-fish", "kg:partOf", "challenge:deep-pond")
    assert graph.value(claim, KG.evidence) == _u("section:moon-2030-1.1")
    assert graph.value(claim, KG.basis) == KG.Stated
    assert graph.value(claim, KG.evidenceRole) == KG.Heading
    assert graph.value(claim, PROV.wasAttributedTo) == _u("report:moon-2030")


def test_an_implied_claim_has_a_plain_edge(graph: Graph) -> None:
    assert (_u("challenge:deep-pond"), KG.harms, _u("group:fishers")) in graph


def test_a_hypothetical_claim_has_no_plain_edge(graph: Graph) -> None:
    assert _claims(graph, "group:fishers", "kg:practises", "practice:idling")
    assert (_u("group:fishers"), KG.practises, _u("practice:idling")) not in graph


def test_an_editorial_claim_has_a_rationale_and_no_plain_edge(graph: Graph) -> None:
    (claim,) = _claims(graph, "practice:idling", "kg:worsens", "challenge:deep-pond")
    assert set(graph.objects(claim, KG.rationale)) == {
        Literal("试验用", lang="zh"),
        Literal("for the test", lang="en"),
    }
    assert (_u("practice:idling"), KG.worsens, _u("challenge:deep-pond")) not in graph


def test_a_claim_is_named_by_its_place_and_a_hash_of_what_it_says(graph: Graph) -> None:
    said = "\n".join(
        expand(t) for t in ("group:fishers", "kg:practises", "practice:idling", "kg:Hypothetical")
    )
    digest = hashlib.sha256(said.encode()).hexdigest()[:6]
    assert _claims(graph, "group:fishers", "kg:practises", "practice:idling") == [
        _u(f"claim:moon-2030-1.1.1-s3-{digest}")
    ]


def test_edges_are_drawn_from_an_enforcement_action_with_claims_of_their_own(graph: Graph) -> None:
    action = _u("action:fisher-fine")
    (claim,) = _claims(graph, "regulator:moon-fishery", "kg:penalised", "group:fishers")
    assert graph.value(claim, KG.drawnFrom) == action
    assert graph.value(claim, KG.evidence) == graph.value(action, KG.evidence)
    assert str(graph.value(claim, KG.period)) == "2030-03"
    assert (_u("regulator:moon-fishery"), KG.penalised, _u("group:fishers")) in graph
    assert _claims(graph, "action:fisher-fine", "kg:enforcesAgainst", "practice:idling")


def test_a_figure_over_a_value_has_an_exclusive_lower_bound_and_no_upper_one(graph: Graph) -> None:
    figure = _u("figure:fisher-fine")
    assert str(graph.value(figure, KG.lowerBound)) == "3.0"
    assert graph.value(figure, KG.lowerInclusive) == Literal(False)
    assert graph.value(figure, KG.upperBound) is None
    assert Literal("渔夫·罚款：超过3枚", lang="zh") in set(graph.objects(figure, RDFS.label))
    assert Literal("fishers: fine, over 3 one (count)", lang="en") in set(graph.objects(figure, RDFS.label))


def test_aliases_and_definitions_keep_their_language(graph: Graph) -> None:
    bureau = _u("regulator:moon-fishery")
    assert Literal("渔业局", lang="zh") in set(graph.objects(bureau, SKOS.altLabel))
    assert {o.language for o in graph.objects(bureau, SKOS.definition)} == {"zh", "en"}  # type: ignore[attr-defined]


def test_the_structure_of_the_whole_report_is_there_without_its_words(graph: Graph) -> None:
    sentence = _u("sentence:moon-2030-1.1.1-s2")
    assert (sentence, RDF.type, KG.Sentence) in graph
    assert Literal("一（一）第1段第2句，第1页", lang="zh") in set(graph.objects(sentence, RDFS.label))
    assert not any("硬币" in str(o) for o in graph.objects())
    assert (_u("report:moon-2030"), KG.encodes, _u("section:moon-2030-1.1")) in graph


def test_a_sentence_without_a_claim_says_why(graph: Graph) -> None:
    silence = set(graph.objects(_u("sentence:moon-2030-1.1.2-s1"), KG.carriesNoClaim))
    assert silence == {Literal("承接句", lang="zh"), Literal("a transition", lang="en")}


def test_a_retired_name_leads_to_what_is_meant_today(moon: Path) -> None:
    path = moon / "data" / "source" / "redirects.yaml"
    path.write_text("group:anglers: group:fishers\n", encoding="utf-8")
    graph = Graph().parse(data=build(moon), format="turtle")
    assert set(graph.predicate_objects(_u("group:anglers"))) == {
        (DCTERMS.isReplacedBy, _u("group:fishers")),
        (OWL.deprecated, Literal(True)),
    }


def test_two_reports_that_say_the_same_give_one_edge_and_two_claims(series: Path) -> None:
    text = (series / TRIPLES).read_text(encoding="utf-8")
    graph = Graph().parse(data=text, format="turtle")
    said = ("company:moon-rabbit", "kg:practises", "practice:one-platform-only")
    claims = _claims(graph, *said)
    assert {str(graph.value(claim, PROV.wasAttributedTo)) for claim in claims} == {
        expand("report:moon-2030"),
        expand("report:moon-2032"),
    }
    assert len(claims) == 2
    assert text.count("kg:practises practice:one-platform-only") == 1


def test_each_report_encodes_its_own_sections_and_has_its_year_in_its_name(series: Path) -> None:
    graph = Graph().parse(series / TRIPLES, format="turtle")
    for report in ("moon-2030", "moon-2032"):
        sections = [str(s).rpartition("/")[2] for s in graph.objects(_u(f"report:{report}"), KG.encodes)]
        assert sorted(sections) == [f"{report}-{number}" for number in ("1.1", "2.1", "2.2", "3.1")]
        labels = {str(o) for o in graph.objects(_u(f"report:{report}"), RDFS.label)}
        assert f"月球互联网白皮书（{report[-4:]}）" in labels


def test_each_report_keeps_its_own_name_for_a_thing(series: Path) -> None:
    graph = Graph().parse(series / TRIPLES, format="turtle")
    names = {
        str(graph.value(naming, KG.evidence)).rpartition("/")[2]: str(graph.value(naming, KG.nameUsed))
        for naming in graph.subjects(KG.names, _u("regulator:moon-net"))
    }
    assert names == {"moon-2030-1.1.1-s3": "月网署", "moon-2032-1.1.1-s3": "月面网信署"}
    assert graph.value(_u("naming:moon-net-2030"), RDFS.label) is not None


def test_the_same_source_gives_the_same_bytes_under_any_hash_seed(moon: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.build.run import outputs\n"
        "sys.stdout.write(''.join(outputs(Path(sys.argv[1])).values()))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(moon)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(outputs) == 1


def test_the_order_of_statements_in_a_file_does_not_change_the_bytes(moon: Path) -> None:
    before = build(moon)
    path = moon / "data" / "source" / "moon-2030" / "1.1.yaml"
    head, middle, tail = path.read_text(encoding="utf-8").partition("1.1.1-s3:\n")
    first, second, *rest = tail.splitlines(keepends=True)
    path.write_text(head + middle + second + first + "".join(rest), encoding="utf-8")
    assert build(moon) == before


def test_freshness_notices_a_changed_source(moon: Path) -> None:
    for name, text in outputs(moon).items():
        write(moon / name, text)
    assert is_fresh(moon)
    path = moon / "data" / "source" / "moon-2030" / "1.1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Hypothetical", "Forecast"), encoding="utf-8")
    # Also the description of the dataset, which counts the triples.
    assert stale(moon) == ["data/triples.ttl", "data/void.ttl"]


def test_the_committed_files_are_what_the_source_says() -> None:
    assert stale(ROOT) == [], "run kg build"


def test_the_default_graph_has_no_blank_nodes() -> None:
    """Their labels are new at each reading, so two readings could not be compared term by term."""
    for name in DEFAULT_FILES:
        terms = (term for quad in parse_file(ROOT / name) for term in (quad.subject, quad.object))
        assert not any(isinstance(term, ox.BlankNode) for term in terms), name
