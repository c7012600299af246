"""What data/source/outside takes from the reference table stands in that row of it, in a confirmed column."""

import csv
import hashlib
from pathlib import Path

import pytest
import yaml

from kg.build.run import read
from kg.model import Encoding, Typed, Words
from kg.namespaces import KG

ROOT = Path(__file__).parents[2]
OUTSIDE = ROOT / "data" / "source" / "outside"
TABLE = ROOT.parent / "shared" / "external" / "reference.csv"
SOURCES = yaml.safe_load((OUTSIDE / "sources.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    if not TABLE.is_file():
        pytest.skip(f"the reference table is not at {TABLE}")
    return list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def encoding() -> Encoding:
    return read(ROOT)[0]


def test_the_version_of_the_source_is_the_digest_of_the_table(rows: list[dict[str, str]]) -> None:
    source = SOURCES["reference-table"]
    assert source["version"] == f"sha256:{hashlib.sha256(TABLE.read_bytes()).hexdigest()}"
    assert source["rows"] == len(rows)
    assert set(source["columns"].values()) <= set(rows[0])


def test_each_row_has_the_name_and_the_unconfirmed_columns_of_the_table(rows: list[dict[str, str]]) -> None:
    for path in sorted(OUTSIDE.glob("*.yaml")):
        if path.name == "sources.yaml":
            continue
        for key, items in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if not key.startswith("reference-table-"):
                continue
            row = rows[int(key.rpartition("-r")[2]) - 1]
            assert items[0]["row"] == row["name_zh"], key
            assert items[0].get("unconfirmed", []) == row["unconfirmed"].split(), key


def test_each_date_number_and_title_stands_in_its_cell(
    rows: list[dict[str, str]], encoding: Encoding
) -> None:
    columns = SOURCES["reference-table"]["columns"]
    compared = 0
    for claim in encoding.outside.claims:
        if "/reference-table-" not in claim.records[0]:
            continue
        column = columns.get(claim.predicate.removeprefix(KG))
        cell = rows[int(claim.records[0].rpartition("-r")[2]) - 1].get(column or "", "")
        match claim.object:
            case Typed(text, _):
                assert text in cell, claim.at
                compared += 1
            case Words(text, None) if text:
                assert text in cell, claim.at
                compared += 1
    assert compared > 80
