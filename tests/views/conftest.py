"""A small graph with every kind of line and with hostile labels, and the page made of it."""

import pytest

from kg.namespaces import PREFIXES
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.store.open import open_store
from kg.store.protocol import Store
from kg.views.render import render

HOSTILE = "</script><script>document.title='broken'</script>"

# name: class, zh, en
THINGS = {
    "law:a": ("Law", "甲法", "law A"),
    "law:b": ("Law", HOSTILE, HOSTILE),
    "practice:p": ("Practice", "做法丙", "practice C"),
    "challenge:top": ("Challenge", "顶层问题", "top problem"),
    "challenge:part": ("Challenge", "“部分”问题", "partial problem"),
    "recommendation:r": ("Recommendation", "\u202e长" + "长" * 9_998, "long " * 2_000),
    "recommendation:s": ("Recommendation", "建议丁", "recommendation D"),
}
# subject, predicate, object, basis, modality
CLAIMS = [
    ("law:a", "addresses", "challenge:part", "Stated", "Asserted"),
    ("law:a", "fallsShortOf", "challenge:part", "Implied", "Asserted"),
    ("law:b", "enforcesAgainst", "practice:p", "Stated", "Asserted"),
    ("practice:p", "exampleOf", "challenge:part", "Stated", "Asserted"),
    ("challenge:part", "partOf", "challenge:top", "Stated", "Asserted"),
    ("recommendation:r", "addresses", "practice:p", "Implied", "Asserted"),
    ("recommendation:s", "addresses", "challenge:top", "Editorial", "Asserted"),
    ("practice:p", "worsens", "challenge:top", "Stated", "Hypothetical"),
]


def _turtle() -> str:
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    for name, (class_name, zh, en) in THINGS.items():
        lines.append(f'{name} a kg:{class_name} ; rdfs:label "{zh}"@zh, "{en}"@en .')
        lines.append(
            f'{name} skos:definition "{class_name}的定义。"@zh, "Definition of a {class_name}."@en .'
        )
    for number, (s, p, o, basis, modality) in enumerate(CLAIMS):
        lines.append(
            f"claim:c{number} a kg:Claim ; rdf:subject {s} ; rdf:predicate kg:{p} ; rdf:object {o} ; "
            f"kg:basis kg:{basis} ; kg:modality kg:{modality} ; kg:evidence sentence:r-1.1.1-s{number} ."
        )
        lines.append(f'sentence:r-1.1.1-s{number} rdfs:label "第{number}句"@zh, "sentence {number}"@en .')
        if basis == "Editorial":
            lines.append(f'claim:c{number} kg:rationale "因为两者相近。"@zh, "Because they are close."@en .')
        elif modality == "Asserted":
            lines.append(f"{s} kg:{p} {o} .")
    lines.append(
        "figure:f a kg:Figure ; kg:subject practice:p ; kg:evidence sentence:r-1.1.1-s2 ; "
        'rdfs:label "做法丙·例数：约 5 起"@zh, "practice C: cases, about 5"@en ; kg:note "未给年份。"@zh, "No year is given."@en .'
    )
    lines.append('report:r a kg:Report ; rdfs:label "某报告"@zh, "Some report"@en ; dcterms:issued "2021" .')
    return "\n".join(lines)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    path = tmp_path_factory.mktemp("graph") / "small.ttl"
    path.write_text(_turtle(), encoding="utf-8")
    ontology = root() / "ontology"
    return EmbeddedStore("small", [ontology / "kg.ttl", ontology / "schemes.ttl", path])


@pytest.fixture(scope="session")
def real() -> Store:
    """The graph of the package."""
    return open_store()


@pytest.fixture(scope="session")
def html(store: EmbeddedStore) -> str:
    return render(store, "policy-challenge")
