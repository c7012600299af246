"""What a target must do: find the records that may be a subject."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from kg.link.records import Subject, Target


class Proposal(NamedTuple):
    """A record that may be the subject. by: the ways in which it was found (see kg.link.index.Found)."""

    target: Target
    by: tuple[str, ...] = ()


class Source(Protocol):
    """A target dataset. name: its profile and place, as a run's record keeps it."""

    @property
    def name(self) -> str: ...

    def find(self, subject: Subject) -> Sequence[Proposal]:
        """The records that may be the subject, in a fixed order.

        Raises SourceUnavailable or SourceRefused where an outside service fails.
        """
        ...
