"""A tab of headless Chromium, for the pictures in this folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"


@contextmanager
def tab_of(chromium: str, width: int, height: int, scale: float = 1) -> Iterator[Page]:
    """An empty page of that size in pixels, drawn at that scale."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        browser.close()


def picture_bottom(tab: Page, path: Path, element: str = "picture") -> float:
    """Opens the page of a view and gives the lower edge of its picture (or another element, by its id) in pixels."""
    tab.goto(path.as_uri(), timeout=180_000)  # the whole graph, on a slow machine
    tab.wait_for_timeout(400)
    return float(tab.evaluate("(id) => document.getElementById(id).getBoundingClientRect().bottom", element))
