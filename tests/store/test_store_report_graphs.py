"""Each report of a series has a graph: what the default graph would be without the other reports."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError, NotFound, QueryRefused
from kg.namespaces import PREFIXES, graph_iri
from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.run import run
from kg.store.embedded import EmbeddedStore
from kg.store.fill import report_updates
from kg.store.open import open_store
from kg.store.protocol import Dataset, select
from kg.store.terms import Iri

CHALLENGES = "SELECT ?c {source} WHERE {{ ?c a kg:Challenge }} ORDER BY ?c"
REPORTS = CHALLENGES.replace("Challenge", "Report")
ALL = Dataset(("report/moon-2030", "report/moon-2032"))


@pytest.fixture
def store(series: Path) -> EmbeddedStore:
    opened = open_store([str(series / "data" / "triples.ttl")])
    assert isinstance(opened, EmbeddedStore)
    return opened


def _names(store: EmbeddedStore, query: str, *with_graphs: str) -> list[str]:
    answer = run(store, query, with_graphs=with_graphs)
    assert isinstance(answer, Table)
    return [cell.value.rpartition("/")[2] for (cell,) in answer.rows if isinstance(cell, Iri)]


def test_from_a_reports_graph_sees_only_what_that_report_speaks_of(store: EmbeddedStore) -> None:
    for report, other in (("moon-2030", "far-side-signal"), ("moon-2032", "scarce-compute")):
        source = f"FROM <{graph_iri(f'report/{report}')}>"
        assert _names(store, CHALLENGES.format(source=source)) == ["crater-grab", other]


def test_a_reports_graph_has_its_edges_and_not_the_others(store: EmbeddedStore) -> None:
    query = "SELECT ?o WHERE {{ GRAPH <{}> {{ recommendation:crater-allocation kg:directiveStrength ?o }} }}"
    assert _names(store, query.format(graph_iri("report/moon-2030"))) == ["explore"]
    assert _names(store, query.format(graph_iri("report/moon-2032"))) == ["establish"]


def test_claims_figures_and_sentences_of_a_report_are_in_its_graph_alone(store: EmbeddedStore) -> None:
    text = f"""SELECT DISTINCT ?g ?x WHERE {{ GRAPH ?g {{ ?x a ?class }}
      FILTER (STRSTARTS(STR(?x), "{PREFIXES["figure"]}") || CONTAINS(STR(?x), "/moon-20")) }}"""
    for graph, thing in select(store, text).rows:
        assert isinstance(graph, Iri)
        assert isinstance(thing, Iri)
        name = thing.value.rpartition("/")[2]
        if name.startswith("moon-20"):
            assert name.startswith(graph.value.rpartition("/")[2])
    figures = f"SELECT ?x WHERE {{ GRAPH <{graph_iri('report/moon-2030')}> {{ ?x a kg:Figure }} }}"
    assert _names(store, figures) == ["moon-netizens-2029"]


def test_the_default_graph_is_the_merge_of_the_reports(store: EmbeddedStore) -> None:
    # Lists of the ontology are blank nodes, which are new in every graph.
    everything = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER (!isBlank(?s) && !isBlank(?o)) }"
    assert set(select(store, everything).rows) == set(store.query(everything, dataset=ALL).rows)  # type: ignore[union-attr]


def test_merging_in_a_reports_graph_is_refused_because_it_adds_nothing(store: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="use --only or FROM"):
        _names(store, CHALLENGES.format(source=""), "report/moon-2030")


@pytest.mark.parametrize(("report", "strength"), [("moon-2030", "explore"), ("moon-2032", "establish")])
def test_a_catalogued_question_can_be_asked_of_one_report(
    store: EmbeddedStore, report: str, strength: str
) -> None:
    answer = run(store, Catalogue().get("challenge-recommendations"), only=report)
    assert isinstance(answer, Table)
    (row,) = answer.rows
    assert Iri(f"{PREFIXES['strength']}{strength}") in row
    assert all("moon-20" not in getattr(cell, "value", "") or report in cell.value for cell in row)  # type: ignore[union-attr]


def test_one_report_alone_and_from_exclude_each_other(store: EmbeddedStore) -> None:
    with pytest.raises(QueryRefused, match="either FROM or --only"):
        run(store, CHALLENGES.format(source=f"FROM <{graph_iri('report')}>"), only="moon-2030")


def test_a_report_that_is_not_there_is_named_with_those_that_are(store: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match="there are: report/moon-2030, report/moon-2032"):
        run(store, CHALLENGES.format(source=f"FROM <{graph_iri('report/moon-2031')}>"))
    with pytest.raises(NotFound, match="no graph of a report 'moon-2031'"):
        run(store, CHALLENGES.format(source=""), only="moon-2031")


def test_graph_variables_see_reports_only_where_there_are_several(
    tmp_path: Path, store: EmbeddedStore
) -> None:
    graphs = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?x a kg:Report } } ORDER BY ?g"
    assert _names(store, graphs) == ["moon-2030", "moon-2032"]
    path = tmp_path / "one.ttl"
    path.write_text(f"<{PREFIXES['report']}only> a <{PREFIXES['kg']}Report> .\n", encoding="utf-8")
    one = open_store([str(path)])
    assert isinstance(one, EmbeddedStore)
    assert _names(one, graphs) == []
    assert _names(one, REPORTS.format(source=f"FROM <{graph_iri('report/only')}>")) == ["only"]


def test_any_engine_can_fill_a_reports_graph_by_updates(series: Path, store: EmbeddedStore) -> None:
    engine = ox.Store()
    into = ox.NamedNode(graph_iri("report"))
    for name in ("ontology/kg.ttl", "ontology/schemes.ttl", "data/triples.ttl"):
        engine.bulk_load(path=str(series / name), format=ox.RdfFormat.TURTLE, to_graph=into)
    for update in report_updates("moon-2030", claims_in="report"):
        engine.update(update)
    graph = ox.NamedNode(graph_iri("report/moon-2030"))
    assert _named(engine, graph) == _named(store.engine(), graph)


def _named(engine: ox.Store, graph: ox.NamedNode) -> set[ox.Quad]:
    """The quads of a graph but for those with blank nodes, whose labels are new in every store."""
    return {
        quad
        for quad in engine.quads_for_pattern(None, None, None, graph)
        if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
    }
