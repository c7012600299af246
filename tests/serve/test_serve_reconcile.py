"""Reconciliation API 0.2: shapes of every response, meaningful scores, what OpenRefine sends."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema  # type: ignore[import-untyped]
import pytest
from tests.serve.running import Running

TYPES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
    },
}
SERVICE = {
    "type": "object",
    "required": ["service_url", "service_path"],
    "properties": {
        "service_url": {"type": "string", "pattern": "^https?://"},
        "service_path": {"type": "string", "pattern": "^/"},
    },
}
TEMPLATE = {"type": "string", "pattern": r"\{\{id\}\}"}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": {"type": "string"}, "contains": {"const": "0.2"}},
        "name": {"type": "string"},
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
        "documentation": {"type": "string"},
        "serviceVersion": {"type": "string"},
        "defaultTypes": {**TYPES, "uniqueItems": True},
        "view": {"type": "object", "required": ["url"], "properties": {"url": TEMPLATE}},
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}},
        },
        "suggest": {
            "type": "object",
            "properties": dict.fromkeys(("entity", "property", "type"), SERVICE),
        },
        "extend": {
            "type": "object",
            "properties": {
                "propose_properties": SERVICE,
                "property_settings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "label", "name"],
                        "properties": {"type": {"const": "number"}, "default": {"type": "number"}},
                    },
                },
            },
        },
        "batchSize": {"type": "integer", "minimum": 1},
    },
}
FEATURE = {
    "type": "object",
    "required": ["id", "value"],
    "properties": {"id": {"type": "string"}, "value": {"type": ["boolean", "number"]}},
}
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "name": {"type": "string", "minLength": 1},
        "description": {"type": "string"},
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": TYPES,
        "features": {"type": "array", "items": FEATURE},
    },
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
SUGGESTIONS = {
    "type": "object",
    "required": ["result"],
    "properties": {
        "result": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {
                    "id": {"type": "string"},
                    "name": {"type": "string"},
                    "description": {"type": "string"},
                    "notable": TYPES,
                },
            },
        }
    },
}


def only(name: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [name], "properties": {name: kind}, "additionalProperties": False}


ISO = r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d"
CELL = {
    "oneOf": [
        {"type": "object", "maxProperties": 0},
        {
            "type": "object",
            "required": ["id", "name"],
            "properties": {name: {"type": "string"} for name in ("id", "name", "description")},
            "additionalProperties": False,
        },
        only("str", {"type": "string"}),
        only("float", {"type": "number"}),
        only("int", {"type": "integer"}),
        only("date", {"type": "string", "pattern": ISO}),
    ]
}
EXTENSION = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "type": TYPES["items"]},
            },
        },
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": CELL},
            },
        },
    },
}
PROPOSAL = {
    "type": "object",
    "required": ["type", "properties"],
    "properties": {"type": {"type": "string"}, "limit": {"type": "integer"}, "properties": TYPES},
}


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def shaped(response: httpx.Response, schema: dict[str, Any]) -> Any:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"
    found = response.json()
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def matched(client: httpx.Client, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    response = client.post("/reconcile/zh", data={"queries": json.dumps(queries)})
    return {key: one["result"] for key, one in shaped(response, RESULTS).items()}


def best(client: httpx.Client, name: str, **more: Any) -> dict[str, Any]:
    return matched(client, q={"query": name, **more})["q"][0]


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/zh", "/reconcile/en"])
def test_a_bare_get_is_the_manifest(client: httpx.Client, path: str) -> None:
    manifest = shaped(client.get(path), MANIFEST)
    assert manifest["preview"]["url"].startswith(f"{client.base_url}".rstrip("/") + path)
    for name in ("entity", "property", "type"):
        service = manifest["suggest"][name]
        shaped(
            client.get(service["service_url"] + service["service_path"], params={"prefix": "数据"}),
            SUGGESTIONS,
        )
    proposing = manifest["extend"]["propose_properties"]
    shaped(
        client.get(proposing["service_url"] + proposing["service_path"], params={"type": "kg:Company"}),
        PROPOSAL,
    )
    view = manifest["view"]["url"].replace("{{id}}", "company%2Falibaba")
    assert client.get(view).status_code == 303
    page = client.get(manifest["preview"]["url"].replace("{{id}}", "company%2Falibaba"))
    assert page.status_code == 200
    assert "frame-ancestors *" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("阿里巴巴", "company/alibaba"),
        ("阿里巴巴集团控股有限公司", "company/alibaba"),
        ("Alibaba Group Holding Limited", "company/alibaba"),
        ("京东集团股份有限公司", "company/jd"),
        ("腾讯控股有限公司", "company/tencent"),
        ("工信部", "regulator/miit"),
        ("《网络安全法》", "law/cybersecurity-law"),
        ("中华人民共和国数据安全法", "law/data-security-law"),
        ("Data Security Law of the People's Republic of China", "law/data-security-law"),
        ("company:alibaba", "company/alibaba"),
        ("company/alibaba", "company/alibaba"),
        ("https://w3id.org/internet-report-kg/id/company/alibaba", "company/alibaba"),
    ],
)
def test_a_name_that_is_sure_is_a_match(client: httpx.Client, name: str, id_: str) -> None:
    found = matched(client, q={"query": name})["q"]
    assert (found[0]["id"], found[0]["match"]) == (id_, True)
    assert [one["match"] for one in found[1:]] == [False] * (len(found) - 1)
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


def test_what_company_names_share_makes_no_match(client: httpx.Client) -> None:
    found = matched(client, q={"query": "某某集团控股有限公司"}, r={"query": "月球养殖有限责任公司"})
    assert not any(one["match"] for result in found.values() for one in result)


def test_a_type_narrows_and_should_merely_lowers(client: httpx.Client) -> None:
    assert {one["id"] for one in matched(client, q={"query": "阿里巴巴", "type": "kg:Law"})["q"]}.isdisjoint(
        {"company/alibaba"}
    )
    soft = best(client, "阿里巴巴", type=["kg:Law"], type_strict="should")
    assert (soft["id"], soft["match"]) == ("company/alibaba", False)
    assert {"id": "type", "value": False} in soft["features"]
    assert matched(client, q={"query": "阿里巴巴", "type": "no such type"})["q"] == []


def test_properties_raise_the_score_and_can_stand_alone(client: httpx.Client) -> None:
    good = best(client, "阿里巴巴", properties=[{"pid": "kg:listedOn", "v": {"id": "organization/hkex"}}])
    bad = best(client, "阿里巴巴", properties=[{"pid": "kg:listedOn", "v": "月球交易所"}])
    assert good["score"] > bad["score"]
    assert not bad["match"]
    alone = matched(client, q={"properties": [{"pid": "kg:listedOn", "v": ["港交所", 3, True]}], "limit": 3})[
        "q"
    ]
    assert len(alone) == 3


def test_get_and_post_say_the_same(client: httpx.Client) -> None:
    queries = json.dumps({"q0": {"query": "阿里", "limit": 2}, "q1": {"query": "百度"}})
    get = shaped(client.get("/reconcile/en", params={"queries": queries}), RESULTS)
    assert get == shaped(client.post("/reconcile/en", data={"queries": queries}), RESULTS)
    assert len(get["q0"]["result"]) <= 2


def test_suggestions_go_on_where_the_cursor_is(client: httpx.Client) -> None:
    first = shaped(client.get("/reconcile/suggest/entity", params={"prefix": "平台"}), SUGGESTIONS)["result"]
    more = shaped(
        client.get("/reconcile/suggest/entity", params={"prefix": "平台", "cursor": "10"}), SUGGESTIONS
    )["result"]
    assert len(first) == 10
    assert {one["id"] for one in first}.isdisjoint(one["id"] for one in more)
    named = shaped(client.get("/reconcile/suggest/entity", params={"prefix": "company/alibaba"}), SUGGESTIONS)
    assert named["result"][0]["id"] == "company/alibaba"
    types = shaped(client.get("/reconcile/suggest/type", params={"prefix": "企业"}), SUGGESTIONS)["result"]
    assert types[0]["id"] == "kg:Company"
    properties = shaped(
        client.get("/reconcile/suggest/property", params={"prefix": "kg:issuedBy"}), SUGGESTIONS
    )
    assert properties["result"][0]["id"] == "kg:issuedBy"


def test_data_are_extended_by_properties(client: httpx.Client) -> None:
    wanted: dict[str, Any] = {
        "ids": ["company/alibaba", "figure/alibaba-fine-2021", "company/none", "\u0000"],
        "properties": [
            {"id": "kg:listedOn"}, {"id": "rdfs:label"}, {"id": "kg:value"}, {"id": "kg:kind"},
            {"id": "kg:practises", "settings": {"limit": "2"}}, {"id": "no property"},
        ],
    }  # fmt: skip
    found = shaped(client.post("/reconcile/en", data={"extend": json.dumps(wanted)}), EXTENSION)
    assert [one["id"] for one in found["meta"]] == [one["id"] for one in wanted["properties"]]
    assert set(found["rows"]) == set(wanted["ids"])
    row = found["rows"]["company/alibaba"]
    assert row["kg:listedOn"][0]["id"] == "organization/hkex"
    assert row["rdfs:label"] == [{"str": "Alibaba"}]
    assert len(row["kg:practises"]) == 2
    assert found["rows"]["figure/alibaba-fine-2021"]["kg:value"] == [{"int": 18_228_000_000}]
    assert all(cells == [] for cells in found["rows"]["company/none"].values())
    assert found == shaped(client.get("/reconcile/en", params={"extend": json.dumps(wanted)}), EXTENSION)


@pytest.mark.parametrize(
    "queries",
    ["", "x", "[]", '{"q": {}}', '{"q": 1}', '{"q": {"query": 1}}', '{"q": {"query": "x", "limit": 0}}',
     '{"q": {"query": "x", "limit": "a"}}', '{"q": {"query": "x", "type": 3}}', '{"q": {"query": "x", "type_strict": "no"}}',
     '{"q": {"query": "x", "properties": [{}]}}', '{"q": {"query": "x", "properties": {}}}', "[" * 20_000],
)  # fmt: skip
def test_what_is_no_query_is_a_problem(client: httpx.Client, queries: str) -> None:
    got = client.post("/reconcile", data={"queries": queries})
    assert got.status_code == 400
    assert got.headers["content-type"] == "application/problem+json"


def test_batches_have_a_limit_that_the_manifest_tells(client: httpx.Client) -> None:
    size = client.get("/reconcile").json()["batchSize"]
    batch = {f"q{n}": {"query": "阿里巴巴"} for n in range(size + 1)}
    assert client.post("/reconcile", data={"queries": json.dumps(batch)}).status_code == 413
    del batch["q0"]
    assert len(shaped(client.post("/reconcile", data={"queries": json.dumps(batch)}), RESULTS)) == size


def test_strange_names_are_answered(client: httpx.Client) -> None:
    names = ["\u0000", "'\"<>{}", "?" * 600, "🙂", " a ", "数" * 600, "(", "NEAR(", "-"]
    found = matched(client, **{f"q{n}": {"query": name} for n, name in enumerate(names)})
    assert set(found) == {f"q{n}" for n in range(len(names))}
    for name in names:
        shaped(client.get("/reconcile/suggest/entity", params={"prefix": name}), SUGGESTIONS)
        assert client.get("/reconcile/preview", params={"id": name}).status_code == 404


def test_jsonp_is_not_spoken(client: httpx.Client) -> None:
    got = client.get("/reconcile", params={"callback": "alert"})
    assert got.headers["content-type"] == "application/json"
    assert "alert" not in got.text
