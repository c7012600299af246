"""A parameter by any name: of the parameter's class, a slug before a name, told what it stands for."""

from pathlib import Path

import pytest
from tests.query.conftest import PREFIX_LINES

from kg.errors import Ambiguous, NotFound
from kg.namespaces import PREFIXES
from kg.query.answer import Table
from kg.query.catalogue import Catalogue
from kg.query.params import ByName
from kg.query.run import run, stream
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri

# b is the slug of one company and a name of another; 双名 names two companies, 同名 a company and a law.
NAMES = f"""{PREFIX_LINES}
@prefix law: <{PREFIXES["law"]}> .
company:b a kg:PlatformCompany ; rdfs:label "乙"@zh, "Second"@en ; skos:altLabel "双名"@zh ; kg:competesWith company:a .
company:a a kg:Company ; rdfs:label "甲公司"@zh, "First"@en ; skos:altLabel "b", "双名"@zh, "同名"@zh .
kg:PlatformCompany rdfs:subClassOf kg:Company .
law:l a kg:Law ; rdfs:label "法"@zh, "law"@en ; skos:altLabel "同名"@zh .
"""


@pytest.fixture
def named(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "named.ttl"
    path.write_text(NAMES, encoding="utf-8")
    return EmbeddedStore("names", [path])


def asked(store: EmbeddedStore, catalogue: Catalogue, written: str) -> list[ByName]:
    told: list[ByName] = []
    run(store, catalogue.get("rivals"), {"company": written}, on_name=told.append)
    return told


@pytest.mark.parametrize(
    ("written", "curie"),
    [
        ("甲公司", "company:a"),
        ("first", "company:a"),
        ("《甲 公司》", "company:a"),
        ("乙", "company:b"),
        ("同名", "company:a"),
    ],
)
def test_any_name_or_alias_of_a_thing_of_the_class_or_one_below_will_do(
    named: EmbeddedStore, catalogue: Catalogue, written: str, curie: str
) -> None:
    (told,) = asked(named, catalogue, written)
    assert told.text.zh.startswith(f"company = {curie} ")
    assert told.text.en.startswith(f"company = {curie} ")


@pytest.mark.parametrize("written", ["b", "company:b", f"<{PREFIXES['company']}b>"])
def test_a_slug_goes_before_a_name_and_is_not_told(
    named: EmbeddedStore, catalogue: Catalogue, written: str
) -> None:
    told: list[ByName] = []
    rows = stream(named, catalogue.get("rivals"), {"company": written}, on_name=told.append)
    assert not isinstance(rows, bool | list)
    assert told == []


def test_the_rows_are_those_of_the_iri(store: EmbeddedStore, catalogue: Catalogue) -> None:
    by_name = run(store, catalogue.get("rivals"), {"company": "乙公司"})
    by_iri = run(store, catalogue.get("rivals"), {"company": Iri(f"{PREFIXES['company']}b")})
    assert isinstance(by_name, Table)
    assert isinstance(by_iri, Table)
    assert by_name.rows == by_iri.rows
    assert len(by_name.rows) == 1


def test_a_name_of_several_things_of_the_class_lists_them(named: EmbeddedStore, catalogue: Catalogue) -> None:
    with pytest.raises(Ambiguous, match="parameter 'company': '双名' may be 2 things") as told:
        asked(named, catalogue, "双名")
    assert told.value.text.zh.endswith("  company:a  双名\n  company:b  双名")


def test_a_name_of_another_class_tells_both_classes(named: EmbeddedStore, catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match=r"'法' is law:l \(kg:Law\), no kg:Company") as told:
        asked(named, catalogue, "法")
    assert told.value.text.zh == "参数“company”：“法”是 law:l（kg:Law），不是 kg:Company"


def test_a_slug_of_several_classes_below_is_the_one_of_the_class(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = catalogue.folder / "rivals.rq"
    text = path.read_text(encoding="utf-8").replace('"kg:Company"', '"kg:Agent"')
    path.write_text(text, encoding="utf-8")
    graph = tmp_path / "agents.ttl"
    lines = "kg:Company rdfs:subClassOf kg:Agent . kg:ActorGroup rdfs:subClassOf kg:Agent . "
    things = f"company:x a kg:Company . company:y a kg:Company . <{PREFIXES['group']}x> a kg:ActorGroup ."
    graph.write_text(PREFIX_LINES + lines + things, encoding="utf-8")
    agents = EmbeddedStore("agents", [graph])
    assert asked(agents, catalogue, "y") == []
    with pytest.raises(Ambiguous, match="company:x"):
        asked(agents, catalogue, "x")
