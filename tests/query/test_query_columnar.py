"""Parquet and Arrow, read back by pyarrow; skipped without it, except in CI."""

import importlib.util
import io
import os
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kg.errors import NotFound, Text
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.results import chunks
from kg.store.protocol import Row
from kg.store.terms import XSD, Iri, Literal, Term, tagged

INSTALLED = importlib.util.find_spec("pyarrow") is not None
needs_pyarrow = pytest.mark.skipif(
    not INSTALLED and not os.environ.get("CI"), reason="pyarrow (the extra parquet) is not installed"
)


def table(rows: list[Row]) -> Table:
    names = [f"c{n}" for n in range(len(rows[0]))] if rows else ["c0"]
    return Table(tuple(Column(name, "literal", Text(name, name)) for name in names), rows, "zh")


def read_back(answer: Table, name: str, with_labels: bool = False) -> Any:
    import pyarrow.feather
    import pyarrow.parquet

    file = io.BytesIO(b"".join(chunks(answer, name, with_labels=with_labels)))
    return pyarrow.parquet.read_table(file) if name == "parquet" else pyarrow.feather.read_table(file)


@needs_pyarrow
@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_columns_have_the_type_of_their_cells(name: str) -> None:
    typed: dict[Term, tuple[str, object]] = {
        Literal("7", f"{XSD}integer"): ("int64", 7),
        Literal("46.5", f"{XSD}decimal"): ("decimal128(3, 1)", Decimal("46.5")),
        Literal("1.5E0", f"{XSD}double"): ("double", 1.5),
        Literal("true", f"{XSD}boolean"): ("bool", True),
        Literal("2021-04-10", f"{XSD}date"): ("date32[day]", date(2021, 4, 10)),
        tagged("甲", "zh"): ("string", "甲"),
        Iri("http://a/"): ("string", "http://a/"),
    }
    found = read_back(table([tuple(typed), tuple(None for _ in typed)]), name)
    assert [str(field.type) for field in found.schema] == [kind for kind, _ in typed.values()]
    assert list(found.to_pylist()[0].values()) == [value for _, value in typed.values()]
    assert set(found.to_pylist()[1].values()) == {None}


@needs_pyarrow
@pytest.mark.parametrize(
    "cells",
    [
        [Literal("7", f"{XSD}integer"), Literal("x")],
        [Literal("9" * 39, f"{XSD}integer")],
        [Literal("9" * 38, f"{XSD}decimal"), Literal("0.5", f"{XSD}decimal")],
        [Literal("x", f"{XSD}integer")],
        [Literal("2021-13-01", f"{XSD}date")],
    ],
)
def test_a_column_of_mixed_or_unfitting_cells_is_text_and_loses_nothing(cells: list[Literal]) -> None:
    found = read_back(table([(cell,) for cell in cells]), "parquet")
    assert found.column(0).to_pylist() == [cell.value for cell in cells]


@needs_pyarrow
def test_integers_beyond_64_bits_are_exact() -> None:
    big = "9" * 30
    assert read_back(table([(Literal(big, f"{XSD}integer"),)]), "parquet").column(0).to_pylist() == [
        Decimal(big)
    ]


@needs_pyarrow
def test_labels_come_on_request_and_no_rows_are_a_file_too() -> None:
    some = Table((Column("x", "iri", Text("x", "x")),), [(Iri("http://a/"),)], "zh", {"http://a/": "甲"})
    assert read_back(some, "parquet", with_labels=True).to_pylist() == [{"x": "http://a/", "xLabel": "甲"}]
    assert read_back(table([]), "arrow").num_rows == 0


@needs_pyarrow
@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_the_same_answer_gives_the_same_bytes(name: str) -> None:
    some = table([(Literal("甲"),)])
    assert b"".join(chunks(some, name)) == b"".join(chunks(some, name))


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(NotFound, match=r"pip install 'internet-report-kg\[parquet\]'"):
        b"".join(chunks(table([]), "parquet"))
