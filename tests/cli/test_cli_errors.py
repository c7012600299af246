"""Wrong input anywhere: one clear line with the remedy, the right exit code, no traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.store.servers import answering

from kg.cli.main import COMMANDS
from kg.namespaces import PREFIXES

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
    "unknown command of a group": (["link", "reviw"], 2, "No such command 'reviw'", "没有命令 reviw，是否指 review；可用：run"),
    "unknown option": (["query", "policy-challenge", "--langue", "en"], 2, "No such option", "没有选项 --langue"),
    "missing argument": (["query"], 2, "Missing argument", "缺少"),
    "unknown query name": (["query", "policy-chalenge"], 2, "near: policy-challenge", "相近的：policy-challenge"),
    "name that is like nothing": (["query", "不存在"], 2, "no catalogued query '不存在'; there are: ", "目录里没有查询“不存在”；全部："),
    "unknown format": (["query", "policy-challenge", "--format", "pdf"], 2, "there are: table, csv", "可用：table, csv"),
    "unknown view": (["view", "policy"], 2, "policy-challenge", "policy-challenge"),
    "unknown view format": (["view", "policy-challenge", "--format", "docx"], 2, "there are: html", "可用：html"),
    "neither lens nor thing": (["view"], 2, "[LENS] / --around / --from … --to: give one of them (kg views lists all). Try", "[LENS] / --around / --from … --to: 给出其一（kg views 列出全部）。帮助"),
    "lens and thing": (["view", "policy-challenge", "--around", "阿里"], 2, "[LENS] / --around / --from … --to: give one of them (", "[LENS] / --around / --from … --to: 给出其一（"),
    "a path without an end": (["view", "--from", "阿里"], 2, "--from / --to: give both of them", "--from / --to: 要一起给出"),
    "a path's option without a path": (["view", "policy-challenge", "--max-steps", "2"], 2, "--max-steps: only together with --from", "--max-steps: 只与 --from … --to 同用"),
    "a pair without a matrix": (["view", "policy-challenge", "--pair", "1", "2"], 2, "--pair: only together with a matrix", "--pair: 只与矩阵同用"),
    "unknown matrix": (["view", "matrix-policy"], 2, "no matrix 'matrix-policy'", "没有矩阵“matrix-policy”"),
    "depth without a thing": (["view", "policy-challenge", "--depth", "1"], 2, "--depth: only together with --around", "--depth: 只与 --around 同用"),
    "two ways to write to a store": (["push", "http://127.0.0.1:9/", "--store-url", "http://127.0.0.1:9/a", "--update-url", "http://127.0.0.1:9/b"], 2, "--update-url: give one of them", "--update-url: 只能给一个"),
    "unknown thing to look around": (["view", "--around", "阿里爸爸"], 2, "nothing in the graph is called", "图中没有“阿里爸爸”"),
    "unknown graph": (["query", "policy-challenge", "--with", "nosuch"], 2, "editorial", "editorial"),
    "unknown parameter": (["query", "policy-challenge", "-p", "who=x"], 2, "instrument", "instrument"),
    "parameter without value": (["query", "policy-challenge", "-p", "challenge"], 2, "NAME=VALUE", "名称=值"),
    "parameter given twice": (["query", "regulator-mandates", "-p", "regulator=samr", "-p", "regulator=miit"], 2, "'regulator' is given twice, as 'samr' and 'miit'", "参数“regulator”给了两次"),
    "time limit that is no number": (["query", "ASK { }", "--timeout-s", "soon"], 2, "'soon' is not a valid float. Try: kg query --help", "'--timeout-s' 的值不对，应是数字。帮助：kg query --help"),
    "time limit without end": (["query", "ASK { }", "--timeout-s", "inf"], 2, "a time limit is seconds above 0; got inf", "时限应是大于 0 的秒数，收到 inf"),
    "time limit that is over": (["query", "ASK { }", "--timeout-s", "0"], 2, "a time limit is seconds above 0; got 0", "时限应是大于 0 的秒数，收到 0"),
    "number out of range": (["path", "a", "b", "--max-steps", "0"], 2, "1<=x<=10", "应是整数，最小 1，最大 10"),
    "folder as a query file": (["query", "tests/"], 2, "tests cannot be read: ", "无法读取 tests："),
    "missing query file": (["query", "no/such.rq"], 2, "there is no file", "没有文件"),
    "missing source": (["query", "policy-challenge", "--source", "nothing.ttl"], 2, "nothing.ttl", "nothing.ttl"),
    "bad SPARQL": (["query", "SELECT ?x WHERE { ?x a }"], 2, "1:", "1"),
    "unknown prefix": (["query", "SELECT ?x WHERE { ?x a foo:Bar }"], 2, "query 1:24: found foo:Bar; the prefix foo: is not declared", "前缀 foo: 没有声明"),
    "wrong class of a parameter": (["query", "challenge-recommendations", "-p", "recommendation=company:alibaba"], 2, "company:alibaba is no kg:Recommendation of the graph but a kg:Company", "company:alibaba 不是图里的 kg:Recommendation，而是 kg:Company"),
    "name of another class": (["query", "instruments", "-p", "instrument=阿里"], 2, "'阿里' is company:alibaba (kg:Company), no kg:Instrument", "“阿里”是 company:alibaba（kg:Company），不是 kg:Instrument"),
    "name of nothing of the class": (["query", "instruments", "-p", "instrument=安全法"], 2, "no kg:Instrument of the graph is called '安全法'; near: ", "图中没有名为“安全法”的 kg:Instrument；相近的："),
    "rows in a format of triples": (["query", "policy-challenge", "-f", "turtle"], 2, "use: table, csv", "可用：table, csv"),
    "triples in a format of rows": (["query", "DESCRIBE company:alibaba", "-f", "xlsx"], 2, "use: turtle, ntriples", "可用：turtle, ntriples"),
    "yes or no as a table of values": (["query", "ASK { }", "-f", "csv"], 2, "use: table, json, xml", "可用：table, json, xml"),
    "ending that is no format": (["query", "policy-challenge", "-o", "answer.docx"], 2, "use: .txt .csv .tsv .json .xml .md .html .xlsx", "可用：.txt .csv .tsv .json .xml .md .html .xlsx"),
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
    "unknown class to search": (["search", "数据", "--class", "tecnology"], 2, "near: kg:Technology", "相近的：kg:Technology"),
    "words without letters": (["search", "《》"], 2, "there is no word to look for", "里没有可查的字词"),
    "triples from a search": (["search", "数据", "-f", "turtle"], 2, "use: table, csv", "可用：table, csv"),
    "unknown end of a path": (["path", "阿里爸爸", "区块链"], 2, "nothing in the graph is called", "图中没有“阿里爸爸”"),
    "path from a thing to itself": (["path", "samr", "市场监管总局"], 2, "the same thing", "同一个事物"),
    "graph that paths do not go over": (["path", "阿里", "区块链", "--with", "inferred"], 2, "there are: editorial", "可用：editorial"),
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
    assert " · " not in done.stderr  # both languages at once
    assert done.stdout == ""


def test_a_syntax_error_shows_the_line_a_caret_and_what_was_expected() -> None:
    done = kg("query", "SELECT ?x WHERE {\n  ?x a }", "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "kg: query 2:8: found }; expected an IRI, a prefixed name, a variable or a literal",
        "    ?x a }",
        "  " + " " * 7 + "^",
    ]


@pytest.mark.parametrize(
    ("content_type", "body", "en", "zh"),
    [
        ("text/html", b"<!DOCTYPE html><p>Please log in", "an HTML page", "一个 HTML 页面"),
        (
            "application/sparql-results+json",
            b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x":',
            "cut off or broken",
            "不完整",
        ),
    ],
)
@pytest.mark.parametrize("format_", ["csv", "table", "xlsx"])
def test_an_endpoint_that_answers_nonsense_gives_exit_code_3_and_no_half_answer(
    tmp_path: Path, content_type: str, body: bytes, en: str, zh: str, format_: str
) -> None:
    with answering(lambda _: (200, content_type, body)) as (url, _):
        for lang, words in (("en", en), ("zh", zh)):
            target = tmp_path / "answer"
            done = kg(
                *("query", "SELECT ?x { ?x ?p ?o }", "--source", url, "-f", format_, "-o", str(target)),
                *("--lang", lang),
            )
            assert done.returncode == 3
            assert words in done.stderr
            assert "Traceback" not in done.stderr
            assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml", "md", "html", "xlsx", "txt", "parquet"])
def test_the_ending_of_the_file_chooses_the_format(tmp_path: Path, name: str) -> None:
    if name == "parquet" and not os.environ.get("CI"):
        pytest.importorskip("pyarrow")
    target = tmp_path / f"answer.{name}"
    assert kg("query", "regulator-mandates", "-o", str(target)).returncode == 0
    begins = {
        **{"csv": b"regulator,", "tsv": b"?regulator\t", "json": b'{"head"', "xml": b"<?xml", "md": b"| "},
        **{"html": b"<!DOCTYPE html>", "xlsx": b"PK", "parquet": b"PAR1", "txt": "机构".encode()},
    }
    assert target.read_bytes().lstrip().startswith(begins[name])


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        *(
            ("ttl", b"company:alibaba"),
            ("nt", b"company/alibaba> <"),
            ("rdf", b"<rdf:RDF"),
            ("trig", b"company:alibaba"),
        ),
        *(("nq", b"company/alibaba> <"), ("jsonld", b'"@context"'), ("graphml", b"<graphml")),
    ],
)
def test_the_ending_of_the_file_chooses_the_format_of_triples(
    tmp_path: Path, name: str, holds: bytes
) -> None:
    target = tmp_path / f"a.{name}"
    assert kg("query", "DESCRIBE company:alibaba", "-o", str(target)).returncode == 0
    assert holds in target.read_bytes()


def test_a_name_given_wins_over_the_ending(tmp_path: Path) -> None:
    target = tmp_path / "answer.xlsx"
    assert kg("query", "ASK { }", "-o", str(target), "-f", "json").returncode == 0
    assert target.read_bytes() == b'{"head": {}, "boolean": true}\n'


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_what_is_not_text_is_not_written_to_a_terminal() -> None:
    ours, theirs = os.openpty()
    code = "from kg.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "query", "regulator-mandates", "-f", "xlsx", "--lang", "en"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stderr) == (2, "kg: xlsx is not text for a terminal; use -o FILE.xlsx\n")


def test_a_query_ended_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old", encoding="utf-8")
    endless = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = kg("query", endless, "-o", str(target), "--timeout-s", "2")
    assert done.returncode == 4
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("answer.csv", "old")
    ]


def test_broken_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <http://a/> .\na:b a:c\n", encoding="utf-8")
    done = kg("query", "policy-challenge", "--source", str(broken), "--lang", "en")
    assert done.returncode == 2
    assert "broken.ttl:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("before", "opening", "closing", "place"),
    [
        ("ASK ", "{", "}", "1:69"),
        ("ASK {\n ?s ?p ", "[ ?p ", " ]", "2:323"),
        ("ASK { FILTER", "(", ")", "1:76"),
    ],
)
@pytest.mark.parametrize("depth", [1_200, 2_150])
def test_a_deeply_nested_query_is_refused_with_its_place_and_does_not_kill_the_process(
    before: str, opening: str, closing: str, place: str, depth: int
) -> None:
    text = f"{before}{opening * depth}{closing * depth}"
    done = kg("query", "-", "--lang", "en", stdin=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kg: query {place}: brackets are nested more than 64 levels deep\n"
    assert "括号嵌套超过 64 层" in kg("query", "-", stdin=text).stderr


@pytest.mark.parametrize("name", ["query", "view"])
def test_a_query_that_is_no_utf8_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    wrong = tmp_path / "gbk.rq"
    wrong.write_bytes('ASK {\n ?x rdfs:label "阿里" }'.encode("gbk"))
    done = kg(name, str(wrong), "--lang", "en")
    assert (done.returncode, done.stderr) == (
        2,
        f"kg: {wrong}:2: not UTF-8 text (byte 0xB0); save it as UTF-8\n",
    )
    with wrong.open("rb") as stdin:
        code = "from kg.cli.main import run; run()"
        piped = subprocess.run(
            [sys.executable, "-c", code, name, "-"], stdin=stdin, capture_output=True, cwd=ROOT
        )
    assert piped.returncode == 2
    assert "kg: -:2：不是 UTF-8 文本（字节 0xB0）" in piped.stderr.decode()


def test_a_query_is_read_as_utf8_whatever_the_locale_and_a_byte_order_mark_does_not_count(
    tmp_path: Path,
) -> None:
    text = '\ufeffASK { ?x rdfs:label "区块链"@zh }'
    (tmp_path / "marked.rq").write_text(text, encoding="utf-8")
    asked = kg("query", "-", stdin=text, PYTHONIOENCODING="ascii", KG_LANG="en")
    assert (asked.stdout, asked.stderr) == ("yes\n", "")
    assert kg("query", str(tmp_path / "marked.rq"), KG_LANG="en").stdout == "yes\n"


def test_a_name_of_several_things_is_not_guessed(tmp_path: Path) -> None:
    graph = tmp_path / "twice.ttl"
    kg_, law = PREFIXES["kg"], PREFIXES["law"]
    graph.write_text(
        "".join(
            f'<{law}{name}> a <{kg_}Law> ; <{PREFIXES["rdfs"]}label> "同名法"@zh, "{name}"@en .\n'
            for name in "ab"
        )
        + f"<{PREFIXES['claim']}c> a <{kg_}Claim> .\n",  # with claims, the vocabulary joins
        encoding="utf-8",
    )
    for lang, said in (
        ("en", "parameter 'instrument': '同名法' may be 2 things"),
        ("zh", "参数“instrument”：“同名法”"),
    ):
        done = kg("query", "instruments", "-p", "instrument=同名法", "--source", str(graph), "--lang", lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"kg: {said}")
        assert [line.split()[0] for line in done.stderr.splitlines()[1:]] == ["law:a", "law:b"]


@pytest.mark.parametrize(
    ("name", "head", "label"),
    [
        ("csv", "x,xLabel", "company/alibaba,Alibaba"),
        ("tsv", "?x\t?xLabel", 'company/alibaba>\t"Alibaba"@en'),
        (
            "json",
            '{"head": {"vars": ["x", "xLabel"]}',
            '"xLabel": {"type": "literal", "value": "Alibaba", "xml:lang": "en"}',
        ),
        (
            "xml",
            '<?xml version="1.0"',
            '<binding name="xLabel"><literal xml:lang="en">Alibaba</literal></binding>',
        ),
    ],
)
def test_the_formats_of_w3c_have_labels_when_asked_for(name: str, head: str, label: str) -> None:
    query = (
        "query",
        "SELECT ?x { VALUES ?x { company:alibaba } ?x a ?class }",
        "--format",
        name,
        "--lang",
        "en",
    )
    plain, labelled = kg(*query), kg(*query, "--labels")
    assert "Label" not in plain.stdout
    assert labelled.stdout.startswith(head)
    assert label in labelled.stdout


def test_messages_are_chinese_unless_something_else_is_asked_for() -> None:
    assert "目录里没有" in kg("query", "nosuch").stderr
    assert "no catalogued" in kg("query", "nosuch", KG_LANG="en").stderr
    assert "目录里没有" in kg("query", "nosuch", "--lang", "en", "--ui-lang", "zh").stderr


@pytest.mark.parametrize(
    "name", ["csv", "tsv", "json", "xml", "table", "markdown", "html", "turtle", "ntriples", "graphml"]
)
def test_a_closed_pipe_is_no_error(name: str) -> None:
    code = "import sys; from kg.cli.main import run; run(sys.argv[1:])"
    form = "CONSTRUCT WHERE" if name in ("turtle", "ntriples", "graphml") else "SELECT ?s ?p ?o"
    query = f'"{form} {{ ?s ?p ?o }} LIMIT 5000"'
    command = (
        f"{sys.executable} -c '{code}' query {query} --format {name} | head -n 1; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines()[1:] == ["0"]
    assert done.stderr == ""


def test_the_head_of_an_endless_answer_comes_at_once() -> None:
    code = "from kg.cli.main import run; run()"
    endless = '"SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"'
    command = f"{sys.executable} -c '{code}' query {endless} -f csv | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=50)
    assert done.stdout.splitlines() == ["a,d,g", "0"]


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


def test_the_time_limit_ends_with_the_command_and_not_the_program_that_called_it() -> None:
    code = (
        "import time; from click.testing import CliRunner; from kg.cli.query import command\n"
        "args = ['ASK {}', '--timeout-s', '2']\n"
        "assert CliRunner().invoke(command, args, standalone_mode=False).exit_code == 0\n"
        "time.sleep(2.5); print('alive')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


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


def test_what_a_name_was_taken_for_is_said_in_the_language_of_messages() -> None:
    done = kg("query", "regulator-mandates", "-p", "regulator=samr", "-f", "csv")
    named = kg("query", "regulator-mandates", "-p", "regulator=市场监管总局", "-f", "csv", "--ui-lang", "en")
    assert done.stdout == named.stdout
    assert "regulator = " not in done.stderr
    assert "kg: regulator = regulator:samr State Administration for Market Regulation\n" in named.stderr
