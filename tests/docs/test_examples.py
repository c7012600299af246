"""What the documents show works as shown."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines import Engine

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _python(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, encoding="utf-8", cwd=ROOT
    )


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_python_example_of_the_readme_runs(code: str) -> None:
    done = _python(code)
    assert done.returncode == 0, done.stderr
    assert "Ministry of Industry and Information Technology" in done.stdout


def test_the_example_of_each_help_text_runs(tmp_path: Path, oxigraph_server: Engine) -> None:
    from kg.cli.main import COMMANDS

    for name in COMMANDS:
        if name == "serve":
            continue  # it does not end by itself; tests/serve runs it
        shown = _python("import sys; from kg.cli.main import run; run(sys.argv[1:])", name, "--help").stdout
        example = re.findall(r"Example: kg (.*)", shown)[-1]
        args = [str(tmp_path / a) if a.endswith((".html", ".db")) else a for a in shlex.split(example)]
        args = [oxigraph_server.query if a.startswith("http://localhost") else a for a in args]
        report = ROOT.parent / "shared" / "report" / "report.txt"
        if "report.txt" in args and not report.is_file():
            continue
        args = [str(report) if a == "report.txt" else a for a in args]
        done = _python("import sys; from kg.cli.main import run; run(sys.argv[1:])", *args)
        assert done.returncode == 0, f"kg {example}: {done.stdout[-500:]}{done.stderr}"


def test_the_yaml_shown_in_the_guide_is_the_way_files_look() -> None:
    from kg.build.fmt import format_folder

    blocks = re.findall(
        r"```yaml\n# (data/source/entities/\S+)\n(.*?)```",
        (ROOT / "docs/encoding.md").read_text("utf-8"),
        re.DOTALL,
    )
    assert blocks
    for path, text in blocks:
        key = text.partition(":")[0]
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^{re.escape(key)}: ", source, re.MULTILINE), f"{path} has no {key}"
    assert format_folder(ROOT / "data" / "source") == {}
