"""A matrix as one SVG: title, legend, table with marks and counts, findings, source and licence."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.errors import Lang, Text
from kg.network.drawing import CARD, INK, MARGIN_PX, RULE, SOFT, Drawing, label
from kg.network.geometry import written
from kg.network.words import plain, width_em, wrap
from kg.query.xmltext import text
from kg.views.flat import facts_of, told_of
from kg.views.matrix.grid import COUNTED, KIND_TITLES, Cell, capitalised, cells, verdict
from kg.views.matrix.marks import LINE_MARKS
from kg.views.matrix.records import Group, Matrix
from kg.views.scene import LINE_TITLES
from kg.views.style import LINES
from kg.views.svg import drawing

_TITLE_PX, _TEXT_PX, _SMALL_PX = 24.0, 14.0, 12.0
_LINE: Final = 1.35
_HEAD_PX: Final = 250.0  # of rows
_FOUND_PX: Final = 210.0
_WIDE_PX, _NARROW_PX = 124.0, 44.0
# With more columns than this, their headings stand on end.
_MANY: Final = 12
_UPRIGHT_PX: Final = 210.0
_SIGN_PX: Final = 12.0
_SHADES: Final = {"stated": 0.16, "implied": 0.07}
_FINDING: Final = Text("本报告里的发现", "Finding in this report")


def draw(matrix: Matrix, lang: Lang) -> Drawing:
    """The picture of the groups on both axes, and its size in pixels."""
    return _Picture(matrix, lang).drawing()


class _Picture:
    def __init__(self, matrix: Matrix, lang: Lang) -> None:
        self.matrix, self.lang = matrix, lang
        self.rows, self.columns = matrix.rows.groups, matrix.columns.groups
        self.many = len(self.columns) > _MANY
        self.step = _NARROW_PX if self.many else _WIDE_PX
        self.per_line = 1 if self.many else 2
        self.letters = len(matrix.relations()) > 1
        self.inner = max(720.0, _HEAD_PX + self.step * len(self.columns) + _FOUND_PX)
        self.y = MARGIN_PX
        self.facts = facts_of(matrix.spec, matrix.origin, matrix.graphs)

    def drawing(self) -> Drawing:
        body = "".join((*self._head(), *self._table(), *self._foot()))
        return drawing(body, self.inner + 2 * MARGIN_PX, self.y + MARGIN_PX, self.facts, self.lang)

    def _head(self) -> Iterator[str]:
        for line in wrap(self.facts[f"title_{self.lang}"], self.inner / _TITLE_PX / 1.06, 2):
            yield self._line(line, _TITLE_PX, bold=True)
        for line in wrap(self.facts[f"summary_{self.lang}"], self.inner / _TEXT_PX, 4):
            yield self._line(line, _TEXT_PX)
        self.y += 8
        signs = [(self._sign(LINES[n], INK), LINE_TITLES[LINES[n]]) for n in self.matrix.lines()]
        yield from self._legend(signs)
        if self.letters:
            found = [self.matrix.spec.relations[n] for n in self.matrix.relations()]
            yield from self._legend(
                [
                    (
                        self._sign("stated", r.colour.light),
                        Text(f"{r.short.zh} {r.title.zh}", f"{r.short.en} {r.title.en}"),
                    )
                    for r in found
                ]
            )
        present = {cell.kind for row in cells(self.matrix) for cell in row}
        shades = [
            (
                f'<rect width="16" height="12" fill="{self._shade(k)}" stroke="{RULE}"/>{_inset(k, 0, 0, 16, 12, 2)}',
                title,
            )
            for k, title in KIND_TITLES.items()
            if k in present
        ]
        yield from self._legend(shades)
        for line in wrap(COUNTED.in_(self.lang), self.inner / _SMALL_PX, 2):
            yield self._line(line, _SMALL_PX, colour=SOFT)
        self.y += 8

    def _line(self, words: str, size: float, *, bold: bool = False, colour: str = "") -> str:
        self.y += size * 1.4
        return label(words, MARGIN_PX, self.y - size * 0.4, size, bold=bold, colour=colour) + "\n"

    def _legend(self, entries: Sequence[tuple[str, Text]]) -> Iterator[str]:
        x = 0.0
        for sign, title in entries:
            needed = 22 + width_em(title.in_(self.lang)) * _SMALL_PX + 18
            if x and x + needed > self.inner:
                x, self.y = 0.0, self.y + 22
            yield f'<g transform="translate({written(MARGIN_PX + x)} {written(self.y + 2)})">{sign}</g>'
            yield label(title.in_(self.lang), MARGIN_PX + x + 22, self.y + 12, _SMALL_PX) + "\n"
            x += needed
        self.y += 24

    def _table(self) -> Iterator[str]:
        heads = [
            self._wrapped(g.title, (_UPRIGHT_PX if self.many else self.step) - 16, 3 if self.many else 6)
            for g in self.columns
        ]
        deep = _UPRIGHT_PX if self.many else max((len(h) for h in heads), default=1) * _SMALL_PX * _LINE + 14
        left = MARGIN_PX + _HEAD_PX
        corner = (
            f"{self.matrix.spec.rows.title.in_(self.lang)} ╲ {self.matrix.spec.columns.title.in_(self.lang)}"
        )
        yield label(corner, MARGIN_PX + 4, self.y + deep - 8, _SMALL_PX, colour=SOFT)
        for n, lines in enumerate(heads):
            yield from self._column(lines, left + n * self.step, deep)
        right = left + self.step * len(self.columns)
        yield label(_FINDING.in_(self.lang), right + 8, self.y + deep - 8, _SMALL_PX, colour=SOFT) + "\n"
        self.y += deep
        spec = self.matrix.spec
        for group, row in zip(self.rows, cells(self.matrix), strict=True):
            depth = 12 * min(5, group.depths[0])
            named = self._wrapped(group.title, _HEAD_PX - 16 - depth, 3)
            said = self._wrapped(verdict(spec.rows, self.matrix.rows, group), _FOUND_PX - 16, 3)
            tall = (
                max(len(named), len(said), *(self._lines_of(cell) for cell in row)) * _SMALL_PX * _LINE + 12
            )
            yield self._rule(self.y)
            yield self._block(named, MARGIN_PX + 4 + depth, self.y, tall)
            for n, cell in enumerate(row):
                yield self._cell(group, self.columns[n], cell, left + n * self.step, tall)
            yield self._block(said, right + 8, self.y, tall, SOFT)
            yield "\n"
            self.y += tall
        yield self._rule(self.y)
        if not self.many:
            feet = [
                self._wrapped(verdict(spec.columns, self.matrix.columns, g), self.step - 12, 6)
                for g in self.columns
            ]
            yield self._block([_FINDING.in_(self.lang)], MARGIN_PX + 4, self.y, 28, SOFT)
            for n, lines in enumerate(feet):
                yield self._block(
                    lines, left + n * self.step + 6, self.y + 6, len(lines) * _SMALL_PX * _LINE, SOFT
                )
            self.y += max(map(len, feet), default=1) * _SMALL_PX * _LINE + 14

    def _column(self, lines: Sequence[str], x: float, deep: float) -> Iterator[str]:
        if not self.many:
            yield self._block(
                lines,
                x + 6,
                self.y + deep - len(lines) * _SMALL_PX * _LINE - 6,
                len(lines) * _SMALL_PX * _LINE,
            )
            return
        first = x + self.step / 2 - (len(lines) - 1) * _SMALL_PX * 1.1 / 2 + _SMALL_PX * 0.35
        for n, line in enumerate(lines):
            place = (
                f"translate({written(first + n * _SMALL_PX * 1.1)} {written(self.y + deep - 8)}) rotate(-90)"
            )
            yield f'<g transform="{place}">{label(line, 0, 0, _SMALL_PX)}</g>'

    def _cell(self, row: Group, column: Group, cell: Cell, x: float, tall: float) -> str:
        told = "; ".join(self.matrix.links[n].edge.sentence.in_(self.lang) for n in cell.links)
        names = f"{row.title.in_(self.lang)} × {column.title.in_(self.lang)}"
        words = f"{names}: {told or KIND_TITLES[cell.kind].in_(self.lang)}"
        box = (
            f'<g><title>{text(plain(words)[:2000])}</title><rect x="{written(x)}" y="{written(self.y)}" '
            f'width="{written(self.step)}" height="{written(tall)}" fill="{self._shade(cell.kind)}" stroke="{RULE}"/>{_inset(cell.kind, x, self.y, self.step, tall, 4)}'
        )
        if not cell.chips:
            dash = f'<path d="M{written(x + self.step / 2 - 4)} {written(self.y + tall / 2)}h8" stroke="{SOFT}"/>'
            return f"{box}{dash}</g>"
        lines = [cell.chips[n : n + self.per_line] for n in range(0, len(cell.chips), self.per_line)]
        top = self.y + tall / 2 - (len(lines) - 1) * 9
        drawn = []
        for n, chips in enumerate(lines):
            width = 46.0 if not self.many else 30.0
            start = x + (self.step - width * len(chips)) / 2
            for k, chip in enumerate(chips):
                relation = self.matrix.spec.relations[chip.relation]
                place = f"translate({written(start + k * width + 4)} {written(top + n * 18 - _SIGN_PX / 2)})"
                count = f"{relation.short.in_(self.lang) if self.letters else ''}{chip.count}"
                drawn.append(
                    f'<g transform="{place}">{self._sign(LINES[chip.line], relation.colour.light)}'
                    f"{label(count, _SIGN_PX + 3, _SIGN_PX - 2, _SMALL_PX)}</g>"
                )
        return f"{box}{''.join(drawn)}</g>"

    def _lines_of(self, cell: Cell) -> int:
        return max(1, -(-len(cell.chips) // self.per_line))

    def _foot(self) -> Iterator[str]:
        self.y += 10
        for note in told_of(self.facts, self.lang, with_title=False)[1:]:
            for line in wrap(note, self.inner / _SMALL_PX, 6):
                yield self._line(line, _SMALL_PX, colour=SOFT)

    def _wrapped(self, words: Text, room: float, lines: int) -> tuple[str, ...]:
        return wrap(capitalised(words).in_(self.lang), room / _SMALL_PX, lines)

    def _block(self, lines: Sequence[str], x: float, y: float, tall: float, colour: str = "") -> str:
        """Lines of text, their middle in the middle of the room."""
        step = _SMALL_PX * _LINE
        first = y + tall / 2 - step * (len(lines) - 1) / 2 + _SMALL_PX * 0.35
        return "".join(
            label(line, x, first + n * step, _SMALL_PX, colour=colour) for n, line in enumerate(lines)
        )

    def _rule(self, y: float) -> str:
        return f'<path d="M{written(MARGIN_PX)} {written(y)}h{written(self.inner)}" stroke="{RULE}"/>'

    @staticmethod
    def _sign(line: str, colour: str) -> str:
        return f'<path fill="{colour}" fill-rule="evenodd" d="{LINE_MARKS[line]}"/>'

    def _shade(self, kind: str) -> str:
        """A mixture of the first relation's colour and the ground; what lacks altogether is grey."""
        if kind == "none":
            return "#eeefee"
        part = _SHADES.get(kind, 0.0)
        ends = self.matrix.spec.relations[0].colour.light, CARD
        mixed = (
            round(int(ends[0][at : at + 2], 16) * part + int(ends[1][at : at + 2], 16) * (1 - part))
            for at in (1, 3, 5)
        )
        return "#" + "".join(f"{value:02x}" for value in mixed)


def _inset(kind: str, x: float, y: float, width: float, height: float, by: float) -> str:
    """The dashed frame of a cell that only holds what the report does not say."""
    if kind != "beyond":
        return ""
    place = f'x="{written(x + by)}" y="{written(y + by)}" width="{written(width - 2 * by)}" height="{written(height - 2 * by)}"'
    return f'<rect {place} fill="none" stroke="{SOFT}" stroke-dasharray="3 3"/>'
