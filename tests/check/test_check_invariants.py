"""Identifiers that do not agree with what they name, blank nodes, and report text in our files."""

from pathlib import Path

import pytest

from kg.check import invariants
from kg.check.files import Checked, GraphFile, Index, read
from kg.report.profiles import CAICT_2021
from kg.report.reportmap import ReportMap, make_map
from kg.report.segments import segment

CLAIM = "claim:moon-2031-1.1.1-s1-bb991c"
REPLACED = {
    "claim-identifier": [
        (CLAIM, "claim:moon-2031-1.1.1-s1-000000"),
        (CLAIM, "claim:moon-2031-1.1.1-s3-bb991c"),
        (CLAIM, "claim:sun-2031-1.1.1-s1-bb991c"),
        (
            f"{CLAIM} a kg:Claim ;\n    rdf:subject group:small-anglers",
            f"{CLAIM} a kg:Claim ;\n    rdf:subject group:anglers",
        ),
    ],
    "thing-identifier": [
        ("place:moon a kg:Place", "topic:moon a kg:Place"),
        ("place:moon a kg:Place", "place:Moon a kg:Place"),
        ("place:moon a kg:Place", "place:moon- a kg:Place"),
    ],
    "class-without-prefix": [
        ("place:moon a kg:Place", "place:moon a kg:Agent"),
        ("place:moon a kg:Place", "place:moon a kg:Nonsense"),
    ],
    "blank-node": [
        ("place:moon a kg:Place", "[] a kg:Place"),
        ("kg:broader place:moon", 'kg:broader [ rdfs:label "月球"@zh ]'),
    ],
}
CASES = [(name, *pair) for name, pairs in REPLACED.items() for pair in pairs]


def spoilt(good: Path, tmp_path: Path, old: str, new: str) -> list[str]:
    text = good.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "spoilt.trig"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    file = read(path, tmp_path)
    return [one.check for one in invariants.check(Index(file.quads), [file])]


def test_good_graph_keeps_the_invariants(checked: Checked) -> None:
    (file,) = checked.data
    assert list(invariants.check(Index(file.quads), [file])) == []


@pytest.mark.parametrize(("name", "old", "new"), CASES)
def test_broken_invariant_is_found(name: str, old: str, new: str, good: Path, tmp_path: Path) -> None:
    assert set(spoilt(good, tmp_path, old, new)) == {name}


def test_every_invariant_has_a_case() -> None:
    assert {*REPLACED, "report-text-shipped"} == set(invariants.CHECKS)


def test_digest_is_that_of_the_build() -> None:
    from kg.build.statements import claim_iri

    said = ("urn:s", "urn:p", "urn:o", "urn:asserted")
    assert claim_iri("urn:sentence/moon-1.1.1-s1", *said).endswith(f"-{invariants.claim_digest(*said)}")


@pytest.fixture
def maps() -> dict[str, ReportMap]:
    lines = ["一、月球渔业", "月球上有三座池塘，鱼由地球运来，大家都说好吃而且新鲜。 ", ""]
    return {"moon-2031": make_map(segment("\n".join(lines), CAICT_2021), CAICT_2021)}


def test_sentence_of_the_report_in_a_file_is_found(tmp_path: Path, maps: dict[str, ReportMap]) -> None:
    path = tmp_path / "place.yaml"
    path.write_text("note: 月球上有三座池塘，\n  鱼由地球运来，大家都说好吃而且新鲜。\n", encoding="utf-8")
    (found,) = invariants.report_text([path], maps, tmp_path)
    assert (found.check, found.place) == ("report-text-shipped", "place.yaml")
    assert found.evidence == ("1.0.1-s1",)


def test_reworded_sentence_is_fine(tmp_path: Path, maps: dict[str, ReportMap]) -> None:
    path = tmp_path / "place.yaml"
    path.write_text("note: 月球有池塘三座，鱼从地球来。\n", encoding="utf-8")
    assert list(invariants.report_text([path], maps, tmp_path)) == []


def test_place_of_a_file_is_relative_to_the_root(checked: Checked) -> None:
    files: tuple[GraphFile, ...] = checked.ontology
    assert [file.shown for file in files] == ["ontology/kg.ttl", "ontology/schemes.ttl"]
