"""kg link review: what a person is asked, and that what they say is kept at once and asked no more."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.link_build import command as build
from kg.cli.link_judge import command as judge
from kg.cli.link_review import command as review
from kg.cli.link_run import command as run
from kg.errors import ParseError
from kg.link.sssom import read

# Q14772 and Q312 of Wikidata (CC0), and one that is neither.
RECORDS = [
    {
        "qid": "Q14772",
        "label_en": "Baidu",
        "label_zh": "百度",
        "description": "Chinese web services company",
        "instance_of": ["Q4830453 business"],
        "country": "China",
    },
    {
        "qid": "Q312",
        "label_en": "Apple Inc.",
        "aliases": ["Apple"],
        "description": "American technology company",
        "instance_of": ["Q4830453 business"],
    },
    {
        "qid": "Q89",
        "label_en": "apple",
        "aliases": ["苹果"],
        "description": "fruit of the apple tree",
        "instance_of": ["Q3314483 fruit"],
    },
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "links").mkdir(parents=True)
    (tmp_path / "data" / "triples.ttl").write_text(
        "@prefix kg: <https://w3id.org/internet-report-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix company: <https://w3id.org/internet-report-kg/id/company/> .\n"
        'company:baidu a kg:Company ; rdfs:label "百度"@zh, "Baidu"@en .\n'
        'company:apple a kg:Company ; rdfs:label "苹果"@zh, "Apple"@en .\n',
        encoding="utf-8",
    )
    (tmp_path / "records.jsonl").write_text("\n".join(json.dumps(one) for one in RECORDS), encoding="utf-8")
    return tmp_path


def asked(root: Path, keys: str, who: str = "Li") -> Result:
    args = ["--target", f"wikidata-file={root / 'records.jsonl'}", "--class", "Company", "--by", who]
    args += ["--root", str(root), "--source", str(root / "data" / "triples.ttl"), "--lang", "en"]
    return CliRunner().invoke(review, args, input=keys, obj="en", catch_exceptions=False)


def built(root: Path, *args: str) -> Result:
    return CliRunner().invoke(
        build, ["--root", str(root), *args], obj="en", standalone_mode=False, catch_exceptions=False
    )


def kept(root: Path) -> list[tuple[str, str, str, str]]:
    path = root / "data" / "links" / "wikidata.sssom.tsv"
    rows = read(path).mappings if path.is_file() else ()
    return [(row.subject_id, row.object_id, row.judgement, row.author_label) for row in rows]


def test_one_key_keeps_one_judgement(root: Path) -> None:
    said = asked(root, "s\nq\n").stdout
    assert said.startswith("[1/")
    assert "Chinese web services company" in said or "American technology company" in said
    assert len(kept(root)) == 1
    assert kept(root)[0][2:] == ("same", "Li")


def test_what_was_settled_is_not_asked_again(root: Path) -> None:
    asked(root, "s\ns\nq\n")
    first = kept(root)
    assert {row[0] for row in first} == {"company:apple", "company:baidu"}
    assert asked(root, "").stdout == ""
    assert kept(root) == first


def test_a_review_that_is_stopped_has_lost_nothing(root: Path) -> None:
    asked(root, "d\nanother\n")  # the input ends: as if the terminal was closed
    assert [row[2] for row in kept(root)] == ["different"]


def test_nothing_fits_settles_a_thing(root: Path) -> None:
    asked(root, "n\nn\n")
    assert {(row[0], row[1]) for row in kept(root)} == {
        ("company:apple", "sssom:NoTermFound"),
        ("company:baidu", "sssom:NoTermFound"),
    }
    assert asked(root, "").stdout == ""
    rows = read(root / "data" / "links" / "wikidata.sssom.tsv").mappings
    assert [row.subject_label for row in rows] == ["Apple", "Baidu"]  # as everywhere in these files, English


def test_a_broken_file_is_told_before_anything_is_asked(root: Path) -> None:
    (root / "data" / "links" / "wikidata.sssom.tsv").write_text("x\n", encoding="utf-8")
    result = CliRunner().invoke(
        review,
        ["--target", "wikidata-file=none", "--by", "Li", "--root", str(root)],
        obj="en",
    )
    assert "the head needs mapping_set_id" in str(result.exception)


def test_predictions_are_kept_beside_the_judgements(root: Path) -> None:
    asked(root, "s\nq\n")
    before = kept(root)
    args = ["--target", f"wikidata-file={root / 'records.jsonl'}", "--class", "Company", "--into", "wikidata"]
    CliRunner().invoke(
        run,
        [*args, "--root", str(root), "--source", str(root / "data" / "triples.ttl")],
        obj="en",
        catch_exceptions=False,
    )
    assert before[0] in kept(root)
    assert len(kept(root)) > 1
    text = (root / "data" / "links" / "wikidata.sssom.tsv").read_text(encoding="utf-8")
    assert "Chinese web services company" not in text


def test_a_judgement_can_be_given_by_name_and_of_a_thing_there_is_not_nothing_is_built(root: Path) -> None:
    args = ["谷歌", "wd:Q95", "same", "--by", "Li", "--why", "the company", "--root", str(root)]
    assert CliRunner().invoke(judge, args, obj="en", catch_exceptions=False).exit_code == 0
    assert kept(root) == [("company:google", "wd:Q95", "same", "Li")]
    with pytest.raises(Exception, match="there is no company:google"):  # not in this small graph
        built(root)


def test_a_name_is_looked_up_in_the_graph_that_is_given(root: Path) -> None:
    (root / "other.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://w3id.org/internet-report-kg/id/company/new> rdfs:label "新来者"@zh, "Newcomer"@en .\n',
        encoding="utf-8",
    )
    args = ["新来者", "none", "same", "--by", "Li", "--root", str(root), "--source", str(root / "other.ttl")]
    assert CliRunner().invoke(judge, args, obj="en", catch_exceptions=False).exit_code == 0
    [row] = read(root / "data" / "links" / "wikidata.sssom.tsv").mappings
    assert (row.subject_id, row.subject_label) == ("company:new", "Newcomer")


@pytest.mark.parametrize("record", ["Q95", "wikidata:Q95"])
def test_a_record_without_a_known_prefix_is_refused_and_breaks_no_file(root: Path, record: str) -> None:
    asked(root, "s\nq\n")
    before = kept(root)
    args = ["谷歌", record, "same", "--by", "Li", "--root", str(root)]
    with pytest.raises(ParseError, match=f"'{record}' is no CURIE with a declared prefix"):
        CliRunner().invoke(judge, args, obj="en", catch_exceptions=False)
    assert kept(root) == before


def test_links_are_built_and_found_stale(root: Path) -> None:
    asked(root, "s\ns\n")
    assert built(root).exit_code == 0
    path = root / "data" / "links" / "links.ttl"
    assert "company:baidu\n    skos:exactMatch wd:Q14772 ." in path.read_text(encoding="utf-8")
    assert built(root, "--check").return_value == 0
    path.write_text("", encoding="utf-8")
    assert built(root, "--check").return_value == 1


def test_contradictions_are_told_when_links_are_built_not_when_they_are_merely_checked(root: Path) -> None:
    for who, verdict in (("Li", "same"), ("Wu", "different")):
        args = ["百度", "wd:Q14772", verdict, "--by", who, "--root", str(root)]
        CliRunner().invoke(judge, args, obj="en", catch_exceptions=False)
    assert "contradictory judgements" in built(root).stderr
    path = root / "data" / "links" / "wikidata.sssom.tsv"
    lines = [row.line for row in read(path).mappings]
    assert len(lines) == 2
    assert all(f"{path}:{line} " in built(root).stderr for line in lines)
    assert built(root, "--check").stderr == ""
