"""Each fault of a literal's form is found, with the line it stands on."""

from pathlib import Path

import pytest

from kg.check import lexical
from kg.check.files import Checked, read

HEAD = (
    "@prefix place: <https://w3id.org/internet-report-kg/id/place/> .\n"
    "@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
)
FAULTS = [
    ("gYear", '"abc"^^xsd:gYear'),
    ("gYear", '"21"^^xsd:gYear'),
    ("gYear", '"2021Z"^^xsd:gYear'),
    ("gYear", '"0000"^^xsd:gYear'),
    ("gYearMonth", '"2020-13"^^xsd:gYearMonth'),
    ("gYearMonth", '"2020-4"^^xsd:gYearMonth'),
    ("date", '"2021-02-29"^^xsd:date'),
    ("date", '"2021-4-1"^^xsd:date'),
    ("date", '"20210401"^^xsd:date'),
    ("dateTime", '"2021-04-10"^^xsd:dateTime'),
    ("dateTime", '"2021-04-31T08:00:00"^^xsd:dateTime'),
    ("decimal", '"46.50"^^xsd:decimal'),
    ("decimal", '"46"^^xsd:decimal'),
    ("decimal", '"046.5"^^xsd:decimal'),
    ("decimal", '"+4.5"^^xsd:decimal'),
    ("decimal", '"-0.0"^^xsd:decimal'),
    ("decimal", '"4.5e3"^^xsd:decimal'),
    ("decimal", '"many"^^xsd:decimal'),
    ("integer", '"007"^^xsd:integer'),
    ("integer", '"4.0"^^xsd:integer'),
    ("integer", '"-0"^^xsd:integer'),
    ("boolean", '"1"^^xsd:boolean'),
    ("boolean", '"True"^^xsd:boolean'),
    ("hexBinary", '"0A1"^^xsd:hexBinary'),
    ("anyURI", '"not an IRI"^^xsd:anyURI'),
    ("anyURI", '"/relative"^^xsd:anyURI'),
    ("language", '"月球"@zh-Hans'),
    ("language", '"lune"@fr'),
    ("language", '"月球"@ZH'),
    ("simplified", '"數據安全"@zh'),
    ("datatype", '"3.5"^^xsd:double'),
    ("datatype", '"x"^^kg:Odd'),
    ("nfc", '"Cafe\\u0301"@en'),
    ("control", '"a\\u0007b"@en'),
]
SOUND = [
    '"2021"^^xsd:gYear',
    '"2021-04"^^xsd:gYearMonth',
    '"2020-02-29"^^xsd:date',
    '"2021-04-10T08:00:00Z"^^xsd:dateTime',
    "46.5",
    "20.0",
    "-0.25",
    "0.0",
    "18228000000.0",
    "7",
    "true",
    '"https://example.org/"^^xsd:anyURI',
    '"0a1b"^^xsd:hexBinary',
    '"plain"',
    '"月球"@zh',
    '"日本語の漢字"@en',
    '"mail: \\"@ZH\\" is quoted"@en',
]


def checks(tmp_path: Path, literal: str) -> list[tuple[str, str | None]]:
    path = tmp_path / "one.ttl"
    path.write_text(f"{HEAD}place:moon a kg:Place ;\n    kg:note {literal} .\n", encoding="utf-8")
    return [(one.check, one.place) for one in lexical.check(read(path, tmp_path))]


@pytest.mark.parametrize(("name", "literal"), FAULTS)
def test_fault_is_found_on_its_line(name: str, literal: str, tmp_path: Path) -> None:
    place = "one.ttl:5" if "\\u" in literal else "one.ttl:6"
    assert checks(tmp_path, literal) == [(f"lexical:{name}", place)]


@pytest.mark.parametrize("literal", SOUND)
def test_sound_literal_passes(literal: str, tmp_path: Path) -> None:
    assert checks(tmp_path, literal) == []


def test_good_graph_and_vocabulary_pass(checked: Checked) -> None:
    assert [one for file in (*checked.ontology, *checked.data) for one in lexical.check(file)] == []


def test_every_form_has_a_fault() -> None:
    assert set(lexical.FORMS) <= {name for name, _ in FAULTS}


def test_message_says_what_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(f'{HEAD}place:moon kg:begin "spring"^^xsd:gYear .\n', encoding="utf-8")
    (found,) = lexical.check(read(path, tmp_path))
    assert found.message.en == (
        "kg:begin: 'spring' is no valid or no canonical xsd:gYear: expected is a form such as 2021."
    )
    assert found.message.zh == "kg:begin：“spring”不是合法或规范的 xsd:gYear：应写作 2021 的样子。"
