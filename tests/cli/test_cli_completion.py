"""Completion in the shell: commands, questions, parameters and things, in no more time than typing takes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from kg.cli.main import main
from kg.namespaces import PREFIXES

ROOT = Path(__file__).parents[2]
HOSTILE = f"""
<{PREFIXES["company"]}a> a <http://x/C> ; <{PREFIXES["rdfs"]}label> "甲公司"@zh, "Firm A"@en ; <{PREFIXES["skos"]}altLabel> "同名", "firm; rm" .
<{PREFIXES["company"]}b> a <http://x/C> ; <{PREFIXES["rdfs"]}label> "乙公司"@zh, "firm `id`"@en ; <{PREFIXES["skos"]}altLabel> "同名" .
<{PREFIXES["company"]}c$(id)> a <http://x/C> ; <{PREFIXES["rdfs"]}label> "丙公司"@zh ; <{PREFIXES["skos"]}altLabel> "c;d" .
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "internet-report-kg"


def offered(*words: str) -> list[str]:
    """What is offered for the last word after the others."""
    complete = ShellComplete(main, {}, "kg", "_KG_COMPLETE")
    return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["pa"], ["path"]),
        (["query", "regulator-"], ["regulator-mandates"]),
        (["query", "--ev"], ["--evidence"]),
        (["link", "fe"], ["fetch"]),
        (["query", "company-seats-outside", "--allow-service", "wiki"], ["wikidata"]),
        (["query", "regulator-mandates", "-p", ""], ["regulator=", "matter="]),
        (["query", "regulator-mandates", "--param", "m"], ["matter="]),
        (["query", "regulator-mandates", "-p", "regulator=市场监管"], ["regulator=市场监管总局"]),
        (["query", "regulator-mandates", "-p", "regulator=regulator:samr"], ["regulator=regulator:samr"]),
        (["query", "regulator-mandates", "-p", "regulator=区块链"], []),
        (["query", "regulator-mandates", "-p", "who="], []),
        (["query", "nosuch", "-p", ""], []),
        (["show", "company:alib"], ["company:alibaba", "company:alibaba-cloud"]),
        (["show", "alibaba g"], ["Alibaba Group"]),
        (["path", "市场监管总局", "消费者合法"], ["消费者合法权益"]),
        (["path", "--avoid", "company:alibaba-"], ["company:alibaba-cloud"]),
        (["show", "sentence:caict-2021-3.4.1-s3"], ["sentence:caict-2021-3.4.1-s3"]),
        (["show", "--source", "http://localhost:1/", "阿"], []),
        (["show", "--source", "no/such.ttl", "阿"], []),
    ],
)
def test_what_is_begun_is_completed(words: list[str], found: list[str]) -> None:
    assert offered(*words) == found


def test_nothing_begun_offers_prefixes_not_thousands_of_names() -> None:
    found = offered("show", "")
    assert "company:" in found
    assert all(value.endswith(":") for value in found)
    assert "company:" not in offered("query", "instruments", "-p", "instrument=")


def test_names_of_several_things_and_those_a_shell_would_run_stand_as_curies(tmp_path: Path) -> None:
    path = tmp_path / "hostile.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    assert offered("show", "--source", str(path), "同") == ["company:a", "company:b"]
    assert offered("show", "--source", str(path), "firm") == ["Firm A", "company:a", "company:b"]
    assert offered("show", "--source", str(path), "甲") == ["甲公司"]
    # An IRI that is no CURIE is not offered either, under none of its names.
    assert offered("show", "--source", str(path), "丙") == []
    assert offered("show", "--source", str(path), "c;") == []


def test_names_are_kept_until_the_graph_changes(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    assert offered("show", "--source", str(path), "甲") == ["甲公司"]
    (kept,) = cache.iterdir()
    assert "甲公司" in kept.read_text(encoding="utf-8")
    kept.write_text(kept.read_text(encoding="utf-8").replace("甲公司", "甲的公司"), encoding="utf-8")
    assert offered("show", "--source", str(path), "甲") == ["甲的公司"]
    path.write_text(HOSTILE.replace("甲公司", "甲某公司"), encoding="utf-8")
    assert offered("show", "--source", str(path), "甲") == ["甲某公司"]
    kept.write_text("{", encoding="utf-8")
    assert offered("show", "--source", str(path), "甲") == ["甲某公司"]


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert offered("show", "company:alibaba-") == ["company:alibaba-cloud"]


BASH = """
eval "$(_KG_COMPLETE=bash_source kg)"
compopt() { echo "compopt $*"; }
COMP_LINE="$1"; COMP_POINT=${#1}; shift; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
_kg_completion kg
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("line", "words", "shown"),
    [
        ("kg sho", ["kg", "sho"], ["show"]),
        ("kg show company:alibaba-", ["kg", "show", "company", ":", "alibaba-"], ["alibaba-cloud"]),
        ("kg show alibaba\\ g", ["kg", "show", "alibaba\\ g"], ["Alibaba\\ Group"]),
        ('kg show "alibaba g', ["kg", "show", '"alibaba g'], ["Alibaba Group"]),
        (
            "kg query regulator-mandates -p m",
            ["kg", "query", "regulator-mandates", "-p", "m"],
            ["compopt -o nospace", "matter="],
        ),
        (
            "kg query regulator-mandates -p regulator=regulator:sam",
            ["kg", "query", "regulator-mandates", "-p", "regulator", "=", "regulator", ":", "sam"],
            ["samr"],
        ),
        (
            "kg query regulator-mandates -p regulator=市场监管",
            ["kg", "query", "regulator-mandates", "-p", "regulator", "=", "市场监管"],
            ["市场监管总局"],
        ),
        ("kg query queries/", ["kg", "query", "queries/"], ["compopt -o default", ""]),
    ],
)
def test_bash_completes_words_with_colons_equals_and_blanks(
    tmp_path: Path, line: str, words: list[str], shown: list[str]
) -> None:
    if shutil.which("bash") is None:
        assert not os.environ.get("CI"), "bash is not installed"
        pytest.skip("bash is not installed")
    command = tmp_path / "kg"
    command.write_text(f"#!{sys.executable}\nfrom kg.cli.main import run\nrun()\n", encoding="utf-8")
    command.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    code = os.environ.get("PYTHONPATH", str(ROOT / "src"))
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", line, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONPATH": code, "LC_ALL": "C.UTF-8"},
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    code = "from kg.cli.main import run; run([])"
    env = {**os.environ, "_KG_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
    assert f"_KG_COMPLETE={shell}_complete" in done.stdout
    assert done.returncode == 0


def test_completing_a_name_loads_no_engine_once_names_are_kept() -> None:
    offered("show", "阿")
    code = (
        "import sys; from kg.cli.main import run\n"
        "try: run([])\n"
        "except SystemExit: pass\n"
        "assert not {'pyoxigraph', 'rdflib', 'yaml'} & set(sys.modules)"
    )
    env = {**os.environ, "_KG_COMPLETE": "bash_complete", "KG_LINE": "kg show 阿里"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "plain,阿里巴巴\n" in done.stdout
