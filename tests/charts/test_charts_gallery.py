import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_charts_and_its_pictures_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/charts.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
