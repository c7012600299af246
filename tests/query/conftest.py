"""A tiny graph and a tiny catalogue of its own for the query tests."""

from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.query.catalogue import Catalogue
from kg.store.embedded import EmbeddedStore

PREFIX_LINES = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n"
    for name in ("kg", "company", "claim", "sentence", "section", "footnote", "figure", "rdf", "rdfs", "skos")
)

GRAPH = f"""{PREFIX_LINES}
company:a a kg:Company ; rdfs:label "甲公司"@zh, "Company A"@en ; skos:altLabel "甲"@zh .
company:b a kg:PlatformCompany ; skos:prefLabel "乙公司"@zh ; kg:competesWith company:a .
company:c a kg:Company ; kg:unsaid company:a .
kg:PlatformCompany rdfs:subClassOf kg:Company .
kg:owns rdfs:label "拥有"@zh, "owns"@en .
claim:one a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:competesWith ; rdf:object company:a ;
  kg:basis kg:Stated ; kg:modality kg:Asserted ;
  kg:evidence sentence:caict-2021-3.4.1-s10 , sentence:caict-2021-3.4.1-s2 , section:caict-2021-3.4 .
claim:two a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:owns ; rdf:object company:b ;
  kg:basis kg:Editorial ; kg:modality kg:Asserted ; kg:evidence footnote:caict-2021-fn1 .
figure:f kg:subject company:a ; kg:evidence sentence:caict-2021-1.2.1-s1 .
sentence:caict-2021-3.4.1-s2 rdfs:label "三（四）第1段第2句，第29页"@zh, "Part 3, (4), para. 1, s. 2, p. 29"@en .
"""

RIVALS = """\
#+ id: rivals
#+ title: {zh: 竞争对手, en: Rivals}
#+ summary: {zh: 每对竞争对手一行, en: One row per pair of rivals}
#+ params: {company: {type: iri, class: "kg:Company", required: false}}
#+ columns:
#+   company: {type: iri, zh: 公司, en: Company}
#+   rival: {type: iri, zh: 对手, en: Rival}
#+   claim: {type: claim, zh: 陈述, en: Claim}
#+ group: company
SELECT ?company ?rival ?claim WHERE {
  VALUES ?company { UNDEF }
  ?company kg:competesWith ?rival .
  ?claim a kg:Claim ; rdf:subject ?company ; rdf:predicate kg:competesWith ; rdf:object ?rival .
} ORDER BY ?company ?rival ?claim
"""


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return EmbeddedStore("test", [path])


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "rivals.rq").write_text(RIVALS, encoding="utf-8")
    return Catalogue(folder)
