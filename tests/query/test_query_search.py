"""kg search: a table of things, classes and what matched; the same from files and from an endpoint."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_cli_errors import kg
from tests.engines import Engine
from tests.query.conftest import GRAPH

from kg.errors import NotFound
from kg.namespaces import PREFIXES, shorten
from kg.query.answer import text_of
from kg.query.search import search
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.store.remote import RemoteStore

CLASSES = """
kg:Company a <http://www.w3.org/2002/07/owl#Class> ; rdfs:label "公司"@zh, "company"@en .
kg:Figure a <http://www.w3.org/2002/07/owl#Class> ; rdfs:label "数据"@zh, "figure"@en .
"""


@pytest.fixture
def companies(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "companies.ttl"
    path.write_text(GRAPH + CLASSES, encoding="utf-8")
    return EmbeddedStore("test", [path])


def rows(store: EmbeddedStore | RemoteStore, text: str, **options: str) -> list[list[str]]:
    table = search(store, text, lang="en", **options).table  # type: ignore[arg-type]
    return [[shorten(text_of(cell)) for cell in row] for row in table.rows]


def test_a_row_has_the_thing_its_name_its_class_and_what_matched(companies: EmbeddedStore) -> None:
    assert rows(companies, "甲") == [["company:a", "Company A", "kg:Company", "甲"]]
    assert rows(companies, "gongsi") == [
        ["company:a", "Company A", "kg:Company", "甲公司"],
        ["company:b", "乙公司", "kg:PlatformCompany", "乙公司"],
    ]


def test_a_class_has_the_things_of_those_below_it(companies: EmbeddedStore) -> None:
    assert [row[0] for row in rows(companies, "公司", class_="company")] == ["company:a", "company:b"]
    assert rows(companies, "公司", class_="figure") == []
    with pytest.raises(NotFound, match="near: kg:Company"):
        search(companies, "公司", class_="compny")


def test_the_limit_is_of_rows_and_all_are_counted(companies: EmbeddedStore) -> None:
    found = search(companies, "公司", limit=1)
    assert (len(found.table.rows), found.total) == (1, 2)


def test_an_endpoint_gives_the_same_rows(
    companies: EmbeddedStore, oxigraph_server: Engine, fill: Callable[[Engine, Store], None]
) -> None:
    fill(oxigraph_server, companies)
    assert rows(RemoteStore(oxigraph_server.query), "gongsi") == rows(companies, "gongsi")


def test_the_command_says_how_many_there_are_and_writes_any_format() -> None:
    done = kg("search", "数据", "产权", "--limit", "1", "--lang", "en", "-f", "json")
    (row,) = json.loads(done.stdout)["results"]["bindings"]
    assert row["thing"]["value"] == f"{PREFIXES['data-right']}property"
    assert done.stderr.startswith("kg: the first 1 of ")
    assert kg("search", "shuju", "--class", "technology", "--limit", "1", "-f", "csv").stdout.endswith(
        ",数据库\n"
    )


def test_what_is_not_found_is_said_with_exit_code_0() -> None:
    done = kg("search", "无此物")
    assert (done.returncode, done.stderr) == (0, "kg: 没有找到\n")
    assert kg("search", "《》", "--ui-lang", "en").returncode == 2


def test_a_misspelt_name_finds_nothing_and_is_told_what_is_called_nearly_so() -> None:
    done = kg("search", "Alibabba", "--lang", "en")
    assert "nothing found; near: Alibaba (company:alibaba)" in done.stderr
