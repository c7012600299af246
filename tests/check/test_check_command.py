"""kg check as a whole: exit codes, both languages, both formats, errors in one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.check.run import check
from kg.cli.check import command
from kg.errors import KgError, NotFound, ParseError, ReportError

SH = "shape:Company-entityGrain"


@pytest.fixture
def bad(good: Path, tmp_path: Path) -> Path:
    """The good graph with one violation and one warning."""
    text = good.read_text(encoding="utf-8")
    text = text.replace(" ;\n    kg:entityGrain grain:brand", "")
    text = text.replace('rdfs:label "没有水"@zh', f'rdfs:label "{"没有水" * 9}"@zh')
    path = tmp_path / "bad.trig"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def warned(good: Path, tmp_path: Path) -> Path:
    """The good graph with one warning."""
    text = good.read_text(encoding="utf-8").replace(
        'rdfs:label "没有水"@zh', f'rdfs:label "{"没有水" * 9}"@zh'
    )
    path = tmp_path / "warned.trig"
    path.write_text(text, encoding="utf-8")
    return path


def kg(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    code = "from kg.cli.main import run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "check", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**{k: v for k, v in os.environ.items() if not k.startswith("KG_")}, **env},
    )


def test_clean_graph_exits_0_and_says_so(good: Path) -> None:
    done = kg("--source", str(good), "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.startswith("0 violations, 0 warnings, 0 notes on the source; ")
    assert "not run: printed-words: no report text" in done.stderr


def test_violation_exits_1_with_a_table_in_english(bad: Path) -> None:
    done = kg("--source", str(bad), "--lang", "en")
    assert done.returncode == 1
    head, _, first, *_ = done.stdout.splitlines()
    assert head.split() == ["Severity", "Check", "Focus", "Message", "Place"]
    assert SH in first
    assert "company:dry-sea Dry Sea" in first
    assert "The grain (kg:entityGrain) is missing" in first
    assert "1 violation, 1 warning, 0 notes on the source; " in done.stdout


def test_table_in_chinese_is_the_default(bad: Path) -> None:
    done = kg("--source", str(bad))
    assert "违规" in done.stdout
    assert "company:dry-sea 干海公司" in done.stdout
    assert "1 处违规，1 处警告" in done.stdout
    assert "未运行 printed-words" in done.stderr


def test_warning_alone_exits_0(warned: Path) -> None:
    done = CliRunner().invoke(command, ["--source", str(warned)], standalone_mode=False)
    assert done.return_value == 0
    assert "long-label" in done.output


def test_json_is_the_same_under_any_hash_seed(bad: Path) -> None:
    outputs = {kg("--source", str(bad), "--format", "json", PYTHONHASHSEED=seed).stdout for seed in "12"}
    assert len(outputs) == 1
    told = json.loads(outputs.pop())
    assert told["conforms"] is False
    assert told["counts"] == {"violation": 1, "warning": 1, "note": 0}
    first = told["violations"][0]
    assert first["check"] == SH
    assert first["curie"] == "company:dry-sea"
    assert first["label"] == {"zh": "干海公司", "en": "Dry Sea"}
    assert set(first["message"]) == {"zh", "en"}
    assert [one["check"] for one in told["not_run"]] == ["printed-words", "copied-words"]
    assert SH in told["ran"]


def test_focus_that_stands_on_a_sentence_shows_its_address(root: Path, good: Path, tmp_path: Path) -> None:
    text = good.read_text(encoding="utf-8").replace(' ;\n    kg:quantifierPrinted "个别"@zh', "")
    path = tmp_path / "bad.trig"
    path.write_text(text, encoding="utf-8")
    (found,) = check(root, [path]).violations
    assert found.check == "quantifier-without-words"
    assert found.evidence == ("1.1.1-s1", "fn1-s1")


BAD_INPUT = {
    "broken Turtle": ("broken.ttl", "place:moon a kg:Place .", "prefix"),
    "no such file": ("missing.ttl", None, "there is no file"),
    "unknown ending": ("data.csv", "a,b", "not the ending of an RDF format"),
}


@pytest.mark.parametrize("what", BAD_INPUT)
def test_bad_input_is_one_line_and_exit_2(what: str, tmp_path: Path) -> None:
    name, text, said = BAD_INPUT[what]
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    done = kg("--source", str(path), "--lang", "en")
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_endpoint_and_folder_are_no_source(root: Path, tmp_path: Path) -> None:
    for source in (tmp_path, Path("http://localhost:1/sparql")):
        with pytest.raises(KgError, match="reads RDF files"):
            check(root, [source])


def test_missing_data_says_what_to_run(tmp_path: Path, root: Path) -> None:
    (tmp_path / "ontology").symlink_to(root / "ontology")
    with pytest.raises(NotFound, match="kg build"):
        check(tmp_path)


def test_broken_shapes_are_told_by_their_file(tmp_path: Path, root: Path, good: Path) -> None:
    (tmp_path / "ontology").mkdir()
    for name in ("kg.ttl", "schemes.ttl"):
        (tmp_path / "ontology" / name).symlink_to(root / "ontology" / name)
    (tmp_path / "ontology" / "shapes.ttl").write_text("no Turtle", encoding="utf-8")
    with pytest.raises(ParseError, match=r"shapes\.ttl"):
        check(tmp_path, [good])


def test_missing_report_is_an_error(root: Path, good: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file"):
        check(root, [good], report=tmp_path / "report.txt")


def test_with_the_report_every_check_runs(root: Path, good: Path) -> None:
    text = root.parent / "shared" / "report" / "report.txt"
    if not text.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{text} must be there in CI")
        pytest.skip(f"the report's text is not at {text}")
    steps: list[str] = []
    result = check(root, [good], report=text, progress=steps.append)
    assert result.conforms, result.violations
    assert result.not_run == ()
    assert "printed-words" in result.ran
    assert "textual" in steps


def test_committed_data_conforms(root: Path) -> None:
    if not (root / "data" / "triples.ttl").is_file():
        pytest.skip("data/triples.ttl is not built")
    assert [one for one in check(root).violations if one.severity == "violation"] == []
