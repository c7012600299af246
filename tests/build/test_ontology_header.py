"""The head of kg.ttl says what can be said truthfully, and agrees with the package and the changelog."""

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from kg.build.release import newest_release
from kg.namespaces import KG, PREFIXES
from kg.settings import BASE

ROOT = Path(__file__).parents[2]
ONTOLOGY = URIRef(f"{BASE}ontology")
VANN, PROV = Namespace(PREFIXES["vann"]), Namespace(PREFIXES["prov"])


@pytest.fixture(scope="module")
def header() -> Graph:
    return Graph().parse(ROOT / "ontology" / "kg.ttl")


def test_its_version_is_the_same_wherever_it_stands(header: Graph) -> None:
    version = str(header.value(ONTOLOGY, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(header.value(ONTOLOGY, OWL.versionIRI)) == f"{BASE}ontology/{version}"
    assert all(version in str(o) for o in header.objects(ONTOLOGY, DCTERMS.bibliographicCitation))


def test_it_has_a_date_of_issue_when_the_changelog_has_one(header: Graph) -> None:
    issued = newest_release(ROOT).issued
    for prop in (DCTERMS.issued, DCTERMS.modified):
        found = header.value(ONTOLOGY, prop)
        assert (None if found is None else str(found)) == issued


@pytest.mark.parametrize("name", ["title", "description", "abstract", "bibliographicCitation"])
def test_its_texts_are_in_both_languages(name: str, header: Graph) -> None:
    languages = [o.language for o in header.objects(ONTOLOGY, DCTERMS[name]) if isinstance(o, Literal)]
    assert sorted(map(str, languages)) == ["en", "zh"]
    assert len(set(header.objects(ONTOLOGY, RDFS.label))) == 2


@pytest.mark.parametrize("name", ["creator", "contributor", "publisher"])
def test_who_made_it_is_an_agent_with_a_name(name: str, header: Graph) -> None:
    agent = header.value(ONTOLOGY, DCTERMS[name])
    assert (agent, RDF.type, PROV.Agent) in header
    assert header.value(agent, RDFS.label)


def test_its_namespace_is_the_one_that_is_used(header: Graph) -> None:
    assert str(header.value(ONTOLOGY, VANN.preferredNamespaceUri)) == KG
    assert header.value(ONTOLOGY, DCTERMS.license)
    assert header.value(ONTOLOGY, DCTERMS.source)
