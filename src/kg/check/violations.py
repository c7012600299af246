"""What a check finds: records that the command line, the web and the tests share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from kg.errors import Text

# A note is about the source: the report itself does not agree, and the data says so.
Severity = Literal["violation", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One finding.

    check: id of the check, e.g. 'shape:Claim-basis'. focus: IRI (or text) it is about. label: its
    name, if it has one. evidence: addresses in the report. place: file:line, where known.
    """

    check: str
    severity: Severity
    focus: str
    message: Text
    evidence: tuple[str, ...] = ()
    place: str | None = None
    label: Text | None = None

    def order(self) -> tuple[str, ...]:
        """Sorts violations before warnings, then by check, focus and message."""
        place = self.place or ""
        rank = str(get_args(Severity).index(self.severity))
        return (rank, self.check, self.focus, place, self.message.en)


class NotRun(NamedTuple):
    """A check that could not run, and why."""

    check: str
    reason: Text


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything one run found, sorted; which checks ran and which did not."""

    violations: tuple[Violation, ...]
    ran: tuple[str, ...]
    not_run: tuple[NotRun, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and notes do not count."""
        return all(one.severity != "violation" for one in self.violations)

    def count(self, severity: Severity) -> int:
        """How many findings there are of a severity."""
        return sum(one.severity == severity for one in self.violations)


def finished(
    found: Sequence[Violation], evidence: Mapping[str, tuple[str, ...]], labels: Mapping[str, Text]
) -> tuple[Violation, ...]:
    """The findings, each once, sorted, with the evidence and label of their focus."""
    full = {
        replace(
            one,
            evidence=one.evidence or evidence.get(one.focus, ()),
            label=one.label or labels.get(one.focus),
        )
        for one in found
    }
    return tuple(sorted(full, key=Violation.order))
