"""Linked data over a real server: each kind of IRI by each kind of Accept, and what is not there."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from tests.serve.running import Running, serving

from kg.settings import BASE
from kg.store.convert import to_triple
from kg.store.terms import BlankNode, Iri, Literal, Triple

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

# Path of the IRI, whether it answers 303, the IRI that its document is about.
THINGS = {
    "entity": ("id/company/alibaba", 303, "id/company/alibaba"),
    "claim": ("id/claim/caict-2021-3.4-989619", 303, "id/claim/caict-2021-3.4-989619"),
    "figure": ("id/figure/alibaba-fine-2021", 303, "id/figure/alibaba-fine-2021"),
    "sentence": ("id/sentence/caict-2021-3.4.1-s3", 303, "id/sentence/caict-2021-3.4.1-s3"),
    "section": ("id/section/caict-2021-3.4", 303, "id/section/caict-2021-3.4"),
    "report": ("id/report/caict-2021", 303, "id/report/caict-2021"),
    "query": ("id/query/anomalies", 303, "id/query/anomalies"),
    "concept": ("scheme/rank/law", 303, "scheme/rank/law"),
    "scheme": ("scheme/rank", 303, "scheme/rank"),
    "graph": ("graph/inferred", 303, "graph/inferred"),
    "dataset": ("dataset", 303, "dataset"),
    "document": ("doc/law/data-security-law", 200, "id/law/data-security-law"),
    "class": ("ontology", 200, "ontology#Company"),
    "property": ("ontology", 200, "ontology#issuedBy"),
    "ontology": ("ontology", 200, "ontology"),
    "version": ("ontology/1.0.0", 200, "ontology"),
    "shapes": ("shapes", 200, "shapes#Claim"),
    "void": ("void", 200, "dataset"),
    "well-known": (".well-known/void", 200, "dataset"),
}
ACCEPT = {
    None: "text/turtle",
    "*/*": "text/turtle",
    "text/html": "text/html",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/html",
    "text/turtle": "text/turtle",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/n-triples": "application/n-triples",
    "text/html;q=0.2, text/turtle;q=0.1, application/n-triples;q=0.9": "application/n-triples",
    "text/turtle;q=0, */*": "text/html",
    "image/png": None,
}


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def quads(response: httpx.Response) -> list[Triple]:
    format_ = ox.RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    assert format_ is not None
    return [to_triple(quad) for quad in ox.parse(response.content, format=format_, base_iri=BASE)]


def iris(response: httpx.Response) -> set[str]:
    return {one.subject.value for one in quads(response) if isinstance(one.subject, Iri)}


def said(triples: list[Triple], subject: str, predicate: str) -> list[Iri | Literal]:
    return [
        one.object
        for one in triples
        if one.subject == Iri(subject)
        and one.predicate == Iri(predicate)
        and not isinstance(one.object, BlankNode)
    ]


@pytest.mark.parametrize("accept", ACCEPT, ids=str)
@pytest.mark.parametrize("kind", THINGS)
def test_an_iri_answers_in_the_form_that_is_wanted(
    client: httpx.Client, kind: str, accept: str | None
) -> None:
    path, status, subject = THINGS[kind]
    headers = {"accept": accept} if accept else {}
    client.headers.pop("accept", None)  # httpx would send */*
    got = client.get(f"/{path}", headers=headers)
    wanted = ACCEPT[accept]
    assert got.headers["access-control-allow-origin"] == "*"
    assert "Accept" in got.headers["vary"]
    if wanted is None:
        assert got.status_code == 406
        assert got.headers["content-type"] == "application/problem+json"
        assert "text/turtle" in got.json()["detail"]
        return
    assert got.status_code == status
    if status == 303:
        assert urlsplit(got.headers["location"]).path.startswith(("/doc/", "/void"))
        got = client.get(got.headers["location"], headers=headers)
        assert got.status_code == 200
    assert got.headers["content-type"].partition(";")[0] == wanted
    assert got.headers["etag"]
    assert 'rel="alternate"; type="text/turtle"' in got.headers["link"]
    assert 'rel="canonical"' in got.headers["link"]
    assert got.headers["x-content-type-options"] == "nosniff"
    if wanted == "text/html":
        assert got.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "<script" not in got.text
    else:
        assert BASE + subject in iris(got)


@pytest.mark.parametrize("kind", THINGS)
def test_head_says_what_get_says(client: httpx.Client, kind: str) -> None:
    path = THINGS[kind][0]
    head, get = client.head(f"/{path}"), client.get(f"/{path}")
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("etag", "location", "content-type", "vary", "link"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize(
    ("ending", "type_"),
    [
        ("ttl", "text/turtle"),
        ("html", "text/html"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
    ],
)
def test_an_ending_overrules_accept(client: httpx.Client, ending: str, type_: str) -> None:
    for path in ("doc/company/alibaba", "doc/sentence/caict-2021-3.4.1-s3", "ontology", "shapes", "void"):
        got = client.get(f"/{path}.{ending}", headers={"accept": "image/png"})
        assert got.status_code == 200
        assert got.headers["content-type"].partition(";")[0] == type_
        assert "Accept" not in [one.strip() for one in got.headers.get("vary", "").split(",")]


def test_a_client_that_has_a_document_gets_304(client: httpx.Client) -> None:
    for path in ("/doc/company/alibaba", "/ontology", "/void", "/doc/company/alibaba.html?lang=en"):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_forms_languages_and_hosts_have_etags_of_their_own(client: httpx.Client) -> None:
    paths = ["/doc/company/alibaba.ttl", "/doc/company/alibaba.nt", "/doc/law/data-security-law.nt"]
    paths += [f"/doc/company/alibaba.html?lang={lang}" for lang in ("zh", "en")]
    tags = [client.get(path).headers["etag"] for path in paths]
    tags.append(client.get("/void.ttl").headers["etag"])
    tags.append(client.get("/void.ttl", headers={"host": "example.org"}).headers["etag"])
    assert len(set(tags)) == len(tags)


def test_a_description_names_what_it_points_to_in_both_languages(client: httpx.Client) -> None:
    found = quads(client.get("/doc/company/alibaba.nt"))
    for name in ("id/organization/hkex", "ontology#listedOn", "id/regulator/samr"):
        labels = said(found, BASE + name, LABEL)
        assert {one.language for one in labels if isinstance(one, Literal)} == {"zh", "en"}


def test_a_description_has_the_claims_and_figures_with_their_evidence(client: httpx.Client) -> None:
    found = quads(client.get("/doc/company/alibaba.nt"))
    about = [one for one in found if one.object == Iri(f"{BASE}id/company/alibaba")]
    claims = {one.subject for one in about if one.predicate.value.endswith("#subject")}
    assert len(claims) > 10
    assert claims <= {one.subject for one in found if one.predicate == Iri(f"{BASE}ontology#evidence")}


def test_a_description_stays_bounded_and_says_so(client: httpx.Client) -> None:
    for path in ("doc/report/caict-2021", "doc/ontology/Claim", "doc/place/china", "doc/ontology/Asserted"):
        got = client.get(f"/{path}.ttl")
        assert len(got.content) < 300_000
    found = quads(client.get("/doc/report/caict-2021.nt"))
    comments = said(found, f"{BASE}doc/report/caict-2021", LABEL.replace("label", "comment"))
    assert any(re.search(r"Not complete: \d+ more", one.value) for one in comments)
    page = client.get("/doc/report/caict-2021.html?lang=en").text
    assert re.search(r"This page is bounded: \d+ more statements", page)


def test_an_unknown_name_gets_404_with_near_ones(client: httpx.Client) -> None:
    got = client.get("/id/company/alibabb")
    assert got.status_code == 404
    assert got.headers["content-type"] == "application/problem+json"
    assert "company:alibaba" in got.json()["detail"]
    page = client.get("/id/company/alibabb", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert 'href="/id/company/alibaba"' in page.text
    for path in (
        "/doc/company/alibabb",
        "/doc/company/alibabb.ttl",
        "/scheme/rank/none",
        "/ontology/0.1",
        "/id/",
        "/id/x",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("word", ["阿里巴巴", "阿里"])
def test_a_chinese_name_in_the_path_finds_what_has_it(client: httpx.Client, word: str) -> None:
    got = client.get(f"/id/company/{quote(word)}")
    assert got.status_code == 404
    assert "company:alibaba" in got.json()["detail"]


def test_utf8_in_the_path_is_taken_as_it_is_or_refused_but_never_breaks(server: Running) -> None:
    host = urlsplit(server.url)
    with socket.create_connection((host.hostname or "", host.port or 0), 10) as link:
        link.sendall("GET /id/company/阿里巴巴 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    assert answer.split(b" ")[1] in (b"400", b"404")


@pytest.mark.parametrize(
    "path",
    ["/id/%00", "/id/company/%22%3E%3Cscript%3E", "/id/../../etc/passwd", "/doc/company/" + "a" * 5_000, "/id/company/%ff",
     "/id/%7D%20UNION%20%7B", "/scheme/%5C%5C", "/doc/ontology/%3Cx%3E", "/graph/%27"],
)  # fmt: skip
def test_strange_paths_are_no_fault_of_the_server(client: httpx.Client, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        got = client.get(path, headers={"accept": accept})
        assert got.status_code in (400, 404, 414)
        assert "html" not in got.headers["content-type"] or "<script>" not in got.text


def test_a_page_is_in_the_language_that_is_wanted(client: httpx.Client) -> None:
    for lang, name in (("zh", "阿里巴巴"), ("en", "Alibaba")):
        for got in (
            client.get(f"/doc/company/alibaba.html?lang={lang}"),
            client.get("/doc/company/alibaba.html", headers={"accept-language": f"{lang}, fr;q=0.5"}),
        ):
            assert got.headers["content-language"] == lang
            assert f"<h1>{name}</h1>" in got.text
            assert f'<html lang="{lang}">' in got.text


def test_a_redirect_keeps_the_language(client: httpx.Client, small: httpx.Client) -> None:
    for path in ("/id/company/alibaba", "/scheme/rank/law", "/dataset", "/"):
        got = client.get(path, params={"lang": "en"}, headers={"accept": "text/html"})
        assert got.headers["location"].endswith("?lang=en")
        page = client.get(got.headers["location"], headers={"accept": "text/html"})
        assert page.headers["content-language"] == "en"
    old = small.get("/kg/id/company/old", params={"lang": "en"})
    assert old.headers["location"] == "/kg/id/company/new?lang=en"


def test_every_link_of_a_page_to_this_server_leads_somewhere(client: httpx.Client) -> None:
    for path in (
        "/doc/company/alibaba.html",
        "/void.html",
        "/doc/query/policy-challenge.html",
        "/doc/claim/caict-2021-3.4-989619.html",
    ):
        links = set(re.findall(r'href="(/[^"#]*)', client.get(path).text))
        assert links
        for link in sorted(links)[:60]:
            if not link.startswith("/dumps"):
                assert client.get(link, headers={"accept": "text/html, */*;q=0.8"}).status_code in (
                    200,
                    303,
                ), link


HOSTILE = """\
@prefix kg: <https://w3id.org/internet-report-kg/ontology#> .
@prefix company: <https://w3id.org/internet-report-kg/id/company/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
company:evil a kg:Company ; rdfs:label "<script>alert(1)</script>"@zh, "\\"><img src=x onerror=alert(1)>"@en ;
  rdfs:seeAlso <javascript:alert(1)>, <http://example.org/%22onclick=%22x> ; kg:note "</style><script>x</script>"@en .
company:old dcterms:isReplacedBy company:middle ; owl:deprecated true .
company:middle dcterms:isReplacedBy company:new ; owl:deprecated true .
company:gone owl:deprecated true .
company:loop dcterms:isReplacedBy company:loop ; owl:deprecated true .
company:new a kg:Company ; rdfs:label "新"@zh, "new"@en .
<https://w3id.org/internet-report-kg/id/company/中文> a kg:Company ; rdfs:label "中文公司"@zh .
<https://w3id.org/internet-report-kg/id/company/%E4%B8%AD> a kg:Company ; rdfs:label "escaped"@en .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over strange data below a path of its own."""
    path = tmp_path_factory.mktemp("linked") / "small.ttl"
    Path(path).write_text(HOSTILE, encoding="utf-8")
    with (
        serving("--source", str(path), "--path", "/kg/", "--workers", "1") as running,
        running.client() as client,
    ):
        yield client


def test_labels_and_iris_cannot_become_markup(small: httpx.Client) -> None:
    for lang in ("zh", "en"):
        page = small.get(f"/kg/doc/company/evil.html?lang={lang}").text
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert 'onclick="' not in page


def test_a_retired_name_leads_to_what_is_meant_today_or_is_gone(small: httpx.Client) -> None:
    for path in (
        "/kg/id/company/old",
        "/kg/doc/company/old",
        "/kg/id/company/middle",
        "/kg/doc/company/old.ttl",
    ):
        got = small.get(path)
        assert (got.status_code, got.headers["location"]) == (301, "/kg/id/company/new")
    for name in ("gone", "loop"):
        assert small.get(f"/kg/id/company/{name}").status_code == 410
        assert small.get(f"/kg/doc/company/{name}.html").status_code == 410
    assert small.get("/kg/id/company/new").headers["location"] == "/kg/doc/company/new"


def test_a_path_of_its_own_is_in_every_link(small: httpx.Client) -> None:
    assert small.get("/id/company/new").status_code == 404
    form = small.get("/kg/sparql", headers={"accept": "text/html"}).text
    assert 'href="/kg/limits"' in form
    assert small.get("/kg/limits").status_code == 200
    page = form + small.get("/kg/doc/company/new.html").text
    assert all(link.startswith("/kg/") for link in re.findall(r'(?:href|src)="(/[^"]*)"', page))
    assert "</kg/doc/company/new.ttl>" in small.get("/kg/doc/company/new").headers["link"]
    assert BASE + "id/company/new" in iris(small.get("/kg/doc/company/new.nt"))


def test_iris_with_chinese_are_found_escaped_as_the_data_has_them_or_not(small: httpx.Client) -> None:
    got = small.get("/kg/id/company/%E4%B8%AD%E6%96%87")
    assert (got.status_code, got.headers["location"]) == (303, "/kg/doc/company/%E4%B8%AD%E6%96%87")
    assert f"{BASE}id/company/中文" in iris(small.get(got.headers["location"]))
    escaped = small.get("/kg/id/company/%E4%B8%AD")
    assert escaped.status_code == 303
    assert f"{BASE}id/company/%E4%B8%AD" in iris(small.get(escaped.headers["location"]))
