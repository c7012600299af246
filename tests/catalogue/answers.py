"""Answers of catalogued questions as rows with short names, for the checks of each group of questions."""

from functools import cache
from pathlib import Path

from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.run import run
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store

CATALOGUE = Catalogue(Path(__file__).parents[2] / "queries")

Row = dict[str, str]


@cache
def packaged() -> EmbeddedStore:
    """The packaged graph; not to be changed."""
    store = open_store()
    assert isinstance(store, EmbeddedStore)
    return store


def rows(question: str, *with_graphs: str, **params: str) -> list[Row]:
    """The rows of a catalogued question: column -> last part of the IRI, text of a literal, "" if empty."""
    table = run(packaged(), CATALOGUE.get(question), params, with_graphs=with_graphs, lang="en")
    assert isinstance(table, Table)
    short = [
        [getattr(cell, "value", "").rpartition("/")[2].rpartition("#")[2] for cell in row]
        for row in table.rows
    ]
    return [dict(zip(table.variables, row, strict=True)) for row in short]


def column(answer: list[Row], name: str) -> set[str]:
    return {row[name] for row in answer} - {""}
