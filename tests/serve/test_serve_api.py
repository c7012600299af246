"""The JSON API: what it gives, how lists say what they are part of, and that nothing sent to it breaks it."""

from collections.abc import Iterator
from typing import Any

import httpx
import networkx as nx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from tests.serve.running import Running

from kg.settings import BASE


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def got(client: httpx.Client, path: str, **params: Any) -> dict[str, Any]:
    response = client.get(f"/api/{path}", params={"lang": "en", **params})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_search_finds_by_words_pinyin_and_class(client: httpx.Client) -> None:
    found = got(client, "search", q="shuju anquan", **{"class": "law"})
    assert [item["thing"]["curie"] for item in found["items"]] == ["law:data-security-law"]
    assert found["items"][0]["class"]["label"] == "law"
    assert found["complete"] is True


def test_pages_follow_each_other_to_the_end_and_say_so(client: httpx.Client) -> None:
    whole = got(client, "search", q="平台", limit=500)
    assert whole["complete"] is True
    query, seen = "?q=平台&limit=40&lang=en", []
    while query is not None:
        page = client.get(f"/api/search{query}").json()
        assert page["total"] == whole["total"]
        assert page["complete"] is False
        seen += [item["thing"]["iri"] for item in page["items"]]
        query = page["next"]
    assert seen == [item["thing"]["iri"] for item in whole["items"]]


def test_an_entity_is_found_by_name_curie_and_iri(client: httpx.Client) -> None:
    found = [
        got(client, "entity", id=one) for one in ("阿里巴巴", "company:alibaba", f"{BASE}id/company/alibaba")
    ]
    assert found[0] == found[1] == found[2]
    assert found[0]["label"] == "Alibaba"
    assert found[0]["complete"] is True
    assert any(one["evidence"] for one in found[0]["statements"])


def test_an_entity_that_is_not_told_whole_says_what_is_left_out(client: httpx.Client) -> None:
    found = got(client, "entity", id="report:caict-2021", limit=10)
    assert found["complete"] is False
    assert found["left_out"]["http://www.w3.org/ns/prov#wasAttributedTo"] > 5_000


def test_neighbours_are_the_ends_of_plain_relations(client: httpx.Client) -> None:
    found = got(client, "neighbours", id="company:alibaba", direction="out")
    pairs = {(item["property"]["curie"], item["other"]["curie"]) for item in found["items"]}
    assert ("kg:listedOn", "organization:hkex") in pairs
    assert {item["direction"] for item in found["items"]} == {"out"}
    into = got(client, "neighbours", id="company:alibaba", direction="in")
    both = got(client, "neighbours", id="company:alibaba", limit=1)
    assert both["total"] == found["total"] + into["total"]


def test_a_statement_says_what_where_and_on_what_basis(client: httpx.Client) -> None:
    found = got(client, "statement", id="claim:caict-2021-3.4-989619")
    assert found["subject"]["curie"] == "challenge:platform-governance"
    assert found["predicate"]["curie"] == "kg:concerns"
    assert found["basis"]["curie"] == "kg:Stated"
    assert found["evidence"][0]["address"] == "3.4"
    assert client.get("/api/statement?id=company:alibaba").status_code == 404


def test_a_path_goes_over_claims(client: httpx.Client) -> None:
    found = got(client, "path", **{"from": "市场监管总局", "to": "company:alibaba"}, limit=2)
    assert found["paths"]
    assert all(step["claims"] for path in found["paths"] for step in path["steps"])


def test_a_question_is_answered_with_evidence_page_by_page(client: httpx.Client) -> None:
    whole = got(client, "catalogue/policy-challenge/answer")
    page = got(client, "catalogue/policy-challenge/answer", limit=3, offset=2, evidence=True)
    assert page["total"] == whole["total"] == len(whole["rows"])
    first = {key: value for key, value in page["rows"][0].items() if key in whole["rows"][2]}
    assert first == whole["rows"][2]
    assert page["rows"][0]["claims"]["value"].startswith(BASE)
    assert page["columns"][-1]["name"] == "status"


def test_a_question_takes_parameters_by_name(client: httpx.Client) -> None:
    found = got(client, "catalogue/company-profile/answer", param="company=阿里巴巴")
    assert {row["company"]["curie"] for row in found["rows"]} == {"company:alibaba"}
    wrong = client.get("/api/catalogue/company-profile/answer?param=firm=x")
    assert (wrong.status_code, wrong.headers["content-type"]) == (400, "application/problem+json")


def test_the_catalogue_has_each_question_with_its_sparql(client: httpx.Client) -> None:
    every = got(client, "catalogue", limit=500)
    assert every["complete"] is True
    one = got(client, "catalogue/anomalies")
    assert one["sparql"].startswith("PREFIX kg:")
    assert one["title"] == next(item["title"] for item in every["items"] if item["id"] == "anomalies")
    assert "near" in client.get("/api/catalogue/anomalie").json()["detail"]


def test_series_have_their_points_in_order(client: httpx.Client) -> None:
    found = got(client, "series", limit=500)
    several = [one for one in found["items"] if len(one["points"]) > 2]
    assert several
    for one in several:
        periods = [point.get("period", {}).get("value", "") for point in one["points"]]
        assert periods == sorted(periods)


def test_lenses_are_graphs_that_networkx_reads(client: httpx.Client) -> None:
    ids = [item["id"] for item in got(client, "lens")["items"]]
    assert "policy-challenge" in ids
    graph = nx.node_link_graph(got(client, "lens/regulator-mandates"), edges="edges")
    assert graph.number_of_edges() > 0
    around = nx.node_link_graph(got(client, "around", id="阿里巴巴"), edges="edges")
    assert "company:alibaba" in around


def test_answers_have_etags_and_errors_have_none(client: httpx.Client) -> None:
    first = client.get("/api/catalogue/anomalies")
    again = client.get("/api/catalogue/anomalies", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "etag" not in client.get("/api/catalogue/none").headers
    assert client.get("/api/lens/none", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["search", "search?q=", "search?q=x&limit=0", "search?q=x&limit=x", "search?q=x&class=none", "entity?id=nothing:x",
     "neighbours?id=company:alibaba&direction=up", "path?from=company:alibaba&to=company:alibaba", "search?q=x&with=none",
     "catalogue/none/answer", "nothing", "around?id=company:alibaba&depth=9"],
)  # fmt: skip
def test_every_error_is_a_problem_of_one_shape(client: httpx.Client, path: str) -> None:
    response = client.get(f"/api/{path}")
    assert response.status_code in (400, 404)
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"title", "status", "detail", "kind"}
    assert response.json()["status"] == response.status_code


def test_the_page_of_the_api_names_every_path(client: httpx.Client) -> None:
    page = client.get("/api/docs").text
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert f"/api{path}" in page


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.name.lower()
)
def test_schemathesis_finds_nothing(server: Running, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{server.url}/api/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 10
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=6,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def check(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(timeout=60)

        check()
