import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from kg.query.catalogue import Catalogue

ROOT = Path(__file__).parents[2]


def test_the_generated_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"kg {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Catalogue(ROOT / "queries").ids())
def test_every_question_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_links_between_the_documents_lead_somewhere() -> None:
    import re

    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([\w./-]+)[)#]", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
