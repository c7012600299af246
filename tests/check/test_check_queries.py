"""Each query of queries/checks is tripped once, by a SPARQL update of the good graph."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.check.mutations import APART, BOUNDS, CYCLES, FULL, MUTATIONS, RETIRED, TOGETHER

from kg.check import queries
from kg.check.queries import CheckQuery
from kg.errors import ParseError
from kg.namespaces import PREFIXES, expand, shorten
from kg.sparql.lint import lint
from kg.store.embedded import run, whole
from kg.store.protocol import Dataset, Result, Stream
from kg.store.terms import Triple

FOLDER = Path(__file__).parents[2] / "queries" / "checks"
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


# One end is bound outside the EXISTS in which the path stands: enough for the embedded engine, where checks run.
BOUND_OUTSIDE = {"no-disjointness", "class-without-shape"}


@pytest.mark.parametrize("name", MUTATIONS)
def test_paths_have_a_fixed_end(name: str) -> None:
    free = any(one.rule == "free-ends" for one in lint(check_of(name).text))
    assert free == (name in BOUND_OUTSIDE)


def test_rows_come_in_a_fixed_order() -> None:
    for name in MUTATIONS:
        check = check_of(name)
        assert "ORDER BY" in check.text, name


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
