"""Every command of docs/next-report.md, run in its order on the invented second report."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build.run import TRIPLES, build

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "next-report.md").read_text(encoding="utf-8")
SERIES = ROOT / "tests" / "series"
COMMANDS = re.findall(r"^    ((?:kg|cp) .*)$", PAGE, re.MULTILINE)
TAKES_ROOT = ("verify", "fmt", "build", "check")


@pytest.fixture
def before(series: Path, tmp_path: Path) -> Path:
    """The folder as it is before the second report: its source files and text are there, its map is not."""
    root = tmp_path / "root"
    shutil.copytree(series, root)
    second = root / "data" / "source" / "moon-2032"
    shutil.move(second, tmp_path / "second")
    (root / TRIPLES).write_text(build(root), encoding="utf-8")
    shutil.move(tmp_path / "second", second)
    (second / "map.jsonl").unlink()
    shutil.copy(SERIES / "moon-2032.txt", root)
    block = re.search(r"```yaml\n# data/source/redirects\.yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block
    (root / "data" / "source" / "redirects.yaml").write_text(block[1], encoding="utf-8")
    return root


def _run(command: str, root: Path) -> subprocess.CompletedProcess[str]:
    program, *args = shlex.split(command)
    if program == "cp":
        return subprocess.run([program, *args], cwd=root, capture_output=True, text=True, check=True)
    extra = ["--root", str(root)] if args[0] in TAKES_ROOT else []
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli.main import run; run()", *args, *extra, "--lang", "en"],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={k: v for k, v in os.environ.items() if not k.startswith("KG_")},
    )


def test_every_command_of_the_page_runs_in_its_order(before: Path) -> None:
    said = {}
    for command in COMMANDS:
        done = _run(command, before)
        expected = 1 if command.startswith("kg diff") else 0
        assert done.returncode == expected, f"{command}: {done.stdout[-800:]}{done.stderr}"
        said[command.partition(" --")[0]] = done.stdout
    assert "7 of 7 sentences, identical to the source" in said["kg verify moon-2032.txt"]
    assert "moon-2032: 5 of 7 sentences" in said["kg stats"]
    assert "statement added" in said["kg diff before.ttl data/triples.ttl"]
    assert "strength changed" in said["kg query changes-between-reports"]
    assert "build or establish" in said["kg query challenge-recommendations"]
    assert "explore" not in said["kg query challenge-recommendations"]


def test_the_report_yaml_shown_is_the_one_of_the_tests() -> None:
    block = re.search(r"```yaml\n# data/source/moon-2032/report\.yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block
    shown = (SERIES / "source" / "moon-2032" / "report.yaml").read_text(encoding="utf-8")
    assert shown.startswith(block[1])


def test_the_naming_shown_is_the_one_of_the_tests() -> None:
    shown = re.search(r"`- (\{naming: .*?\})`", PAGE)
    assert shown
    assert shown[1] in (SERIES / "source" / "moon-2032" / "1.1.yaml").read_text(encoding="utf-8")
