"""The page in Chromium, from disk: no request, no error, and everything a reader does with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.views.html import page
from kg.views.lens import Lenses
from kg.views.render import render
from kg.views.scene import scene_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOWN = "[...document.querySelectorAll('tr[data-edge]')].filter(row => row.offsetParent !== null).length"
# How many pixels of the picture are painted, and a sum that changes with what is painted.
INK = """() => {
  const canvas = document.querySelector('#canvas canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let painted = 0, sum = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3]) { painted += 1; sum = (sum * 31 + pixels[i] + pixels[i + 1] * 7 + pixels[i + 2] * 13 + i) % 1000003; }
  }
  return [painted, sum];
}"""
# Where the middle of a thing stands on the screen; its name is part of its Chinese label.
MIDDLE = """(name) => {
  const data = unpacked(document.getElementById('data').textContent);
  const size = data.geometry[document.documentElement.lang];
  const box = size.boxes[data.nodes.findIndex((node) => node.label.zh.includes(name))];
  const frame = document.getElementById('canvas').getBoundingClientRect();
  const scale = Math.min(1.25, (frame.width - 4) / size.width);
  return [frame.left + frame.width / 2 + (box.x + box.w / 2 - size.width / 2) * scale,
          frame.top + frame.height / 2 + (box.y + box.h / 2 - size.height / 2) * scale];
}"""

# A spot of the first line that says so, away from where others meet it.
ON_LINE = """(label) => {
  const data = unpacked(document.getElementById('data').textContent), size = data.geometry.zh;
  const edge = data.edges.findIndex((e) => e.label.zh === label);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', size.routes[edge].d);
  const spot = path.getPointAtLength(path.getTotalLength() / 2);
  const frame = document.getElementById('canvas').getBoundingClientRect();
  const scale = Math.min(1.25, (frame.width - 4) / size.width);
  return [frame.left + frame.width / 2 + (spot.x - size.width / 2) * scale,
          frame.top + frame.height / 2 + (spot.y - size.height / 2) * scale];
}"""

# Lines of labels that are wider than the room their boxes have for them.
TOO_WIDE = """() => {
  const data = unpacked(document.getElementById('data').textContent), lang = document.documentElement.lang;
  const pen = document.createElement('canvas').getContext('2d'), style = getComputedStyle(document.documentElement);
  const fonts = (lang === 'zh' ? ['cjk', 'latin'] : ['latin', 'cjk']).map((name) => style.getPropertyValue(`--${name}`));
  return data.geometry[lang].boxes.flatMap((box) => {
    pen.font = `${box.strong ? 600 : 400} ${data.text.size}px ${fonts.join(', ')}, sans-serif`;
    return box.lines.filter((line) => pen.measureText(line).width > box.w - data.text.left - data.text.right + 1);
  });
}"""


class Tab:
    """A page with what it asked for and complained of."""

    def __init__(self, browser: "Browser", path: Path, width: int = 1400) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, offline=True)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        # What the tests themselves read from the canvas is worth a warning to Chromium, not to us.
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("tr[data-edge]", state="attached")
        self.page.wait_for_timeout(150)


@pytest.fixture(scope="module")
def path(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "view.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def tab(browser: "Browser", path: Path) -> Iterator[Tab]:
    tab = Tab(browser, path)
    yield tab
    tab.page.close()
    assert tab.requests == [path.as_uri()]
    assert tab.complaints == []


def test_the_picture_is_painted_without_any_request(tab: Tab) -> None:
    painted, _ = tab.page.evaluate(INK)
    assert painted > 10_000


def test_the_button_switches_every_label(tab: Tab) -> None:
    before = tab.page.evaluate(INK)
    tab.page.click("#lang")
    tab.page.wait_for_timeout(150)
    assert tab.page.title() == "Policies and challenges"
    assert tab.page.inner_text("h1") == "Policies and challenges"
    assert "partial problem" in tab.page.inner_text("#table")
    assert "“部分”问题" not in tab.page.inner_text("#table")
    assert tab.page.evaluate(INK) != before


def test_a_row_of_the_table_opens_the_statement_by_keyboard(tab: Tab) -> None:
    tab.page.locator("button.relation", has_text="不足以应对").focus()
    tab.page.keyboard.press("Enter")
    panel = tab.page.inner_text("#panel")
    assert "甲法不足以应对“部分”问题" in panel
    assert "推出" in panel
    assert "第1句" in panel
    tab.page.keyboard.press("Escape")
    assert tab.page.is_hidden("#panel")
    assert "不足以应对" in tab.page.evaluate("document.activeElement.innerText")


def test_a_click_on_a_box_shows_definition_figures_statements_and_neighbours(tab: Tab) -> None:
    x, y = tab.page.evaluate(MIDDLE, "做法丙")
    tab.page.mouse.click(x, y)
    tab.page.wait_for_timeout(400)
    panel = tab.page.inner_text("#panel")
    assert "Practice的定义。" in panel
    assert "做法丙是“部分”问题的例子" in panel
    assert "做法丙·例数：约 5 起\n\n未给年份。\n\n第2句" in panel
    tab.page.locator("#panel .near button", has_text="“部分”问题").click()
    assert "Challenge的定义。" in tab.page.inner_text("#panel")
    tab.page.locator("#panel button", has_text="例子").click()
    assert "第3句" in tab.page.inner_text("#panel")


def test_lines_between_the_same_two_things_can_each_be_pointed_at(tab: Tab) -> None:
    """law:a addresses the challenge, and falls short of it."""
    for label, said in (("应对", "第0句"), ("不足以应对", "第1句")):
        tab.page.mouse.click(*tab.page.evaluate(ON_LINE, label))
        tab.page.wait_for_timeout(400)
        assert said in tab.page.inner_text("#panel")
        tab.page.keyboard.press("Escape")


def test_a_click_on_a_line_shows_its_evidence(tab: Tab) -> None:
    tab.page.evaluate("document.querySelector('#fit').click()")
    point = tab.page.evaluate(ON_LINE, "执法针对")
    tab.page.mouse.click(*point)
    tab.page.wait_for_timeout(400)
    assert "第2句" in tab.page.inner_text("#panel")


def test_a_hostile_label_is_shown_as_text(tab: Tab) -> None:
    assert tab.page.title() == "政策与挑战"
    assert "</script><script>" in tab.page.inner_text("#table")
    x, y = tab.page.evaluate(MIDDLE, "</script>")
    tab.page.mouse.click(x, y)
    tab.page.wait_for_timeout(400)
    assert "</script><script>" in tab.page.inner_text("#panel h2")
    assert tab.page.title() == "政策与挑战"


def test_the_legend_filters_picture_and_table(tab: Tab) -> None:
    before = tab.page.evaluate(INK)
    assert tab.page.evaluate(SHOWN) == 6
    implied = tab.page.locator("#legend button", has_text="推出")
    assert "2" in implied.inner_text()
    implied.click()
    assert implied.get_attribute("aria-pressed") == "false"
    assert tab.page.evaluate(SHOWN) == 4
    tab.page.wait_for_timeout(150)
    assert tab.page.evaluate(INK) != before
    implied.click()
    tab.page.locator("#legend button", has_text="行为做法").click()
    assert tab.page.evaluate(SHOWN) == 3


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ("做法丙", 3),
        ("PARTIAL", 4),
        ("no such thing", 0),
        ("zuofab", 3),
        ("zuo fa bing", 3),
        ("zfb", 3),
        ("fab", 3),
        ("zb", 0),
    ],
)
def test_search_finds_chinese_english_and_pinyin(tab: Tab, wanted: str, rows: int) -> None:
    tab.page.fill("#search", wanted)
    assert tab.page.evaluate(SHOWN) == rows
    assert tab.page.inner_text("#found") == ("1 个事物" if rows else "没有找到")


def test_the_table_lists_every_line_in_the_language_of_the_page(tab: Tab) -> None:
    assert tab.page.evaluate(SHOWN) == 6
    row = tab.page.locator("#table tr", has_text="不足以应对").inner_text()
    assert [words.strip() for words in row.split("\t")] == [
        "甲法",
        "不足以应对",
        "“部分”问题",
        "推出",
        "第1句",
    ]
    tab.page.click("#lang")
    row = tab.page.locator("#table tr", has_text="falls short of").inner_text()
    assert [words.strip() for words in row.split("\t")] == [
        "law A",
        "falls short of",
        "partial problem",
        "implied",
        "sentence 1",
    ]


def test_without_scripts_the_page_says_what_it_is_and_where_else_it_stands(
    browser: "Browser", path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.inner_text("h1") == "政策与挑战"
    assert "kg view 加 -f svg" in page.inner_text("noscript")
    assert page.locator("#legend button").count() > 3
    context.close()


def test_a_table_of_thousands_of_rows_stands_there_with_the_first_and_lists_the_others_when_asked(
    browser: "Browser", real: Store, tmp_path: Path
) -> None:
    path = tmp_path / "whole.html"
    scene = scene_of(real, Lenses().get("whole"))
    path.write_text(page(scene, "en"), encoding="utf-8")
    tab = Tab(browser, path)
    assert tab.page.evaluate(SHOWN) == 400
    # A name too small to read comes out when its thing is pointed at.
    tab.page.evaluate("document.getElementById('canvas').scrollIntoView()")
    before = tab.page.evaluate(INK)
    tab.page.mouse.move(*tab.page.evaluate(MIDDLE, "阿里巴巴"))
    tab.page.wait_for_timeout(400)
    assert tab.page.evaluate(INK) != before
    assert f"The first 400 of {len(scene.edges)} rows" in tab.page.inner_text("#more")
    tab.page.fill("#search", "alibaba")
    assert 10 < tab.page.evaluate(SHOWN) <= 400
    tab.page.fill("#search", "")
    tab.page.focus("#all")
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate(SHOWN) == len(scene.edges)
    assert tab.page.is_hidden("#more")
    assert (
        tab.page.evaluate(
            "[...document.activeElement.closest('tbody').rows].indexOf(document.activeElement.closest('tr'))"
        )
        == 400
    )
    assert (tab.requests, tab.complaints) == ([path.as_uri()], [])
    tab.page.close()


def test_zoom_changes_the_picture_and_fit_brings_it_back(tab: Tab) -> None:
    before = tab.page.evaluate(INK)
    tab.page.click("#in")
    tab.page.wait_for_timeout(150)
    assert tab.page.evaluate(INK) != before
    tab.page.click("#fit")
    tab.page.wait_for_timeout(150)
    assert tab.page.evaluate(INK) == before


def test_on_paper_the_picture_is_whole_in_pieces_under_their_headings(tab: Tab) -> None:
    height = tab.page.evaluate("document.querySelector('#canvas canvas').height")
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    pieces = tab.page.evaluate("[...document.querySelectorAll('.slice canvas')].map((piece) => piece.height)")
    assert abs(sum(pieces) - height) <= len(pieces)
    assert tab.page.locator(".slice .headings").count() == len(pieces)
    tab.page.emulate_media(media="print")
    assert tab.page.locator(".slice canvas").first.is_visible()
    assert tab.page.locator("pre").is_visible()
    tab.page.emulate_media(media="screen")
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.page.locator(".slice").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_narrow_screen_shows_the_table_and_never_scrolls_sideways(
    browser: "Browser", path: Path, lang: str
) -> None:
    tab = Tab(browser, path, width=400)
    if lang == "en":
        tab.page.click("#lang")
    assert tab.page.is_hidden("#canvas")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 400
    tab.page.click("#show")
    tab.page.wait_for_timeout(150)
    assert tab.page.is_visible("#canvas")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert tab.complaints == []
    tab.page.close()


def test_the_rationale_of_an_editorial_line_is_shown(
    browser: "Browser", store: EmbeddedStore, tmp_path: Path
) -> None:
    path = tmp_path / "editorial.html"
    path.write_text(render(store, "policy-challenge", ("editorial", "projected")), encoding="utf-8")
    tab = Tab(browser, path)
    tab.page.locator("tr", has_text="编者").locator("button.relation").click()
    assert "因为两者相近。" in tab.page.inner_text("#panel")
    tab.page.keyboard.press("Escape")
    tab.page.locator("tr", has_text="假设").locator("button.relation").click()
    assert "情态" in tab.page.inner_text("#panel")
    tab.page.close()


@pytest.mark.parametrize("name", Lenses().ids())
def test_every_lens_of_the_package_opens_without_complaint(
    browser: "Browser", real: Store, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "real.html"
    path.write_text(render(real, name, lang="en"), encoding="utf-8")
    tab = Tab(browser, path)
    painted, _ = tab.page.evaluate(INK)
    assert painted > 50_000
    for _ in range(2):
        assert tab.page.evaluate(TOO_WIDE) == []
        tab.page.click("#lang")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 1400
    assert (tab.requests, tab.complaints) == ([path.as_uri()], [])
    tab.page.close()
