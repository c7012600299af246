"""What every SVG of the project shares: colours of paper and ink, a line of text, the document around a picture.

Presentation attributes only, since programs for slides and text ignore style sheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Lang
from kg.network.geometry import written
from kg.network.words import plain
from kg.query.xmltext import text

PAGE: Final = "#f7f7f5"
CARD: Final = "#ffffff"
INK: Final = "#1d2125"
SOFT: Final = "#5b6268"
RULE: Final = "#d9dcdf"
MARGIN_PX: Final = 28.0
_CJK: Final = (
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, WenQuanYi Micro Hei"
)
_LATIN: Final = "Helvetica Neue, Arial, Liberation Sans"


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG and its size in pixels."""

    svg: str
    width: float
    height: float


def label(words: str, x: float, y: float, size: float, *, bold: bool = False, colour: str = "") -> str:
    """One line of text; y is its baseline."""
    weight = ' font-weight="600"' if bold else ""
    fill = f' fill="{colour}"' if colour else ""
    return f'<text x="{written(x)}" y="{written(y)}" font-size="{written(size)}"{weight}{fill}>{text(plain(words))}</text>'


def fonts(lang: Lang) -> str:
    """The families of a picture, those of its language first."""
    return f"{_CJK}, {_LATIN}" if lang == "zh" else f"{_LATIN}, {_CJK}"


def document(
    body: str,
    width: float,
    height: float,
    lang: Lang,
    title: str,
    told: Sequence[str],
    elements: Mapping[str, str],
) -> Drawing:
    """The whole file. told: what the picture says of itself; elements: Dublin Core, by name."""
    wide, high = written(width), written(height)
    svg = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" xml:lang="{lang}" role="img" font-family="{fonts(lang)}, sans-serif" fill="{INK}">\n'
        f"<title>{text(plain(title))}</title>\n"
        f"<desc>{text(' '.join(map(plain, told)))}</desc>\n"
        f"{_metadata(elements)}"
        f'<rect width="{wide}" height="{high}" fill="{PAGE}"/>\n'
        f"{body}"
        "</svg>\n"
    )
    return Drawing(svg, float(wide), float(high))


def _metadata(elements: Mapping[str, str]) -> str:
    """Dublin Core in RDF, where Inkscape and search engines look for it."""
    inside = "".join(
        f"<dc:{name}>{text(plain(value))}</dc:{name}>" for name, value in elements.items() if value
    )
    return (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<rdf:Description rdf:about="">{inside}</rdf:Description></rdf:RDF></metadata>\n'
    )
