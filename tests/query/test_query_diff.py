"""kg diff: each kind of change on the smallest graph that shows it, and the series against its first report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import Text
from kg.namespaces import PREFIXES, expand
from kg.query.diff import Difference, diff
from kg.query.difftable import to_json, to_text
from kg.store.open import open_store

HEAD = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n"
    for name in (
        "kg",
        "company",
        "claim",
        "sentence",
        "figure",
        "unit",
        "rdf",
        "rdfs",
        "dcterms",
        "owl",
        "xsd",
    )
)
GRAPH = """
kg:Asserted rdfs:label "已断言"@zh, "asserted"@en . kg:Planned rdfs:label "计划"@zh, "planned"@en .
kg:Stated rdfs:label "明言"@zh, "stated"@en . kg:Implied rdfs:label "隐含"@zh, "implied"@en .
kg:owns rdfs:label "拥有"@zh, "owns"@en ; kg:sentence "{s}拥有{o}"@zh, "{s} owns {o}"@en .
company:a a kg:Company ; rdfs:label "甲"@zh, "A"@en .
company:b a kg:Company ; rdfs:label "乙"@zh, "B"@en .
claim:r-1.1.1-s2-1 a kg:Claim ; rdf:subject company:a ; rdf:predicate kg:owns ; rdf:object company:b ;
  kg:basis kg:Stated ; kg:modality kg:Asserted ; kg:evidence sentence:r-1.1.1-s2 .
figure:f a kg:Figure ; rdfs:label "甲：3"@zh, "A: 3"@en ; kg:value 3.0 ; kg:unit unit:one ; kg:evidence sentence:r-1.1.1-s3 .
"""
CLAIM = """claim:r-1.1.1-s1-2 a kg:Claim ; rdf:subject company:b ; rdf:predicate kg:owns ; rdf:object company:a ;
  kg:basis kg:Stated ; kg:modality kg:Planned ; kg:evidence sentence:r-1.1.1-s1 .
"""


def compare(folder: Path, old: str, new: str) -> Difference:
    paths = [folder / "old.ttl", folder / "new.ttl"]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(HEAD + text, encoding="utf-8")
    return diff(*(open_store([str(path)]) for path in paths))


def test_equal_graphs_have_no_difference(tmp_path: Path) -> None:
    found = compare(tmp_path, GRAPH, GRAPH)
    assert found.is_empty
    assert to_text(found, "en") == "the two are equal"


def test_a_new_statement_is_a_sentence_with_its_place_and_a_lost_one_too(tmp_path: Path) -> None:
    (added,) = compare(tmp_path, GRAPH, GRAPH + CLAIM).statements
    assert added.change == "added"
    assert added.sentence == Text("乙拥有甲（计划）", "B owns A (planned)")
    assert (added.before.evidence, added.after.evidence) == ((), ("1.1.1-s1",))
    (removed,) = compare(tmp_path, GRAPH + CLAIM, GRAPH).statements
    assert removed.change == "removed"
    assert removed.sentence == added.sentence


@pytest.mark.parametrize(
    ("old", "new"), [("kg:Stated ; kg:modality kg:Asserted", "kg:Implied ; kg:modality kg:Asserted"), ("sentence:r-1.1.1-s2 .", "sentence:r-1.1.1-s9 .")]
)  # fmt: skip
def test_the_same_statement_on_other_ground_is_re_evidenced(old: str, new: str, tmp_path: Path) -> None:
    (found,) = compare(tmp_path, GRAPH, GRAPH.replace(old, new, 1)).statements
    assert found.change == "re-evidenced"
    assert found.before != found.after


def test_another_modality_is_another_statement(tmp_path: Path) -> None:
    found = compare(tmp_path, GRAPH + CLAIM, GRAPH + CLAIM.replace("kg:Planned", "kg:Asserted"))
    assert sorted(one.change for one in found.statements) == ["added", "removed"]


def test_a_renamed_thing_keeps_its_identifier(tmp_path: Path) -> None:
    (found,) = compare(tmp_path, GRAPH, GRAPH.replace('"乙"@zh', '"丙"@zh')).things
    assert (found.change, found.before, found.after) == ("renamed", Text("乙", "B"), Text("丙", "B"))


def test_things_come_and_go(tmp_path: Path) -> None:
    more = GRAPH + 'company:c a kg:Company ; rdfs:label "丙"@zh, "C"@en .\n'
    assert [one.change for one in compare(tmp_path, GRAPH, more).things] == ["added"]
    assert [one.change for one in compare(tmp_path, more, GRAPH).things] == ["removed"]


def test_a_merged_thing_is_told_with_where_it_went_and_its_statements_go_with_it(tmp_path: Path) -> None:
    twin = 'company:bb a kg:Company ; rdfs:label "乙司"@zh, "B Ltd"@en .\n'
    old = GRAPH.replace("rdf:object company:b ;", "rdf:object company:bb ;") + twin
    new = GRAPH + "company:bb dcterms:isReplacedBy company:b ; owl:deprecated true .\n"
    found = compare(tmp_path, old, new)
    (merged,) = found.things
    assert (merged.change, merged.iri, merged.into) == ("merged", expand("company:bb"), expand("company:b"))
    assert found.statements == ()


def test_a_figure_of_another_value_is_no_renamed_thing(tmp_path: Path) -> None:
    new = GRAPH.replace("kg:value 3.0", "kg:value 4.0").replace('"甲：3"@zh', '"甲：4"@zh')
    found = compare(tmp_path, GRAPH, new)
    (figure,) = found.figures
    assert figure.values == {"value": (Text("3", "3"), Text("4", "4"))}
    assert found.things == ()


def test_statements_come_in_the_order_of_the_report(tmp_path: Path) -> None:
    tenth = CLAIM.replace("s1-2", "s10-2").replace("kg:Planned", "kg:Forecast").replace("-s1 .", "-s10 .")
    found = compare(tmp_path, GRAPH, GRAPH + tenth + CLAIM + CLAIM.replace("s1-2", "s4").replace("kg:Planned", "kg:Negated").replace("-s1 .", "-s4 ."))  # fmt: skip
    assert [one.after.evidence for one in found.statements] == [("1.1.1-s1",), ("1.1.1-s4",), ("1.1.1-s10",)]


def test_what_a_second_report_adds_is_told_with_full_addresses(series: Path, tmp_path: Path) -> None:
    import shutil

    from kg.build.run import build

    shutil.copytree(series, tmp_path / "root")
    shutil.rmtree(tmp_path / "root" / "data" / "source" / "moon-2032")
    (tmp_path / "one.ttl").write_text(build(tmp_path / "root"), encoding="utf-8")
    found = diff(open_store([str(tmp_path / "one.ttl")]), open_store([str(series / "data" / "triples.ttl")]))
    establish = [one for one in found.statements if one.statement[2].endswith("strength/establish")]
    assert [one.after.evidence for one in establish] == [("moon-2032-3.1.1-s1",)]
    repeated = [one for one in found.statements if one.statement[1].endswith("#addresses")]
    assert [one.change for one in repeated] == ["re-evidenced"]


def kg(*args: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli.main import run; run()", "diff", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": seed},
    )


def test_the_command_exits_as_diff_does_and_says_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    found = compare(tmp_path, GRAPH, GRAPH + CLAIM)
    old, new = str(tmp_path / "old.ttl"), str(tmp_path / "new.ttl")
    assert kg(old, old).returncode == 0
    assert kg(old, str(tmp_path / "nothing.ttl")).returncode == 2
    outputs = {kg(old, new, "--format", "json", seed=seed).stdout for seed in "012"}
    assert len(outputs) == 1
    assert json.loads(outputs.pop()) == json.loads(json.dumps(to_json(found)))
    shown = kg(old, new, "--lang", "en")
    assert shown.returncode == 1
    assert "statement added" in shown.stdout
    assert "B owns A (planned)" in shown.stdout
    assert "1.1.1-s1 (stated)" in shown.stdout
    assert "新增陈述" in kg(old, new).stdout
