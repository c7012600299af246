"""The strokes of a chart: text, bars, lines and markers as SVG with presentation attributes.

Each has a class as well, by which a page gives it the colour of its scheme, light or dark.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kg.network.drawing import INK, PAGE, RULE, SOFT
from kg.network.geometry import written
from kg.network.words import plain
from kg.query.xmltext import attribute, text


class Colour(NamedTuple):
    """The same colour on a light and on a dark ground."""

    light: str
    dark: str


BOLD: Final = 1.08  # letters of the heavier weight are wider
# Lines and parts, told apart also by those who see few colours.
HUES: Final = ("c0", "c1", "c2", "c3", "c4", "c5")
COLOURS: Final[Mapping[str, Colour]] = {
    "page": Colour(PAGE, "#16181b"),
    "ink": Colour(INK, "#e8eaed"),
    "soft": Colour(SOFT, "#a9afb5"),
    "rule": Colour(RULE, "#3b4046"),
    "gap": Colour("#e9eaeb", "#26292d"),
    "ahead": Colour("#fdf1d8", "#332a17"),
    "c0": Colour("#1f5fa8", "#7fb2ee"),
    "c1": Colour("#c2541b", "#f0955f"),
    "c2": Colour("#2b7d5b", "#6cc59e"),
    "c3": Colour("#8a4a94", "#cd97d6"),
    "c4": Colour("#8a6d00", "#d9bd55"),
    "c5": Colour("#54606b", "#aab6c1"),
}


class Canvas:
    """Strokes in the order in which they are drawn; origin in the left upper corner, in pixels."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    @property
    def svg(self) -> str:
        return "".join(self._parts)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        *,
        colour: str = "ink",
        bold: bool = False,
        anchor: str = "",
        halo: bool = False,
    ) -> None:
        """One line; y is its baseline. anchor: middle or end. halo: the ground shows around it, so that it is read across lines."""
        shown = text(plain(words))
        where = f' text-anchor="{anchor}"' if anchor else ""
        weight = ' font-weight="600"' if bold else ""
        place = f'x="{written(x)}" y="{written(y)}" font-size="{written(size)}"{weight}{where}'
        if halo:
            ground = COLOURS["page"].light
            self._parts.append(
                f'<text class="s-page f-page" {place} fill="{ground}" stroke="{ground}" stroke-width="4" '
                f'stroke-linejoin="round" aria-hidden="true">{shown}</text>\n'
            )
        self._parts.append(
            f'<text class="f-{colour}" {place} fill="{COLOURS[colour].light}">{shown}</text>\n'
        )

    def fill(self, path: str, colour: str, *, opacity: float = 1) -> None:
        clear = f' fill-opacity="{opacity}"' if opacity < 1 else ""
        self._parts.append(f'<path class="f-{colour}" d="{path}" fill="{COLOURS[colour].light}"{clear}/>\n')

    def stroke(
        self, path: str, colour: str, width: float = 1, *, dash: str = "", ground: bool = False
    ) -> None:
        """ground: filled with the colour of the ground, for a hollow marker."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        inside, name = (COLOURS["page"].light, " f-page") if ground else ("none", "")
        self._parts.append(
            f'<path class="s-{colour}{name}" d="{path}" fill="{inside}" stroke="{COLOURS[colour].light}" '
            f'stroke-width="{written(width)}" stroke-linejoin="round"{dashed}/>\n'
        )

    def begin(self, title: str, link: str = "") -> None:
        """What follows is one thing: pointing at it shows the title, a link leads to its place in the page."""
        tag = f"<a href={attribute(link)}>" if link else "<g>"
        self._parts.append(f"{tag}<title>{text(plain(title))}</title>\n")

    def end(self, link: str = "") -> None:
        self._parts.append("</a>\n" if link else "</g>\n")


def rect(x: float, y: float, width: float, height: float) -> str:
    """Path data of an upright rectangle."""
    return f"M{written(x)} {written(y)}h{written(width)}v{written(height)}h{written(-width)}z"


def disc(x: float, y: float, radius: float) -> str:
    """Path data of a circle."""
    r = written(radius)
    across = written(2 * radius)
    return f"M{written(x - radius)} {written(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"


def diamond(x: float, y: float, radius: float) -> str:
    """Path data of a square on its corner."""
    r, back = written(radius), written(-radius)
    return f"M{written(x)} {written(y - radius)}l{r} {r}l{back} {r}l{back} {back}z"


def arrow(x: float, y: float, dx: float, dy: float) -> str:
    """Path data of an arrow from (x, y) by (dx, dy), along one axis; its head is 5 px."""
    tip_x, tip_y = x + dx, y + dy
    ux, uy = (dx > 0) - (dx < 0), (dy > 0) - (dy < 0)
    heads = [(tip_x - 5 * ux + 4 * side * uy, tip_y - 5 * uy + 4 * side * ux) for side in (-1, 1)]
    (ax, ay), (bx, by) = heads
    return (
        f"M{written(x)} {written(y)}L{written(tip_x)} {written(tip_y)}"
        f"M{written(ax)} {written(ay)}L{written(tip_x)} {written(tip_y)}L{written(bx)} {written(by)}"
    )


def stripes(x: float, y: float, width: float, height: float) -> str:
    """Path data of upright stripes 3 px apart."""
    lines = [f"M{written(x + step)} {written(y)}v{written(height)}" for step in range(1, int(width), 3)]
    return "".join(lines)
