"""A store of a few things and their names."""

from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.store.embedded import EmbeddedStore

GRAPH = """
law:csl a kg:Law ; rdfs:label "网络安全法"@zh, "Cybersecurity Law"@en ; skos:altLabel "网安法"@zh, "CSL"@en .
group:bat a kg:ActorGroup ; rdfs:label "三巨头"@zh, "big three"@en ; skos:altLabel "BAT"@en .
technology:bat a kg:Technology ; rdfs:label "电池"@zh, "battery"@en ; skos:altLabel "BAT"@en .
company:alibaba a kg:Company ; rdfs:label "阿里巴巴"@zh, "Alibaba"@en ; skos:altLabel "阿里巴巴"@zh, "Alibaba Group"@en .
sentence:r-1.1.1-s1 a kg:Sentence ; rdfs:label "一（一）第1段第1句"@zh, "Part 1, sentence 1"@en .
kg:Law rdfs:label "法律法规"@zh, "law"@en .
"""


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "names.ttl"
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    path.write_text(prefixes + GRAPH, encoding="utf-8")
    return EmbeddedStore("names", [path])
