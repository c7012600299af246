"""The sentences of a report, for whoever holds its text; and the check that a file has none of them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from kg.report.align import Alignment, align
from kg.report.profiles import Profile
from kg.report.reportmap import ReportMap
from kg.report.stream import Stream

# More ASCII in a row than a sentence of a Chinese report has (19 characters at most in this one):
# IRIs and code, nine tenths of a Turtle file, are not worth the search.
_NOT_PROSE: Final = re.compile(r"[!-~]{64,}")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """What a file says at each address of the map."""

    alignment: Alignment

    @classmethod
    def load(cls, path: Path, report_map: ReportMap, profile: Profile) -> Self:
        """Align a file (UTF-8 text or PDF). Raises ReportError."""
        return cls(align(path, report_map, profile))

    def sentence(self, address: str) -> str | None:
        """The text at the address of a sentence, title, caption, paragraph or footnote; None if not found."""
        return self.alignment.texts.get(address)


def sentences_in(text: str, report_map: ReportMap) -> list[str]:
    """Addresses of the report's sentences that a text contains; needs only the map."""
    view = Stream(_NOT_PROSE.sub("|", _BLANKS.sub("", text))).view()
    return [
        address
        for address in report_map.sentence_addresses()
        if next(view.find(report_map.sentence(address).mark), None) is not None
    ]
