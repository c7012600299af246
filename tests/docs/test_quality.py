"""The page on quality names checks that exist, and every check of the ontology."""

import re
from pathlib import Path

from kg.check.arithmetic import CHECKS as ARITHMETIC

ROOT = Path(__file__).parents[2]
CHECKS = {path.name.removesuffix("-violation.rq") for path in (ROOT / "queries" / "checks").glob("*.rq")}
PAGE = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z]+(?:-[a-z]+)+|cycle|unreachable)`", PAGE))
BUILT_IN = {
    *ARITHMETIC,
    "claim-identifier",
    "copied-words",
    "number-not-captured",
    "report-text-shipped",
    "thing-identifier",
}


def test_every_check_named_exists() -> None:
    assert NAMED - BUILT_IN <= CHECKS


def test_every_check_of_the_vocabulary_is_named() -> None:
    about_terms = {
        name
        for name in CHECKS
        if "owl:" in (ROOT / "queries" / "checks" / f"{name}-violation.rq").read_text(encoding="utf-8")
    }
    assert about_terms - NAMED == set()
