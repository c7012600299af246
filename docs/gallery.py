"""Makes docs/gallery.md and its pictures anew: every lens in both languages, in Chromium."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from chromium import CHROMIUM, picture_bottom, tab_of
from playwright.sync_api import FloatRect, Page

from kg.errors import Lang
from kg.store.open import open_store
from kg.views.html import page
from kg.views.lens import Lens, Lenses
from kg.views.scene import Scene, scene_of

DOCS: Final = Path(__file__).parent
FOLDER: Final = DOCS / "gallery"
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
# The top of a page as a screen of this width shows it, drawn at less than half the size.
WIDTH, HEIGHT, SCALE = 1400, 1050, 0.45


def main(chromium: str = CHROMIUM) -> None:
    """Write docs/gallery.md and docs/gallery/*.jpg."""
    FOLDER.mkdir(exist_ok=True)
    store, lenses = open_store(), Lenses()
    found = [lenses.get(name) for name in lenses.ids()]
    with tempfile.TemporaryDirectory() as folder, tab_of(chromium, WIDTH, HEIGHT, SCALE) as tab:
        for lens in found:
            scene = scene_of(store, lens)
            for lang in LANGS:
                _shoot(tab, scene, lang, Path(folder) / "view.html")
    (DOCS / "gallery.md").write_text("\n".join(_lines(found)) + "\n", encoding="utf-8")


def _shoot(tab: Page, scene: Scene, lang: Lang, path: Path) -> None:
    path.write_text(page(scene, lang), encoding="utf-8")
    bottom = picture_bottom(tab, path)
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": min(HEIGHT, bottom + 12)}
    tab.screenshot(path=FOLDER / f"{scene.lens.id}.{lang}.jpg", type="jpeg", quality=45, clip=clip)


def _lines(lenses: list[Lens]) -> Iterator[str]:
    yield "# Gallery · 图集\n"
    yield "The top of every view, as `docs/gallery.py` took it. `kg view ID -o ID.html` writes the whole: one file that opens"
    yield "offline, with search, filters, every statement and its place in the report.\n"
    for lens in lenses:
        yield f"## {lens.title.zh} · {lens.title.en}\n"
        yield f"{lens.summary.zh}。\n\n{lens.summary.en}.\n"
        yield f"    kg view {lens.id} -o {lens.id}.html\n"
        yield " ".join(f"![{lens.title.in_(lang)}](gallery/{lens.id}.{lang}.jpg)" for lang in LANGS) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
