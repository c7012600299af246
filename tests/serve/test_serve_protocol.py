"""The query operation of the SPARQL 1.1 Protocol, over real HTTP."""

import gzip
import json

import httpx
import pytest
from tests.serve.running import Running

ASK = "ASK { ?s ?p ?o }"
ALIBABA = "https://w3id.org/internet-report-kg/id/company/alibaba"
# 阿里巴巴 in the data; asked with the Chinese word in every way in.
CHINESE = (
    'SELECT ?c { ?c a <https://w3id.org/internet-report-kg/ontology#Company> ; rdfs:label "阿里巴巴"@zh }'
)


def test_a_query_comes_in_by_get_by_form_and_as_it_is(server: Running) -> None:
    with server.client() as client:
        answers = [
            client.get("/sparql", params={"query": CHINESE}),
            client.post("/sparql", data={"query": CHINESE}),
            client.post(
                "/sparql", content=CHINESE.encode(), headers={"Content-Type": "application/sparql-query"}
            ),
            client.post(
                "/sparql",
                content=CHINESE.encode(),
                headers={"Content-Type": "application/sparql-query; charset=UTF-8"},
            ),
        ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert [row["c"]["value"] for row in answer.json()["results"]["bindings"]] == [ALIBABA]


def test_percent_encoded_iris_are_not_decoded(server: Running) -> None:
    raw = server.ask("SELECT ?x { VALUES ?x { <http://example.org/%E4%B8%AD> <http://example.org/中> } }")
    assert [row["x"]["value"] for row in raw.json()["results"]["bindings"]] == [
        "http://example.org/%E4%B8%AD",
        "http://example.org/中",
    ]


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", "*/*", "application/sparql-results+json"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv", "text/csv; charset=utf-8"),
        (
            "SELECT * { ?s ?p ?o } LIMIT 1",
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
        ),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/html", "text/html; charset=utf-8"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv;q=0.1, application/json", "application/json"),
        (ASK, "*/*", "application/sparql-results+json"),
        (ASK, "application/xml", "application/xml"),
        ("DESCRIBE company:alibaba", "*/*", "text/turtle; charset=utf-8"),
        ("DESCRIBE company:alibaba", "application/n-triples", "application/n-triples"),
        ("DESCRIBE company:alibaba", "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE company:alibaba", "application/ld+json", "application/ld+json"),
        ("DESCRIBE company:alibaba", "application/trig", "application/trig"),
    ],
)
def test_the_answer_is_in_the_format_asked_for(
    server: Running, query: str, accept: str, content_type: str
) -> None:
    with server.client() as client:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert "Accept" in answer.headers["vary"]


def test_a_format_that_does_not_fit_is_refused_with_a_list(server: Running) -> None:
    with server.client() as client:
        answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400),
        ("GET", {"params": {"query": ASK, "update": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": "ASK {"}}, 400),
        ("GET", {"params": {"query": "CLEAR ALL"}}, 403),
        ("GET", {"params": {"query": ASK, "head": "perhaps"}}, 400),
        ("GET", {"params": {"query": ASK, "format": "papyrus"}}, 404),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 400),
        ("POST", {"data": {"nothing": "x"}}, 400),
        ("POST", {"content": ASK, "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": ASK}, 415),
        (
            "POST",
            {
                "content": ASK.encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"},
            },
            415,
        ),
        (
            "POST",
            {"content": b"ASK { ?s ?p '\xff' }", "headers": {"Content-Type": "application/sparql-query"}},
            400,
        ),
        (
            "POST",
            {"content": b"query=%FF", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
            400,
        ),
        ("PUT", {"content": ASK}, 405),
        ("DELETE", {}, 405),
    ],
)
def test_what_the_protocol_does_not_allow_is_refused(
    server: Running, method: str, options: dict[str, object], status: int
) -> None:
    with server.client() as client:
        answer = client.request(method, "/sparql", **options)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_mistake_is_told_with_its_place_in_both_languages_and_as_text(server: Running) -> None:
    query = "SELECT *\n{ ?s ?p }"
    with server.client() as client:
        problem = client.get("/sparql", params={"query": query}).json()
        assert (problem["line"], problem["column"], problem["kind"]) == (2, 9, "QuerySyntaxError")
        headers = {"Accept": "text/plain", "Accept-Language": "zh"}
        text = client.get("/sparql", params={"query": query}, headers=headers).text
    assert text.startswith("查询第 2:9 处")
    assert text.rstrip().endswith("^")


def test_the_place_is_right_where_the_server_gives_the_base(server: Running) -> None:
    problem = server.ask("SELECT *\n{ <a> ?p }").json()
    assert (problem["line"], problem["column"]) == (2, 10)


def test_relative_iris_are_resolved_against_the_address(server: Running) -> None:
    found = server.ask("SELECT ?x { VALUES ?x { <other> } }").json()["results"]["bindings"]
    assert found[0]["x"]["value"] == f"{server.url}/other"


def test_head_and_options(server: Running) -> None:
    with server.client() as client:
        head = client.head("/sparql", params={"query": ASK})
        assert (head.status_code, head.content) == (200, b"")
        options = client.options("/sparql")
    assert options.status_code == 204
    assert options.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_any_page_may_ask(server: Running) -> None:
    with server.client() as client:
        before = client.options(
            "/sparql",
            headers={
                "Origin": "https://example.org",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type",
            },
        )
        answer = client.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.org"})
    assert before.status_code == 204
    assert before.headers["access-control-allow-headers"] == "content-type"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_what_is_known_is_not_sent_again(server: Running) -> None:
    with server.client() as client:
        etag = client.get("/sparql", params={"query": ASK}).headers["etag"]
        again = client.get("/sparql", params={"query": ASK}, headers={"If-None-Match": etag})
        other = client.get("/sparql", params={"query": "ASK {}"}, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_what_changes_by_itself_has_no_etag(server: Running) -> None:
    answers = [server.ask("SELECT (UUID() AS ?x) {}") for _ in range(2)]
    assert answers[0].text != answers[1].text
    assert "etag" not in answers[0].headers


@pytest.mark.parametrize("limit", [200, 4_000])
def test_gzip_gives_the_same_bytes(server: Running, limit: int) -> None:
    query = f"SELECT * {{ ?s ?p ?o }} LIMIT {limit}"
    with server.client(headers={"Accept-Encoding": "identity"}) as client:
        plain = client.get("/sparql", params={"query": query})
        assert "content-encoding" not in plain.headers
        with client.stream(
            "GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": "gzip"}
        ) as packed:
            assert packed.headers["content-encoding"] == "gzip"
            assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content


def test_named_graphs_are_named_by_parameters_by_from_and_by_with(server: Running) -> None:
    graph = "https://w3id.org/internet-report-kg/graph/editorial"
    count = "SELECT (COUNT(*) AS ?n) {s} {{ ?s ?p ?o }}"

    def n(answer: httpx.Response) -> int:
        assert answer.status_code == 200, answer.text
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    plain = count.format(s="")
    alone = n(server.ask(plain, **{"default-graph-uri": graph}))
    assert 0 < alone < n(server.ask(plain))
    assert n(server.ask(count.format(s=f"FROM <{graph}>"))) == alone
    assert n(server.ask(plain, **{"with": "editorial"})) == n(server.ask(plain)) + alone
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert n(server.ask(named, **{"named-graph-uri": graph})) == alone
    assert n(server.ask(plain, **{"named-graph-uri": graph})) == 0


def test_a_graph_from_elsewhere_is_refused(server: Running) -> None:
    for given in ({"default-graph-uri": "file:///etc/passwd"}, {"named-graph-uri": "http://127.0.0.1/"}):
        answer = server.ask(ASK, **given)
        assert answer.status_code == 403, answer.text


def test_a_bare_get_describes_the_service(server: Running) -> None:
    with server.client() as client:
        turtle = client.get("/sparql", headers={"Accept": "text/turtle"})
        page = client.get("/sparql", headers={"Accept": "text/html"})
    assert f"<{server.url}/sparql>" in turtle.text
    assert "service-description#SPARQL11Query" in turtle.text
    assert "<form" in page.text


def test_the_limits_are_public(server: Running) -> None:
    with server.client() as client:
        limits = client.get("/limits").json()
    assert limits["query_time_s"] == 8
    assert limits["max_rows"] == 5000
    assert limits["max_query_depth"] == 64


def test_json_says_that_it_is_not_whole(server: Running) -> None:
    query = "SELECT * { ?s ?p ?o }"
    refused = server.ask(query)
    assert refused.status_code == 413
    assert "5000 rows" in refused.json()["detail"]
    for name in ("json", "csv", "tsv", "xml"):
        head = server.ask(query, head="true", format=name)
        assert head.status_code == 200
        assert head.headers["kg-complete"] == "false"
        assert "incomplete: only the first 5000" in head.text[-200:]
    found = json.loads(server.ask(query, head="true", format="json").text)
    assert len(found["results"]["bindings"]) == 5000
    assert server.ask(query, head="true", format="xlsx").status_code == 406
    triples = server.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 6000", head="true")
    assert "# incomplete" in triples.text[-200:]


def test_an_answer_over_the_bytes_is_refused_or_cut(server: Running) -> None:
    long = "SELECT (CONCAT(" + ",".join(["STR(?o)"] * 100) + ") AS ?x) { ?s skos:definition ?o } LIMIT 4000"
    refused = server.ask(long)
    assert refused.status_code == 413
    assert "2000000 bytes" in refused.json()["detail"]
    head = server.ask(long, head="true", format="tsv")
    assert head.headers["kg-complete"] == "false"
    assert len(head.content) < 2_200_000
