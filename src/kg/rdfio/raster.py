"""An SVG as PNG or PDF, by Typst: one library, Apache-2.0, with the fonts of this machine. Extra `pictures`.

PDF keeps the text as text and embeds the parts of the fonts that it needs. Neither file has a date.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal

from kg.errors import OutputError, Text
from kg.rdfio.extras import require

# Of a picture in CSS pixels, of which 96 are an inch and four thirds a point.
_POINTS: Final = 0.75
# A page of PDF is at most this long; Acrobat refuses longer ones.
_MAX_POINTS: Final = 14_400
# Pixels of a PNG for one of the picture, as long as the whole stays below the second number.
SCALE: Final = 2.0
MAX_PIXELS: Final = 60_000_000
_CHINESE: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_PNG_HEAD: Final = 8 + 25  # the signature and the chunk IHDR
_TEXT_CHUNKS: Final = {"title": "Title", "author": "Author", "subject": "Description", "rights": "Copyright"}
_NO_WORDS: Final = {**dict.fromkeys(_TEXT_CHUNKS, ""), "lang": "zh"}
_PAGE: Final = """#set document(title: sys.inputs.title, author: sys.inputs.author, description: sys.inputs.subject,
  keywords: (sys.inputs.rights,), date: none)
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.subject)
"""
_GLYPH: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="32" font-size="32" font-family="sans-serif">{char}</text></svg>'
)


def available() -> None:
    """Raises NotFound, with the remedy, unless Typst is installed."""
    need = Text("png 和 pdf 需要 typst（svg 不需要）", "png and pdf need typst (svg needs nothing)")
    require("typst", "pictures", need)


def to_pdf(svg: str, width: float, height: float, about: Mapping[str, str]) -> bytes:
    """One page as large as the picture. width, height: in CSS pixels, of the SVG.

    about: title, author, subject, rights and lang of the document. Raises NotFound without Typst, OutputError
    for an SVG that cannot be read.
    """
    return _compiled(svg, width, height, about, "pdf", 72)


def to_png(svg: str, width: float, height: float, about: Mapping[str, str]) -> bytes:
    """SCALE times as large as the picture, less for a picture past MAX_PIXELS; otherwise as to_pdf."""
    scale = min(SCALE, (MAX_PIXELS / (width * height)) ** 0.5)
    shrunk = _shrunk(width, height)
    png = _compiled(svg, width, height, about, "png", 72 * scale / (_POINTS * shrunk))
    chunks = b"".join(_text_chunk(name, about[key]) for key, name in _TEXT_CHUNKS.items() if about[key])
    return png[:_PNG_HEAD] + chunks + png[_PNG_HEAD:]


def lacks_chinese(words: str) -> bool:
    """Whether there are Chinese characters among the words of a picture and this machine has no font for them.

    Found out by drawing: without a font two characters look the same.
    """
    return bool(_CHINESE.search(words)) and not _draws_chinese()


@cache
def _draws_chinese() -> bool:
    one, other = (_compiled(_GLYPH.format(char=char), 40, 40, _NO_WORDS, "png", 72) for char in "国一")
    return one != other


def _shrunk(width: float, height: float) -> float:
    return min(1.0, _MAX_POINTS / (max(width, height) * _POINTS))


def _compiled(
    svg: str, width: float, height: float, about: Mapping[str, str], form: Literal["png", "pdf"], ppi: float
) -> bytes:
    available()
    import typst  # late: large, and an extra

    factor = _POINTS * _shrunk(width, height)
    page = _PAGE.format(width=round(width * factor, 3), height=round(height * factor, 3))
    inputs = {**about, "svg": svg}
    try:
        made = typst.compile(page.encode(), format=form, ppi=ppi, sys_inputs=inputs)
    except typst.TypstError as error:
        raise OutputError(
            f"无法把图写成 {form}：{error}", f"cannot write the picture as {form}: {error}"
        ) from error
    return made


def _text_chunk(keyword: str, value: str) -> bytes:
    """An iTXt chunk: UTF-8, not compressed. https://www.w3.org/TR/png-3/#11iTXt"""
    body = b"iTXt" + keyword.encode() + b"\0\0\0\0\0" + value.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
