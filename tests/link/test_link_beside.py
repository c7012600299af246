"""Report and dataset side by side: what agrees, what differs, and what only one of them says."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.link.wikibase import WD, fetched, item, linking, wikibase

from kg.link.records import Identifier, Name, NameKind, Subject
from kg.link.snapshot.beside import Ours, Verdict, beside
from kg.link.snapshot.linked import Link
from kg.link.snapshot.written import text

ALIBABA = "https://w3id.org/internet-report-kg/id/company/alibaba"
LINK = Link(ALIBABA, "skos:exactMatch", f"{WD}Q1359568")
THING = Subject(
    ALIBABA,
    "Company",
    (Name("阿里巴巴", "zh"), Name("Alibaba", "en"), Name("Alibaba Group", "en", NameKind.ALIAS)),
    countries=("china",),
    identifiers=(Identifier("ticker", "NYSE:BABA"), Identifier("lei", "5493001NTNQJDH60PM02")),
)
OURS = Ours({"en": ["internet company"]}, {"zh": ["杭州"], "en": ["Hangzhou"]})


def verdicts(link: Link = LINK, changed: dict[str, Any] | None = None) -> dict[str, str]:
    items = {"Q1359568": item("Q1359568", "Alibaba Group", **changed)} if changed else None
    found = fetched(wikibase(items) if items else wikibase(), "Q1359568")
    return {
        one.property: one.verdict.value for one in beside([link], {ALIBABA: THING}, {ALIBABA: OURS}, found)
    }


def test_each_property_that_either_side_has_is_compared() -> None:
    assert verdicts() == {
        "name-zh": "agrees",
        "name-en": "agrees",
        "kind": "agrees",
        "country": "agrees",
        "headquarters": "agrees",
        "founded": "absent here",
        "website": "absent here",
        "stock-code": "agrees",
        "lei": "absent there",
    }


@pytest.mark.parametrize(
    ("changed", "property_"),
    [
        ({"zh": "蚂蚁集团"}, "name-zh"),
        ({"country": "Q30"}, "country"),
        ({"seat": "Q956"}, "headquarters"),
        ({"listed": [("Q13677", "BIDU")]}, "stock-code"),
        ({"kinds": ("Q4970",)}, "kind"),
        ({"lei": "254900N4SLUMW4XUYY11"}, "lei"),
    ],
)
def test_what_differs_is_said_to_differ(changed: dict[str, object], property_: str) -> None:
    found = verdicts(changed=changed)[property_]
    # A class that no word of the linker knows is left open.
    assert found == ("open" if property_ == "kind" else "differs")


@pytest.mark.parametrize(
    ("lang", "ours", "theirs"),
    [("zh", "中国", "中华人民共和国"), ("en", "China", "People's Republic of China")],
)
def test_a_country_is_shown_as_each_side_calls_it(lang: str, ours: str, theirs: str) -> None:
    found = fetched(wikibase(), "Q1359568")
    lines = {one.property: one for one in beside([LINK], {ALIBABA: THING}, {}, found, lang)}
    country = lines["country"]
    assert (country.ours, country.theirs, country.verdict) == ((ours,), (theirs,), Verdict.AGREES)


def test_a_code_of_a_listing_that_has_ended_does_not_count() -> None:
    one = item("Q1359568", "Alibaba Group", listed=[("Q13677", "BABA")])
    one["claims"]["P414"][0]["qualifiers"]["P582"] = [
        {"snaktype": "value", "datavalue": {"value": {"time": "+2025-01-01T00:00:00Z", "precision": 11}}}
    ]
    found = fetched(wikibase({"Q1359568": one}), "Q1359568")
    lines = {one.property: one for one in beside([LINK], {ALIBABA: THING}, {}, found)}
    assert lines["stock-code"].verdict is Verdict.ABSENT_THERE


def test_of_kin_and_of_deleted_records_nothing_is_compared() -> None:
    assert verdicts(link=LINK._replace(predicate="skos:closeMatch")) == {}
    gone = LINK._replace(record=f"{WD}Q404")
    found = fetched(wikibase(), "Q1359568", "Q404")
    assert found.records[gone.record].gone
    assert list(beside([gone], {ALIBABA: THING}, {ALIBABA: OURS}, found)) == []


@pytest.fixture
def compared(tmp_path: Path) -> list[str]:
    """The command over the packaged graph, two links and a snapshot of their records."""
    root = linking(tmp_path)
    found = fetched(wikibase(), "Q1359568", "Q860580")
    (root / "data/links/wikidata.snapshot.ttl").write_text(text(found), encoding="utf-8")
    return [
        sys.executable,
        "-c",
        "from kg.cli.main import run; run()",
        "link",
        "compare",
        "--root",
        str(root),
    ]


def test_the_command_writes_every_format_of_rows(compared: list[str]) -> None:
    def run(*args: str) -> str:
        done = subprocess.run(
            [*compared, *args], capture_output=True, text=True, timeout=120, env={**os.environ}
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    rows = list(csv.DictReader(io.StringIO(run("--lang", "en", "-f", "csv"))))
    stock = [row for row in rows if row["property"] == "stock code"]
    assert [(row["here"], row["there"], row["verdict"]) for row in stock] == [
        ("HKEX:9988 · NYSE:BABA", "HKEX:9988 · NYSE:BABA", "agrees"),
        ("HKEX:700", "HKEX:700", "agrees"),
    ]
    lei = [row["verdict"] for row in rows if row["property"] == "LEI"]
    assert lei == ["absent there", "agrees"]
    assert "headquarters" in run("--lang", "en", "--only", "absent here")
    assert json.loads(run("-f", "json"))["results"]["bindings"]
    assert "对照" in run("-f", "markdown", "--lang", "zh")


def test_only_things_of_a_class_are_compared_and_an_unknown_class_is_told(compared: list[str]) -> None:
    def run(name: str) -> subprocess.CompletedProcess[str]:
        command = [*compared, "--class", name, "--lang", "en", "-f", "csv"]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ})

    assert run("Law").stdout.splitlines() == ["thing,record,property,here,there,verdict"]
    assert run("Company").stdout.count("stock code") == 2
    unknown = run("Firm")
    assert unknown.returncode == 2
    assert "there is no class Firm" in unknown.stderr
