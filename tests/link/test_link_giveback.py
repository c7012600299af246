"""What is given back: read again by a reader of the format that shares nothing with the writer."""

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph, URIRef

from kg.cli.link_export import command as export
from kg.errors import KgError, OutputError
from kg.link.giveback.mismatches import lacking_labels, mismatches
from kg.link.giveback.quickstatements import quickstatements
from kg.link.giveback.statements import Statement, Value, statements
from kg.link.judgements import CLOSE, judged
from kg.link.mapping import MappingSet
from kg.link.sssom import read, save
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store

ID = "https://w3id.org/internet-report-kg/id/"
# 5493001NTNQJDH60PM02 is a legal entity identifier with its own check digits; the other has wrong ones.
GRAPH = """
@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .
@prefix id: <https://w3id.org/internet-report-kg/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix company: <https://w3id.org/internet-report-kg/id/company/> .
@prefix regulator: <https://w3id.org/internet-report-kg/id/regulator/> .
@prefix law: <https://w3id.org/internet-report-kg/id/law/> .
@prefix measure: <https://w3id.org/internet-report-kg/scheme/measure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
company:a a kg:Company ; rdfs:label "甲"@zh, "A"@en ; kg:stockCode "HKEX:0700", "MARS:1" ;
  kg:legalEntityIdentifier "5493001NTNQJDH60PM02" .
company:b a kg:Company ; rdfs:label "乙"@zh ; kg:legalEntityIdentifier "5493001NTNQJDH60PM03" .
regulator:r a kg:Regulator ; rdfs:label "局"@zh .
law:old a kg:Law ; rdfs:label "旧法"@zh ; kg:documentNumber "Bill 1" . law:new a kg:Law ; rdfs:label "新法"@zh ; kg:replaces law:old .
id:act kg:instrument law:new ; kg:documentNumber "令第1号" ; kg:issuedOn "2021-03-15"^^xsd:date ;
  kg:inForceFrom "2021-05-01"^^xsd:date .
id:fined a kg:EnforcementAction ; kg:measure measure:fine ; kg:respondent company:a ; kg:authority regulator:r ;
  kg:period "2021-04"^^xsd:gYearMonth ; kg:evidence id:s .
id:warned a kg:EnforcementAction ; kg:measure measure:warning ; kg:respondent company:b ; kg:authority regulator:r ;
  kg:period "2021"^^xsd:gYear ; kg:evidence id:s .
id:part rdf:subject company:b ; rdf:predicate kg:partOf ; rdf:object company:a ; kg:basis kg:Stated ;
  kg:modality kg:Asserted ; kg:evidence id:s .
id:s kg:page 29 ; kg:number "3.4.1-s3" .
"""
KNOWN = {
    f"{ID}{name}": item
    for name, item in {
        "company/a": "Q1",
        "company/b": "Q2",
        "regulator/r": "Q3",
        "law/old": "Q4",
        "law/new": "Q5",
    }.items()
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return EmbeddedStore("graph", [path])


def cells(batch: str) -> list[tuple[str, str, object, dict[str, object], dict[str, object]]]:
    """Version 1 of QuickStatements, as its help page has it: item, property, value, qualifiers, references."""
    value = re.compile(
        r"(?P<item>Q\d+)|\"(?P<text>[^\"\t\n]*)\"|(?P<time>\+\d{4}-\d\d-\d\dT00:00:00Z)/(?P<precision>9|10|11)"
    )

    def read_value(cell: str) -> object:
        found = value.fullmatch(cell)
        assert found, cell
        return (
            (found["time"], int(found["precision"])) if found["time"] else found["item"] or (found["text"],)
        )

    read_lines = []
    for line in batch.removesuffix("\n").split("\n"):
        item, property_, *rest = line.split("\t")
        assert re.fullmatch(r"Q\d+", item)
        assert re.fullmatch(r"P\d+|L[a-z-]+", property_)
        assert len(rest) % 2 == 1
        pairs = list(zip(rest[1::2], map(read_value, rest[2::2]), strict=True))
        keys = "".join(key[0] for key, _ in pairs)
        assert re.fullmatch("P*S*", keys), "qualifiers stand before references"
        read_lines.append(
            (
                item,
                property_,
                read_value(rest[0]),
                {key: one for key, one in pairs if key[0] == "P"},
                {key: one for key, one in pairs if key[0] == "S"},
            )
        )
    return read_lines


def test_each_statement_is_read_again_with_its_page_and_section(store: Store) -> None:
    report = {"S248": "Q9", "S304": ("29",), "S958": ("3.4.1",)}
    assert cells(quickstatements(statements(store, KNOWN, "Q9"))) == [
        ("Q1", "P1278", ("5493001NTNQJDH60PM02",), {}, {}),
        ("Q1", "P414", "Q496672", {"P249": ("0700",)}, {}),
        ("Q1", "P793", "Q1243001", {"P585": ("+2021-04-00T00:00:00Z", 10), "P710": "Q3"}, report),
        ("Q2", "P749", "Q1", {}, report),
        ("Q4", "P1031", ("Bill 1",), {}, {"S248": "Q4"}),
        ("Q4", "P1366", "Q5", {}, {"S248": "Q5"}),
        ("Q5", "P1031", ("令第1号",), {}, {"S248": "Q5"}),
        ("Q5", "P577", ("+2021-03-15T00:00:00Z", 11), {}, {"S248": "Q5"}),
        ("Q5", "P7588", ("+2021-05-01T00:00:00Z", 11), {}, {"S248": "Q5"}),
    ]


def test_nothing_is_said_of_what_has_no_judged_item(store: Store) -> None:
    known = {
        f"{ID}company/a": "Q1",
        f"{ID}law/old": "Q4",
    }  # the fine has no regulator, the old law no successor
    assert {one.property for one in statements(store, known, "Q9")} == {"P1278", "P414", "P1031"}


def test_a_text_that_the_format_cannot_hold_is_refused() -> None:
    for text in ('a "b"', "a\tb", "a\nb"):
        with pytest.raises(OutputError, match="cannot hold"):
            quickstatements([Statement("Q1", "P1031", Value("text", text))])


THEIRS = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix s: <http://www.wikidata.org/entity/statement/> .
@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q1 rdfs:label "A"@en ; p:P1278 s:Q1-97120cf9-ff1b-37c9-8af6-89d0b44a1cf2 ; p:P577 s:Q1-b .
s:Q1-97120cf9-ff1b-37c9-8af6-89d0b44a1cf2 ps:P1278 "OTHER" .
s:Q1-b ps:P577 "2021-03-15T00:00:00Z"^^xsd:dateTime .
wd:Q2 rdfs:label "B"@en, "乙"@zh-hans .
"""


@pytest.fixture
def theirs(tmp_path: Path) -> Store:
    path = tmp_path / "theirs.ttl"
    path.write_text(THEIRS, encoding="utf-8")
    return EmbeddedStore("theirs", [path])


def test_what_differs_is_a_row_and_what_agrees_or_lacks_is_none(theirs: Store) -> None:
    ours = [
        Statement("Q1", "P1278", Value("text", "5493001NTNQJDH60PM02")),
        Statement("Q1", "P577", Value("date", "2021-03")),
        Statement("Q2", "P1278", Value("text", "X")),
    ]
    rows = list(csv.DictReader(mismatches(ours, theirs, {"Q1": f"{ID}company/a"}).splitlines()))
    assert rows == [
        {
            "item_id": "Q1",
            "statement_guid": "Q1$97120cf9-ff1b-37c9-8af6-89d0b44a1cf2",
            "property_id": "P1278",
            "wikidata_value": "OTHER",
            "meta_wikidata_value": "",
            "external_value": "5493001NTNQJDH60PM02",
            "external_url": f"{ID}company/a",
            "type": "statement",
        }
    ]


def test_a_label_is_given_only_where_the_item_is_there_and_has_none_in_chinese(theirs: Store) -> None:
    assert lacking_labels({"Q1": "甲", "Q2": "乙", "Q3": "局"}, theirs) == [("Q1", "zh", "甲")]


@pytest.fixture
def root(tmp_path: Path, store: Store) -> Path:
    links = tmp_path / "data" / "links"
    links.mkdir(parents=True)
    (tmp_path / "data" / "triples.ttl").write_text(GRAPH, encoding="utf-8")
    rows = (
        judged(
            "company:a", "wd:Q1", "same", who="Li", when="2026-11-28", why="the company", subject_label="A"
        ),
        judged("company:b", "wd:Q2", "same", who="Li", when="2026-11-28", predicate=CLOSE),
        judged("company:b", "wd:Q8", "different", who="Li", when="2026-11-28"),
        judged("regulator:r", "sssom:NoTermFound", "same", who="Li", when="2026-11-28"),
    )
    metadata = {
        "mapping_set_id": "urn:set",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "curie_map": {
            "company": f"{ID}company/",
            "regulator": f"{ID}regulator/",
            "wd": "http://www.wikidata.org/entity/",
        },
    }
    save(links / "wikidata.sssom.tsv", MappingSet(metadata, rows))
    return tmp_path


def exported(root: Path, *args: str) -> str:
    result = CliRunner().invoke(
        export,
        ["--root", str(root), "--source", str(root / "graph.ttl"), *args],
        obj="en",
        catch_exceptions=False,
    )
    return result.stdout


def test_judged_links_are_read_again_alike_in_each_form(root: Path, tmp_path: Path) -> None:
    wanted = {("company/a", "exactMatch", "Q1"), ("company/b", "closeMatch", "Q2")}
    again = tmp_path / "again.sssom.tsv"
    again.write_text(exported(root), encoding="utf-8")
    found = read(again)
    assert found.metadata["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert {
        (row.subject_id.replace(":", "/"), row.predicate_id.removeprefix("skos:"), row.object_id[3:])
        for row in found.mappings
    } == wanted
    rows = list(csv.DictReader(exported(root, "-f", "csv").splitlines()))
    assert {
        (
            one["subject"].removeprefix(ID),
            one["predicate"].rpartition("#")[2],
            one["object"].rpartition("/")[2],
        )
        for one in rows
    } == wanted
    assert {one["licence"] for one in rows} == {"https://creativecommons.org/publicdomain/zero/1.0/"}
    graph = Graph().parse(data=exported(root, "-f", "rdf"), format="turtle")
    assert {
        (str(s).removeprefix(ID), str(p).rpartition("#")[2], str(o).rpartition("/")[2]) for s, p, o in graph
    } == wanted
    assert all(isinstance(one, URIRef) for one in graph.objects())


def test_links_into_a_dataset_that_only_one_file_names_are_exported_too(root: Path, tmp_path: Path) -> None:
    links = root / "data/links"
    there = read(links / "wikidata.sssom.tsv").metadata
    prefixes = {"company": f"{ID}company/", "wof": "https://whosonfirst.example/"}
    row = judged("company:b", "wof:85", "same", who="Li", when="2026-11-28")
    save(links / "wof.sssom.tsv", MappingSet({**there, "curie_map": prefixes}, (row,)))
    again = tmp_path / "again.sssom.tsv"
    again.write_text(exported(root), encoding="utf-8")
    assert "wof:85" in {one.object_id for one in read(again).mappings}
    rows = csv.DictReader(exported(root, "-f", "csv").splitlines())
    assert "https://whosonfirst.example/85" in {one["object"] for one in rows}


def test_only_an_exact_link_carries_statements_and_twice_gives_the_same(root: Path) -> None:
    batch = exported(root, "-f", "quickstatements", "--stated-in", "Q9")
    assert {one[0] for one in cells(batch)} == {"Q1"}
    assert exported(root, "-f", "quickstatements", "--stated-in", "Q9") == batch


@pytest.mark.parametrize("args", [(), ("--stated-in", "9"), ("--stated-in", "Q0")])
def test_without_the_item_of_the_report_there_is_no_batch(root: Path, args: tuple[str, ...]) -> None:
    with pytest.raises(KgError, match="--stated-in Q"):
        exported(root, "-f", "quickstatements", *args)


def test_without_records_there_is_nothing_to_differ_from(root: Path) -> None:
    with pytest.raises(KgError, match="--beside"):
        exported(root, "-f", "mismatches")
