"""What a link stands on, as a mark that needs no colour: SVG path data in a square of 12 by 12, even-odd."""

from typing import Final

# By the names of kg.views.style.LINES: full, half full, hollow diamond, triangle, hollow square, small cross.
LINE_MARKS: Final = {
    "stated": "M6 .5a5.5 5.5 0 1 0 .01 0z",
    "implied": "M6 .5a5.5 5.5 0 1 0 .01 0zM6 2a4 4 0 0 1 0 8z",
    "editorial": "M6 0l6 6-6 6-6-6zM6 2.6l-3.4 3.4 3.4 3.4 3.4-3.4z",
    "record": "M6 .5l5.8 10.5h-11.6z",
    "projected": "M1 1h10v10h-10zM2.8 2.8v6.4h6.4v-6.4z",
    "unclaimed": "M4.8 1h2.4v3.8h3.8v2.4h-3.8v3.8h-2.4v-3.8h-3.8v-2.4h3.8z",
}
