"""A SPARQL endpoint as target: a real server with real records, found by their names."""

import urllib.request
from pathlib import Path

import pytest
from tests.engines import Engine

from kg.link.cache import Cache
from kg.link.records import Name, Subject
from kg.link.targets.profiles import Access, open_target
from kg.store.credentials import Credentials
from kg.store.transport import Transport

# A few records of Wikidata (CC0): Q14772, Q312, Q89.
RECORDS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/> PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
INSERT DATA {
  wd:Q14772 rdfs:label "Baidu"@en, "百度"@zh ; schema:description "Chinese web services company"@en ;
    wdt:P31 wd:Q4830453 ; wdt:P17 wd:Q148 ; wdt:P856 <https://www.baidu.com/> .
  wd:Q312 rdfs:label "Apple Inc."@en ; skos:altLabel "Apple"@en, "苹果"@zh ; wdt:P31 wd:Q4830453 .
  wd:Q89 rdfs:label "apple"@en ; skos:altLabel "苹果"@zh ; schema:description "fruit"@en .
  wd:Q4830453 rdfs:label "business"@en . wd:Q148 rdfs:label "China"@en .
}
"""


@pytest.fixture
def records(oxigraph_server: Engine) -> str:
    address = oxigraph_server.query.replace("/query", "/update")
    request = urllib.request.Request(  # noqa: S310
        address, data=RECORDS.encode(), headers={"Content-Type": "application/sparql-update"}
    )
    reply = Transport(address, Credentials()).send(request)
    assert reply.status < 300
    return oxigraph_server.query


def subject(*names: Name) -> Subject:
    return Subject("https://w3id.org/internet-report-kg/id/company/x", "Company", names)


def test_a_record_is_found_by_either_name_and_described(records: str) -> None:
    [target] = open_target(f"wikidata-sparql={records}").find(subject(Name("百度", "zh")))
    assert target.id == "Q14772"
    assert {name.text for name in target.names} == {"Baidu", "百度"}
    assert (target.types, target.countries) == (("business",), ("china",))
    assert [one.value for one in target.identifiers] == ["baidu.com"]
    assert target.descriptions[0].text == "Chinese web services company"


def test_things_of_one_name_all_are_candidates(records: str) -> None:
    found = open_target(f"wikidata-sparql={records}").find(subject(Name("苹果", "zh")))
    assert [target.id for target in found] == ["Q312", "Q89"]


def test_no_record_is_an_answer(records: str) -> None:
    assert open_target(f"sparql={records}").find(subject(Name('x" } DROP ALL #', "en"))) == []


def test_an_endpoint_that_is_gone_is_answered_from_the_cache(records: str, tmp_path: Path) -> None:
    access = Access(cache=Cache(tmp_path / "kept.sqlite", 1))
    first = open_target(f"wikidata-sparql={records}", access).find(subject(Name("百度", "zh")))
    again = open_target(f"wikidata-sparql={records}", Access(cache=access.cache, timeout_s=0.000001))
    assert again.find(subject(Name("百度", "zh"))) == first
