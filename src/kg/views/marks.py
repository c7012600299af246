"""The marks of classes as SVG path data in a square of 12 by 12; filled by the even-odd rule."""

from typing import Final

MARK_PATHS: Final = {
    "circle": "M6 1a5 5 0 1 0 .01 0z",
    "square": "M1.5 1.5h9v9h-9z",
    "diamond": "M6 0l6 6-6 6-6-6z",
    "triangle": "M6 .5l5.8 10.5h-11.6z",
    "hexagon": "M3 .8h6l3 5.2-3 5.2h-6l-3-5.2z",
    "ring": "M6 .5a5.5 5.5 0 1 0 .01 0zM6 3.4a2.6 2.6 0 1 1-.01 0z",
    "bar": "M0 3.5h12v5h-12z",
    "cross": "M4.2 .5h3.6v3.7h3.7v3.6h-3.7v3.7h-3.6v-3.7h-3.7v-3.6h3.7z",
}
