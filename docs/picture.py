"""Makes the README's picture anew: the policy-challenge view in Chromium, 1,400 pixels wide."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.store.open import open_store
from kg.views.render import render

PICTURE = Path(__file__).parent / "policy-challenge.png"


def main(chromium: str = "/usr/bin/chromium") -> None:
    """Write docs/policy-challenge.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "view.html"
        page_file.write_text(render(open_store(), "policy-challenge", lang="en"), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(page_file.as_uri())
        page.wait_for_timeout(400)
        bottom = page.evaluate('document.getElementById("picture").getBoundingClientRect().bottom')
        clip = {"x": 0, "y": 0, "width": 1400, "height": min(bottom + 12, 1500)}
        page.screenshot(path=PICTURE, full_page=True, clip=clip)  # type: ignore[arg-type]
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
