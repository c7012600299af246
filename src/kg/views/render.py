"""A view from start to end: a store and a lens in, a file's text or bytes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import Lang, OutputError, Text
from kg.query.run import prepare, run
from kg.rdfio import raster
from kg.rdfio.media import VIEW, output_named
from kg.store.protocol import Store
from kg.views.dot import to_dot
from kg.views.flat import about, told, told_of
from kg.views.gexf import to_gexf
from kg.views.graphml import to_graphml
from kg.views.html import page
from kg.views.jsongraphs import to_cytoscape, to_node_link
from kg.views.lens import Lenses
from kg.views.mermaid import to_mermaid
from kg.views.neutral import neutral_lens
from kg.views.scene import Scene, scene_of
from kg.views.svg import draw, to_svg
from kg.views.tables import edges_csv, nodes_csv

Writer = Callable[[Scene, Lang], str]

# Name of a format (kg.rdfio.media.VIEW) -> what writes it.
TEXTS: Final[Mapping[str, Writer]] = {
    "html": page,
    "svg": to_svg,
    "graphml": to_graphml,
    "gexf": to_gexf,
    "cytoscape": to_cytoscape,
    "nodelink": to_node_link,
    "dot": to_dot,
    "mermaid": to_mermaid,
    "nodes": nodes_csv,
    "edges": edges_csv,
}
_PRINTED: Final = {"png": raster.to_png, "pdf": raster.to_pdf}
# A format of several files -> what is added to the name of each, and its format.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {"csv": {"-nodes": "nodes", "-edges": "edges"}}


def render(
    store: Store,
    lens_name: str,
    with_graphs: Sequence[str] = (),
    lang: Lang = "zh",
    fmt: str = "html",
    folder: Path | None = None,
) -> str:
    """The text of a view, to be written as UTF-8; csv files with the line ends they have.

    with_graphs: named graphs merged into the default one (--with). lang: the language it opens in.
    folder: where lenses are looked for; the installed ones if None.
    Raises NotFound for an unknown lens, format or graph (listing what there is), ParseError for a
    broken lens, OutputError for a format that is not one text, and as the store does.
    """
    media = output_named(fmt, VIEW)
    if media.name not in TEXTS:
        listed = ", ".join(TEXTS)
        raise OutputError(
            f"{media.name} 不是单个文本；可用：{listed}", f"{media.name} is not one text; use: {listed}"
        )
    return TEXTS[media.name](scene_of(store, Lenses(folder).get(lens_name), with_graphs), lang)


def scene_of_query(
    store: Store, query: str, with_graphs: Sequence[str] = (), title: Text | None = None
) -> Scene:
    """The result of any CONSTRUCT or DESCRIBE, in a neutral style. title: what the picture is called.

    Raises OutputError for a query of another form, and as kg.query.run.run does.
    """
    found = run(store, query, with_graphs=with_graphs, label=False)
    if not isinstance(found, list):
        raise OutputError(
            "视图需要三元组：请用 CONSTRUCT 或 DESCRIBE；行用 kg query 看",
            "a view needs triples: use CONSTRUCT or DESCRIBE; rows are for kg query",
        )
    asked = prepare(store, query, with_graphs=with_graphs).text
    lens = neutral_lens(store, asked, found, with_graphs)
    return scene_of(store, replace(lens, title=title or lens.title), with_graphs, triples=found)


def files(scene: Scene, fmt: str, lang: Lang) -> dict[str, str | bytes]:
    """What is added to the name of each file (nothing for a single one) -> its content.

    fmt: the name of a format in kg.rdfio.media.VIEW. Raises NotFound where a library is missing.
    """
    if fmt in PARTS:
        return {suffix: TEXTS[part](scene, lang) for suffix, part in PARTS[fmt].items()}
    if fmt in TEXTS:
        return {"": TEXTS[fmt](scene, lang)}
    raster.available()
    drawing = draw(scene, lang)
    return {"": _PRINTED[fmt](drawing.svg, drawing.width, drawing.height, document(about(scene), lang))}


def lacks_chinese(scene: Scene, lang: Lang) -> bool:
    """Whether a PNG or PDF made on this machine shows boxes instead of Chinese characters."""
    words = [line for box in scene.geometry[lang].boxes for line in box.lines]
    return raster.lacks_chinese(" ".join((*told(scene, lang), *words)))


def document(facts: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """What a PNG or PDF says of itself (kg.rdfio.raster). facts: as kg.views.flat.facts_of gives."""
    return {
        "title": facts[f"title_{lang}"],
        "author": facts[f"source_{lang}"],
        "subject": " ".join(told_of(facts, lang, with_title=False)),
        "rights": facts["licence"],
        "lang": lang,
    }
