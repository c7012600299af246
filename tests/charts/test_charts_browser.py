"""The page in Chromium, from disk: no request, no complaint, no label over another, and the way to the evidence."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.charts.catalogue import Charts, charts_of
from kg.charts.html import page
from kg.errors import LANGS
from kg.store.protocol import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Labels of the chart that is shown which meet each other or leave the picture.
MET = """() => {
  const svg = [...document.querySelectorAll('#picture svg')].find((one) => one.getBoundingClientRect().width);
  const frame = svg.getBoundingClientRect();
  const labels = [...svg.querySelectorAll('text:not([aria-hidden])')].map((one) => [one.textContent, one.getBoundingClientRect()]);
  return labels.flatMap(([words, a], place) => [
    ...(a.left < frame.left - 1 || a.right > frame.right + 1 ? [[words, 'leaves']] : []),
    ...labels.slice(place + 1).filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4
      && b.top < a.bottom - 4).map(([other]) => [words, other]),
  ]);
}"""


class Tab:
    """A page with what it asked for and complained of."""

    def __init__(self, browser: "Browser", width: int, *, dark: bool = False) -> None:
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 900}, offline=True, color_scheme="dark" if dark else "light"
        )
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def path(charts: Charts, tmp_path: Path) -> Path:
    path = tmp_path / "chart.html"
    path.write_text(page(charts.get("users-series"), charts, "zh"), encoding="utf-8")
    return path


def test_a_mark_leads_to_its_row_with_the_evidence(browser: "Browser", path: Path) -> None:
    tab = Tab(browser, 1400)
    tab.page.goto(path.as_uri())
    tab.page.locator("#picture .wide a:visible", has_text="超过160人").focus()
    tab.page.keyboard.press("Enter")
    row = tab.page.locator("tr:target")
    assert "2019年" in row.inner_text()
    assert "第2句" in row.inner_text()
    assert "sentence:r-1.1.1-s2" in row.inner_text()
    assert {url.partition("#")[0] for url in tab.requests} == {path.as_uri()}
    assert tab.complaints == []
    tab.page.close()


def test_the_button_switches_picture_table_and_title(browser: "Browser", path: Path) -> None:
    tab = Tab(browser, 1400)
    tab.page.goto(path.as_uri())
    assert "近180人" in tab.page.inner_text("#picture")
    tab.page.click("#lang")
    assert tab.page.title() == "Number of users: company A, 2015–2022"
    assert "nearly 180 people" in tab.page.inner_text("#picture")
    assert "近180人" not in tab.page.inner_text("main")
    assert "the report gives no value" in tab.page.inner_text("#table")
    tab.page.click("summary")
    assert "VALUES ?figure { <https://w3id.org" in tab.page.inner_text("pre")
    tab.page.close()


def test_dark_and_light_have_colours_of_their_own(browser: "Browser", path: Path) -> None:
    seen = set()
    for dark in (False, True):
        tab = Tab(browser, 1400, dark=dark)
        tab.page.goto(path.as_uri())
        seen.add(
            tab.page.evaluate(
                "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.f-ink')).fill].join()"
            )
        )
        tab.page.close()
    assert len(seen) == 2


def test_hostile_labels_are_shown_as_text(browser: "Browser", charts: Charts, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(page(charts.get("size-comparison"), charts, "en"), encoding="utf-8")
    tab = Tab(browser, 400)
    tab.page.goto(path.as_uri())
    assert "</script><script>" in tab.page.inner_text("h1")
    assert tab.page.title().startswith("</title></script>")
    assert tab.page.evaluate("document.scripts.length") == 1
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert (tab.requests, tab.complaints) == ([path.as_uri()], [])
    tab.page.close()


@pytest.mark.parametrize("width", [1400, 400])
def test_no_label_of_any_chart_meets_another(
    browser: "Browser", real: Store, charts: Charts, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "one.html"
    tab = Tab(browser, width)
    for known in (charts, charts_of(real)):
        for chart in known.charts:
            path.write_text(page(chart, known, "zh"), encoding="utf-8")
            tab.page.goto(path.as_uri())
            for _ in LANGS:
                assert tab.page.evaluate(MET) == [], chart.id
                assert tab.page.evaluate("document.documentElement.scrollWidth") <= width, chart.id
                tab.page.click("#lang")
    assert tab.complaints == []
    assert set(tab.requests) == {path.as_uri()}
    tab.page.close()
