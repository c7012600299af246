"""The catalogued questions on the real data: golden rows, negative twins, and facts taken away.

A question about several reports has no rows on the packaged data, which has one: its rows are those of
the invented series (SERIES_ONLY), and that it says nothing of one report is a test of its own. A question that
asks an outside dataset (FEDERATED) is asked of a snapshot of some of its records.
"""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from tests.link.wikibase import fetched, wikibase

from kg.link.snapshot.written import text
from kg.namespaces import DEFAULT_FILES, NAMED_FILES, graph_iri
from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.evidence import add_evidence
from kg.query.results import write
from kg.query.run import run
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CATALOGUE = Catalogue(ROOT / "queries")
PREFIXES = "PREFIX kg: <https://w3id.org/internet-report-kg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "


SERIES_ONLY = ("changes-between-reports",)
SNAPSHOT = "snapshot/wikidata"
FEDERATED = tuple(query.id for query in CATALOGUE.all() if query.services)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    opened = open_store()
    assert isinstance(opened, EmbeddedStore)
    return opened


@pytest.fixture(scope="module")
def series_store(series: Path) -> EmbeddedStore:
    opened = open_store([str(series / "data" / "triples.ttl")])
    assert isinstance(opened, EmbeddedStore)
    return opened


@pytest.fixture(scope="module")
def snapshot_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The packaged data beside a snapshot of some records that it is linked to."""
    path = tmp_path_factory.mktemp("snapshot") / "wikidata.snapshot.ttl"
    path.write_text(text(fetched(wikibase())), encoding="utf-8")
    named = {name: [ROOT / file for file in files] for name, files in NAMED_FILES.items()}
    opened = EmbeddedStore(
        "with a snapshot", [ROOT / file for file in DEFAULT_FILES], {**named, SNAPSHOT: [path]}
    )
    opened.read_graph(SNAPSHOT)
    return opened


@pytest.fixture
def ground(
    name: str, store: EmbeddedStore, series_store: EmbeddedStore, snapshot_store: EmbeddedStore
) -> EmbeddedStore:
    """The data on which the question has rows."""
    return series_store if name in SERIES_ONLY else snapshot_store if name in FEDERATED else store


def _ask(store: EmbeddedStore, name: str, **params: str) -> Table:
    answer = run(store, CATALOGUE.get(name), params, lang="en")
    assert isinstance(answer, Table)
    return answer


def _column(table: Table, name: str) -> list[str]:
    place = table.variables.index(name)
    return [getattr(row[place], "value", "") for row in table.rows]


@pytest.mark.parametrize("name", CATALOGUE.ids())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_is_the_one_that_was_checked(
    name: str, lang: str, ground: EmbeddedStore, golden: Callable[[str, str], None]
) -> None:
    answer = run(ground, CATALOGUE.get(name), lang="zh" if lang == "zh" else "en")
    assert isinstance(answer, Table)
    table = add_evidence(ground, answer).table
    golden(f"queries/{name}.{lang}.md", write(table, "markdown", lang="zh" if lang == "zh" else "en"))


@pytest.mark.parametrize("name", CATALOGUE.ids())
def test_every_row_has_evidence(name: str, ground: EmbeddedStore) -> None:
    table = add_evidence(ground, _ask(ground, name)).table
    assert table.rows
    statuses = _column(table, "status")
    assert set(statuses) <= set(CASES[name].get("statuses", ["complete"]))
    nowhere = CASES[name].get("nowhere", [])
    evidence = _column(table, "evidence")
    assert all(place or status in nowhere for place, status in zip(evidence, statuses, strict=True))


@pytest.mark.parametrize("name", CATALOGUE.ids())
def test_no_row_comes_twice(name: str, ground: EmbeddedStore) -> None:
    rows = [tuple(map(str, row)) for row in _ask(ground, name).rows]
    assert len(set(rows)) == len(rows)


# cases/<question>.yaml: negative, for each parameter a value that exists and has no row; positive, for each
# parameter that is no column a value that has rows; removals, facts to
# take away and the column whose values must become fewer; statuses, what --evidence may say of a row when
# that is not only 'complete'; nowhere, the statuses of rows that stand nowhere in the report, such as what it
# does not say and what the editors describe.
CASES = {
    name: yaml.safe_load((HERE / "cases" / f"{name}.yaml").read_text("utf-8")) for name in CATALOGUE.ids()
}
TWINS = [(name, param, value) for name, case in CASES.items() for param, value in case["negative"].items()]
REMOVALS = [(name, one["update"], one["column"]) for name, case in CASES.items() for one in case["removals"]]


def test_every_parameter_has_a_negative_twin() -> None:
    assert {(q.id, p.name) for q in CATALOGUE.all() for p in q.params} == {(n, p) for n, p, _ in TWINS}


@pytest.mark.parametrize(("name", "param"), [(name, param) for name, param, _ in TWINS])
def test_a_value_that_is_there_is_found(name: str, param: str, ground: EmbeddedStore) -> None:
    whole = _ask(ground, name)
    if param not in whole.variables:
        assert _ask(ground, name, **{param: CASES[name]["positive"][param]}).rows
        return
    place = whole.variables.index(param)
    value = next(cell for row in whole.rows if (cell := row[place]) is not None)
    found = run(ground, CATALOGUE.get(name), {param: value}, lang="en")
    assert isinstance(found, Table)
    assert found.rows == [row for row in whole.rows if row[place] == value]


@pytest.mark.parametrize(("name", "param", "value"), TWINS)
def test_the_negative_twin_returns_nothing(name: str, param: str, value: str, ground: EmbeddedStore) -> None:
    assert _ask(ground, name, **{param: value}).rows == []


@pytest.mark.parametrize("name", SERIES_ONLY)
def test_a_question_about_several_reports_says_nothing_of_one(name: str, store: EmbeddedStore) -> None:
    assert _ask(store, name).rows == []


def test_every_kind_of_change_between_reports_is_found(series_store: EmbeddedStore) -> None:
    table = _ask(series_store, "changes-between-reports", earlier="report:moon-2030")
    found = sorted({change.rpartition("/")[2] for change in _column(table, "change")})
    assert found == ["dropped", "figure-revised", "new", "renamed", "strength-changed"]


@pytest.mark.parametrize(("name", "update", "column"), REMOVALS)
def test_the_answer_changes_when_its_facts_are_gone(
    name: str, update: str, column: str, ground: EmbeddedStore, tmp_path: Path
) -> None:
    changed = _without(ground, update, tmp_path)
    before, after = _column(_ask(ground, name), column), _column(_ask(changed, name), column)
    assert set(after) - {""} < set(before) - {""}


def test_every_question_loses_its_answer_when_its_facts_are_gone() -> None:
    assert {name for name, case in CASES.items() if not case["removals"]} == {"unanswered-challenges"}


def test_a_problem_is_unanswered_once_its_answer_is_gone(store: EmbeddedStore, tmp_path: Path) -> None:
    changed = _without(store, "DELETE WHERE { ?c rdf:predicate kg:addresses ; ?p ?o }", tmp_path)
    before = _column(_ask(store, "unanswered-challenges"), "problem")
    after = _column(_ask(changed, "unanswered-challenges"), "problem")
    assert set(before) < set(after)
    gaps = set(_column(_ask(changed, "unanswered-challenges"), "gap"))
    assert {gap.rpartition("/")[2] for gap in gaps} == {"no-implied-answer"}


def test_editors_pairings_come_in_only_when_asked_for(store: EmbeddedStore) -> None:
    query = CATALOGUE.get("challenge-recommendations")
    with_editorial = run(store, query, with_graphs=("editorial",), lang="en")
    assert isinstance(with_editorial, Table)
    assert not any(b.endswith("Editorial") for b in _column(_ask(store, query.id), "basis"))
    assert any(b.endswith("Editorial") for b in _column(with_editorial, "basis"))


@pytest.mark.parametrize("name", CATALOGUE.ids())
def test_inferred_triples_take_no_row_away_and_repeat_none(name: str, ground: EmbeddedStore) -> None:
    more = run(ground, CATALOGUE.get(name), with_graphs=("inferred",), lang="en")
    assert isinstance(more, Table)
    rows = [tuple(map(str, row)) for row in more.rows]
    assert {tuple(map(str, row)) for row in _ask(ground, name).rows} <= set(rows)
    assert len(set(rows)) == len(rows)


OF_RECORD = ("issuerOfRecord", "statusOnPublication", "statusToday", "issued", "inForce", "documentNumber")


def test_columns_of_record_are_empty_until_they_are_asked_for(store: EmbeddedStore) -> None:
    query = CATALOGUE.get("instruments")
    table = run(store, query, with_graphs=("outside",), lang="en")
    assert isinstance(table, Table)
    for column in OF_RECORD:
        assert set(_column(_ask(store, query.id), column)) == {""}
        assert set(_column(table, column)) > {""}
    # One row for each instrument, the same ones: what exists of record only is not named by the report.
    named = _column(table, "instrument")
    assert named == _column(_ask(store, query.id), "instrument")
    assert len(set(named)) == len(named)


def test_the_instruments_with_what_is_of_record_are_those_that_were_checked(
    store: EmbeddedStore, golden: Callable[[str, str], None]
) -> None:
    table = run(store, CATALOGUE.get("instruments"), with_graphs=("outside",), lang="en")
    golden("queries/instruments.outside.en.md", write(table, "markdown", lang="en"))


def test_every_document_has_rank_form_and_level_and_every_law_a_jurisdiction(store: EmbeddedStore) -> None:
    table = _ask(store, "instruments")
    rows = zip(
        *(_column(table, name) for name in ("class", "rank", "form", "level", "jurisdiction")), strict=True
    )
    for class_iri, rank, form, level, place in rows:
        name = class_iri.rpartition("#")[2]
        if name != "Initiative":  # an initiative is no document
            assert rank, name
            assert form, name
            assert level, name
        # An agreement has parties and no jurisdiction.
        assert bool(place) == (name not in ("Initiative", "Agreement")), name


def test_a_draft_has_no_dates_of_the_text_that_it_became(store: EmbeddedStore) -> None:
    query = CATALOGUE.get("instruments")
    table = run(store, query, {"instrument": "law:shenzhen-data-regulations-draft"}, with_graphs=("outside",))
    assert isinstance(table, Table)
    assert _column(table, "kind")[0].endswith("/draft")
    for column in ("issued", "inForce", "documentNumber", "issuerOfRecord"):
        assert _column(table, column) == [""]


def test_what_became_of_the_drafts_and_of_the_replaced_measures(store: EmbeddedStore) -> None:
    became = {
        "law:shenzhen-data-regulations-draft": (
            "draftOf",
            "shenzhen-data-regulations",
            "2021-06-29",
            "2022-01-01",
        ),
        "law:shanghai-data-regulations-draft": (
            "draftOf",
            "shanghai-data-regulations",
            "2021-11-25",
            "2022-01-01",
        ),
        "law:online-trading-measures": (
            "replacedBy",
            "online-trading-supervision-measures",
            "2021-03-15",
            "2021-05-01",
        ),
        "law:internet-information-measures-draft": (
            "draftRevisionOf",
            "internet-information-measures",
            "",
            "",
        ),
        "law:data-security-law": ("inForceFrom", "", "2021-06-10", "2021-09-01"),
        "law:pdpb": ("", "", "", ""),
    }
    for instrument, expected in became.items():
        table = _ask(store, "instruments-then-and-now", instrument=instrument)
        (row,) = zip(*(_column(table, c) for c in ("development", "other", "issued", "inForce")), strict=True)
        short = (row[0].rpartition("#")[2], row[1].rpartition("/")[2], *row[2:])
        assert short == expected, instrument


def test_what_the_text_leaves_unsaid_stays_empty(store: EmbeddedStore) -> None:
    table = _ask(store, "enforcement-actions", respondent="company:meituan")
    assert len(table.rows) == 1
    for column in ("date", "authority", "amount", "unit"):
        assert _column(table, column) == [""]


def test_the_fine_on_alibaba_is_the_printed_one(store: EmbeddedStore) -> None:
    table = _ask(store, "enforcement-actions", respondent="company:alibaba")
    assert [float(a) for a in _column(table, "amount")] == [18_228_000_000]
    assert _column(table, "date") == ["2021-04"]
    assert [a.rpartition("/")[2] for a in _column(table, "authority")] == ["samr"]


def _without(ground: EmbeddedStore, update: str, folder: Path) -> EmbeddedStore:
    """The same data after an update; derived graphs are derived anew."""
    changed = ox.Store()
    changed.bulk_load(ground.engine().dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    changed.update(PREFIXES + update)
    graphs: dict[str, ox.DefaultGraph | ox.NamedNode] = {"default": ox.DefaultGraph()}
    graphs |= {name: ox.NamedNode(graph_iri(name)) for name in (*NAMED_FILES, SNAPSHOT)}
    for name, graph in graphs.items():
        changed.dump(str(folder / _file(name)), ox.RdfFormat.N_TRIPLES, from_graph=graph)
    named = {name: [folder / _file(name)] for name in graphs if name != "default"}
    return EmbeddedStore("changed", [folder / "default.nt"], named)


def _file(graph: str) -> str:
    return f"{graph.replace('/', '-')}.nt"
