"""The page of a matrix in Chromium, from disk: no request, no error, by mouse and by keyboard, in both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.views.matrix.render import render_matrix
from kg.views.matrix.spec import Matrices

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MORE = ("editorial", "projected")
COLUMNS = "document.querySelectorAll('#matrix thead th').length - 2"
ROWS = "document.querySelectorAll('#matrix tbody tr').length"


class Tab:
    """A page, and what it asked for and complained of."""

    def __init__(self, browser: "Browser", path: Path, width: int = 1400) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, offline=True)
        self.path = path
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def end(self) -> None:
        self.page.close()
        assert (self.requests, self.complaints) == ([self.path.as_uri()], [])


@pytest.fixture(scope="module")
def small(store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "small.html"
    path.write_text(render_matrix(store, "matrix-policy-challenge", MORE), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def large(real: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "large.html"
    path.write_text(render_matrix(real, "matrix-challenge-recommendation", MORE), encoding="utf-8")
    return path


@pytest.fixture
def tab(browser: "Browser", large: Path) -> Iterator[Tab]:
    tab = Tab(browser, large)
    yield tab
    tab.end()


def test_a_cell_lists_its_statements_with_basis_and_place(browser: "Browser", small: Path) -> None:
    tab = Tab(browser, small)
    tab.page.locator("td.cell button", has=tab.page.locator(".chip")).first.click()
    panel = tab.page.inner_text("#panel")
    assert "甲法旨在应对“部分”问题" in panel
    assert "明文" in panel
    assert "第0句" in panel
    tab.page.keyboard.press("Escape")
    assert tab.page.is_hidden("#panel")
    tab.end()


def test_a_hostile_label_is_shown_as_text(browser: "Browser", small: Path) -> None:
    tab = Tab(browser, small)
    tab.page.select_option("#rows", "0")
    head = tab.page.locator("tbody th button", has_text="</script>")
    head.click()
    assert "</script><script>" in tab.page.inner_text("#panel h2")
    assert tab.page.title() == "政策与挑战矩阵"
    tab.end()


def test_a_name_of_ten_thousand_characters_does_not_push_the_table_away(
    browser: "Browser", store: EmbeddedStore, tmp_path: Path
) -> None:
    path = tmp_path / "long.html"
    path.write_text(render_matrix(store, "matrix-challenge-recommendation", MORE), encoding="utf-8")
    tab = Tab(browser, path)
    tab.page.select_option("#columns", "0")
    for _ in range(2):
        assert (
            tab.page.evaluate("document.querySelector('#matrix thead').getBoundingClientRect().height") < 300
        )
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 1400
        tab.page.click("#lang")
    tab.end()


def test_an_empty_cell_says_what_is_lacking(tab: Tab) -> None:
    tab.page.locator("td.cell.none button").first.click()
    assert "连推出的应对也没有" in tab.page.inner_text("#panel")
    assert "本报告里没有关于这一对的陈述" in tab.page.inner_text("#panel")


def test_one_pair_of_groups_opens_item_by_item_and_closes_again(tab: Tab) -> None:
    groups = tab.page.evaluate(ROWS), tab.page.evaluate(COLUMNS)
    tab.page.locator("td.cell.stated button", has=tab.page.locator(".chip").nth(2)).first.click()
    tab.page.locator("#panel .step").click()
    opened = tab.page.evaluate(ROWS), tab.page.evaluate(COLUMNS)
    assert opened[0] > groups[0]
    assert opened[1] > groups[1]
    assert "连推出的建议也没有" in tab.page.inner_text("#matrix")
    tab.page.check("#full")
    fewer = tab.page.evaluate(ROWS), tab.page.evaluate(COLUMNS)
    assert fewer[0] < opened[0]
    assert (
        tab.page.inner_text("#told") == f"隐去没有关系的 {opened[0] - fewer[0]} 行、{opened[1] - fewer[1]} 列"
    )
    tab.page.uncheck("#full")
    tab.page.select_option("#rows", "-1")
    tab.page.select_option("#columns", "-1")
    assert (tab.page.evaluate(ROWS), tab.page.evaluate(COLUMNS)) == groups


def test_the_keyboard_walks_the_cells_and_opens_them(tab: Tab) -> None:
    first = tab.page.locator("td.cell button[tabindex='0']")
    assert first.count() == 1
    first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "End", "Home"):
        tab.page.keyboard.press(key)
    at = "[document.activeElement.dataset.r, document.activeElement.dataset.c].join()"
    assert tab.page.evaluate(at) == "2,0"
    tab.page.keyboard.press("Enter")
    assert tab.page.is_visible("#panel")
    tab.page.keyboard.press("Escape")
    assert tab.page.evaluate(at) == "2,0"


@pytest.mark.parametrize("width", [1400, 400])
def test_both_headings_stay_in_sight(browser: "Browser", large: Path, width: int) -> None:
    tab = Tab(browser, large, width)
    tab.page.select_option("#rows", "4")
    tab.page.select_option("#columns", "5")
    moved = tab.page.evaluate(
        """() => {
          const box = document.getElementById('scroll');
          box.scrollTo(300, 500);
          const frame = box.getBoundingClientRect(), at = (css) => document.querySelector(css).getBoundingClientRect();
          return [box.scrollTop > 100, at('#matrix thead th:nth-child(5)').top - frame.top, at('#matrix tbody tr:last-child th').left - frame.left];
        }"""
    )
    assert moved[0]
    assert 0 <= moved[1] <= 2
    assert 0 <= moved[2] <= 2
    tab.end()


def test_a_reader_that_hears_gets_headers_and_words(tab: Tab) -> None:
    scopes = tab.page.evaluate("[...document.querySelectorAll('#matrix th')].map((th) => th.scope)")
    assert set(scopes) == {"row", "col"}
    assert tab.page.evaluate("document.querySelector('#matrix caption').innerText.trim()")
    heard = tab.page.locator("td.cell.stated button").first.text_content()
    assert heard is not None
    assert "明文：原文直接说出" in heard


def test_the_legend_takes_a_basis_away(tab: Tab) -> None:
    before = tab.page.locator(".chip").count()
    editorial = tab.page.locator("#legend button", has_text="编者")
    editorial.click()
    assert editorial.get_attribute("aria-pressed") == "false"
    assert 0 < tab.page.locator(".chip").count() < before


def test_the_static_table_says_the_same_as_the_drawn_one(browser: "Browser", large: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(large.as_uri())
    kinds = "[...document.querySelectorAll('#matrix td.cell')].map((cell) => cell.className)"
    heads = "[...document.querySelectorAll('#matrix th')].map((th) => th.textContent.trim())"
    found = [page.locator("#matrix td.cell").nth(n).get_attribute("class") for n in range(20)]
    words = page.locator("#matrix th").all_text_contents()
    context.close()
    tab = Tab(browser, large)
    assert tab.page.evaluate(kinds)[:20] == found
    assert tab.page.evaluate(heads) == [word.strip() for word in words]
    tab.end()


@pytest.mark.parametrize("name", Matrices().ids())
@pytest.mark.parametrize("width", [1400, 400])
def test_the_page_never_scrolls_sideways_and_switches_language(
    browser: "Browser", real: Store, tmp_path: Path, name: str, width: int
) -> None:
    path = tmp_path / "matrix.html"
    path.write_text(render_matrix(real, name, MORE), encoding="utf-8")
    tab = Tab(browser, path, width)
    for title in (Matrices().get(name).title.zh, Matrices().get(name).title.en):
        assert tab.page.title() == title
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        tab.page.click("#lang")
    tab.end()
