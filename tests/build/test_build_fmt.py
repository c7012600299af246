from pathlib import Path

import pytest

from kg.build.fmt import format_folder
from kg.build.run import build
from kg.errors import SourceError

ROOT = Path(__file__).parents[2]


def _format(root: Path) -> None:
    for path, text in format_folder(root / "data" / "source").items():
        path.write_text(text, encoding="utf-8")


def test_formatting_changes_how_files_look_and_not_what_they_say(moon: Path) -> None:
    before = build(moon)
    _format(moon)
    assert build(moon) == before


def test_formatting_twice_changes_nothing_more(moon: Path) -> None:
    _format(moon)
    assert format_folder(moon / "data" / "source") == {}


def test_an_entity_takes_three_lines_and_entities_stand_in_order(moon: Path) -> None:
    path = moon / "data" / "source" / "entities" / "challenge.yaml"
    first, second = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(second + first, encoding="utf-8")
    _format(moon)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6
    assert lines[0] == "deep-pond: {zh: 池塘过深, en: ponds too deep,"
    assert lines[3].startswith("no-fish: {")


def test_comment_lines_stay_with_what_they_stand_before(moon: Path) -> None:
    path = moon / "data" / "source" / "entities" / "challenge.yaml"
    first, second = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(f"# About the file\n{second}# On depth\n{first}# The end\n", encoding="utf-8")
    _format(moon)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# About the file"
    assert lines[1] == "# On depth"
    assert lines[2].startswith("deep-pond:")
    assert lines[-1] == "# The end"
    assert len([line for line in lines if line.startswith("#")]) == 3


def test_a_comment_that_shares_its_line_is_refused_because_it_would_be_lost(moon: Path) -> None:
    path = moon / "data" / "source" / "moon-2030" / "1.1.yaml"
    text = path.read_text(encoding="utf-8").replace("deep-pond]\n", "deep-pond]  # sure?\n", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"1\.1\.yaml:2: a comment must stand on a line of its own"):
        format_folder(moon / "data" / "source")


@pytest.mark.parametrize(
    "text",
    ["a: b", "yes", "#1", "it's", 'say "x"', "a, b", "[x]", "- x", "C:\\dir", "1.0", "“十三五”", "tab\there"],
)
def test_awkward_words_survive(text: str, moon: Path) -> None:
    path = moon / "data" / "source" / "entities" / "group.yaml"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    path.write_text(
        f'fishers: {{zh: "{escaped}", en: fishers, kind: person-group, zhDefinition: "{escaped}", enDefinition: "x"}}\n',
        encoding="utf-8",
    )
    before = build(moon)
    _format(moon)
    assert build(moon) == before


def test_the_committed_files_are_formatted() -> None:
    assert format_folder(ROOT / "data" / "source") == {}, "run kg fmt"
