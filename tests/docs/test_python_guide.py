"""The guide to Python and the notebook: their examples run, and the notebook's file says nothing else."""

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "python.md"
NOTEBOOK = ROOT / "docs" / "tour.ipynb"

# In a process of its own: the kernel's client brings an event loop and warnings.
EXECUTE = """
import json, sys
import nbclient, nbformat
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
print(json.dumps([cell.get("outputs", []) for cell in notebook.cells]))
"""


def test_the_examples_of_the_guide_say_what_happens() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, GUIDE.name, str(GUIDE), 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.summarize().failed == 0


def canonical(notebook: dict[str, Any]) -> str:
    """The notebook without outputs, counts and whatever an editor added."""
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        kind = cell["cell_type"]
        kept = {"cell_type": kind, "id": f"cell-{number:02}", "metadata": {}, "source": cell["source"]}
        cells.append(kept if kind == "markdown" else {**kept, "execution_count": None, "outputs": []})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_the_notebook_is_kept_without_outputs(request: pytest.FixtureRequest) -> None:
    """--update-golden strips what an editor left."""
    text = NOTEBOOK.read_text(encoding="utf-8")
    clean = canonical(json.loads(text))
    if request.config.getoption("--update-golden"):
        NOTEBOOK.write_bytes(clean.encode())
    else:
        assert text == clean


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """First line of each cell of code -> what it shows, as text: html where there is some."""
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE, str(NOTEBOOK)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    cells = json.loads(done.stdout.splitlines()[-1])
    sources = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return {
        source["source"][0].rstrip(): "".join(map(_text, outputs))
        for source, outputs in zip(sources, cells, strict=True)
        if source["cell_type"] == "code"
    }


def _text(output: dict[str, Any]) -> str:
    data = output.get("data", {})
    found = output.get("text") or data.get("text/html") or data.get("text/plain") or ""
    return found if isinstance(found, str) else "".join(found)


SHOWS: Final[dict[str, tuple[str, ...]]] = {
    "import kg": ("claims",),
    'links = g.select("policy-challenge", evidence=True)': ("<table>", r"3\.4\.1-s3"),
    "first = links[0]": (r"3\.4\.1-s1 = Part 3",),
    'len(links), len(g.select("policy-challenge", with_graphs="editorial"))': (r"^\(\d+, \d+\)$",),
    "index = g.select(": ("dataframe", r"103\.8"),
    "import networkx as nx": (r"\('.+', 0\.\d+\)",),
    "[": (r"\('.+', '.+', '.+'\)",),
    "from rdflib import RDF, Namespace": ("^\\['law:",),
    'g.show("数据安全法")': ("Data Security Law",),
}


def test_each_cell_of_the_notebook_is_looked_at(shown: dict[str, str]) -> None:
    assert list(shown) == list(SHOWS)


@pytest.mark.parametrize("cell", SHOWS)
def test_the_notebook_shows(cell: str, shown: dict[str, str]) -> None:
    for pattern in SHOWS[cell]:
        assert re.search(pattern, shown[cell])
