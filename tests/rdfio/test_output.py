from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.rdfio.output import write


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    write(path, "新")
    assert path.read_text(encoding="utf-8") == "新"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_device_stays_a_device() -> None:
    before = Path("/dev/null").stat()
    write(Path("/dev/null"), "x")
    assert Path("/dev/null").stat().st_rdev == before.st_rdev


def test_one_missing_folder_is_made_and_not_two(tmp_path: Path) -> None:
    write(tmp_path / "out" / "a", "x")
    assert (tmp_path / "out" / "a").is_file()
    with pytest.raises(OutputError, match="cannot write"):
        write(tmp_path / "no" / "such" / "a", "x")
    assert not (tmp_path / "no").exists()


def test_line_ends_are_written_as_given(tmp_path: Path) -> None:
    write(tmp_path / "a", "1\r\n2\n")
    assert (tmp_path / "a").read_bytes() == b"1\r\n2\n"
