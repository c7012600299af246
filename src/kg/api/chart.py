"""One chart, as `kg chart` draws it."""

from dataclasses import dataclass
from pathlib import Path

from kg.charts.catalogue import Chart as Drawn
from kg.charts.catalogue import Charts
from kg.charts.render import content
from kg.charts.tables import Row, rows
from kg.errors import Lang
from kg.rdfio.media import CHART, HTML, chosen, output_named
from kg.rdfio.output import write_pieces


@dataclass(frozen=True, slots=True, repr=False)
class Chart:
    """Figures on one axis. lang: the language it is drawn in, or opens in.

    >>> import kg
    >>> chart = kg.open(lang="en").chart("行业景气指数")
    >>> chart.id, chart.kind, chart.title
    ('coincident-index-series', 'series', 'Coincident index: internet industry, 2015–2020')
    >>> [(row["label"], row["value"]) for row in chart.rows][:2]
    [('2015', '93'), ('2016', '96.5')]
    """

    drawn: Drawn
    catalogue: Charts
    lang: Lang

    @property
    def id(self) -> str:
        return self.drawn.id

    @property
    def kind(self) -> str:
        """series, comparison, share, change (multiples of a base), rank or figure (a single one)."""
        return self.drawn.kind

    @property
    def title(self) -> str:
        return self.drawn.title.in_(self.lang)

    @property
    def query(self) -> str:
        """The SPARQL that gives its figures."""
        return self.drawn.query

    @property
    def rows(self) -> list[Row]:
        """One for each figure in order, by the names of kg.charts.tables.COLUMNS; numbers as they are written."""
        return list(rows(self.drawn, self.catalogue, self.lang))

    def to(self, fmt: str) -> str | bytes:
        """The content of a file: html, svg or csv as text, png or pdf (extra `pictures`) as bytes.

        Raises NotFound for another format, or where the extra is missing.
        """
        return content(self.drawn, self.catalogue, output_named(fmt, CHART).name, self.lang)

    def save(self, path: str | Path, fmt: str | None = None) -> None:
        """Writes a file, whole or not at all. fmt: what the ending stands for if None.

        Raises NotFound as `to` does, OutputError where it cannot be written.
        """
        made = self.to(chosen(fmt, Path(path), CHART, HTML).name)
        write_pieces(Path(path), (made.encode() if isinstance(made, str) else made,))

    def __repr__(self) -> str:
        return f"<Chart {self.id}: {len(self.drawn.observations)} figures>"

    def _repr_svg_(self) -> str:
        return str(self.to("svg"))
