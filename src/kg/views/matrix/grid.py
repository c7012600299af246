"""The cells of a matrix, group by group: how many links of which relation and basis, and what is lacking."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Text
from kg.query.sentences import capital
from kg.views.matrix.records import Axis, Group, Link, Matrix
from kg.views.matrix.spec import AxisSpec

# What a cell is, from the best to the worst: a link that answers is stated; only implied; only there beyond what
# the report states or implies; only of relations that are no answer; none.
KINDS: Final = ("stated", "implied", "beyond", "other", "none")
KIND_TITLES: Final = {
    "stated": Text("有明文应对", "A stated answer"),
    "implied": Text("无明文应对，只有推出的", "No stated answer, only an implied one"),
    "beyond": Text(
        "报告没有说，只有编者的配对或非断言",
        "Nothing in the report, only what editors pair or what is no fact",
    ),
    "other": Text("没有应对，只有别的关系", "No answer, only other relations"),
    "none": Text("连推出的应对也没有", "Not even an implied answer"),
}
# Why a cell may lack what a finding beside it has.
COUNTED: Final = Text(
    "一格只数该行该列各项本身的关系；一项的发现把其下各部分的关系也数在内。",
    "A cell counts links between what stands in its row and column; what is found for a thing counts those of its parts, too.",
)


@dataclass(frozen=True, slots=True)
class Chip:
    """So many links of one relation and one line (kg.views.style.LINES)."""

    relation: int
    line: int
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """links: numbers of links. kind: of KINDS."""

    links: tuple[int, ...]
    chips: tuple[Chip, ...]
    kind: str


def cells(matrix: Matrix) -> list[list[Cell]]:
    """For each group of rows, for each group of columns, its cell. A link in two groups counts in both."""
    return [[_cell(matrix, row, column) for column in matrix.columns.groups] for row in matrix.rows.groups]


def _cell(matrix: Matrix, row: Group, column: Group) -> Cell:
    numbers = tuple(
        number
        for number, link in enumerate(matrix.links)
        if link.row in row.members and link.column in column.members
    )
    links = [matrix.links[number] for number in numbers]
    counts = Counter((link.relation, link.line) for link in links)
    chips = tuple(Chip(relation, line, counts[relation, line]) for relation, line in sorted(counts))
    return Cell(numbers, chips, _kind(matrix, links))


def _kind(matrix: Matrix, links: Sequence[Link]) -> str:
    if not links:
        return "none"
    lines = {link.line for link in links if matrix.answers(link)}
    if lines:
        return KINDS[min(lines)]  # stated and implied are the first two of LINES
    return "beyond" if any(matrix.spec.relations[link.relation].answers for link in links) else "other"


def capitalised(text: Text) -> Text:
    """A label as a heading has it."""
    return Text(text.zh, capital(text.en))


def verdict(spec: AxisSpec, axis: Axis, group: Group) -> Text:
    """What was found for a group: of a single thing its finding; else how many of its single things lack what."""
    if len(group.members) == 1:
        return spec.findings[axis.findings[group.members[0]]]
    tally = group.tally
    return Text(
        f"{tally.count} {_measure(spec)}{spec.many.zh}：{tally.stated} 明文，{tally.implied} 仅推出，{tally.none} 皆无",
        f"{tally.count} {spec.many.en}: {tally.stated} stated, {tally.implied} only implied, {tally.none} neither",
    )


def _measure(spec: AxisSpec) -> str:
    return "" if spec.many.zh.startswith("项") else "个"
