"""How two things hang together, as `kg path` prints it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from kg.query.entity import Texts
from kg.query.path import Path, Paths
from kg.query.path_text import to_json, to_md, to_text


@dataclass(frozen=True, slots=True, repr=False)
class Chains(Sequence[Path]):
    """Chains of claims between two things, the shortest and strongest first.

    Each is a kg.query.path.Path: its weight and its steps, each a sentence with the claims behind it.

    >>> import kg
    >>> chain = kg.open(lang="en").path("regulator:samr", "company:alibaba")[0]
    >>> len(chain.steps), chain.steps[0].predicate.label, chain.steps[0].claims[0].evidence[0][-8:]
    (1, 'penalised', '3.4.1-s3')
    """

    found: Paths
    texts: Texts | None = None

    def __len__(self) -> int:
        return len(self.found.paths)

    @overload
    def __getitem__(self, key: int) -> Path: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, key: int | slice) -> Path | tuple[Path, ...]:
        return self.found.paths[key]

    def text(self, *, width: int | None = None) -> str:
        """What `kg path` prints. width: columns of a terminal it is fitted into."""
        return to_text(self.found, width=width, texts=self.texts)

    def to_dict(self) -> dict[str, Any]:
        """The object of `kg path --format json`."""
        found: dict[str, Any] = json.loads(to_json(self.found, texts=self.texts))
        return found

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Chains: {len(self)} from {self.found.start.curie} to {self.found.end.curie}>"

    def _repr_markdown_(self) -> str:
        return to_md(self.found, texts=self.texts)
