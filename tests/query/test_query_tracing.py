"""What is traced, construct by construct, over a tiny graph: each edge has a claim named after it."""

from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.query.answer import Table
from kg.query.run import run
from kg.query.tracing.grounds import MAX_CLAIMS, Grounds, ground
from kg.query.tracing.status import Status
from kg.query.tracing.trace import trace
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri

P = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def edge(text: str, number: int, extra: str = "") -> str:
    """A plain edge and its claim: `a owns b` has claim:a-owns-b, on sentence 1.1.1-s<number>."""
    s, p, o = text.split()
    claim = f"claim:{s}-{p}-{o} a kg:Claim ; rdf:subject company:{s} ; rdf:predicate kg:{p} ; rdf:object company:{o}"
    plain = "" if "Negated" in extra else f"company:{s} kg:{p} company:{o} ."
    return f"{plain} {claim} ; kg:evidence sentence:r-1.1.1-s{number} {extra} .\n"


EDGES = ("a owns b", "b owns c", "c owns d", "b leads a", "a leads c", "a rivals d", "a owns x", "x owns d")
GRAPH = (
    P
    + "".join(edge(text, number) for number, text in enumerate(EDGES, 1))
    + """
company:a a kg:Company ; rdfs:label "A" .
company:b a kg:Company .
company:e a kg:Company ; kg:kind kind:big ; kg:unsaid company:a .
kg:owns rdfs:subPropertyOf kg:holds ; owl:inverseOf kg:ownedBy .
kg:holds rdfs:subPropertyOf kg:statement .
kg:rivals a owl:SymmetricProperty .
company:b kg:ownedBy company:a . company:a kg:holds company:b . company:d kg:rivals company:a .
company:e kg:holds company:d .
figure:f kg:subject company:a ; kg:value 7.0 ; kg:evidence sentence:r-1.2.1-s1 .
section:r-1.1 kg:number "1.1" .
"""
)
NAMED = P + "company:a kg:leads company:x ."
INFERRED = (
    P + "company:a kg:reaches company:c . company:a kg:reaches company:d . company:a kg:guesses company:d ."
)
# a reaches d by: a reaches c (inferred: a owns b, b owns c), c owns d; a guesses d by an edge without a claim.
DERIVATIONS = (
    P
    + "".join(
        f"{node} rdf:subject company:{s} ; rdf:predicate kg:{p} ; rdf:object company:{o} .\n"
        for node, (s, p, o) in {
            "inference:ac": ("a", "reaches", "c"),
            "inference:ad": ("a", "reaches", "d"),
            "inference:guess": ("a", "guesses", "d"),
            "fact:ed": ("e", "holds", "d"),
        }.items()
    )
    + """
inference:ac kg:premise claim:a-owns-b , claim:b-owns-c .
inference:ad kg:premise inference:ac , claim:c-owns-d .
inference:guess kg:premise fact:ed , claim:a-owns-b .
"""
)
OUTSIDE = (
    P
    + """
company:e kg:leads company:d .
outside-claim:ed a kg:OutsideClaim ; rdf:subject company:e ; rdf:predicate kg:leads ; rdf:object company:d ;
  prov:hadPrimarySource outside-record:r1 .
status:of-record kg:instrument company:e ; prov:hadPrimarySource outside-record:r2 .
"""
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder = tmp_path_factory.mktemp("tracing")
    (folder / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    named = {"links": NAMED, "inferred": INFERRED, "derivations": DERIVATIONS, "outside": OUTSIDE}
    for name, text in named.items():
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    return EmbeddedStore("test", [folder / "graph.ttl"], {name: [folder / f"{name}.ttl"] for name in named})


def answer(store: EmbeddedStore, query: str, *with_graphs: str) -> Table:
    found = run(store, query, with_graphs=with_graphs)
    assert isinstance(found, Table)
    return found


def rows(store: EmbeddedStore, query: str, *with_graphs: str) -> list[Grounds]:
    return ground(store, answer(store, query, *with_graphs)).grounds


def claims(store: EmbeddedStore, query: str, *with_graphs: str) -> list[str]:
    """The claims of each row, by the edges they are named after, in report order."""
    return [
        " ".join(iri.rpartition("/")[2] for iri in one.claims) for one in rows(store, query, *with_graphs)
    ]


def status(store: EmbeddedStore, query: str) -> list[str]:
    return [one.status.value for one in rows(store, query)]


def test_a_triple_pattern_gives_the_claim_of_its_triple(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x ?y { ?x kg:leads ?y } ORDER BY ?x") == ["a-leads-c", "b-leads-a"]


def test_a_predicate_may_be_a_variable(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?p { company:b ?p company:c }") == ["b-owns-c"]


def test_solutions_agree_on_the_projected_variables_and_not_on_others(store: EmbeddedStore) -> None:
    query = "SELECT ?x { ?x kg:owns ?y } ORDER BY ?x"
    assert claims(store, query) == [
        "a-owns-b a-owns-x",
        "a-owns-b a-owns-x",
        "b-owns-c",
        "c-owns-d",
        "x-owns-d",
    ]


def test_distinct_takes_all_solutions_of_a_row_together(store: EmbeddedStore) -> None:
    query = "SELECT DISTINCT ?x { ?x kg:owns ?y } ORDER BY ?x LIMIT 1"
    assert claims(store, query) == ["a-owns-b a-owns-x"]


def test_an_expression_with_a_name_is_no_plain_variable(store: EmbeddedStore) -> None:
    query = "SELECT (STR(?x) AS ?s) { ?x kg:leads ?y } ORDER BY ?s"
    assert claims(store, query) == ["b-leads-a a-leads-c"] * 2


def test_select_all_projects_every_variable(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT * { ?x kg:leads [] } ORDER BY ?x") == ["a-leads-c", "b-leads-a"]


def test_nested_groups_are_traced(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x { { { ?x kg:leads company:c } } }") == ["a-leads-c"]


def test_an_optional_counts_where_it_holds(store: EmbeddedStore) -> None:
    query = "SELECT ?x { ?x kg:owns company:d OPTIONAL { company:a kg:owns ?x } } ORDER BY ?x"
    assert claims(store, query) == ["c-owns-d", "a-owns-x x-owns-d"]


def test_half_of_an_optional_does_not_count(store: EmbeddedStore) -> None:
    query = "SELECT ?x ?z { ?x kg:leads company:a OPTIONAL { ?x kg:owns company:c ; kg:rivals ?z } }"
    assert claims(store, query) == ["b-leads-a"]


def test_a_filter_of_an_optional_still_sees_the_variables_outside(store: EmbeddedStore) -> None:
    query = "SELECT ?x { ?x kg:leads ?y OPTIONAL { ?x kg:owns ?z FILTER(?y = company:c && ?z = company:b) } } ORDER BY ?x"
    assert claims(store, query) == ["a-owns-b a-leads-c", "b-leads-a"]


def test_a_union_branch_counts_when_all_its_patterns_hold(store: EmbeddedStore) -> None:
    query = (
        "SELECT DISTINCT ?x { { ?x kg:owns company:c } UNION { ?x kg:leads company:c } "
        "UNION { ?x kg:leads company:a . ?x kg:rivals ?y } } ORDER BY ?x"
    )
    assert claims(store, query) == ["a-leads-c", "b-owns-c"]


def test_both_branches_of_a_union_count_for_a_row_of_both(store: EmbeddedStore) -> None:
    query = "SELECT DISTINCT ?x { { ?x kg:owns company:b } UNION { ?x kg:leads company:c } }"
    assert claims(store, query) == ["a-owns-b a-leads-c"]


def test_patterns_in_a_named_graph_are_traced(store: EmbeddedStore) -> None:
    query = "SELECT ?g { GRAPH ?g { company:a kg:leads ?y } }"
    found = trace(store, answer(store, query))
    assert [[fact.object for fact in one.facts] for one in found.footings] == [
        [Iri(f"{PREFIXES['company']}x")]
    ]
    assert found.graphs == ("links",)
    both = "SELECT ?g { GRAPH ?g { company:a kg:leads company:x } company:a kg:leads company:c }"
    assert claims(store, both) == ["a-leads-c"]


def test_a_sub_select_gives_the_solutions_that_agree_with_its_values(store: EmbeddedStore) -> None:
    query = "SELECT ?x ?n { { SELECT ?x (COUNT(?y) AS ?n) { ?x kg:owns ?y } GROUP BY ?x } ?x kg:leads ?z } ORDER BY ?x"
    assert claims(store, query) == ["a-owns-b a-leads-c a-owns-x", "b-owns-c b-leads-a"]


def test_a_sub_select_with_a_limit_is_not_traced(store: EmbeddedStore) -> None:
    query = "SELECT ?x { ?x kg:leads company:c { SELECT ?x { ?x kg:owns ?y } LIMIT 100 } }"
    assert set(claims(store, query)) == {"a-leads-c"}


def test_a_variable_inside_a_sub_select_is_another_variable(store: EmbeddedStore) -> None:
    query = "SELECT ?x ?y { ?x kg:leads ?y { SELECT ?x { ?x kg:rivals ?y } } }"
    assert claims(store, query) == ["a-leads-c a-rivals-d"]


@pytest.mark.parametrize(
    "clause",
    [
        "FILTER EXISTS { ?x kg:owns ?o }",
        "FILTER NOT EXISTS { ?x kg:owns company:a }",
        "MINUS { ?x kg:owns company:d . ?x kg:rivals ?r }",
        "BIND(EXISTS { ?x kg:owns ?o } AS ?has)",
        "VALUES ?x { company:a company:b }",
        "FILTER(?y != company:d)",
    ],
)
def test_what_only_restricts_is_not_traced(clause: str, store: EmbeddedStore) -> None:
    query = f"SELECT ?x {{ ?x kg:leads ?y {clause} }} ORDER BY ?x"
    assert claims(store, query) == ["a-leads-c", "b-leads-a"]


def test_having_is_not_traced_and_its_groups_are(store: EmbeddedStore) -> None:
    query = "SELECT ?x (COUNT(*) AS ?n) { ?x kg:owns ?y } GROUP BY ?x HAVING (COUNT(?y) > 1)"
    assert claims(store, query) == ["a-owns-b a-owns-x"]


def test_an_aggregate_stands_on_its_whole_group(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT (COUNT(*) AS ?n) { ?x kg:leads ?y }") == ["b-leads-a a-leads-c"]


@pytest.mark.parametrize("key", ["?x", "STR(?x)", "(STR(?x) AS ?k)"])
def test_group_keys_that_no_column_shows_tell_the_rows_apart(key: str, store: EmbeddedStore) -> None:
    query = f"SELECT (COUNT(?y) AS ?n) {{ ?x kg:owns ?y }} GROUP BY {key} ORDER BY ?n {key.split(' AS ')[0].lstrip('(')}"
    assert claims(store, query) == ["b-owns-c", "c-owns-d", "x-owns-d", "a-owns-b a-owns-x"]


def test_distinct_takes_groups_together_that_look_alike(store: EmbeddedStore) -> None:
    query = "SELECT DISTINCT (COUNT(?y) AS ?n) { ?x kg:owns ?y } GROUP BY ?x ORDER BY ?n"
    assert claims(store, query) == ["b-owns-c c-owns-d x-owns-d", "a-owns-b a-owns-x"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("kg:owns/kg:owns", ["a-owns-b b-owns-c"]),
        ("^kg:leads/^kg:leads", []),
        ("kg:leads|kg:rivals", ["a-leads-c"]),
        ("kg:leads?", ["a-leads-c"]),
        ("(kg:owns/kg:owns)?", ["a-owns-b b-owns-c"]),
        ("!(kg:owns|kg:rivals)", ["a-leads-c"]),
        ("!(kg:owns|^kg:owns)", ["a-leads-c"]),
        ("kg:owns+", ["a-owns-b b-owns-c"]),
        ("(kg:owns|^kg:leads)+", ["a-owns-b b-owns-c b-leads-a"]),
        ("(kg:owns/kg:owns)*", ["a-owns-b b-owns-c"]),
    ],
)
def test_paths_are_taken_apart(path: str, expected: list[str], store: EmbeddedStore) -> None:
    assert claims(store, f"SELECT DISTINCT ?x {{ ?x {path} company:c FILTER(?x = company:a) }}") == expected


def test_an_inverse_path_gives_the_edge_as_it_stands(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x { company:c ^kg:leads ?x }") == ["a-leads-c"]


def test_all_shortest_paths_count_and_no_longer_one(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?y { company:a kg:owns+ ?y FILTER(?y = company:d) }") == [
        "a-owns-x x-owns-d"
    ]
    two = "SELECT ?y { company:a (kg:owns|kg:leads)+ ?y FILTER(?y = company:d) }"
    assert claims(store, two) == ["c-owns-d a-leads-c a-owns-x x-owns-d"]


def test_a_circle_is_followed_once(store: EmbeddedStore) -> None:
    query = "SELECT ?x { ?x (kg:owns|kg:leads)+ ?x FILTER(?x = company:a) }"
    assert claims(store, query) == ["a-owns-b b-leads-a"]


def test_a_path_of_no_steps_stands_on_nothing(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x { company:a kg:owns* ?x FILTER(?x = company:a) }") == [""]
    assert claims(store, "SELECT ?x { company:a kg:leads? ?x FILTER(?x = company:a) }") == [""]


def test_a_path_goes_on_inside_its_graph(store: EmbeddedStore) -> None:
    found = trace(store, answer(store, "SELECT ?y { GRAPH ?g { company:a kg:leads+ ?y } }")).footings
    assert [len(one.facts) for one in found] == [1]


def test_a_claim_stands_behind_wider_inverse_and_symmetric_edges(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x { company:a kg:holds ?x }") == ["a-owns-b"]
    assert claims(store, "SELECT ?x { company:b kg:ownedBy ?x }") == ["a-owns-b"]
    assert claims(store, "SELECT ?x { company:d kg:rivals ?x }") == ["a-rivals-d"]


def test_a_negated_claim_stands_behind_nothing(tmp_path: Path) -> None:
    text = P + edge("a owns b", 1, "; kg:modality kg:Negated") + "company:a kg:owns company:b ."
    (tmp_path / "g.ttl").write_text(text, encoding="utf-8")
    found = rows(EmbeddedStore("test", [tmp_path / "g.ttl"]), "SELECT ?x { ?x kg:owns ?y }")
    assert [(one.claims, one.status) for one in found] == [((), Status.PARTIAL)]


def test_a_row_about_a_claim_stands_on_that_claim(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?c { ?c rdf:predicate kg:rivals }") == ["a-rivals-d"]


def test_a_figure_brings_its_own_evidence(store: EmbeddedStore) -> None:
    found = rows(store, "SELECT ?v { ?f kg:value ?v }")
    assert [one.places for one in found] == [(f"{PREFIXES['sentence']}r-1.2.1-s1",)]
    assert [(one.claims, one.status) for one in found] == [((), Status.COMPLETE)]


def test_an_inferred_triple_stands_on_its_premises_to_the_end_of_the_chain(store: EmbeddedStore) -> None:
    query = "SELECT ?x { company:a kg:reaches ?x } ORDER BY ?x"
    assert claims(store, query, "inferred") == ["a-owns-b b-owns-c", "a-owns-b b-owns-c c-owns-d"]


def test_an_inferred_triple_is_no_better_backed_than_its_premises(store: EmbeddedStore) -> None:
    (found,) = rows(store, "SELECT ?x { company:a kg:guesses ?x }", "inferred")
    assert found.status is Status.PARTIAL
    assert [iri.rpartition("/")[2] for iri in found.claims] == ["a-owns-b"]


def test_what_is_of_record_stands_on_its_outside_source(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x { company:e kg:leads ?x }", "outside") == ["ed"]
    assert claims(
        store,
        "SELECT ?x { GRAPH <https://w3id.org/internet-report-kg/graph/outside> { company:e kg:leads ?x } }",
    ) == ["ed"]
    (found,) = rows(store, "SELECT ?s { ?s kg:instrument company:e }", "outside")
    assert (found.status, found.places) == (Status.COMPLETE, (f"{PREFIXES['outside-record']}r2",))


def test_evidence_comes_in_report_order(store: EmbeddedStore) -> None:
    (found,) = rows(
        store, "SELECT (COUNT(*) AS ?n) { ?x kg:leads ?y . ?f kg:value ?v . ?p kg:rivals company:d }"
    )
    assert [iri.rpartition("r-")[2] for iri in found.places] == [
        "1.1.1-s4",
        "1.1.1-s5",
        "1.1.1-s6",
        "1.2.1-s1",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?x kg:leads company:c }", "complete"),
        ("SELECT ?x { ?x kg:holds company:d }", "partial"),
        ("SELECT ?x { ?x kg:unsaid ?y }", "partial"),
        ("SELECT ?x { ?x kg:leads company:c . ?e kg:unsaid ?x }", "partial"),
        ("SELECT ?x { ?x a kg:Company ; rdfs:label ?l }", "none needed"),
        ("SELECT ?k { ?x kg:kind ?k }", "none needed"),
        ("SELECT ?n { ?s kg:number ?n }", "none needed"),
        ("SELECT ?p { ?p rdfs:subPropertyOf kg:holds }", "none needed"),
        ("SELECT ?x { VALUES ?x { 1 } }", "none needed"),
        ("SELECT ?x { ?x kg:kind ?k FILTER NOT EXISTS { ?x kg:owns ?y } }", "absence"),
        ("SELECT ?x { ?x kg:kind ?k FILTER(!EXISTS { ?x kg:owns ?y }) }", "absence"),
        ("SELECT ?x { ?x kg:kind ?k MINUS { ?x kg:owns ?y } }", "absence"),
        ("SELECT ?x { ?x kg:kind ?k OPTIONAL { ?x kg:owns ?y } FILTER(!BOUND(?y)) }", "absence"),
        ("SELECT ?x { { SELECT ?x { ?x kg:kind ?k MINUS { ?x kg:owns ?y } } } }", "absence"),
        ("SELECT (COUNT(?x) AS ?n) { ?x kg:nothing ?y }", "absence"),
        ("SELECT ?x { ?x kg:leads company:c FILTER NOT EXISTS { ?x kg:owns company:d } }", "complete"),
    ],
)
def test_the_status_says_how_far_the_evidence_goes(query: str, expected: str, store: EmbeddedStore) -> None:
    assert status(store, query) == [expected]


def test_a_negation_counts_only_in_the_branch_it_stands_in(store: EmbeddedStore) -> None:
    query = "SELECT ?x { { ?x rdfs:label ?l } UNION { ?x kg:kind ?k FILTER NOT EXISTS { ?x kg:owns ?y } } } ORDER BY ?x"
    assert status(store, query) == ["none needed", "absence"]


def test_over_a_hundred_claims_the_first_hundred_are_given(tmp_path: Path) -> None:
    many = P + "".join(edge(f"a owns y{n}", n) for n in range(1, MAX_CLAIMS + 2))
    (tmp_path / "many.ttl").write_text(many, encoding="utf-8")
    (found,) = rows(
        EmbeddedStore("test", [tmp_path / "many.ttl"]), "SELECT (COUNT(*) AS ?n) { ?x kg:owns ?y }"
    )
    assert [iri.rpartition("/")[2] for iri in found.claims] == [
        f"a-owns-y{n}" for n in range(1, MAX_CLAIMS + 1)
    ]
    assert found.status is Status.PARTIAL


def test_constants_are_read_as_the_engine_reads_them(store: EmbeddedStore) -> None:
    iri = "https://w3id.org/internet-report-kg/id/company/"
    for declared, constant in (("BASE", "<c>"), ("BASE", "<\\u0063>"), ("PREFIX co:", "co:c")):
        query = f"{declared} <{iri}> SELECT ?x {{ ?x kg:leads {constant} }}"
        assert claims(store, query) == ["a-leads-c"]
    assert status(store, "SELECT ?f { ?f kg:value +7.00 }") == ["complete"]


def test_a_value_made_anew_at_each_run_does_not_part_rows_from_solutions(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x ?u { ?x kg:leads company:c BIND(UUID() AS ?u) }") == ["a-leads-c"]


def test_limit_and_offset_choose_rows_and_not_solutions(store: EmbeddedStore) -> None:
    assert claims(store, "SELECT ?x ?y { ?x kg:leads ?y } ORDER BY ?x OFFSET 1 LIMIT 1") == ["b-leads-a"]


def test_the_variables_of_a_query_are_never_taken_for_ours(store: EmbeddedStore) -> None:
    query = "SELECT ?traced1 { ?traced1 kg:owns/kg:owns company:c OPTIONAL { ?traced1 kg:leads ?traced2 } }"
    assert claims(store, query) == ["a-owns-b b-owns-c a-leads-c"]


def test_few_queries_are_put_to_the_store_however_many_rows(store: EmbeddedStore) -> None:
    asked: list[str] = []

    class Counting:
        source = "counting"

        def query(self, text: str, **how: object) -> object:
            asked.append(text)
            return store.query(text, **how)  # type: ignore[arg-type]

        def close(self) -> None: ...

    counting = Counting()
    table = answer(store, "SELECT ?x ?y { ?x ?p ?y . ?x kg:owns* ?z }")
    assert len(table.rows) > 20
    ground(counting, table)  # type: ignore[arg-type]
    assert len(asked) < 20
