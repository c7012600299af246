"""No sentence of the report stands in the project; names, terms, titles and figures do."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEGMENTS = ROOT.parent / "shared" / "report" / "segments.jsonl"
RUN = 20  # characters without white space and punctuation
_DROPPED = re.compile(r"[\W_]+")
_TITLE = re.compile(r"《([^》]+)》")


def _dense(text: str) -> str:
    return _DROPPED.sub("", text)


def _windows(text: str) -> set[str]:
    return {text[i : i + RUN] for i in range(len(text) - RUN + 1)}


@pytest.fixture(scope="module")
def runs() -> dict[str, str]:
    """Each run of the report's sentences, with its address; runs inside titles of documents are names."""
    if not SEGMENTS.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SEGMENTS} must be there in CI")
        pytest.skip(f"the report's text is not at {SEGMENTS}")
    segments = [json.loads(line) for line in SEGMENTS.read_text(encoding="utf-8").splitlines()]
    names = {_dense(t) for s in segments for t in _TITLE.findall(s["text"])}
    names |= {_dense(s["text"]) for s in segments if s["kind"] in ("part", "section", "figure", "preface")}
    allowed = set().union(*(_windows(name) for name in names))
    found: dict[str, str] = {}
    for segment in segments:
        for start, end in segment.get("sentences", ()):
            for window in _windows(_dense(segment["text"][start:end])) - allowed:
                found[window] = segment["id"]
    return found


def _hits(text: str, runs: dict[str, str]) -> Iterator[str]:
    # Names in neighbouring cells of a table are no sentence, although they may follow each other in one.
    cells = map(_dense, text.split("|"))
    return (f"{runs[w]}: {w}" for cell in cells for w in _windows(cell) if w in runs)


def test_no_file_of_the_project_repeats_the_report(runs: dict[str, str]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    hits = []
    for name in filter(None, listed.split("\0")):
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        # Line by line: what stands on two lines is two texts here.
        hits += [f"{name}: {hit}" for line in text.splitlines() for hit in _hits(line, runs)]
    assert not hits, "\n".join(hits[:20])


def test_a_repeated_sentence_would_be_found(runs: dict[str, str]) -> None:
    assert list(_hits(f"x {next(iter(runs))} y", runs))
