"""The catalogue as RDF can be queried; what stands there runs by itself and gives the rows of the question."""

from pathlib import Path

import pytest

from kg.build.questions import questions
from kg.namespaces import PREFIXES
from kg.query.answer import Table
from kg.query.catalogue import GROUPS, Catalogue, CatalogueQuery
from kg.query.run import run
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Dataset, select
from kg.store.terms import Literal

PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("sh", "rdfs", "schema", "dcterms"))
QUESTIONS = Dataset(("queries",), ())


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.packaged()


def _rows(store: EmbeddedStore, pattern: str, *names: str) -> list[tuple[str, ...]]:
    variables = " ".join(f"?{name}" for name in names)
    text = f"{PROLOGUE} SELECT {variables} {{ {pattern} }} ORDER BY {variables}"
    rows = select(store, text, dataset=QUESTIONS).rows
    return [tuple(cell.value for cell in row if isinstance(cell, Literal)) for row in rows]


def test_every_question_is_found_with_its_titles_and_its_group(store: EmbeddedStore) -> None:
    pattern = (
        "?q a sh:SPARQLSelectExecutable ; dcterms:identifier ?id ; rdfs:label ?zh, ?en ; schema:keywords ?group "
        'FILTER (LANG(?zh) = "zh" && LANG(?en) = "en" && LANG(?group) = "en")'
    )
    expected = [(q.id, q.title.zh, q.title.en, GROUPS[q.group].en) for q in Catalogue().all()]
    assert _rows(store, pattern, "id", "zh", "en", "group") == expected


def test_every_parameter_is_found_with_whether_it_may_be_left_out(store: EmbeddedStore) -> None:
    pattern = "?q dcterms:identifier ?id ; sh:parameter ?p . ?p a sh:Parameter ; sh:name ?name ; sh:optional ?optional"
    expected = [
        (q.id, p.name, "false" if p.required else "true") for q in Catalogue().all() for p in q.params
    ]
    assert _rows(store, pattern, "id", "name", "optional") == sorted(expected)


@pytest.mark.parametrize(
    "question", [q for q in Catalogue().all() if not q.services], ids=lambda question: question.id
)
def test_the_published_text_runs_by_itself(store: EmbeddedStore, question: CatalogueQuery) -> None:
    (text,) = next(iter(_rows(store, f'?q dcterms:identifier "{question.id}" ; sh:select ?text', "text")))
    assert "#+" not in text
    answer = run(store, question, label=False)
    assert isinstance(answer, Table)
    graphs = question.with_graphs
    assert select(store, text, with_graphs=graphs).rows == answer.rows


def test_the_text_declares_what_the_file_left_to_the_standard_prefixes(tmp_path: Path) -> None:
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "kinds.rq").write_text(
        "#+ id: kinds\n#+ title: {zh: 种类, en: Kinds}\n#+ summary: {zh: 种类, en: Kinds}\n#+ group: quality\n"
        "#+ columns:\n#+   kind: {type: iri, zh: 种类, en: kind}\nSELECT ?kind WHERE { ?kind a skos:Concept }\n",
        encoding="utf-8",
    )
    (text,) = (str(o) for _, p, o in questions(tmp_path) if str(p) == f"{PREFIXES['sh']}select")
    assert text == (f"PREFIX skos: <{PREFIXES['skos']}>\nSELECT ?kind WHERE {{ ?kind a skos:Concept }}\n")
