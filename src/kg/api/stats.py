"""Counts of the graph, as `kg stats` prints them."""

import html
from dataclasses import dataclass
from typing import Any

from kg.api.result import Result
from kg.errors import Lang
from kg.query.stats import Statistics


@dataclass(frozen=True, slots=True, repr=False)
class Stats:
    """How much there is of what.

    >>> import kg
    >>> counts = kg.open().stats()
    >>> counts.claims > 1000, counts.coverage.columns[:3]
    (True, ('report', 'section', 'number'))
    """

    statistics: Statistics
    lang: Lang

    @property
    def things(self) -> int:
        """Everything but claims."""
        return self.statistics.entities

    @property
    def claims(self) -> int:
        return self.statistics.claim_count

    @property
    def figures(self) -> int:
        return self.statistics.figures

    @property
    def by_class(self) -> Result:
        return Result(self.statistics.classes)

    @property
    def by_basis(self) -> Result:
        """Claims by basis and modality."""
        return Result(self.statistics.claims)

    @property
    def by_section(self) -> Result:
        """Things by class, a row each, and section, a column each."""
        return Result(self.statistics.by_section)

    @property
    def coverage(self) -> Result:
        """Sentences, and those with a claim, for each section."""
        return Result(self.statistics.coverage)

    def to_dict(self) -> dict[str, Any]:
        """The object of `kg stats --format json`."""
        return self.statistics.to_json()

    def __str__(self) -> str:
        return self.statistics.table(self.lang)

    def __repr__(self) -> str:
        return f"<Stats: {self.things} things, {self.claims} claims, {self.figures} figures>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"
