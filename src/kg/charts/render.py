"""A chart from start to end: a catalogue and a chart in, a file's text or bytes out."""

from collections.abc import Callable, Mapping
from typing import Final

from kg.charts.catalogue import Chart, Charts
from kg.charts.html import page
from kg.charts.notes import Words
from kg.charts.svg import draw, elements, told
from kg.charts.tables import to_csv
from kg.errors import Lang
from kg.rdfio import raster

# Name of a format (kg.rdfio.media.CHART) -> what writes it.
TEXTS: Final[Mapping[str, Callable[[Chart, Charts, Lang], str]]] = {
    "html": page,
    "svg": lambda chart, charts, lang: draw(chart, charts, lang).svg,
    "csv": to_csv,
}
_PRINTED: Final = {"png": raster.to_png, "pdf": raster.to_pdf}


def content(chart: Chart, charts: Charts, fmt: str, lang: Lang) -> str | bytes:
    """The file: text to be written as UTF-8, bytes for png and pdf.

    fmt: the name of a format in kg.rdfio.media.CHART. Raises NotFound where a library is missing.
    """
    if fmt in TEXTS:
        return TEXTS[fmt](chart, charts, lang)
    raster.available()
    drawing, facts = draw(chart, charts, lang), elements(chart, charts, lang)
    about = {
        "title": facts["title"],
        "author": facts["source"],
        "subject": " ".join(told(Words(chart, charts), charts, lang)),
        "rights": facts["rights"],
        "lang": lang,
    }
    return _PRINTED[fmt](drawing.svg, drawing.width, drawing.height, about)


def lacks_chinese(chart: Chart, charts: Charts, lang: Lang) -> bool:
    """Whether a PNG or PDF made on this machine shows boxes instead of Chinese characters."""
    return raster.lacks_chinese(draw(chart, charts, lang).svg)
