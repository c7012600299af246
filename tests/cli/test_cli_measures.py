"""kg measures: every format, what it says beside the table, and how it answers a mistake."""

import csv
import io
import json
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner
from openpyxl import load_workbook

from kg.cli.main import main
from kg.network.measures.tables import ORDERS, TABLES
from kg.store.open import open_store
from kg.views.lens import Lenses
from kg.views.measured import measured

LENS = "thread"


def _run(*args: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, ["measures", *args], obj="en")
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


@pytest.mark.parametrize("what", TABLES)
def test_every_format_has_the_same_rows(what: str, tmp_path: Path) -> None:
    written, _ = _run(LENS, "--of", what, "--limit", "4", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == 4
    bindings = json.loads(_run(LENS, "--of", what, "--limit", "4", "-f", "json")[0])["results"]["bindings"]
    assert [{name: cell["value"] for name, cell in row.items()} for row in bindings] == [
        {name: value for name, value in row.items() if value} for row in rows
    ]
    path = tmp_path / "measures.xlsx"
    _run(LENS, "--of", what, "--limit", "4", "-o", str(path), "--lang", "en")
    book = load_workbook(path)
    assert book.worksheets[0].max_row == 5
    told = " ".join(str(cell.value) for sheet in book.worksheets[1:] for row in sheet.rows for cell in row)
    assert "not what matters in the world" in told


def test_the_meanings_and_the_caution_stand_beside_the_table_in_both_languages() -> None:
    store, lens = open_store(()), Lenses().get(LENS)
    notes = measured(store, lens).notes
    for column in measured(store, lens).table.columns[2:]:
        assert any(note.zh.startswith(f"{column.label.zh}：") for note in notes)
        assert any(note.en.startswith(f"{column.label.en}: ") for note in notes)
    assert "不是现实世界" in notes[-1].zh
    assert "not what matters in the world" in notes[-1].en


def test_a_shortened_table_says_how_many_there_are_and_zero_shows_all() -> None:
    out, err = _run(LENS, "--limit", "3", "-f", "csv")
    assert "the first 3 of " in err
    total = int(err.split("the first 3 of ")[1].split(" ")[0])
    assert len(_run(LENS, "--limit", "0", "-f", "csv")[0].splitlines()) == total + 1
    assert len(out.splitlines()) == 4


@pytest.mark.parametrize("by", ORDERS)
def test_things_are_ordered_by_the_measure_named(by: str) -> None:
    rows = list(csv.DictReader(io.StringIO(_run(LENS, "--by", by, "--limit", "0", "-f", "csv")[0])))
    values = [float(row[by] or 0) for row in rows]
    assert values == sorted(values, reverse=by != "community")


def test_a_construct_may_stand_for_a_lens_and_a_select_may_not() -> None:
    out, _ = _run("CONSTRUCT WHERE { ?s kg:partOf ?o }", "--limit", "1", "-f", "csv")
    assert out.startswith("thing,class,degree")
    result = CliRunner().invoke(main, ["measures", "SELECT ?s { ?s kg:partOf ?o }"], obj="en")
    assert result.exit_code != 0
    assert "CONSTRUCT" in str(result.exception)


def test_the_choices_of_the_command_are_those_of_the_tables() -> None:
    command = main.get_command(Context(main), "measures")
    assert command is not None
    choices = {p.name: getattr(p.type, "choices", ()) for p in command.params}
    assert tuple(choices["what"]) == TABLES
    assert tuple(choices["by"]) == ORDERS
