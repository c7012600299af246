import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from kg.query.catalogue import GROUPS, Catalogue

ROOT = Path(__file__).parents[2]


def test_the_generated_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"kg {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_of_questions_has_an_example_in_the_readme(group: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert any(f"`{q.id}`" in text for q in Catalogue(ROOT / "queries").all() if q.group == group)


def test_links_between_the_documents_lead_somewhere() -> None:
    import re

    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([\w./-]+)[)#]", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
