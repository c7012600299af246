"""What stands at each place of a report, for whoever holds it."""

from collections.abc import Sequence
from pathlib import Path

from kg.settings import root


def texts_at(files: Sequence[str | Path]) -> dict[str, str] | None:
    """IRI of each place -> its text, from files of one report or of several; None without a file.

    Raises as kg.report.library.recognise does, ParseError for what people edit about the reports.
    """
    if not files:
        return None
    from kg.report.library import load_reports, texts_of  # late: few have the report

    return texts_of([Path(file) for file in files], load_reports(root()))
