"""What a target must do: find the records that may be a subject."""

from collections.abc import Sequence
from typing import Protocol

from kg.link.records import Subject, Target


class Source(Protocol):
    """A target dataset."""

    def find(self, subject: Subject) -> Sequence[Target]:
        """The records that may be the subject, in a fixed order.

        Raises SourceUnavailable or SourceRefused where an outside service fails.
        """
        ...
