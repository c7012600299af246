"""Makes the README's picture anew: the policy-challenge view of the sections on platforms, in Chromium."""

import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from chromium import CHROMIUM, picture_bottom, tab_of
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
  # Not FILTER NOT EXISTS: measured, pyoxigraph walks the path anew for every claim, which takes minutes.
  MINUS {{
    VALUES ?number {{ {" ".join(f'"{number}"' for number in SECTIONS)} }}
    ?section kg:number ?number . ?place dcterms:isPartOf* ?section .
    ?same kg:evidence ?place ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  }}
}}"""


def main(chromium: str = CHROMIUM) -> None:
    """Write docs/policy-challenge.png."""
    with tempfile.TemporaryDirectory() as folder, tab_of(chromium, 1400, 900) as tab:
        data, page_file = Path(folder) / "data.ttl", Path(folder) / "view.html"
        store = ox.Store()
        store.bulk_load(path=str(root() / "data" / "triples.ttl"), format=ox.RdfFormat.TURTLE)
        store.update(ONLY_THESE)
        store.dump(str(data), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
        page_file.write_text(render(open_store([str(data)]), "policy-challenge", lang="en"), encoding="utf-8")
        bottom = picture_bottom(tab, page_file)
        tab.screenshot(
            path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": 1400, "height": bottom + 12}
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
