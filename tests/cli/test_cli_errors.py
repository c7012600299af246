"""Wrong input anywhere: one clear line with the remedy, the right exit code, no traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]


def kg(*args: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from kg.cli.main import run; run(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**{k: v for k, v in os.environ.items() if k not in ("KG_LANG", "KG_REPORT")}, **env},
        cwd=ROOT,
    )


# what is typed, exit code, what the English message must hold, what the Chinese one must hold
WRONG = {
    "unknown command": (["qery"], 2, "No such command 'qery'", "没有命令 qery，是否指 query"),
    "unknown option": (["query", "policy-challenge", "--langue", "en"], 2, "No such option", "没有选项 --langue"),
    "missing argument": (["query"], 2, "Missing argument", "缺少"),
    "unknown query name": (["query", "policy-chalenge"], 2, "near: policy-challenge", "相近的：policy-challenge"),
    "unknown format": (["query", "policy-challenge", "--format", "pdf"], 2, "there are: table, csv", "可用：table, csv"),
    "unknown view": (["view", "policy"], 2, "policy-challenge", "policy-challenge"),
    "unknown view format": (["view", "policy-challenge", "--format", "docx"], 2, "there are: html", "可用：html"),
    "unknown graph": (["query", "policy-challenge", "--with", "nosuch"], 2, "editorial", "editorial"),
    "unknown parameter": (["query", "policy-challenge", "-p", "who=x"], 2, "instrument", "instrument"),
    "parameter without value": (["query", "policy-challenge", "-p", "challenge"], 2, "NAME=VALUE", "名称=值"),
    "missing query file": (["query", "no/such.rq"], 2, "there is no file", "没有文件"),
    "missing source": (["query", "policy-challenge", "--source", "nothing.ttl"], 2, "nothing.ttl", "nothing.ttl"),
    "bad SPARQL": (["query", "SELECT ?x WHERE { ?x a }"], 2, "1:", "1"),
    "unwritable output": (["query", "policy-challenge", "-o", "/proc/nowhere/x.csv"], 2, "cannot write", "无法写入"),
    "missing report": (["query", "policy-challenge", "--evidence", "--report", "none.txt"], 2, "none.txt", "none.txt"),
    "wrong report": (["verify", "README.md"], 2, "README.md", "README.md"),
    "missing report to verify": (["verify", "none.txt"], 2, "none.txt", "none.txt"),
    "bad choice": (["stats", "--format", "xml"], 2, "'table'", "可用：table, json"),
    "missing root": (["build", "--root", "/nowhere"], 2, "/nowhere", "/nowhere"),
    "unknown name": (["show", "阿里爸爸"], 2, "nothing in the graph is called", "图中没有“阿里爸爸”"),
    "unknown thing": (["show", "company:alibabba"], 2, "near: company:alibaba", "相近的：company:alibaba"),
    "unknown graph to show with": (["show", "阿里巴巴", "--with", "nosuch"], 2, "inferred", "inferred"),
    "unknown format to show in": (["show", "阿里巴巴", "--format", "xml"], 2, "'table'", "可用：table, json"),
    "update on the query path": (["query", "DELETE WHERE { ?s ?p ?o }"], 2, "", ""),
    "service call": (["query", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"], 2, "SERVICE", "SERVICE"),
    "unreachable endpoint": (["query", "policy-challenge", "--source", "http://127.0.0.1:9/"], 3, "127.0.0.1:9", "127.0.0.1:9"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_input_gives_a_clear_message_and_no_traceback(name: str, lang: str) -> None:
    args, code, en, zh = WRONG[name]
    done = kg(*args, "--ui-lang", lang) if args[0] in COMMANDS else kg(*args, KG_LANG=lang)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("kg: ")
    assert (zh if lang == "zh" else en) in done.stderr
    assert done.stdout == ""


def test_broken_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <http://a/> .\na:b a:c\n", encoding="utf-8")
    done = kg("query", "policy-challenge", "--source", str(broken), "--lang", "en")
    assert done.returncode == 2
    assert "broken.ttl:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deeply_nested_query_is_refused_and_does_not_kill_the_process() -> None:
    done = kg("query", "-", "--lang", "en", stdin="ASK " + "{" * 1200 + "}" * 1200)
    assert done.returncode == 2
    assert "nest" in done.stderr.lower()


def test_messages_are_chinese_unless_something_else_is_asked_for() -> None:
    assert "目录里没有" in kg("query", "nosuch").stderr
    assert "no catalogued" in kg("query", "nosuch", KG_LANG="en").stderr
    assert "目录里没有" in kg("query", "nosuch", "--lang", "en", "--ui-lang", "zh").stderr


def test_a_closed_pipe_is_no_error() -> None:
    code = "import sys; from kg.cli.main import run; run(sys.argv[1:])"
    query = '"SELECT ?s ?p ?o { ?s ?p ?o }"'
    command = f"{sys.executable} -c '{code}' query {query} --format csv | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["s,p,o", "0"]
    assert done.stderr == ""


def test_output_is_utf8_whatever_the_locale() -> None:
    done = kg(
        "query", "regulator-mandates", "--format", "csv", "--labels", PYTHONIOENCODING="ascii", LC_ALL="C"
    )
    assert done.returncode == 0
    assert "工业和信息化部" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_in_an_example(name: str) -> None:
    done = kg(name, "--help")
    assert done.returncode == 0
    assert f"Example: kg {name}" in done.stdout


def test_help_alone_lists_every_command() -> None:
    done = kg("--help")
    assert all(name in done.stdout for name in COMMANDS)
    assert kg().returncode == 2


def test_a_runaway_query_ends_on_time_with_exit_code_4() -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = kg("query", query, "--timeout-s", "1", "--lang", "en")
    assert (done.returncode, done.stdout) == (4, "")
    assert "took more than 1 s" in done.stderr


def test_an_interrupted_query_ends_at_once() -> None:
    code = "from kg.cli.main import run; run()"
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen([sys.executable, "-c", code, "query", query], cwd=ROOT, stderr=subprocess.PIPE)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == -signal.SIGINT  # a shell shows 130
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_no_rows_are_said_and_a_misspelt_term_is_named() -> None:
    done = kg("query", "SELECT * { ?c a kg:Compnay }", "--lang", "en")
    assert done.returncode == 0
    assert "kg:Compnay is not in the vocabulary, near: kg:Company" in done.stderr


def test_a_full_disk_is_no_traceback() -> None:
    command = f"{sys.executable} -c 'from kg.cli.main import run; run()' query regulator-mandates > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_describe_is_taken_for_sparql() -> None:
    assert kg("query", "DESCRIBE company:alibaba").stdout.startswith("@prefix")


def test_the_triples_alone_give_the_same_answer_with_the_packaged_vocabulary() -> None:
    alone = kg("query", "policy-challenge", "--source", "data/triples.ttl", "--lang", "en")
    assert alone.stdout == kg("query", "policy-challenge", "--lang", "en").stdout
