"""What stands around the picture in an SVG: title, counts, legend, headings; source and licence below."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.errors import Lang, Text
from kg.network.drawing import INK, MARGIN_PX, RULE, SOFT, label
from kg.network.geometry import written
from kg.network.words import plain, width_em, wrap
from kg.views.flat import told
from kg.views.marks import MARK_PATHS
from kg.views.scene import Kind, Scene
from kg.views.style import LINES

# Room for title and legend where the picture itself is narrow.
_MIN_WIDTH_PX: Final = 720.0
_TITLE_PX, _TEXT_PX, _SMALL_PX = 24.0, 14.0, 12.5
_LEGEND_STEP_PX: Final = 24.0
_GAP_PX: Final = 18.0
_HEADINGS_PX: Final = 34.0
_SAMPLE_PX: Final = 30.0  # the drawn line beside its meaning

_CLASSES: Final = Text("事物", "Things")
_RELATIONS: Final = Text("线说什么", "What a line says")
_GROUPS: Final = Text("群", "Communities")
_BASES: Final = Text("凭什么说", "What it stands on")


class Frame:
    """width: of the whole; top: where the picture begins; bottom: what it needs below. All in pixels."""

    def __init__(self, scene: Scene, lang: Lang, picture_width: float) -> None:
        self.scene, self.lang = scene, lang
        self.inner = max(picture_width, _MIN_WIDTH_PX)
        self.width = self.inner + 2 * MARGIN_PX
        self.top = MARGIN_PX
        self.head = "".join(self._head())
        self._notes = [
            line
            for note in told(scene, lang, with_title=False)[1:]
            for line in wrap(note, self.inner / _SMALL_PX, 6)
        ]
        self.bottom = MARGIN_PX + 14 + len(self._notes) * _SMALL_PX * 1.5

    def foot(self, y: float) -> str:
        """Source, licence and version below the picture that ends at y."""
        y += 14
        rule = f'<path d="M{written(MARGIN_PX)} {written(y)}h{written(self.inner)}" stroke="{RULE}"/>\n'
        lines = (
            label(note, MARGIN_PX, y + _SMALL_PX * 1.5 * (number + 1), _SMALL_PX, colour=SOFT) + "\n"
            for number, note in enumerate(self._notes)
        )
        return rule + "".join(lines)

    def _head(self) -> Iterator[str]:
        lens, zh = self.scene.lens, self.lang == "zh"
        for line in wrap(lens.title.in_(self.lang), self.inner / _TITLE_PX / 1.06, 2):
            yield self._next(line, _TITLE_PX, bold=True)
        for line in wrap(lens.summary.in_(self.lang), self.inner / _TEXT_PX, 4):
            yield self._next(line, _TEXT_PX)
        for note in lens.notes:
            for line in wrap(note.in_(self.lang), self.inner / _SMALL_PX, 2):
                yield self._next(line, _SMALL_PX)
        things, relations = len(self.scene.nodes), len(self.scene.edges)
        counts = f"{things} 个事物，{relations} 条关系" if zh else f"{things} things, {relations} relations"
        yield self._next(counts, _TEXT_PX, colour=SOFT)
        self.top += 8
        yield from self._legend(_CLASSES, self.scene.class_kinds(), "class")
        if self.scene.emphasis.groups:
            yield from self._legend(_GROUPS, self.scene.group_kinds(), "group")
        yield from self._legend(_RELATIONS, self.scene.relation_kinds(), "relation")
        yield from self._legend(_BASES, self.scene.line_kinds(), "line")
        self.top += 10
        if lens.style.headings:
            bands = self.scene.geometry[self.lang].bands
            for heading, band in zip(lens.style.headings, bands, strict=False):
                yield label(heading.in_(self.lang), MARGIN_PX + band.x, self.top + 18, 15, bold=True) + "\n"
            self.top += _HEADINGS_PX

    def _next(self, words: str, size: float, *, bold: bool = False, colour: str = "") -> str:
        self.top += size * 1.4
        return label(words, MARGIN_PX, self.top - size * 0.4, size, bold=bold, colour=colour) + "\n"

    def _legend(self, title: Text, kinds: Sequence[Kind], group: str) -> Iterator[str]:
        """One entry after the other, in as many rows as they need."""
        words = title.in_(self.lang)
        start = max(width_em(t.in_(self.lang)) for t in (_CLASSES, _RELATIONS, _BASES)) * _SMALL_PX + 14
        yield label(words, MARGIN_PX, self.top + 16, _SMALL_PX, colour=SOFT)
        x = start
        for kind in kinds:
            sign = 12.0 if group in ("class", "group") else _SAMPLE_PX
            name = f"{plain(kind.title.in_(self.lang))[:60]} {kind.count}"
            needed = sign + 6 + width_em(name) * _SMALL_PX + _GAP_PX
            if x > start and x + needed > self.inner:
                x = start
                self.top += _LEGEND_STEP_PX
            yield self._sign(group, kind, MARGIN_PX + x, self.top + 12)
            yield label(name, MARGIN_PX + x + sign + 6, self.top + 16, _SMALL_PX)
            x += needed
        self.top += _LEGEND_STEP_PX
        yield "\n"

    def _sign(self, group: str, kind: Kind, x: float, y: float) -> str:
        style = self.scene.lens.style
        if group == "class":
            # Where colour tells the community, the mark alone tells the class.
            own = style.class_style(self.scene.classes[kind.number]).colour.light
            colour = SOFT if self.scene.emphasis.groups else own
            place = f"translate({written(x)} {written(y - 6)})"
            return (
                f'<path transform="{place}" fill="{colour}" fill-rule="evenodd" d="{MARK_PATHS[kind.mark]}"/>'
            )
        if group == "group":
            colour = self.scene.emphasis.groups[kind.number].colour.light
            return (
                f'<rect x="{written(x)}" y="{written(y - 6)}" width="12" height="12" rx="2" fill="{colour}"/>'
            )
        if group == "relation":
            relation = style.relations[kind.number]
            colour, width, dash = relation.colour.light, 1.5 if relation.skeleton else 3.0, ""
        else:
            look = style.lines[LINES[kind.number]]
            colour, width = INK, look.width
            dash = f' stroke-dasharray="{" ".join(map(written, look.dash))}"' if look.dash else ""
        path = f"M{written(x)} {written(y)}h{written(_SAMPLE_PX)}"
        return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{written(width)}"{dash}/>'
