"""kg show finds a thing by any name, and its exit codes and streams are those of the other commands."""

import json
from pathlib import Path

import pytest
from tests.cli.test_cli_errors import kg

TWO = """
@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/internet-report-kg/id/group/x> a kg:ActorGroup ; rdfs:label "双名"@zh .
<https://w3id.org/internet-report-kg/id/topic/x> a kg:Topic ; rdfs:label "双名"@zh .
"""


@pytest.mark.parametrize("name", ["阿里巴巴", "Alibaba Group", "alibaba", "company:alibaba"])
def test_any_name_shows_the_thing(name: str) -> None:
    done = kg("show", name, "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.startswith("Alibaba  company:alibaba\nClass: company  kg:Company\n")
    assert "3.4.1-s3 Part 3, section (4), para. 1, sentence 3, p. 29" in done.stdout
    assert "Inferred" not in done.stdout


def test_why_adds_rules_and_premises_down_to_the_sentence() -> None:
    done = kg("show", "市场监管总局", "--why")
    assert "[规则：由例子涉及挑战]" in done.stdout
    assert (
        "[明文; 断言; 时间原文：今年4月; 三（四）第1段第3句，第29页; claim:caict-2021-3.4.1-s3-8f6f8a]"
        in done.stdout
    )
    assert done.stderr == ""


def test_json_is_for_programs() -> None:
    record = json.loads(kg("show", "company:alibaba", "--format", "json", "--lang", "en").stdout)
    assert (record["label"], record["lang"], record["inferred"]) == ("Alibaba", "en", [])


def test_a_name_of_several_things_lists_them_with_exit_code_2(tmp_path: Path) -> None:
    path = tmp_path / "two.ttl"
    path.write_text(TWO, encoding="utf-8")
    done = kg("show", "双名", "--source", str(path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "kg: “双名”可指 2 个事物，请写明其一：\n  group:x  双名\n  topic:x  双名\n"
    assert kg("show", "topic:x", "--source", str(path)).stdout.startswith("双名  topic:x\n")


def test_inferred_relations_come_in_with_the_graph_of_that_name() -> None:
    done = kg("show", "company:alibaba", "--with", "inferred", "--lang", "en")
    assert "- Alibaba is a member of enterprises\n" in done.stdout
    assert "[rule:" not in done.stdout
