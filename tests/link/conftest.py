"""A target of a few real entities, and things of our graph that they are, or are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.link.records import Name, NameKind, Subject, Words
from kg.link.targets.lines import Lines

# Some records of Wikidata (CC0), shortened.
ENTITIES = Path(__file__).parent / "entities.jsonl"


@pytest.fixture(scope="session")
def entities() -> Lines:
    return Lines(ENTITIES)


@pytest.fixture
def subject() -> Callable[..., Subject]:
    def make(class_: str, zh: str, en: str, *, also: tuple[str, ...] = (), about: str = "") -> Subject:
        names = (Name(zh, "zh"), Name(en, "en"), *(Name(one, "", NameKind.ALIAS) for one in also))
        definitions = (Words(about, "en"),) if about else ()
        return Subject(
            "https://w3id.org/internet-report-kg/id/company/x", class_, names, definitions=definitions
        )

    return make
