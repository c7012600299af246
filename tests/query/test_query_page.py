"""The HTML page, read by a parser: what it shows, and that nothing in the data can become markup."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from kg.errors import Lang, Text
from kg.namespaces import PREFIXES
from kg.query.about import About, about
from kg.query.answer import Table
from kg.query.catalogue import Catalogue, Column
from kg.query.results import write
from kg.store.protocol import Row, Store
from kg.store.terms import Iri, Literal, Term, tagged

A = Iri(PREFIXES["company"] + "a")
HOSTILE = "</td></table><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7*7 }}\"'&amp;"


class Page(HTMLParser):
    """Elements with their attributes, and the text of each cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "img"):
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "elements are closed in order"

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self.texts[tag][-1] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def table(*rows: tuple[Term | None, ...], label: str = "甲公司", lang: Lang = "zh") -> Table:
    columns = (Column("x", "iri", Text("公司", "Company")), Column("n", "number", Text("数", "Number")))
    held: list[Row] = list(rows)
    return Table(columns, held, lang, {A.value: label})


def test_a_page_has_caption_headings_labels_beside_iris_query_source_and_licence() -> None:
    said = About(Text("谁", "Who"), "SELECT ?x { ?x <p> 1 }", ("x = 1",), "here", ("http://licence/",))
    page = Page(write(table((A, Literal("7"))), "html", about=said))
    assert page.texts["caption"] == ["谁，共 1 行"]
    assert page.texts["th"] == ["公司", "公司（标签）", "数"]
    assert page.texts["td"] == ["company:a", "甲公司", "7"]
    assert page.texts["pre"] == ["SELECT ?x { ?x <p> 1 }"]
    assert page.texts["dd"] == ["x = 1", "here", "http://licence/"]
    assert {a["href"] for a in page.attributes("a")} == {A.value, "http://licence/"}


@pytest.mark.parametrize(("lang", "words"), [("zh", "数据未注明"), ("en", "not stated in the data")])
def test_a_page_speaks_the_language_asked_for(lang: Lang, words: str) -> None:
    page = Page(write(table((A, None), lang=lang), "html", lang=lang))
    assert page.attributes("html") == [{"lang": lang}]
    assert page.texts["dd"][-1] == words
    assert page.attributes("td")[1]["lang"] == lang


def test_hostile_words_anywhere_stay_words() -> None:
    said = About(Text(HOSTILE, HOSTILE), HOSTILE, (HOSTILE,), HOSTILE, (HOSTILE,))
    columns = (Column("x", "iri", Text(HOSTILE, HOSTILE)), Column("y", "literal", Text("y", "y")))
    some = Table(
        columns,
        [(A, tagged(HOSTILE, '"><script>')), (Iri("javascript:alert(1)"), None)],
        "zh",
        {A.value: HOSTILE},
    )
    page = Page(write(some, "html", about=said))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "img", "iframe", "link", "form", "base"}
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]
    shown = HOSTILE.replace("\u202e", "\\u202e")
    assert page.texts["td"][1:3] == [shown, shown]
    assert page.texts["pre"] == [HOSTILE]
    assert not [a for a in page.attributes("a") if not (a["href"] or "").startswith("http")]


def test_nothing_is_loaded_and_only_its_own_style_is_allowed() -> None:
    text = write(table((A, None)), "html")
    policy = next(a["content"] for a in Page(text).attributes("meta") if "http-equiv" in a)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    assert "url(" not in text
    assert not [a for _, a in Page(text).elements if "src" in a]
    assert [a for a in Page(text).attributes("meta") if a.get("charset") == "utf-8"]


def test_what_is_said_of_an_answer_comes_from_the_question_and_the_data(
    store: Store, catalogue: Catalogue
) -> None:
    said = about(store, catalogue.get("rivals"), {"company": "company:b"}, ["editorial"])
    assert said.title.en == "Rivals"
    assert said.query.startswith("SELECT ?company ?rival ?claim")
    assert said.settings == ("company = company:b", "--with editorial")
    assert (said.source, said.licences) == ("test", ())
    assert about(store, "#+ kept\nASK {}").query == "#+ kept\nASK {}"
