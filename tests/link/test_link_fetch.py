"""Snapshots of what is linked to: dated by the service, complete or none, and gone on with after a fault."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.engines import Engine
from tests.link.wikibase import COMPANIES, WD, Asked, fetched, item, linking, wikibase
from tests.store.servers import answering

from kg.cli.link_fetch import command
from kg.errors import KgError, NotFound, SourceRefused, SourceUnavailable
from kg.link.cache import Cache
from kg.link.service import Service
from kg.link.snapshot import wikibase as api
from kg.link.snapshot.datasets import DBPEDIA, WIKIDATA
from kg.link.snapshot.endpoint import Asked as Endpoint
from kg.link.snapshot.fetch import dataset_of, fetch, holder
from kg.link.snapshot.linked import Link, linked_in
from kg.link.snapshot.records import Kept, Snapshot
from kg.link.snapshot.wikibase import Api
from kg.link.snapshot.written import read, text
from kg.link.targets.profiles import Access
from kg.namespaces import PREFIXES
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri, Literal, Triple, tagged

ROOT = Path(__file__).parents[2]


def texts(found: Snapshot, qid: str, role: str) -> list[str]:
    return [one.value for one in found.values(WD + qid, role) if isinstance(one, Iri | Literal)]


def test_a_record_is_kept_in_the_words_of_wikidata_and_dated_by_its_clock() -> None:
    found = fetched(wikibase(day="2026-11-20"))
    assert found.days == ("2026-11-20",)
    assert texts(found, "Q1359568", "label") == ["阿里巴巴集团", "Alibaba Group"]
    assert texts(found, "Q1359568", "headquarters") == [f"{WD}Q4970"]
    assert found.called(f"{WD}Q4970", "zh") == "杭州市"


@pytest.mark.parametrize(
    ("qid", "date"), [("Q860580", "1998"), ("Q15907772", "2010-03"), ("Q14772", "2000-01-18")]
)
def test_a_date_is_as_precise_as_its_source(qid: str, date: str) -> None:
    assert texts(fetched(wikibase()), qid, "inception") == [date]


def test_what_was_fetched_is_read_again_the_same(tmp_path: Path) -> None:
    found = fetched(wikibase(moved={"Q95": "Q312"}), *COMPANIES, "Q95", "Q404")
    (tmp_path / "wd.ttl").write_text(text(found), encoding="utf-8")
    again = read(tmp_path / "wd.ttl")
    assert text(again) == text(found)
    assert again.days == found.days
    assert {iri: (one.moved, one.gone) for iri, one in again.records.items()} == {
        iri: (one.moved, one.gone) for iri, one in found.records.items()
    }
    for iri in found.records:
        assert set(again.records[iri].triples) == set(found.records[iri].triples)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(st.dictionaries(st.integers(1, 99), st.tuples(TEXTS, st.sampled_from(["held", "moved", "gone"]))))
def test_whatever_is_said_of_a_record_is_read_as_it_was_written(said: dict[int, tuple[str, str]]) -> None:
    label = Iri(WIKIDATA.roles["label"][0])
    records = {}
    for number, (name, state) in said.items():
        iri, moved = f"{WD}Q{number}", f"{WD}Q{number + 1000}" if state == "moved" else ""
        about = (Triple(Iri(moved or iri), label, tagged(name, "zh")),) if state != "gone" else ()
        records[iri] = Kept(iri, about, moved, gone=state == "gone")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.ttl"
        path.write_text(text(Snapshot(WIKIDATA, "x", ("2026-11-20",), records)), encoding="utf-8", newline="")
        assert read(path).records == records


def test_a_merged_record_stands_for_the_other_and_a_deleted_one_is_said_to_be_gone() -> None:
    found = fetched(wikibase(moved={"Q95": "Q312"}), "Q95", "Q404", "Q312")
    assert found.records[f"{WD}Q95"].moved == f"{WD}Q312"
    assert texts(found, "Q95", "label") == ["苹果公司", "Apple Inc."]
    assert found.records[f"{WD}Q404"].gone


def test_only_the_best_statements_count() -> None:
    one = item("Q1", "X", site="https://old.example/")
    one["claims"]["P856"].append({**one["claims"]["P856"][0], "rank": "deprecated"})
    new = json.loads(json.dumps(one["claims"]["P856"][0]))
    new["mainsnak"]["datavalue"]["value"], new["rank"] = "https://new.example/", "preferred"
    one["claims"]["P856"].append(new)
    assert texts(fetched(wikibase({"Q1": one}), "Q1"), "Q1", "website") == ["https://new.example/"]


def test_a_service_that_has_none_of_them_is_not_believed() -> None:
    with pytest.raises(SourceRefused, match="has none of the 2 records"):
        fetched(wikibase({}), "Q1", "Q2")


def test_an_item_that_the_reply_passes_over_is_no_deleted_item_and_is_asked_again(tmp_path: Path) -> None:
    def half(request: Asked) -> tuple[int, str, bytes]:
        status, kind, body = wikibase()(request)
        reply = json.loads(body)
        reply["entities"].pop("Q312", None)
        return status, kind, json.dumps(reply).encode()

    replies = [half, wikibase()]
    cache = Cache(tmp_path / "kept.sqlite", 1)
    with answering(lambda request: replies[0](request)) as (url, _):
        target = Api(Service(url, cache=cache, tries=1, sleep=lambda _: None))
        with pytest.raises(SourceRefused, match="lacks Q312, which was asked for"):
            fetch(target, WIKIDATA, [f"{WD}Q312"])
        replies.pop(0)
        assert texts(fetch(target, WIKIDATA, [f"{WD}Q312"]), "Q312", "label")


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"P31": [{"rank": "normal"}]}},
        {"claims": {"P159": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q1> <x"}}}}]}},
        {"labels": {"en": "no object"}},
        {"claims": []},
        {"id": "Q1 ."},
    ],
)
def test_a_reply_of_another_shape_is_refused_and_nothing_of_it_kept(wrong: dict[str, object]) -> None:
    items = {**COMPANIES, "Q312": {**COMPANIES["Q312"], **wrong}}
    if wrong.get("claims") == []:  # which is how PHP writes an empty object
        assert texts(fetched(wikibase(items)), "Q312", "type") == []
        return
    with pytest.raises(SourceRefused, match="is not one of Wikibase"):
        fetched(wikibase(items))


def test_a_service_that_goes_down_in_the_middle_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "AT_ONCE", 2)
    cache = Cache(tmp_path / "kept.sqlite", 1)
    seen: list[Asked] = []

    def watched(fails_at: int | None) -> Callable[[Asked], tuple[int, str, bytes]]:
        reply = wikibase(fails_at=fails_at)

        def answer(request: Asked) -> tuple[int, str, bytes]:
            seen.append(request)
            return reply(request)

        return answer

    with answering(lambda request: now(request)) as (url, _):
        now = watched(3)
        target = Api(Service(url, cache=cache, tries=1, sleep=lambda _: None))
        with pytest.raises(SourceUnavailable, match="status 503"):
            fetch(target, WIKIDATA, [WD + qid for qid in COMPANIES])
        before = [request["ids"] for request in seen]
        seen.clear()
        now = watched(None)
        found = fetch(target, WIKIDATA, [WD + qid for qid in COMPANIES])
    assert len(found.records) == len(COMPANIES)
    assert not [one for one in before[:2] if one in [request["ids"] for request in seen]]


def test_the_file_that_was_there_stays_while_a_run_is_cancelled(tmp_path: Path) -> None:
    root = linking(tmp_path)
    kept = root / "data/links/wikidata.snapshot.ttl"
    kept.write_text("# what was there\n", encoding="utf-8")

    def slow(request: Asked) -> tuple[int, str, bytes]:
        if request["props"] == ["labels"]:
            time.sleep(30 if not resumed else 0)
        return wikibase()(request)

    resumed = False
    with answering(slow) as (url, seen):
        command = [sys.executable, "-c", "from kg.cli.main import run; run()", "link", "fetch"]
        command += ["--target", f"wikidata={url}", "--root", str(root), "--lang", "en"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            until = time.monotonic() + 60
            while len(seen) < 2 and time.monotonic() < until:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            process.wait(20)
        assert kept.read_text(encoding="utf-8") == "# what was there\n"
        resumed = True
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ})
    assert done.returncode == 0, done.stderr
    assert [request["props"] for request in seen].count(["info|labels|aliases|descriptions|claims"]) == 1
    assert len(read(kept).records) == 2
    assert not list((root / "data/links").glob("*.replies"))


def test_what_is_judged_the_same_is_linked_and_nothing_else(tmp_path: Path) -> None:
    company = "https://w3id.org/internet-report-kg/id/company/"
    assert linked_in(linking(tmp_path), WD) == [
        Link(f"{company}alibaba", "skos:exactMatch", f"{WD}Q1359568"),
        Link(f"{company}tencent", "skos:exactMatch", f"{WD}Q860580"),
    ]


@pytest.fixture(params=["oxigraph_server", "virtuoso_server"])
def mirror(request: pytest.FixtureRequest, fill: Callable[..., None], tmp_path: Path) -> str:
    """An endpoint that holds the records as Wikidata's own RDF has them; Q95 was merged into Q312."""
    server: Engine = request.getfixturevalue(request.param)
    found = fetched(wikibase(moved={"Q95": "Q312"}), *COMPANIES, "Q95")
    lines = [one for one in text(found).splitlines() if not one.startswith("    dcterms:hasPart")]
    (tmp_path / "far.ttl").write_text("\n".join(lines), encoding="utf-8")
    fill(server, EmbeddedStore("far", [tmp_path / "far.ttl"]))
    return f"{server.query}?default-graph-uri=https://w3id.org/internet-report-kg/graph/report"


def test_an_endpoint_gives_the_same_records_as_the_api(mirror: str) -> None:
    wanted = [WD + qid for qid in (*COMPANIES, "Q95", "Q404")]
    found = fetch(holder(f"wikidata-sparql={mirror}", WIKIDATA, Access()), WIKIDATA, wanted)
    expected = fetched(wikibase(moved={"Q95": "Q312"}), *COMPANIES, "Q95", "Q404")
    assert set(found.records) == set(expected.records)
    for iri, one in found.records.items():
        assert (one.moved, one.gone) == (expected.records[iri].moved, expected.records[iri].gone)
        said = {t for t in expected.records[iri].triples if "EntityData" not in str(t.subject)}
        assert set(one.triples) == said
    assert found.called(f"{WD}Q4970", "zh") == "杭州市"
    assert [len(day) for day in found.days] == [10]


def test_a_file_is_dated_by_its_user_and_what_it_lacks_is_not_gone(tmp_path: Path) -> None:
    lines = holder(f"wikidata-file={Path(__file__).parent / 'entities.jsonl'}", WIKIDATA, Access())
    wanted = [f"{WD}Q312", f"{WD}Q404"]
    with pytest.raises(KgError, match="give it with --date YYYY-MM-DD"):
        fetch(lines, WIKIDATA, wanted)
    found = fetch(lines, WIKIDATA, wanted, "2022-04-25")
    assert (found.days, list(found.records)) == (("2022-04-25",), [f"{WD}Q312"])
    assert found.called(f"{WD}Q4830453", "en") == "business"


def test_a_day_that_has_not_come_is_refused_and_nothing_written(tmp_path: Path) -> None:
    root = linking(tmp_path)
    lines = Path(__file__).parent / "entities.jsonl"
    args = ["--target", f"wikidata-file={lines}", "--root", str(root), "--date", "9999-12-31"]
    with pytest.raises(KgError, match=r"--date 9999-12-31 has not come yet"):
        CliRunner().invoke(command, args, obj="en", catch_exceptions=False)
    assert not (root / "data/links/wikidata.snapshot.ttl").exists()


def test_an_rdf_file_is_asked_as_an_endpoint_is_but_has_no_clock(tmp_path: Path) -> None:
    (tmp_path / "wd.ttl").write_text(text(fetched(wikibase())), encoding="utf-8")
    target = holder(f"file={tmp_path / 'wd.ttl'}", WIKIDATA, Access())
    with pytest.raises(KgError, match="--date"):
        fetch(target, WIKIDATA, [f"{WD}Q312"])
    found = fetch(target, WIKIDATA, [f"{WD}Q312", f"{WD}Q404"], "2026-11-20")
    assert texts(found, "Q312", "inception") == ["1976-04-01"]
    assert list(found.records) == [f"{WD}Q312"]


def test_dates_of_wikidata_rdf_are_as_precise_as_their_nodes(tmp_path: Path) -> None:
    (tmp_path / "wd.ttl").write_text(
        """@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
        @prefix p: <http://www.wikidata.org/prop/> . @prefix psv: <http://www.wikidata.org/prop/statement/value/> .
        @prefix wikibase: <http://wikiba.se/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        wd:Q1 wdt:P571 "1998-01-01T00:00:00Z"^^xsd:dateTime ; wdt:P576 "2015-06-01T00:00:00Z"^^xsd:dateTime ;
          p:P571 [ psv:P571 [ wikibase:timeValue "1998-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 ] ] ;
          p:P576 [ psv:P576 [ wikibase:timeValue "2015-06-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 10 ] ] .
        wd:Q2 wdt:P571 "1990-01-01T00:00:00Z"^^xsd:dateTime ; p:P571 [ psv:P571
          [ wikibase:timeValue "1990-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 8 ] ] .""",
        encoding="utf-8",
    )
    store = EmbeddedStore("wd", [tmp_path / "wd.ttl"])
    found = fetch(Endpoint(store.query, "wd", WIKIDATA), WIKIDATA, [f"{WD}Q1", f"{WD}Q2"])
    assert texts(found, "Q1", "inception") == ["1998"]
    assert texts(found, "Q1", "ended") == ["2015-06"]
    assert texts(found, "Q2", "inception") == []  # of a decade, as the API's are left out


def test_dbpedia_has_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "db.ttl").write_text(
        """@prefix dbo: <http://dbpedia.org/ontology/> . @prefix dbr: <http://dbpedia.org/resource/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        dbr:Baidu a dbo:Company, <http://schema.org/Organization> ; rdfs:label "Baidu"@en, "Baidu"@de ;
          dbo:foundingYear "2000"^^<http://www.w3.org/2001/XMLSchema#gYear> ; dbo:locationCountry dbr:China .
        dbr:Baidu.com dbo:wikiPageRedirects dbr:Baidu . dbr:China rdfs:label "China"@en .""",
        encoding="utf-8",
    )
    store = EmbeddedStore("db", [tmp_path / "db.ttl"])
    wanted = [PREFIXES["dbr"] + name for name in ("Baidu.com", "Gone")]
    found = fetch(Endpoint(store.query, "db", DBPEDIA), DBPEDIA, wanted)
    record = found.records[wanted[0]]
    assert record.moved == f"{PREFIXES['dbr']}Baidu"
    assert [one.value for one in found.values(wanted[0], "type")] == ["http://dbpedia.org/ontology/Company"]  # type: ignore[union-attr]
    assert [one.value for one in found.values(wanted[0], "label")] == ["Baidu"]  # type: ignore[union-attr]
    assert found.called(f"{PREFIXES['dbr']}China", "en") == "China"
    assert found.records[wanted[1]].gone


@pytest.mark.parametrize(
    ("target", "into", "said"),
    [
        ("reconcile=http://a.example/", None, "target reconcile does not give records; there are: wikidata"),
        ("sparql=http://a.example/", None, "say with --into which dataset sparql holds"),
        ("wikidata", "dbpedia", "target wikidata holds wikidata, not dbpedia"),
        ("file=x.ttl", "freebase", "no dataset 'freebase'; there are: wikidata, dbpedia"),
        ("wikipedia", None, "there is no target 'wikipedia'"),
    ],
)
def test_a_target_and_its_dataset_are_named(target: str, into: str | None, said: str) -> None:
    with pytest.raises(KgError, match=said):
        dataset_of(target, into)


def test_a_file_that_is_no_snapshot_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<http://a> <http://b> <http://c> .", encoding="utf-8")
    with pytest.raises(KgError, match="no snapshot as kg link fetch writes it"):
        read(tmp_path / "x.ttl")
    with pytest.raises(NotFound):
        read(tmp_path / "none.ttl")
