"""A graph of three companies, opened as people open one."""

from pathlib import Path

import pytest

import kg
from kg.namespaces import PREFIXES

HOSTILE = "</td><script>alert(1)</script>|&amp;"
PREFIX_LINES = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n"
    for name in ("kg", "company", "claim", "sentence", "figure", "report", "rdf", "rdfs", "xsd", "owl")
)
TURTLE = f"""{PREFIX_LINES}
report:caict-2021 a kg:Report .
kg:Company a owl:Class ; rdfs:label "企业"@zh, "company"@en .
kg:competesWith rdfs:label "竞争"@zh, "competes with"@en ; rdfs:subPropertyOf kg:statement .
company:a a kg:Company ; rdfs:label "甲公司"@zh, "Company A"@en ; kg:competesWith company:b .
company:b a kg:Company ; rdfs:label "乙公司"@zh, {HOSTILE!r}@en .
company:c a kg:Company ; rdfs:label "丙公司"@zh, "Company C"@en .
claim:one a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:competesWith ; rdf:object company:b ;
  kg:basis kg:Stated ; kg:modality kg:Asserted ; kg:evidence sentence:caict-2021-3.4.1-s2, sentence:caict-2021-1.2.1-s1 .
claim:two a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:competesWith ; rdf:object company:c ;
  kg:basis kg:Editorial ; kg:modality kg:Asserted ; kg:evidence sentence:caict-2021-3.4.1-s2 .
sentence:caict-2021-3.4.1-s2 rdfs:label "三（四）第1段第2句"@zh, "Part 3, (4), para. 1, s. 2"@en .
figure:f kg:value 46.5 ; kg:rank 3 ; kg:exact true ; kg:ratio 1.5e0 ; kg:day "2021-04-10"^^xsd:date ; kg:subject company:a .
"""
RIVALS = "SELECT ?company ?rival WHERE { ?company kg:competesWith ?rival } ORDER BY ?company ?rival"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


@pytest.fixture
def g(source: Path) -> kg.Graph:
    return kg.open(source, lang="en")
