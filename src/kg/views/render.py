"""A view from start to end: a store and the name of a lens in, a file's text out."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.errors import Lang, NotFound
from kg.store.protocol import Store
from kg.views.around import around
from kg.views.html import page
from kg.views.lens import Lenses
from kg.views.scene import Scene, scene_of

Writer = Callable[[Scene, Lang], str]

# Format -> what writes it; the name is also the file's ending.
FORMATS: Final[Mapping[str, Writer]] = {"html": page}


def render(
    store: Store,
    lens_name: str,
    with_graphs: Sequence[str] = (),
    lang: Lang = "zh",
    fmt: str = "html",
    folder: Path | None = None,
) -> str:
    """The text of a view, to be written as UTF-8.

    with_graphs: named graphs merged into the default one (--with). lang: the language it opens in.
    folder: where lenses are looked for; the installed ones if None.
    Raises NotFound for an unknown lens, format or graph (listing what there is), ParseError for a
    broken lens, and as the store does.
    """
    writer = writer_of(fmt)
    return writer(scene_of(store, Lenses(folder).get(lens_name), with_graphs), lang)


def render_around(
    store: Store,
    name: str,
    depth: int = 2,
    with_graphs: Sequence[str] = (),
    lang: Lang = "zh",
    fmt: str = "html",
) -> str:
    """The text of a view of what is around one thing (kg.views.around.around), as render gives it.

    Raises NotFound and Ambiguous for the name, NotFound for the format, and as the store does.
    """
    writer = writer_of(fmt)
    return writer(scene_of(store, around(store, name, depth, with_graphs), with_graphs), lang)


def writer_of(fmt: str) -> Writer:
    """What writes a format. Raises NotFound, which lists the formats."""
    try:
        return FORMATS[fmt]
    except KeyError:
        listed = ", ".join(FORMATS)
        raise NotFound(
            f"没有格式“{fmt}”；可用：{listed}", f"no format {fmt!r}; there are: {listed}"
        ) from None
