"""A matrix from start to end: a store and a name in, the files of a format out."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.errors import Lang, OutputError
from kg.rdfio import raster
from kg.rdfio.media import MATRIX, output_named
from kg.store.protocol import Store
from kg.views.flat import facts_of, told_of
from kg.views.matrix.build import matrix_of, pair_of
from kg.views.matrix.html import page
from kg.views.matrix.records import Matrix
from kg.views.matrix.spec import Matrices
from kg.views.matrix.svg import draw
from kg.views.matrix.tables import cells_csv, findings_csv, links_csv
from kg.views.render import document

# Name of a format (kg.rdfio.media.MATRIX) -> what writes it.
TEXTS: Final[Mapping[str, Callable[[Matrix, Lang], str]]] = {
    "html": page,
    "svg": lambda matrix, lang: draw(matrix, lang).svg,
    "cells": cells_csv,
    "links": links_csv,
    "findings": findings_csv,
}
_PRINTED: Final = {"png": raster.to_png, "pdf": raster.to_pdf}
# The files of `csv`: what is added to the name of each, and its format.
PARTS: Final = {"-cells": "cells", "-links": "links", "-findings": "findings"}


def render_matrix(
    store: Store,
    name: str,
    with_graphs: Sequence[str] = (),
    lang: Lang = "zh",
    fmt: str = "html",
    *,
    pair: tuple[str, str] | None = None,
    folder: Path | None = None,
) -> str:
    """The text of a matrix, to be written as UTF-8; csv files with the line ends they have.

    pair: a group of rows and one of columns (number, slug or title), shown item by item. folder: where
    matrices are looked for; the installed ones if None. Raises NotFound for an unknown matrix, format or
    graph, KgError for an unknown group, ParseError for a broken file, OutputError for a format that is
    not one text, and as the store does.
    """
    media = output_named(fmt, MATRIX)
    if media.name not in TEXTS:
        listed = ", ".join(TEXTS)
        raise OutputError(
            f"{media.name} 不是单个文本；可用：{listed}", f"{media.name} is not one text; use: {listed}"
        )
    matrix = matrix_of(store, Matrices(folder).get(name), with_graphs)
    return TEXTS[media.name](pair_of(matrix, *pair) if pair else matrix, lang)


def files(matrix: Matrix, fmt: str, lang: Lang) -> dict[str, str | bytes]:
    """What is added to the name of each file (nothing for a single one) -> its content.

    fmt: the name of a format in kg.rdfio.media.MATRIX. Raises NotFound where a library is missing.
    """
    if fmt == "csv":
        return {suffix: TEXTS[part](matrix, lang) for suffix, part in PARTS.items()}
    if fmt in TEXTS:
        return {"": TEXTS[fmt](matrix, lang)}
    raster.available()
    drawn = draw(matrix, lang)
    facts = facts_of(matrix.spec, matrix.origin, matrix.graphs)
    return {"": _PRINTED[fmt](drawn.svg, drawn.width, drawn.height, document(facts, lang))}


def lacks_chinese(matrix: Matrix, lang: Lang) -> bool:
    """Whether a PNG or PDF made on this machine shows boxes instead of Chinese characters."""
    facts = facts_of(matrix.spec, matrix.origin, matrix.graphs)
    titles = [group.title.in_(lang) for axis in (matrix.rows, matrix.columns) for group in axis.groups]
    return raster.lacks_chinese(" ".join((*told_of(facts, lang), *titles)))
