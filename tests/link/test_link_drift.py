"""What a dataset has changed since a thing was linked is found and told; no judgement is changed by it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.link.wikibase import COMPANIES, WD, Item, fetched, item, linking, wikibase
from tests.store.servers import answering

from kg.errors import KgError
from kg.link.records import Name, Subject
from kg.link.snapshot.datasets import DBPEDIA
from kg.link.snapshot.drift import Change, drift
from kg.link.snapshot.linked import Link
from kg.link.snapshot.records import Snapshot
from kg.link.snapshot.written import read, text

TENCENT = "https://w3id.org/internet-report-kg/id/company/tencent"
LINK = Link(TENCENT, "skos:exactMatch", f"{WD}Q860580")
THING = Subject(TENCENT, "Company", (Name("腾讯", "zh"), Name("Tencent", "en")))


def snapshot(day: str = "2026-11-20", *, moved: str = "", **changed: Item) -> Snapshot:
    """The records on a day; changed: ids whose item is another one."""
    items = {**COMPANIES, **changed}
    wanted = ["Q312", "Q860580"]
    return fetched(wikibase(items, day=day, moved={"Q860580": moved} if moved else {}), *wanted)


def without(qid: str) -> Snapshot:
    items = {key: one for key, one in COMPANIES.items() if key != qid}
    return fetched(wikibase(items, day="2026-12-01"), "Q312", "Q860580")


def changes(new: Snapshot, old: Snapshot | None = None) -> list[tuple[Change, str, str]]:
    return [(one.change, one.before, one.now) for one in drift([LINK], new, old, {TENCENT: THING})]


def test_nothing_is_found_where_nothing_has_changed() -> None:
    assert changes(snapshot("2026-12-01"), snapshot()) == []
    assert changes(snapshot()) == []


def test_a_merged_record_is_told_with_the_one_that_stands_for_it() -> None:
    found = changes(snapshot("2026-12-01", moved="Q312"), snapshot())
    assert found[0] == (Change.MOVED, f"{WD}Q860580", f"{WD}Q312")


def test_a_deleted_record_is_told_with_its_last_name() -> None:
    assert changes(without("Q860580"), snapshot()) == [(Change.GONE, "腾讯 / Tencent", "")]


def test_another_label_and_other_types_are_told_from_what_to_what() -> None:
    other = item("Q860580", "Tencent Holdings", "腾讯", kinds=("Q6881511",))
    assert changes(snapshot("2026-12-01", Q860580=other), snapshot()) == [
        (Change.LABEL, "Tencent", "Tencent Holdings"),
        (Change.TYPES, "business, public company", "enterprise"),
    ]


def test_without_an_older_snapshot_the_record_is_compared_with_the_thing() -> None:
    other = item("Q860580", "Tencent Building", "滨海大厦", kinds=("Q4970",))
    found = changes(snapshot(Q860580=other))
    assert found[0] == (Change.NAMES, "腾讯 / Tencent", "滨海大厦 / Tencent Building")


def test_what_was_not_fetched_is_not_said_to_be_in_order() -> None:
    assert changes(fetched(wikibase(), "Q312")) == [(Change.ABSENT, "", "")]


def test_snapshots_in_the_wrong_order_or_of_two_datasets_are_refused() -> None:
    with pytest.raises(KgError, match="is older than the old one"):
        changes(snapshot("2026-11-01"), snapshot("2026-11-20"))
    other = Snapshot(DBPEDIA, "x", ("2026-12-01",), {})
    with pytest.raises(KgError, match="of two datasets: wikidata and dbpedia"):
        changes(other, snapshot())


def kg(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from kg.cli.main import run; run()", "link", *args, "--lang", "en"]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, env={**os.environ, "NO_PROXY": "127.0.0.1"}
    )


def test_a_target_that_changes_its_mind_overwrites_no_judgement(tmp_path: Path) -> None:
    root = linking(tmp_path)
    judged = root / "data/links/wikidata.sssom.tsv"
    before = judged.read_bytes()
    with answering(wikibase()) as (url, _):
        assert kg("fetch", "--target", f"wikidata={url}", "--root", str(root)).returncode == 0
    kept = (root / "data/links/wikidata.snapshot.ttl").read_bytes()
    clean = kg("check", "--root", str(root))
    assert (clean.returncode, clean.stdout) == (0, "")
    assert "2 links, no changes" in clean.stderr
    fresh = str(tmp_path / "fresh.ttl")
    gone = {"Q860580": COMPANIES["Q860580"]}
    with answering(wikibase(gone, day="2026-12-01", moved={"Q860580": "Q312"})) as (url, _):
        refused = kg("fetch", "--target", f"wikidata={url}", "--root", str(root), "-o", fresh)
    assert refused.returncode == 3  # it has none of them, which is no answer
    with answering(wikibase(gone, day="2026-12-01")) as (url, _):
        done = kg("fetch", "--target", f"wikidata={url}", "--root", str(root), "-o", fresh)
    assert "1 held (0 of them merged into others), 1 deleted" in done.stderr
    told = kg("check", fresh, "--root", str(root), "-f", "csv")
    assert told.returncode == 1
    assert told.stdout.splitlines()[1:] == [
        f"https://w3id.org/internet-report-kg/id/company/alibaba,{WD}Q1359568,deleted,阿里巴巴集团 / Alibaba Group,"
    ]
    assert "2 links, 1 with changes; judgements are as they were" in told.stderr
    assert judged.read_bytes() == before
    assert (root / "data/links/wikidata.snapshot.ttl").read_bytes() == kept


def test_without_a_snapshot_there_is_nothing_to_check_or_compare(tmp_path: Path) -> None:
    for name in ("check", "compare"):
        done = kg(name, "--root", str(linking(tmp_path / name)))
        assert done.returncode == 2
        assert "run kg link fetch first" in done.stderr


def test_a_snapshot_is_the_same_whenever_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(text(snapshot()), encoding="utf-8")
    assert changes(read(tmp_path / "a.ttl"), snapshot()) == []
