"""What is said of one thing, as `kg show` prints it."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.api.cell import Cell
from kg.query.entity import Description, Texts
from kg.query.entity_json import to_json
from kg.query.entity_text import to_text
from kg.store.terms import Iri


@dataclass(frozen=True, slots=True, repr=False)
class Entity:
    """One thing. description: everything about it, as records. texts: sentences, for whoever gave the report.

    >>> import kg
    >>> found = kg.open(lang="en").show("阿里巴巴")
    >>> found.iri, found.label, found.class_.curie
    ('https://w3id.org/internet-report-kg/id/company/alibaba', 'Alibaba', 'kg:Company')
    """

    description: Description
    texts: Texts | None = None

    @property
    def iri(self) -> str:
        return self.description.thing.iri

    @property
    def label(self) -> str:
        return self.description.thing.label

    @property
    def class_(self) -> Cell:
        """Its class; unbound for what has none."""
        name = self.description.class_
        return Cell(None, "") if name is None else Cell(Iri(name.iri), name.label)

    @property
    def definition(self) -> str | None:
        return self.description.definition

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Language -> names; '' for names without one."""
        return self.description.aliases

    def text(self, *, width: int | None = None) -> str:
        """What `kg show` prints. width: columns of a terminal it is fitted into."""
        return to_text(self.description, width=width, texts=self.texts)

    def to_dict(self) -> dict[str, Any]:
        """The object of `kg show --format json`: names, values, figures, statements, all with their places."""
        found: dict[str, Any] = json.loads(to_json(self.description, texts=self.texts))
        return found

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Entity {self.description.thing.curie} {self.label}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text(width=100))}</pre>"
