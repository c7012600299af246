"""What every store must do, as one suite; each backend's test class gives a `store` fixture.

The graph is GRAPH_TTL in the default graph and OUTSIDE_TTL in graph/outside.
"""

import pytest

from kg.errors import NotFound, QuerySyntaxError
from kg.namespaces import PREFIXES, graph_iri
from kg.store.protocol import Dataset, Solutions, Store, ask, construct, select
from kg.store.terms import LANG_STRING, XSD, BlankNode, Iri, Literal, Triple, same_value, serialise, tagged

HEAD = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n"
    for name in ("kg", "company", "claim", "sentence", "rdf", "rdfs", "xsd")
)

GRAPH_TTL = f"""{HEAD}
company:a a kg:Company ; rdfs:label "甲"@zh, "A"@en ; kg:value 46.50, "line\\nbreak \\"quoted\\"" .
company:b a kg:Company ; rdfs:label "乙"@zh ; kg:competesWith company:a .
claim:stated a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:competesWith ; rdf:object company:a ;
  kg:basis kg:Stated ; kg:modality kg:Asserted ; kg:evidence sentence:r-1.1.1-s1 .
claim:editorial a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:owns ; rdf:object company:b ;
  kg:basis kg:Editorial ; kg:modality kg:Asserted .
claim:opinion-on-tomorrow a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:harms ; rdf:object company:b ;
  kg:basis kg:Editorial ; kg:modality kg:Forecast .
claim:planned a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:owns ; rdf:object company:a ;
  kg:basis kg:Implied ; kg:modality kg:Planned .
claim:negated a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:harms ; rdf:object company:a ;
  kg:basis kg:Stated ; kg:modality kg:Negated .
claim:negated-opinion a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:harms ; rdf:object company:b ;
  kg:basis kg:Editorial ; kg:modality kg:Negated .
"""
OUTSIDE_TTL = f"{HEAD}company:a kg:owns company:a ; kg:remark [ kg:value 1 ] .\n"

P = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("kg", "company", "rdf", "rdfs", "xsd"))
OWNS = f"{P}SELECT ?x ?y {{ ?x kg:owns ?y }} ORDER BY ?x ?y"


def company(name: str) -> Iri:
    return Iri(PREFIXES["company"] + name)


def kg(name: str) -> Iri:
    return Iri(PREFIXES["kg"] + name)


class StoreContract:
    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    def test_rows_come_in_order_with_none_where_unbound(self, store: Store) -> None:
        query = f"{P}SELECT ?x ?y {{ ?x a kg:Company OPTIONAL {{ ?x kg:competesWith ?y }} }} ORDER BY ?x"
        assert select(store, query) == Solutions(
            ("x", "y"), [(company("a"), None), (company("b"), company("a"))]
        )

    def test_terms_of_every_kind_are_equal_on_every_store(self, store: Store) -> None:
        labels = select(store, f"{P}SELECT ?l {{ company:a rdfs:label ?l }} ORDER BY ?l").rows
        assert {row[0] for row in labels} == {tagged("甲", "zh"), Literal("A", LANG_STRING, "en")}
        values = {row[0] for row in select(store, f"{P}SELECT ?v {{ company:a kg:value ?v }}").rows}
        assert Literal('line\nbreak "quoted"') in values
        assert any(same_value(value, Literal("46.5", f"{XSD}decimal")) for value in values)
        ((blank,),) = select(
            store, f"{P}SELECT ?b {{ company:a kg:remark ?b . ?b kg:value ?v }}", with_graphs=["outside"]
        ).rows
        assert isinstance(blank, BlankNode)
        assert serialise(blank).startswith("_:")

    def test_numbers_are_typed_and_compared_by_value(self, store: Store) -> None:
        (count,) = select(store, f"{P}SELECT (COUNT(*) AS ?n) {{ ?x a kg:Company }}").rows[0]
        assert same_value(count, Literal("2", f"{XSD}integer"))
        assert ask(store, f"{P}ASK {{ company:a kg:value ?v FILTER(?v = 46.500) }}")

    def test_ask_gives_a_bool_and_construct_gives_triples(self, store: Store) -> None:
        assert ask(store, f"{P}ASK {{ company:a a kg:Company }}") is True
        assert ask(store, f"{P}ASK {{ company:c a kg:Company }}") is False
        found = construct(store, f"{P}CONSTRUCT {{ ?y kg:owns ?x }} WHERE {{ ?x kg:competesWith ?y }}")
        assert found == [Triple(company("a"), kg("owns"), company("b"))]

    def test_editorial_and_projected_edges_are_not_in_the_default_graph(self, store: Store) -> None:
        assert select(store, OWNS).rows == []

    def test_with_merges_a_named_graph_into_the_default_graph(self, store: Store) -> None:
        editorial, projected, outside = (
            (company("a"), company("b")),
            (company("b"), company("a")),
            (company("a"), company("a")),
        )
        assert select(store, OWNS, with_graphs=["editorial"]).rows == [editorial]
        assert select(store, OWNS, with_graphs=["projected"]).rows == [projected]
        assert select(store, OWNS, with_graphs=["projected", "outside", "editorial"]).rows == [
            *(outside, editorial, projected)
        ]
        both = f"{P}ASK {{ ?x a kg:Company ; kg:owns ?y . ?y kg:competesWith ?x }}"
        assert ask(store, both, with_graphs=["editorial"])

    def test_an_editorial_forecast_is_editorial_and_a_negated_claim_has_no_edge(self, store: Store) -> None:
        harms = f"{P}SELECT ?g ?x ?y {{ GRAPH ?g {{ ?x kg:harms ?y }} }}"
        assert select(store, harms).rows == [(Iri(graph_iri("editorial")), company("a"), company("b"))]

    def test_graph_clauses_see_the_named_graphs_also_beside_with(self, store: Store) -> None:
        graphs = f"{P}SELECT DISTINCT ?g {{ GRAPH ?g {{ ?x kg:owns ?y }} }} ORDER BY ?g"
        expected = [(Iri(graph_iri(name)),) for name in ("editorial", "outside", "projected")]
        assert select(store, graphs).rows == expected
        assert select(store, graphs, with_graphs=["editorial"]).rows == expected

    def test_a_dataset_replaces_the_default_and_the_named_graphs(self, store: Store) -> None:
        answer = store.query(OWNS, dataset=Dataset(default=("projected",), named=()))
        assert isinstance(answer, Solutions)
        assert answer.rows == [(company("b"), company("a"))]
        assert store.query("ASK { GRAPH ?g { ?s ?p ?o } }", dataset=Dataset(named=("shapes",))) is False

    def test_an_unknown_graph_is_refused_with_the_accepted_ones(self, store: Store) -> None:
        with pytest.raises(NotFound, match="inferred, editorial, projected"):
            store.query(OWNS, with_graphs=["editoral"])

    def test_a_query_longer_than_a_url_is_answered(self, store: Store) -> None:
        assert ask(store, f"ASK {{ }} # {'中' * 4000}") is True

    def test_broken_sparql_is_a_syntax_error(self, store: Store) -> None:
        with pytest.raises(QuerySyntaxError):
            store.query("SELECT * { ?s ?p }")
