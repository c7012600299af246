"""The guard refuses what must not reach an engine, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import QueryRefused
from kg.settings import MAX_QUERY_BYTES, MAX_QUERY_DEPTH, MAX_QUERY_REPEATS, MAX_QUERY_TOKENS
from kg.sparql.guard import check
from kg.sparql.tokens import significant

EDITORIAL = "https://w3id.org/internet-report-kg/graph/editorial"
W3C = next(
    (
        folder
        for above in Path(__file__).resolve().parents
        if (folder := above / "shared/w3c/rdf-tests/sparql/sparql11").is_dir()
    ),
    None,
)

FINE = [
    "SELECT ?service { ?service ?load ?from }",
    'SELECT ("SERVICE <http://a> { }" AS ?x) { }',
    "SELECT * { ?x ex:SERVICE <SERVICE> } # SERVICE LOAD FROM",
    "PREFIX service: <http://a/> SELECT * { service:a service:load ?x }",
    "PREFIX from: <http://a/> DESCRIBE from:x",
    f"SELECT * FROM <{EDITORIAL}> FROM NAMED <https://w3id.org/internet-report-kg/graph/links> {{ }}",  # noqa: S608
    "PREFIX g: <https://w3id.org/internet-report-kg/graph/> SELECT * FROM g:report { }",
    "ASK " + "{" * MAX_QUERY_DEPTH + "}" * MAX_QUERY_DEPTH,
    "ASK {{}" + " UNION {}" * MAX_QUERY_REPEATS + "}",
    "this is no SPARQL )))",
    "",
]

REFUSED = [
    ("ASK {\n  SERVICE <http://a> { } }", "2:3"),
    ("ASK { service silent ?x { } }", "1:7"),
    ("ASK { \\u0053ERVICE <http://a> { } }", "1:7"),
    ("LOAD <http://a>", "1:1"),
    ("ASK { } ; LOAD <http://a>", "1:11"),
    ("SELECT * FROM <file:///etc/passwd> { }", "1:15"),
    ("SELECT * FROM NAMED <http://a> { }", "1:21"),
    ("SELECT * FROM", "1:10"),
    ("PREFIX g: <http://a/> SELECT * FROM g:b { }", "1:37"),
    ("PREFIX kg: <http://a/> INSERT DATA { kg:a kg:b kg:c }", "1:24"),
    ("DELETE WHERE { ?s ?p ?o }", "1:1"),
    ("drop all", "1:1"),
    ("ASK {" + "{" * MAX_QUERY_DEPTH, "1:69"),
    ("ASK {" + "<<" * (MAX_QUERY_DEPTH), f"1:{5 + 2 * MAX_QUERY_DEPTH - 1}"),
    ("ASK { FILTER(" + "!" * 201 + "?x) }", "1:214"),
    ("ASK { FILTER(" + "-" * 201 + "1) }", "1:214"),
    ("ASK { FILTER(1" + "+1" * 201 + ") }", "1:415"),
    ("ASK {{}" + " UNION {}" * 201 + "}", "1:1809"),
    ("ASK { ?s ?p (" + "1 " * MAX_QUERY_TOKENS + ") }", "1:6004"),
    ("ASK {" + "BIND(1 AS ?x)" * 201 + "}", "1:2606"),
]


@pytest.mark.parametrize("query", FINE)
def test_the_guard_passes(query: str) -> None:
    check(query)


@pytest.mark.parametrize(("query", "place"), REFUSED)
def test_the_guard_refuses_and_says_where(query: str, place: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        check(query)
    assert f"query {place}:" in refused.value.text.en
    assert f"查询第 {place} 处" in refused.value.text.zh


@pytest.mark.parametrize(
    "query",
    [
        # Measured with pyoxigraph 0.5.13: each of these performs a request or leaves the dataset.
        "PREFIX ex: <http://localhost:1/> ASK { SERVICEex:foo { } }",
        "PREFIX service: <http://localhost:1/> ASK { SERVICE:foo { } }",
        "PREFIX ex: <http://localhost:1/> ASK { SERVICESILENTex:foo { } }",
        "ASK { ?s ?p trueSERVICE<http://localhost:1/>{ } }",
        'ASK { BIND("\\u0022 # " AS ?x) SERVICE <http://localhost:1/> { } }',
        "PREFIX g: <http://g/> SELECT*FROMg:1{ }",
        "SELECT*FROMNAMED<http://g/1>{ }",
    ],
)
def test_what_an_engine_without_word_boundaries_reads_as_a_keyword_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        check(query)


def test_a_string_that_only_closes_after_decoding_hides_nothing() -> None:
    hidden_if_decoded = 'ASK { BIND("\\u0022 # " AS ?x) SERVICE <http://a> { } }'
    assert not any(token.is_word("SERVICE") for token in significant(hidden_if_decoded, decode=True))
    with pytest.raises(QueryRefused):
        check(hidden_if_decoded)


def test_a_query_over_the_limit_is_refused_by_its_bytes() -> None:
    check("#" * MAX_QUERY_BYTES)
    with pytest.raises(QueryRefused):
        check("#" * (MAX_QUERY_BYTES + 1))
    with pytest.raises(QueryRefused):
        check("#" + "中" * (MAX_QUERY_BYTES // 3 + 1))


def test_a_caller_may_allow_other_graphs() -> None:
    check("SELECT * FROM <http://a> { }", allowed_graphs=["http://a"])
    with pytest.raises(QueryRefused):
        check(f"SELECT * FROM <{EDITORIAL}> {{ }}", allowed_graphs=[])  # noqa: S608


def test_2150_nested_braces_are_refused_and_the_process_survives() -> None:
    program = (
        "from kg.store.embedded import EmbeddedStore; from kg.query.run import run; import sys\n"
        "try: run(EmbeddedStore('nothing', []), 'ASK ' + '{' * 2150 + '}' * 2150)\n"
        "except Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "QueryRefused")


def test_what_passes_at_the_limits_does_not_kill_the_engine() -> None:
    deep, often, words = MAX_QUERY_DEPTH - 2, MAX_QUERY_REPEATS, MAX_QUERY_TOKENS - 20
    queries = [
        "ASK " + "{" * deep + "}" * deep,
        "ASK { FILTER(" + "(" * deep + "1" + ")" * deep + ") }",
        "ASK { FILTER(" + "!" * often + "?x) }",
        "ASK { FILTER(1" + "+1" * often + "-1" * often + "*1" * often + ") }",
        "ASK { {}" + " UNION {}" * often + " MINUS {}" * often + "}",
        "ASK { VALUES ?x {" + " 1" * words + "} }",
        "ASK { FILTER(1 IN (2" + ",2" * (words // 2) + ")) }",
    ]
    for query in queries:
        check(query)
    program = (
        "import sys, pyoxigraph\n"
        "for query in sys.stdin.read().split('\\n'): bool(pyoxigraph.Store().query(query))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input="\n".join(queries), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def positive_syntax_files() -> list[Path]:
    if W3C is None:
        return []
    found: list[Path] = []
    for folder in (
        "syntax-query",
        "syntax-fed",
        "aggregates",
        "bindings",
        "negation",
        "property-path",
        "subquery",
    ):
        manifest = (W3C / folder / "manifest.ttl").read_text(encoding="utf-8")
        blocks = manifest.replace("\r", "").split("\n\n")
        negative = {
            name
            for block in blocks
            if "Negative" in block
            for name in (path.name for path in (W3C / folder).glob("*.rq"))
            if f"<{name}>" in block
        }
        found += [path for path in sorted((W3C / folder).glob("*.rq")) if path.name not in negative]
    return found


@pytest.mark.skipif(
    W3C is None and not os.environ.get("CI"), reason="the W3C suite (../shared/w3c) is not here"
)
def test_every_valid_query_of_the_w3c_suite_passes_unless_it_reaches_outside() -> None:
    files = positive_syntax_files()
    assert len(files) > 100
    reaching = 0
    for path in files:
        text = path.read_text(encoding="utf-8")
        outside = {"SERVICE", "FROM"} & {token.text.upper() for token in significant(text)}
        if outside:
            reaching += 1
            with pytest.raises(QueryRefused):
                check(text)
        else:
            check(text)
    assert 0 < reaching < len(files) // 4
