"""What of a graph is read for linking, and as what."""

from pathlib import Path

from kg.link.records import NameKind
from kg.link.subjects import read_subjects
from kg.store.embedded import EmbeddedStore

GRAPH = """
@prefix id: <https://w3id.org/internet-report-kg/id/topic/> .
@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:app-permissions a kg:Topic ; kg:labelAuthority kg:Ours ;
  rdfs:label "APP权限"@zh, "app permissions"@en ; skos:altLabel "permissions"@en .
"""


def test_an_alias_that_we_translated_is_an_alias_and_no_main_name(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    (found,) = read_subjects(EmbeddedStore("graph", [path]), ["Topic"])
    kinds = {one.text: one.kind for one in found.names}
    assert kinds == {
        "APP权限": NameKind.LABEL,
        "app permissions": NameKind.TRANSLATION,
        "permissions": NameKind.ALIAS,
    }
