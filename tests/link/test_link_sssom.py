"""SSSOM files: the same set gives the same bytes, and what is wrong is told by file and line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ParseError
from kg.link.mapping import JUDGED, PREDICTED, Mapping, MappingSet
from kg.link.sssom import read, save, to_text

METADATA = {
    "mapping_set_id": "https://w3id.org/internet-report-kg/links/test",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "curie_map": {
        "company": "https://w3id.org/internet-report-kg/id/company/",
        "wd": "http://www.wikidata.org/entity/",
    },
}
PREDICTION = Mapping(
    subject_id="company:baidu",
    subject_label="百度",
    predicate_id="skos:closeMatch",
    object_id="wd:Q14772",
    mapping_justification=PREDICTED,
    confidence="0.9731",
)
JUDGEMENT = replace(
    PREDICTION,
    predicate_id="skos:exactMatch",
    mapping_justification=JUDGED,
    author_label="Li",
    mapping_date="2026-11-28",
    confidence="",
    judgement="same",
)


def written(
    path: Path,
    *rows: str,
    head: str = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence",
) -> Path:
    metadata = "#mapping_set_id: https://e.example/x\n#license: CC0\n#curie_map:\n#  company: https://e.example/c/\n#  wd: https://e.example/w/\n"
    path.write_text(metadata + "\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_prediction_and_judgement_stand_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "x.sssom.tsv"
    save(path, MappingSet(METADATA, (PREDICTION, JUDGEMENT)))
    assert read(path).mappings == (JUDGEMENT, PREDICTION)
    assert read(path).metadata == METADATA


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert to_text(MappingSet(METADATA, (PREDICTION, JUDGEMENT))) == to_text(
        MappingSet(METADATA, (JUDGEMENT, PREDICTION))
    )


def test_columns_of_the_standard_that_we_do_not_use_are_kept(tmp_path: Path) -> None:
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tmatch_string"
    row = "company:baidu\tskos:closeMatch\twd:Q14772\tsemapv:CompositeMatching\tbaidu"
    path = written(tmp_path / "x.sssom.tsv", row, head=head)
    save(path, read(path))
    assert "\tmatch_string\n" in path.read_text(encoding="utf-8")
    assert read(path).mappings[0].more == (("match_string", "baidu"),)


WRONG = {
    "a cell too few": (
        "company:baidu\tskos:exactMatch\twd:Q1\tsemapv:CompositeMatching",
        "4 cells instead of 5",
    ),
    "an unknown prefix": (
        "shop:baidu\tskos:exactMatch\twd:Q1\tsemapv:CompositeMatching\t1",
        "'shop:baidu' is no CURIE",
    ),
    "an unknown predicate": (
        "company:baidu\tskos:sortOf\twd:Q1\tsemapv:CompositeMatching\t1",
        "accepted: skos:exactMatch",
    ),
    "a confidence above one": (
        "company:baidu\tskos:exactMatch\twd:Q1\tsemapv:CompositeMatching\t1.2",
        "not from 0 to 1",
    ),
    "a judgement without a judge": (
        "company:baidu\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration\t1",
        "needs author_label",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_row_that_is_not_valid_is_told_by_its_line(name: str, tmp_path: Path) -> None:
    row, said = WRONG[name]
    path = written(tmp_path / "x.sssom.tsv", row)
    with pytest.raises(ParseError, match=said) as caught:
        read(path)
    assert f"{path}:7:" in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "x.sssom.tsv", *(row for row, _ in WRONG.values()))
    with pytest.raises(ParseError) as caught:
        read(path)
    assert [f":{line}:" in str(caught.value) for line in range(7, 12)] == [True] * 5


def test_a_file_without_a_licence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sssom.tsv"
    path.write_text("subject_id\tpredicate_id\tobject_id\tmapping_justification\n", encoding="utf-8")
    with pytest.raises(ParseError, match="mapping_set_id and license"):
        read(path)


# A cell has no tab and is one line.
cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\r\n"), max_size=20)


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.sssom.tsv"
    save(path, MappingSet(METADATA, (PREDICTION,)))
    before = path.read_bytes()
    with pytest.raises(ParseError, match="'Q95' is no CURIE"):
        save(path, MappingSet(METADATA, (replace(PREDICTION, object_id="Q95"),)))
    assert path.read_bytes() == before


@settings(deadline=None)
@given(label=cell, comment=cell)
def test_any_text_survives(label: str, comment: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("sssom") / "x.sssom.tsv"
    row = replace(PREDICTION, subject_label=label, comment=comment)
    save(path, MappingSet(METADATA, (row,)))
    assert read(path).mappings == (row,)
