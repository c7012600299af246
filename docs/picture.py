"""Makes the README's picture anew: the policy-challenge view of the sections on platforms, in Chromium."""

import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
from playwright.sync_api import sync_playwright

from kg.settings import root
from kg.store.open import open_store
from kg.views.render import render

PICTURE = Path(__file__).parent / "policy-challenge.png"
# The whole view is some screens tall; a picture that explains itself shows one theme.
SECTIONS = ("1.7", "3.4", "4.4", "4.5")
ONLY_THESE = f"""
PREFIX kg: <https://w3id.org/internet-report-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
DELETE {{ ?s ?p ?o }} WHERE {{
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER NOT EXISTS {{
    ?same rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:evidence ?place .
    ?place dcterms:isPartOf* ?section . ?section kg:number ?number .
    FILTER (?number IN ({", ".join(f'"{number}"' for number in SECTIONS)}))
  }}
}}"""


def main(chromium: str = "/usr/bin/chromium") -> None:
    """Write docs/policy-challenge.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data, page_file = Path(folder) / "data.ttl", Path(folder) / "view.html"
        store = ox.Store()
        store.bulk_load(path=str(root() / "data" / "triples.ttl"), format=ox.RdfFormat.TURTLE)
        store.update(ONLY_THESE)
        store.dump(str(data), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
        page_file.write_text(render(open_store([str(data)]), "policy-challenge", lang="en"), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(page_file.as_uri())
        page.wait_for_timeout(400)
        bottom = page.evaluate('document.getElementById("picture").getBoundingClientRect().bottom')
        page.screenshot(
            path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": 1400, "height": bottom + 12}
        )
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
