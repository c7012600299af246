"""The page as a file: what it holds, what it does not, the same bytes everywhere."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from kg.errors import NotFound
from kg.store.embedded import EmbeddedStore
from kg.views.render import render


class Page(HTMLParser):
    """Elements with their attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1][2].append(data)

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, "".join(text)) for name, attrs, text in self.found if name == tag]


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_its_own_scripts_and_style_and_nothing_else(page: Page) -> None:
    policy = next(
        a["content"] for a, _ in page.of("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    parts = {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}
    scripts = [text for attrs, text in page.of("script") if "type" not in attrs]
    assert parts["default-src"] == ["'none'"]
    assert parts["script-src"] == [_hash(text) for text in scripts]
    assert parts["style-src"] == [_hash(text) for _, text in page.of("style")]
    assert set(parts) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}


def test_nothing_points_outside(page: Page) -> None:
    for tag, attrs, _ in page.found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert not {"src", "action", "style", "onclick"} & set(attrs), (tag, attrs)
        assert (attrs.get("href") or "#").startswith("#"), (tag, attrs)


def test_the_language_and_the_encoding_are_declared(page: Page, html: str) -> None:
    assert page.of("html")[0][0]["lang"] == "zh"
    assert html.startswith("<!DOCTYPE html>\n")
    assert html.index('<meta charset="utf-8">') < 200


def test_labels_cannot_end_the_data_block(page: Page) -> None:
    assert "</script><script>document.title='broken'</script>" in _data(page)["texts"]["en"]
    assert len(page.of("script")) == 4


def _data(page: Page) -> Any:
    [data] = [text for attrs, text in page.of("script") if attrs.get("type") == "application/json"]
    return json.loads(data)


def test_source_licence_version_and_query_stand_on_the_page(html: str) -> None:
    for words in (
        "《某报告》，2021年",
        "Some report, 2021",
        "CC BY 4.0",
        "1.0.0",
        "?instrument ?bears ?problem",
    ):
        assert words in html
    assert "#+ id" not in html


def test_editorial_edges_come_only_when_asked_for(store: EmbeddedStore, html: str) -> None:
    assert "因为两者相近" not in html
    more = render(store, "policy-challenge", with_graphs=("editorial", "projected"))
    assert "因为两者相近" in more
    assert "假设" in more
    with pytest.raises(NotFound):
        render(store, "policy-challenge", with_graphs=("nowhere",))


def test_the_page_opens_in_the_language_asked_for(store: EmbeddedStore) -> None:
    page = Page(render(store, "policy-challenge", lang="en"))
    assert page.of("html")[0][0]["lang"] == "en"
    assert page.of("title")[0][1] == "Policies and challenges"


def test_the_network_is_as_pyvis_writes_it(page: Page) -> None:
    vis = _data(page)["vis"]
    assert vis["options"]["physics"] == {"enabled": False}
    assert vis["node"]["shape"] == "custom"
    assert vis["edge"]["arrows"] == "to"


def test_only_hexadecimal_colours_reach_the_style_sheet(page: Page) -> None:
    [(_, style)] = page.of("style")
    assert re.findall(r"--class-\d+: (.*);", style)
    assert all(
        re.fullmatch(r"#[0-9a-f]{6}", c) for c in re.findall(r"--(?:class|relation)-\d+: (.*);", style)
    )
