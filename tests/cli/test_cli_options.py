"""Where output goes: to a file, or to standard output, which '-' means too."""

import sys
from pathlib import Path

import pytest

from kg.cli.options import is_file, terminal_width


@pytest.mark.parametrize(("output", "fitted"), [(None, True), (Path("-"), True), (Path("a.txt"), False)])
def test_what_goes_to_a_terminal_is_fitted_into_it(
    output: Path | None, fitted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "71")
    assert terminal_width(output) == (71 if fitted else None)
    assert is_file(output) is not fitted


def test_elsewhere_nothing_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert terminal_width(None) is None
