"""The W3C SPARQL 1.1 suite over HTTP, against kg serve on a scratch store: protocol, graph store, engine."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from tests.serve.running import ROOT, serving

FAILURES = Path(__file__).with_name("w3c-failures.yaml")
GIVEN = "conformance-0123456789"
OXIGRAPH_SERVER_PASSES = 540


@pytest.fixture(scope="module")
def suite() -> Path:
    """The folder of the runner and the suite, which is no part of the project. KG_W3C names another."""
    folder = Path(os.environ.get("KG_W3C") or ROOT.parent / "shared" / "w3c")
    if not (folder / "run_w3c.py").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} must be there in CI")
        pytest.skip(f"the W3C suite is not at {folder}")
    return folder


@pytest.fixture(scope="module")
def outcomes(suite: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What became of each test, with guard, workers and tokens as in service."""
    folder = tmp_path_factory.mktemp("w3c")
    ox.Store(str(folder / "store")).flush()
    tokens = folder / "tokens"
    tokens.write_text(f"suite {GIVEN}\n", encoding="utf-8")
    options = ["--source", str(folder / "store"), "--writable", "--token-file", str(tokens)]
    with serving(*options, "--profile", "conformance") as server:
        addresses = [
            f"{server.url}/sparql",
            "--update",
            f"{server.url}/update",
            "--gsp",
            f"{server.url}/store",
        ]
        subprocess.run(
            [
                *(
                    sys.executable,
                    str(suite / "run_w3c.py"),
                    str(suite / "rdf-tests"),
                    *addresses,
                    "--gsp-direct",
                ),
                *("--service-description", f"{server.url}/sparql", "--json", str(folder / "outcomes.json")),
                *("--header", f"Authorization: Bearer {GIVEN}"),
            ],
            check=False,  # it ends with 1 where any test failed
            capture_output=True,
            timeout=600,
        )
    found: list[dict[str, str]] = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    return found


def test_what_fails_is_what_the_list_says(outcomes: list[dict[str, str]]) -> None:
    failed = {
        f"{one['category']}/{one['test'].rpartition('#')[2]}": one["why"]
        for one in outcomes
        if one["outcome"] == "failed"
    }
    listed = yaml.safe_load(FAILURES.read_text(encoding="utf-8"))
    assert failed.keys() == listed.keys(), failed


def test_protocol_graph_store_and_description_pass_whole(outcomes: list[dict[str, str]]) -> None:
    passed = Counter(one["kind"] for one in outcomes if one["outcome"] == "passed")
    assert passed["ProtocolTest"] == 34
    assert passed["ServiceDescriptionTest"] == 3
    assert passed["GraphStoreProtocolTest"] == 13


def test_no_fewer_pass_than_on_the_server_of_the_engine(outcomes: list[dict[str, str]]) -> None:
    counted = Counter(one["outcome"] for one in outcomes)
    assert counted["passed"] + counted["failed"] == 554
    assert counted["passed"] >= OXIGRAPH_SERVER_PASSES
