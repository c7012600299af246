"""Facts of record: each stands under the row it comes from, and a mistake is named with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from kg.build.run import OUTSIDE, build, outputs
from kg.build.vocabulary import KG
from kg.errors import SourceError
from kg.namespaces import PREFIXES, expand

PROV = Namespace(PREFIXES["prov"])
SOURCES = """\
moon-table:
  title: {zh: 月表, en: moon table}
  version: sha256:0000000000000000000000000000000000000000000000000000000000000000
  rows: 9
  columns: {documentNumber: number, issuedOn: issued, inForceFrom: effective, leadIssuer: issuer}
"""
RECORD = """\
moon-table-r1:
- {row: 鱼法, unconfirmed: [number]}
- {regulator: moon-senate, zh: 月球元老院, en: Lunar Senate, kind: state-body, zhDefinition: 立法机关。, enDefinition: The legislature.}
- {law: fish-law, zh: 鱼法, en: Fish Law, normativeRank: law, documentForm: law, issuingLevel: npc, jurisdiction: place:sea, zhDefinition: 关于鱼的法律。, enDefinition: The law on fish.}
- {issuance: fish-law-of-record, instrument: law:fish-law, leadIssuer: regulator:moon-senate, issuedOn: 2031-05-01, inForceFrom: 2031-07}
- {about: law:fish-draft, draftOf: law:fish-law}
- [law:fish-law, replaces, law:old-fish-law, {rows: [moon-table-r2], note: {zh: 据两行, en: from two rows}}]
moon-table-r2:
- {row: 旧鱼法}
- {status: old-fish-law-today, instrument: law:old-fish-law, statusValue: replaced, statusAsOf: Today}
"""
LAW = "{slug}: {{zh: {zh}, en: {en}, normativeRank: law, documentForm: law, issuingLevel: npc, zhDefinition: 法。, enDefinition: A law.}}\n"
FACTS = "outside/facts"
Append = Callable[[str, str], None]


@pytest.fixture
def root(moon: Path, append: Append) -> Path:
    """The tiny root with two laws that its report names, and two rows of an outside table."""
    append("entities/law", LAW.format(slug="fish-draft", zh="鱼法草案", en="draft fish law"))
    append("entities/law", LAW.format(slug="old-fish-law", zh="旧鱼法", en="old fish law"))
    append("entities/place", "sea: {zh: 海, en: sea, zhDefinition: 海。, enDefinition: The sea.}\n")
    (moon / "data" / "source" / "outside").mkdir()
    append("outside/sources", SOURCES)
    append(FACTS, RECORD)
    return moon


def _graph(root: Path) -> Graph:
    return Graph().parse(data=outputs(root)[OUTSIDE], format="turtle")


def _u(curie: str) -> URIRef:
    return URIRef(expand(curie))


def _claims(graph: Graph, subject: str, predicate: URIRef) -> list[URIRef]:
    found = set(graph.subjects(RDF.subject, _u(subject))) & set(graph.subjects(RDF.predicate, predicate))
    return [claim for claim in found if isinstance(claim, URIRef)]


def test_a_date_of_record_is_a_triple_and_an_outside_claim_with_its_row(root: Path) -> None:
    graph = _graph(root)
    issuance = _u("issuance:fish-law-of-record")
    assert str(graph.value(issuance, KG.inForceFrom)) == "2031-07"
    (claim,) = _claims(graph, "issuance:fish-law-of-record", KG.inForceFrom)
    assert (claim, RDF.type, KG.OutsideClaim) in graph
    assert graph.value(claim, RDF.object) == graph.value(issuance, KG.inForceFrom)
    assert graph.value(claim, KG.basis) == KG.OfRecord
    assert graph.value(claim, KG.reviewStatus) == KG.Unreviewed
    assert graph.value(claim, PROV.hadPrimarySource) == _u("outside-record:moon-table-r1")
    assert graph.value(_u("outside-record:moon-table-r1"), KG.row) == Literal(1)


def test_a_statement_of_record_may_stand_on_two_rows(root: Path) -> None:
    graph = _graph(root)
    assert (_u("law:fish-law"), KG.replaces, _u("law:old-fish-law")) in graph
    (claim,) = _claims(graph, "law:fish-law", KG.replaces)
    rows = {_u("outside-record:moon-table-r1"), _u("outside-record:moon-table-r2")}
    assert set(graph.objects(claim, PROV.hadPrimarySource)) == rows


def test_a_draft_and_what_it_became_are_two_things_and_the_draft_gets_no_date(root: Path) -> None:
    graph = _graph(root)
    assert (_u("law:fish-draft"), KG.draftOf, _u("law:fish-law")) in graph
    assert set(graph.subjects(KG.instrument, _u("law:fish-draft"))) == set()


def test_nothing_of_record_is_in_the_graph_of_the_report(root: Path) -> None:
    text = build(root)
    for name in ("fish-law-of-record", "law:fish-law ", "moon-senate", "OfRecord", "outside"):
        assert name not in text


def test_what_exists_of_record_only_has_names_in_both_languages(root: Path) -> None:
    labels = {str(o) for o in _graph(root).objects(_u("law:fish-law"), URIRef(PREFIXES["rdfs"] + "label"))}
    assert labels == {"鱼法", "Fish Law"}


def test_a_row_that_was_reviewed_says_so(root: Path) -> None:
    path = root / "data" / "source" / f"{FACTS}.yaml"
    text = path.read_text(encoding="utf-8").replace("{row: 旧鱼法}", "{row: 旧鱼法, reviewStatus: Reviewed}")
    path.write_text(text, encoding="utf-8")
    graph = _graph(root)
    (claim,) = _claims(graph, "status:old-fish-law-today", KG.statusValue)
    assert graph.value(claim, KG.reviewStatus) == KG.Reviewed


# what is added to the file, and what the report must say in English
MISTAKES = {
    "row beyond the table": ("moon-table-r10:\n- {row: 鱼}\n", "moon-table-r10 is no row of an outside source"),
    "row of an unknown source": ("sun-table-r1:\n- {row: 鱼}\n", "sun-table-r1 is no row of an outside source"),
    "row without its name": ("moon-table-r3:\n- [law:fish-law, replaces, law:old-fish-law]\n", "the first item under moon-table-r3 must be"),
    "row with nothing": ("moon-table-r3: []\n", "the first item under moon-table-r3 must be"),
    "unknown key of a row": ("moon-table-r3:\n- {row: 鱼, sure: maybe}\n", "unknown key sure"),
    "unknown review status": ("moon-table-r3:\n- {row: 鱼, reviewStatus: Perhaps}\n", "is no value of review status"),
    "unconfirmed column": ("moon-table-r3:\n- {row: 鱼, unconfirmed: [number]}\n- {about: law:fish-law, documentNumber: 一号}\n", "the column number of this row is unconfirmed"),
    "unconfirmed column of a node": ("moon-table-r3:\n- {row: 鱼, unconfirmed: [issued]}\n- {issuance: again, instrument: law:fish-law, issuedOn: 2031}\n", "the column issued of this row is unconfirmed"),
    "unknown thing": ("moon-table-r3:\n- {row: 鱼}\n- {about: law:fsh-law, documentNumber: 一号}\n", "unknown name law:fsh-law"),
    "unknown name in a statement": ("moon-table-r3:\n- {row: 鱼}\n- [law:fish-law, replaces, law:older]\n", "unknown name law:older"),
    "unknown property": ("moon-table-r3:\n- {row: 鱼}\n- {about: law:fish-law, colour: red}\n", "unknown property colour"),
    "property that is ours to say": ("moon-table-r3:\n- {row: 鱼}\n- {about: law:fish-law, normativeRank: law}\n", "normativeRank cannot be said in an outside claim"),
    "qualifier of a report's statement": ("moon-table-r3:\n- {row: 鱼}\n- [law:fish-law, amends, law:old-fish-law, {modality: Planned}]\n", "modality cannot be said in an outside claim"),
    "bad date": ("moon-table-r3:\n- {row: 鱼}\n- {issuance: again, instrument: law:fish-law, issuedOn: 2031-13}\n", "'2031-13' is no time"),
    "unknown status": ("moon-table-r3:\n- {row: 鱼}\n- {status: again, instrument: law:fish-law, statusValue: inforce, statusAsOf: Today}\n", "did you mean in-force?"),
    "duplicate thing": ("moon-table-r3:\n- {row: 鱼}\n- {status: old-fish-law-today, instrument: law:old-fish-law, statusValue: replaced, statusAsOf: Today}\n", "status:old-fish-law-today is a duplicate"),
    "duplicate fact": ("moon-table-r3:\n- {row: 鱼}\n- {about: law:fish-draft, draftOf: law:fish-law}\n", "duplicate outside claim: law:fish-draft kg:draftOf"),
    "thing of record in one language": ("moon-table-r3:\n- {row: 鱼}\n- {place: pond, zh: 池, zhDefinition: 池。, enDefinition: A pond.}\n", "en is missing"),
    "further row that is not written": ("moon-table-r3:\n- {row: 鱼}\n- [law:fish-law, amends, law:old-fish-law, {rows: [moon-table-r4]}]\n", "no row moon-table-r4 is written anywhere"),
    "item that is neither": ("moon-table-r3:\n- {row: 鱼}\n- just words\n", "expected here is [subject, property, object]"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_named_with_file_and_line(name: str, root: Path, append: Append) -> None:
    text, expected = MISTAKES[name]
    before = len((root / "data" / "source" / f"{FACTS}.yaml").read_text(encoding="utf-8").splitlines())
    append(FACTS, text)
    with pytest.raises(SourceError) as caught:
        outputs(root)
    line = next(line for line in caught.value.text.en.splitlines() if expected in line)
    path, number, _ = line.split(":", 2)
    assert path == f"data/source/{FACTS}.yaml"
    assert before < int(number) <= before + len(text.splitlines())
    assert len(caught.value.text.zh.splitlines()) == len(caught.value.text.en.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rows: 9", "rows: many", "rows is not well formed"),
        ("sha256:0", "0", "version is not well formed"),
        ("{zh: 月表, en: moon table}", "{zh: 月表}", "title is not well formed"),
        ("  rows: 9\n", "", "an outside source is written slug: with exactly"),
    ],
)
def test_a_mistake_in_the_list_of_sources_is_named(old: str, new: str, expected: str, root: Path) -> None:
    path = root / "data" / "source" / "outside" / "sources.yaml"
    path.write_text(SOURCES.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        outputs(root)
    line = next(line for line in caught.value.text.en.splitlines() if expected in line)
    assert line.startswith("data/source/outside/sources.yaml:")


def test_the_report_cannot_name_what_exists_of_record_only(root: Path, append: Append) -> None:
    append("moon-2030/1.1", "1.1.2:\n- [law:fish-law, fallsShortOf, challenge:no-fish]\n")
    with pytest.raises(SourceError, match="unknown name law:fish-law"):
        outputs(root)


def test_without_a_folder_of_outside_facts_the_graph_is_empty(moon: Path) -> None:
    assert len(Graph().parse(data=outputs(moon)[OUTSIDE], format="turtle")) == 0
