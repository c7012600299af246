"""Generated queries over generated graphs: rows stay as they are, and their triples alone give them again."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.query.answer import Table
from kg.query.evidence import add_evidence
from kg.query.run import run
from kg.query.tracing.solutions import Fact
from kg.query.tracing.trace import trace
from kg.store.embedded import EmbeddedStore
from kg.store.terms import serialise

NODES = [f"company:n{n}" for n in range(4)]
PREDICATES = ["kg:p", "kg:q", "kg:r"]
BASE = "https://w3id.org/internet-report-kg/"

predicates = st.sampled_from(PREDICATES)
variables = st.sampled_from(["?a", "?b", "?c", "?d"])
nodes = st.one_of(variables, variables, st.sampled_from(NODES))
graphs = st.sets(
    st.tuples(st.sampled_from(NODES), predicates, st.sampled_from(NODES)), min_size=4, max_size=14
)
paths = st.recursive(
    predicates,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]}/{0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}|{0[1]})".format),
        inner.map("(^{})".format),
        st.tuples(inner, st.sampled_from("?*+")).map("({0[0]}){0[1]}".format),
    ),
    max_leaves=3,
)
triples = (
    st.tuples(nodes, st.one_of(predicates, predicates, variables, paths), nodes)
    .map(" ".join)
    .map("{} .".format)
)
groups = st.lists(triples, min_size=1, max_size=2).map(" ".join)
negations = st.one_of(
    groups.map("FILTER NOT EXISTS {{ {} }}".format),
    groups.map("MINUS {{ {} }}".format),
    st.tuples(variables, variables).map("FILTER({0[0]} != {0[1]})".format),
)
selects = st.one_of(
    groups.map("{{ SELECT DISTINCT ?a {{ {} }} }}".format),
    groups.map("{{ SELECT ?a ?b {{ {} }} }}".format),
    groups.map("{{ SELECT ?a (COUNT(*) AS ?inner) {{ {} }} GROUP BY ?a }}".format),
)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map("OPTIONAL {{ {} }}".format),
        st.tuples(inner, inner).map("{{ {0[0]} }} UNION {{ {0[1]} }}".format),
        inner.map("{{ {} }}".format),
        st.tuples(inner, negations).map("{{ {0[0]} {0[1]} }}".format),
    )


wheres = st.lists(
    st.one_of(triples, triples, selects, st.recursive(groups, nested, max_leaves=3)), min_size=1, max_size=3
).map(" ".join)
heads = st.sampled_from(["?a", "?a ?b", "DISTINCT ?a", "DISTINCT ?b ?c", "*", "?a ?b ?c ?d"])


def store_of(folder: Path, name: str, lines: list[str]) -> EmbeddedStore:
    # Each node has an edge that no pattern but one with a free predicate sees: paths of no steps need nodes.
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return EmbeddedStore(name, [folder / name])


def line(triple: tuple[str, str, str]) -> str:
    iris = (
        one.replace("company:", f"{BASE}id/company/").replace("kg:", f"{BASE}ontology#") for one in triple
    )
    return " ".join(f"<{iri}>" for iri in iris) + " ."


def written(fact: Fact) -> str:
    return " ".join(serialise(term) for term in fact) + " ."


def rows(store: EmbeddedStore, query: str) -> Table:
    found = run(store, query, label=False)
    assert isinstance(found, Table)
    return found


SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@SETTINGS
@given(graphs, heads, wheres)
def test_the_triples_of_a_row_alone_give_the_row_again(
    graph: set[tuple[str, str, str]], head: str, where: str
) -> None:
    query = f"SELECT {head} {{ {where} }}"
    present = {line((node, "kg:present", node)) for node in NODES}
    everything = {*map(line, graph), *present}
    with TemporaryDirectory() as folder:
        store = store_of(Path(folder), "all.nt", sorted(everything))
        table = rows(store, query)
        seen: dict[frozenset[Fact], list[object]] = {}
        for number, (row, footing) in enumerate(zip(table.rows, trace(store, table).footings, strict=True)):
            assert {written(fact) for fact in footing.facts} <= everything
            assert not footing.empty
            if footing.facts not in seen and len(seen) < 8:
                lines = sorted({*map(written, footing.facts), *present})
                seen[footing.facts] = [*rows(store_of(Path(folder), f"{number}.nt", lines), query).rows]
            assert row in seen.get(footing.facts, [row])


GROUPED = (
    "?a (COUNT(*) AS ?n)|GROUP BY ?a",
    "(COUNT(?b) AS ?n)|GROUP BY ?a",
    "DISTINCT (COUNT(?b) AS ?n)|GROUP BY ?a ?c",
    "(COUNT(*) AS ?n)|",
    "?a (SAMPLE(?b) AS ?s)|GROUP BY ?a HAVING (COUNT(*) > 1)",
    "?a ?b|ORDER BY DESC(?b) ?a LIMIT 3",
    "DISTINCT ?a|ORDER BY ?a OFFSET 1",
    "(STR(?a) AS ?s) ?b|LIMIT 4",
)


@SETTINGS
@given(graphs, wheres, st.sampled_from(GROUPED))
def test_rows_their_number_and_their_order_stay(
    graph: set[tuple[str, str, str]], where: str, shape: str
) -> None:
    head, _, tail = shape.partition("|")
    with TemporaryDirectory() as folder:
        store = store_of(Path(folder), "all.nt", sorted(map(line, graph)))
        table = rows(store, f"SELECT {head} {{ {where} }} {tail}")
        evidenced = add_evidence(store, table).table
        width = len(table.columns)
        assert [row[:width] for row in evidenced.rows] == table.rows
        assert evidenced.variables[:width] == table.variables
        assert {len(row) for row in evidenced.rows} <= {width + 3}
