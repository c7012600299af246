"""What a result can be turned into: frames, files, tables in a notebook."""

import importlib.util
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from tests.api.conftest import HOSTILE, RIVALS

import kg
from kg.api.result import SHOWN
from kg.errors import NotFound, OutputError, Text
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.store.terms import XSD, Literal

TYPES = (
    "SELECT ?v ?r ?e ?f ?d ?s ?none WHERE { { figure:f kg:value ?v ; kg:rank ?r ; kg:exact ?e ; kg:ratio ?f ; "
    "kg:day ?d ; kg:subject ?s } UNION { figure:f kg:rank ?unused } }"
)


def test_pandas_gets_a_typed_column_for_each_variable_and_labels_beside_iris(g: kg.Graph) -> None:
    frame = g.select(TYPES).to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "v": "float64",
        "r": "Int64",
        "e": "boolean",
        "f": "float64",
        "d": "datetime64[s]",
        "s": "string",
        "sLabel": "string",
        "none": "string",
    }
    bound = frame.dropna(how="all").iloc[0]
    assert (bound["v"], bound["r"], bound["sLabel"], bound["d"]) == (
        46.5,
        3,
        "Company A",
        pd.Timestamp("2021-04-10"),
    )
    assert frame.isna().all(axis=1).sum() == 1


def test_polars_gets_exact_decimals(g: kg.Graph) -> None:
    frame = g.select(TYPES).to_polars(labels=False)
    assert frame.schema == {
        "v": pl.Decimal(3, 1),
        "r": pl.Int64,
        "e": pl.Boolean,
        "f": pl.Float64,
        "d": pl.Date,
        "s": pl.String,
        "none": pl.String,
    }
    assert frame["v"].drop_nulls().to_list() == [Decimal("46.5")]


def test_a_result_without_rows_gives_frames_with_its_columns(g: kg.Graph) -> None:
    empty = g.select("SELECT ?a ?b WHERE { ?a kg:unsaid ?b }")
    assert list(empty.to_pandas().columns) == empty.to_polars().columns == ["a", "b"]
    assert (len(empty.to_pandas()), len(empty.to_polars()), empty.to_dicts()) == (0, 0, [])


def test_decimals_that_no_decimal_type_holds_are_text_in_frames() -> None:
    digits = "1" * 40
    decimal = Literal(f"{digits}.5", f"{XSD}decimal")
    found = kg.Result(Table((Column("v", "number", Text("数", "value")),), [(decimal,)], "en"))
    assert found.to_polars()["v"].to_list() == [f"{digits}.5"]
    assert str(found.to_pandas()["v"].dtype) == "string"


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(
    library: str, g: kg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == library else find(name))
    with pytest.raises(NotFound, match=rf"internet-report-kg\[{library}\]"):
        getattr(g.select(RIVALS), f"to_{library}")()


def test_dictionaries_have_labels_when_asked(g: kg.Graph) -> None:
    assert g.select(RIVALS).to_dicts(labels=True)[0]["companyLabel"] == "Company A"


def test_the_ending_of_a_file_decides_on_its_format(g: kg.Graph, tmp_path: Path) -> None:
    found = g.select(RIVALS)
    found.save(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().decode() == found.to_csv()
    found.save(str(tmp_path / "a.xlsx"))
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    g.construct("CONSTRUCT { ?a kg:competesWith ?b } WHERE { ?a kg:competesWith ?b }").save(
        tmp_path / "a.ttl"
    )
    assert "kg:competesWith" in (tmp_path / "a.ttl").read_text(encoding="utf-8")
    with pytest.raises(NotFound, match="no ending"):
        found.save(tmp_path / "a.doc")
    with pytest.raises(OutputError, match="is not text"):
        found.text("xlsx")


def test_a_notebook_shows_labels_escaped_as_a_table(g: kg.Graph) -> None:
    page = g.select(RIVALS)._repr_html_()
    assert page.startswith("<table>")
    assert "Company A</a>" in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\\<script\\>" in g.select(RIVALS)._repr_markdown_()
    assert HOSTILE in g.select(RIVALS)[0].rival.label


def test_a_notebook_shows_the_first_rows_and_says_how_many_there_are(g: kg.Graph) -> None:
    text = f"SELECT ?n WHERE {{ VALUES ?n {{ {' '.join(map(str, range(SHOWN + 1)))} }} }}"
    found = g.select(text)
    said = f"{SHOWN + 1} rows, of which the first {SHOWN} are shown"
    assert said in found._repr_html_()
    assert found._repr_html_().count("<tr>") == SHOWN + 1
    assert said in found._repr_markdown_()
    assert found._repr_markdown_().count("\n| ") == SHOWN + 1
    assert "1 row<" in found[:1]._repr_html_()


def test_printing_gives_the_table_and_repr_one_line(g: kg.Graph) -> None:
    found = g.select(RIVALS)
    assert "Company A" in str(found)
    assert repr(found) == "<Result: 1 x company, rival>"
    assert repr(found[0]).startswith("Row(company='Company A', rival=")
