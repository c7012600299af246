"""Makes docs/gallery.md and its pictures anew: every lens in both languages, in Chromium."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import FloatRect, Page

from chromium import CHROMIUM, picture_bottom, tab_of
from kg.errors import LANGS, Lang
from kg.store.open import open_store
from kg.store.protocol import Store
from kg.views.html import page
from kg.views.lens import Lens, Lenses
from kg.views.matrix.render import render_matrix
from kg.views.matrix.spec import Matrices, MatrixSpec
from kg.views.scene import scene_of

DOCS: Final = Path(__file__).parent
FOLDER: Final = DOCS / "gallery"
# The top of a page as a screen of this width shows it, drawn at less than half the size.
WIDTH, HEIGHT, SCALE = 1400, 1050, 0.45


def main(chromium: str = CHROMIUM, *names: str) -> None:
    """Write docs/gallery.md, and docs/gallery/*.jpg of the views named, of all if none is."""
    FOLDER.mkdir(exist_ok=True)
    store, lenses, matrices = open_store(), Lenses(), Matrices()
    found: list[Lens | MatrixSpec] = [*map(lenses.get, lenses.ids()), *map(matrices.get, matrices.ids())]
    with tempfile.TemporaryDirectory() as folder, tab_of(chromium, WIDTH, HEIGHT, SCALE) as tab:
        for view in found:
            if not names or view.id in names:
                for lang, written in _pages(store, view):
                    path = Path(folder) / "view.html"
                    path.write_text(written, encoding="utf-8")
                    _shoot(tab, view, lang, path)
    (DOCS / "gallery.md").write_text("\n".join(_lines(found)) + "\n", encoding="utf-8")


def _pages(store: Store, view: Lens | MatrixSpec) -> Iterator[tuple[Lang, str]]:
    scene = scene_of(store, view) if isinstance(view, Lens) else None
    for lang in LANGS:
        yield lang, page(scene, lang) if scene else render_matrix(store, view.id, lang=lang)


def _shoot(tab: Page, view: Lens | MatrixSpec, lang: Lang, path: Path) -> None:
    bottom = picture_bottom(tab, path, "picture" if isinstance(view, Lens) else "scroll")
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": min(HEIGHT, bottom + 12)}
    tab.screenshot(path=FOLDER / f"{view.id}.{lang}.jpg", type="jpeg", quality=45, clip=clip)


def _lines(views: list[Lens | MatrixSpec]) -> Iterator[str]:
    yield "# Gallery · 图集\n"
    yield "The top of every view, as `docs/gallery.py` took it. `kg view ID -o ID.html` writes the whole: one file that opens"
    yield "offline, with search, filters, every statement and its place in the report.\n"
    for view in views:
        yield f"## {view.title.zh} · {view.title.en}\n"
        yield f"{view.summary.zh}。\n\n{view.summary.en}.\n"
        yield f"    kg view {view.id} -o {view.id}.html\n"
        yield " ".join(f"![{view.title.in_(lang)}](gallery/{view.id}.{lang}.jpg)" for lang in LANGS) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
